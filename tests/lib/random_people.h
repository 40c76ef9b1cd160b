// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <queue>
#include <random>
#include <vector>

namespace tutti {

/// People at a touchscreen who do what comes to their mind, by seed: they stroke a pad now and then, keep a beat, hold a
/// tone, hammer, lean on the glass with one hand while the other plays, or look on. Each has two hands, each hand a finger
/// at a time. Times are in seconds; the same seed gives the same touches. Knows nothing of what they touch.
class RandomPeople {
public:
    struct Touch {
        double t = 0;
        int seat = 0;
        int hand = 0;            ///< 0 plays, 1 leans
        std::int64_t finger = 0; ///< a new one for each press
        bool down = false;
    };

    RandomPeople(int seats, unsigned seed, double from = 0) : m_people(static_cast<std::size_t>(seats)), m_random(seed) { comeBack(from); }

    /// When somebody will touch or lift next.
    [[nodiscard]] double nextAt() const { return m_due.top().touch.t; }

    /// What they do next, in order of time.
    Touch next()
    {
        for (;;) {
            const Due due = m_due.top();
            m_due.pop();
            if (!due.thinks) {
                if (due.touch.down)
                    m_down[due.touch.finger] = due.touch;
                else
                    m_down.erase(due.touch.finger);
                return due.touch;
            }
            think(due.touch.seat, due.touch.t);
        }
    }

    /// All of them take their hands away at `t`: the lifts. They come back at `back`.
    std::vector<Touch> leave(double t, double back)
    {
        std::vector<Touch> lifts;
        for (const auto &[finger, touch] : m_down)
            lifts.push_back({t, touch.seat, touch.hand, finger, false});
        m_down.clear();
        comeBack(back);
        return lifts;
    }

    /// From 0 to `n` - 1.
    int below(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }
    double between(double low, double high) { return low + (high - low) * static_cast<double>(m_random()) / static_cast<double>(std::mt19937::max()); }

private:
    enum class Mood { Stroke, Beat, Hold, Hammer, Lean, Look };
    struct Person {
        Mood mood = Mood::Look;
        double until = 0;
        double period = 0;
    };
    struct Due {
        Touch touch;
        bool thinks = false; ///< else it is this touch
        std::uint64_t order = 0;
        bool operator<(const Due &other) const { return touch.t != other.touch.t ? touch.t > other.touch.t : order > other.order; } // earliest first
    };

    void comeBack(double t)
    {
        m_due = {};
        for (int seat = 0; seat < static_cast<int>(m_people.size()); ++seat) {
            m_people[static_cast<std::size_t>(seat)] = {};
            push({t + between(0, 3), seat, 0, 0, false}, true);
        }
    }

    void push(const Touch &touch, bool thinks) { m_due.push({touch, thinks, ++m_order}); }

    void press(int seat, int hand, double t, double held)
    {
        push({t, seat, hand, ++m_finger, true}, false);
        push({t + held, seat, hand, m_finger, false}, false);
    }

    void think(int seat, double t)
    {
        Person &person = m_people[static_cast<std::size_t>(seat)];
        if (t >= person.until)
            changeMood(seat, t);
        double held = 0.06, pause = 0; // s
        switch (person.mood) {
        case Mood::Look: push({person.until, seat, 0, 0, false}, true); return;
        case Mood::Lean:
        case Mood::Stroke:
            held = between(0.05, 0.3);
            pause = between(0.15, 1.6);
            break;
        case Mood::Beat:
            held = 0.3 * person.period;
            pause = std::max(0.08, person.period - held + between(-0.02, 0.02));
            break;
        case Mood::Hold:
            held = between(1, 8);
            pause = between(0.2, 3);
            break;
        case Mood::Hammer:
            held = between(0.03, 0.05);
            pause = between(0.04, 0.09);
            break;
        }
        press(seat, 0, t, held);
        push({t + held + pause, seat, 0, 0, false}, true);
    }

    void changeMood(int seat, double t)
    {
        static constexpr std::array kOften{Mood::Stroke, Mood::Stroke, Mood::Stroke, Mood::Stroke, Mood::Stroke, Mood::Beat, Mood::Beat, Mood::Beat, Mood::Beat,
            Mood::Hold, Mood::Hold, Mood::Hammer, Mood::Lean, Mood::Look, Mood::Look, Mood::Look};
        Person &person = m_people[static_cast<std::size_t>(seat)];
        person.mood = kOften[static_cast<std::size_t>(below(static_cast<int>(kOften.size())))];
        person.period = between(0.45, 0.8);
        double lasts = between(8, 40);
        if (person.mood == Mood::Hammer)
            lasts = between(2, 10);
        else if (person.mood == Mood::Look)
            lasts = between(3, 60);
        else if (person.mood == Mood::Lean)
            press(seat, 1, t, lasts = between(20, 90));
        person.until = t + lasts;
    }

    std::vector<Person> m_people;
    std::priority_queue<Due> m_due;
    std::map<std::int64_t, Touch> m_down; ///< by finger
    std::int64_t m_finger = 0;
    std::uint64_t m_order = 0;
    std::mt19937 m_random;
};

} // namespace tutti
