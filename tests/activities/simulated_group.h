// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/rehearsal.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

namespace tutti {

struct SimulatedPlayer {
    int seat = 0;
    double period = 0.6;  ///< s; 0: random between 0.25 and 2 s
    double biasMs = 0;    ///< of what the panel reports, or of a habit
    double spreadMs = 17;
    double missed = 0;    ///< share of strokes
    bool listens = true;  ///< to the app's beat
};

/// People who drum: each keeps a tempo, hears the shared beat once there is one, corrects half of their asynchrony to it and a
/// tenth of it in their own period, and plays with a bias and a spread.
class SimulatedGroup {
public:
    using Player = SimulatedPlayer;

    SimulatedGroup(Rehearsal &rehearsal, std::vector<Player> players, unsigned seed, double from = 1) : m_r(rehearsal), m_rng(seed)
    {
        for (const Player &player : players)
            m_players.push_back({player, player.period, from});
    }

    static std::vector<Player> twelve(Player each = {})
    {
        std::vector<Player> all;
        for (int i = 0; i < 12; ++i) {
            all.push_back(each);
            all.back().seat = i;
        }
        return all;
    }

    /// Everyone plays until `seconds`.
    void playTo(double seconds)
    {
        while (true) {
            auto next = std::min_element(m_players.begin(), m_players.end(), [](const One &a, const One &b) { return a.next < b.next; });
            if (next->next >= seconds)
                break;
            stroke(*next);
        }
        m_r.run(seconds);
    }
    void setPeriod(double period)
    {
        for (One &one : m_players)
            one.wanted.period = one.period = period;
    }
    std::vector<Player> players() const
    {
        std::vector<Player> all;
        for (const One &one : m_players)
            all.push_back(one.wanted);
        return all;
    }
    void scatter(double spreadMs)
    {
        for (One &one : m_players) {
            one.wanted.spreadMs = spreadMs;
            one.wanted.listens = false;
        }
    }

private:
    struct One {
        Player wanted;
        double period = 0.6;
        double next = 1;
    };

    void stroke(One &one)
    {
        std::normal_distribution<double> normal(0, 1);
        std::uniform_real_distribution<double> uniform(0, 1);
        const double tap = std::max(0.0, one.next + one.wanted.spreadMs / 1000 * normal(m_rng));
        if (uniform(m_rng) >= one.wanted.missed) {
            // A lift later on would hold up the strokes of the others: inputs come in order of time.
            m_r.strike(tap + one.wanted.biasMs / 1000, one.wanted.seat);
            m_r.lift(tap + one.wanted.biasMs / 1000, one.wanted.seat);
        }
        if (one.wanted.period <= 0) {
            one.next += 0.25 + 1.75 * uniform(m_rng);
            return;
        }
        const auto &pulse = m_r.performance().stage().room().pulse;
        if (!pulse || !one.wanted.listens) {
            one.next += one.period;
            return;
        }
        // The beat of their own level that is nearest: who plays in eighths has one every half beat.
        const double level = one.period < 0.75 * toSeconds(pulse->period()) ? 2 : 1;
        const double position = pulse->positionAt(microsFromSeconds(tap));
        const double asynchrony = tap - toSeconds(pulse->timeOf(std::round(position * level) / level));
        one.period -= 0.1 * asynchrony;
        one.next += one.period - 0.5 * asynchrony;
    }

    Rehearsal &m_r;
    std::mt19937_64 m_rng;
    std::vector<One> m_players;
};

} // namespace tutti
