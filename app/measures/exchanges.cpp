// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/exchanges.h"

#include <optional>

namespace tutti::measures {

namespace {

constexpr const char *kEcho = "echo"; // as the log names it

/// Follows the state lines from exchange to exchange.
class Listener {
public:
    Listener(const Playing &playing, const Header &header) : m_playing(playing), m_isEcho(header.activity == kEcho) {}

    void start(const Start &start)
    {
        m_part = Part::None;
        m_isEcho = start.activity == kEcho;
    }

    void again(Micros t) { m_again = t; }

    void state(Micros t, const StateChange &change)
    {
        if (!m_isEcho)
            return;
        switch (change.state) {
        case StageState::Call: call(t, change); return;
        case StageState::Breath:
            if (m_part == Part::Call) {
                m_callEnds = t;
                m_part = Part::Breath;
            } else if (m_part != Part::Breath) { // after a pause or a cue it is said again
                m_part = Part::Spoiled;
            }
            return;
        case StageState::Response: respond(t, change); return;
        case StageState::Both:
        case StageState::Pass: finish(t); return;
        default:
            if (!goesOnAfter(change.state))
                m_part = Part::None;
            return;
        }
    }

    [[nodiscard]] std::vector<Exchange> exchanges() && { return std::move(m_exchanges); }

private:
    /// Spoiled: one is on that will not be measured.
    enum class Part { None, Call, Breath, Response, Spoiled };

    /// A pause, and the leader's cues, which stand last among the states.
    static bool goesOnAfter(StageState state) { return state == StageState::Paused || state >= StageState::Attention; }

    void call(Micros t, const StateChange &change)
    {
        if (change.value)
            return; // the leader's, counted in
        if ((m_part == Part::Call || m_part == Part::Spoiled) && change.seat == m_caller && m_again != t)
            return; // said again
        if (!change.seat || !change.seat->isPlayer()) { // the app's, or the leader's
            m_part = Part::Spoiled;
            return;
        }
        finish(t);
        m_caller = *change.seat;
        m_callFrom = t;
        m_part = Part::Call;
    }

    void respond(Micros t, const StateChange &change)
    {
        if (m_part == Part::Response && change.seat == m_answerer)
            return; // said again
        if (m_part != Part::Breath || !change.seat || !change.seat->isPlayer() || *change.seat == m_caller) {
            m_part = Part::Spoiled;
            return;
        }
        m_answerer = *change.seat;
        m_answerFrom = t;
        m_part = Part::Response;
    }

    void finish(Micros t)
    {
        const bool isWhole = m_part == Part::Response && m_again != t;
        m_part = Part::None;
        if (!isWhole)
            return;
        auto call = told(m_caller, m_callFrom, m_callEnds);
        auto answer = told(m_answerer, m_answerFrom, t);
        if (call && answer && !call->times.empty() && !answer->times.empty())
            m_exchanges.push_back({m_caller, m_answerer, *std::move(call), *std::move(answer)});
    }

    /// Nothing where a helper's hand was in it.
    [[nodiscard]] std::optional<Told> told(SeatId seat, Micros from, Micros to) const
    {
        Told told;
        for (const SeatHit &hit : m_playing.hits) {
            const Micros t = hit.t + m_playing.latency;
            if (hit.seat != seat || t < from || t >= to)
                continue;
            if (hit.assisted)
                return std::nullopt;
            if (!hit.own)
                continue;
            told.times.push_back(m_playing.withoutPauses(hit.t));
            told.pads.push_back(hit.pad);
        }
        return told;
    }

    const Playing &m_playing;
    bool m_isEcho;
    Part m_part = Part::None;
    SeatId m_caller;
    SeatId m_answerer;
    Micros m_callFrom{};
    Micros m_callEnds{};
    Micros m_answerFrom{};
    std::optional<Micros> m_again;
    std::vector<Exchange> m_exchanges;
};

} // namespace

std::vector<Exchange> exchangesOf(const Playing &playing, const Header &header, std::span<const Input> inputs,
                                  std::span<const Output> outputs)
{
    Listener listener(playing, header);
    auto in = inputs.begin();
    for (const Output &out : outputs) {
        if (out.t > playing.length)
            break;
        // What comes in is answered in the same microsecond.
        for (; in != inputs.end() && in->t <= out.t; ++in) {
            if (const auto *start = std::get_if<Start>(&in->what))
                listener.start(*start);
            else if (const auto *cue = std::get_if<Cue>(&in->what); cue && cue->kind == CueKind::Again)
                listener.again(in->t);
        }
        if (const auto *change = std::get_if<StateChange>(&out.what))
            listener.state(out.t, *change);
    }
    return std::move(listener).exchanges();
}

} // namespace tutti::measures
