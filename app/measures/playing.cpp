// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/playing.h"

#include "core/overloaded.h"

#include <algorithm>
#include <array>

namespace tutti::measures {

namespace {

/// Walks the inputs once and keeps what was true at each moment.
class Observer {
public:
    explicit Observer(const Header &header) : m_latency(header.latencyUs)
    {
        for (int s = 0; s < std::clamp(header.seats, 0, kMaxSeats); ++s)
            m_seats[static_cast<std::size_t>(s)].present = true;
        update({});
    }

    /// False at the end of the session.
    bool observe(const Input &in)
    {
        m_length = std::max(m_length, in.t);
        return std::visit(Overloaded{
            [&](const Strike &s) { strike(in.t, s); return true; },
            [&](const Cue &c) { cue(in.t, c.kind); return true; },
            [&](const Join &j) { change(in.t, j.seat, [](Seat &s) { s.present = true; }); return true; },
            [&](const Leave &l) { change(in.t, l.seat, [](Seat &s) { s.present = s.resting = false; }); return true; },
            [&](const RestOn &r) { change(in.t, r.seat, [](Seat &s) { s.resting = true; }); return true; },
            [&](const RestOff &r) { change(in.t, r.seat, [](Seat &s) { s.resting = false; }); return true; },
            [&](const Start &) { m_paused = false; update(in.t); return true; },
            [&](const End &) { m_ended = true; return false; },
            [&](const auto &) { return true; },
        }, in.what);
    }

    [[nodiscard]] Playing finish(std::span<const Output> outputs)
    {
        for (const Output &out : outputs) {
            if (m_ended && out.t > m_length)
                continue;
            m_length = std::max(m_length, out.t);
            if (std::holds_alternative<Prompt>(out.what))
                m_invitations.push_back(out.t);
        }
        std::sort(m_invitations.begin(), m_invitations.end());

        if (m_pausedSince)
            m_pauses.push_back({*m_pausedSince, m_length});
        Playing playing{m_length, {}, std::move(m_hits), std::move(m_invitations), m_latency,
                        Spans::unionOf(std::move(m_pauses)).shifted(-m_latency)};
        for (std::size_t i = 0; i < m_seats.size(); ++i) {
            Seat &s = m_seats[i];
            if (!s.seen)
                continue;
            if (s.thereSince)
                s.there.push_back({*s.thereSince, m_length});
            std::vector<Micros> hits;
            for (const auto &run : s.runs)
                hits.insert(hits.end(), run.begin(), run.end());
            playing.seats.push_back({SeatId{static_cast<int>(i)}, std::move(hits), s.assisted, std::move(s.runs),
                                     Spans::unionOf(std::move(s.there))});
        }
        return playing;
    }

private:
    struct Seat {
        bool present = false;
        bool resting = false;
        bool seen = false;
        bool unbroken = false; ///< the next hit goes on with the last run
        int assisted = 0;
        std::optional<Micros> lastCounted;
        std::optional<Micros> thereSince;
        std::vector<Span> there;
        std::vector<std::vector<Micros>> runs;
    };

    void strike(Micros t, const Strike &strike)
    {
        if (!strike.seat.isPlayer() || m_paused)
            return; // while paused a pad has no sound
        Seat &s = seat(strike.seat);
        if (!s.present)
            change(t, strike.seat, [](Seat &absent) { absent.present = true; });
        const Micros played = t - m_latency;
        const bool own = !s.resting && !strike.assisted;
        m_hits.push_back({played, strike.seat, own && !isBounce(t, s.lastCounted), strike.pad, strike.assisted});
        if (s.resting || isBounce(t, s.lastCounted))
            return;
        s.lastCounted = t;
        if (strike.assisted) {
            ++s.assisted;
            s.unbroken = false;
            return;
        }
        if (!s.unbroken)
            s.runs.emplace_back();
        s.unbroken = true;
        s.runs.back().push_back(played);
    }

    void cue(Micros t, CueKind kind)
    {
        m_invitations.push_back(t);
        if (kind == CueKind::Stop)
            m_paused = true;
        else if (kind == CueKind::Resume || kind == CueKind::Finish)
            m_paused = false;
        update(t);
    }

    template <class F>
    void change(Micros t, SeatId id, F f)
    {
        if (!id.isPlayer())
            return;
        f(seat(id));
        update(t);
    }

    /// Opens and closes the pauses, and the time each seat is there.
    void update(Micros t)
    {
        if (m_paused && !m_pausedSince) {
            m_pausedSince = t;
        } else if (!m_paused && m_pausedSince) {
            m_pauses.push_back({*m_pausedSince, t});
            m_pausedSince.reset();
        }
        for (Seat &s : m_seats) {
            s.seen = s.seen || s.present;
            const bool there = s.present && !s.resting && !m_paused;
            if (there && !s.thereSince) {
                s.thereSince = t;
            } else if (!there && s.thereSince) {
                s.there.push_back({*s.thereSince, t});
                s.thereSince.reset();
                s.unbroken = false;
            }
        }
    }

    Seat &seat(SeatId id) { return m_seats[static_cast<std::size_t>(id.value)]; }

    Micros m_latency;
    std::array<Seat, kMaxSeats> m_seats;
    std::vector<SeatHit> m_hits;
    std::vector<Micros> m_invitations;
    std::vector<Span> m_pauses;
    std::optional<Micros> m_pausedSince;
    Micros m_length{};
    bool m_paused = false;
    bool m_ended = false;
};

} // namespace

std::vector<SeatHit> Playing::ownHits() const
{
    std::vector<SeatHit> own;
    for (SeatHit hit : hits) {
        if (!hit.own)
            continue;
        hit.t = withoutPauses(hit.t);
        own.push_back(hit);
    }
    return own;
}

Playing playingOf(const Header &header, std::span<const Input> inputs, std::span<const Output> outputs)
{
    Observer observer(header);
    for (const Input &in : inputs)
        if (!observer.observe(in))
            break;
    return observer.finish(outputs);
}

} // namespace tutti::measures
