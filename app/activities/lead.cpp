// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/lead.h"

#include <algorithm>
#include <tuple>

namespace tutti {

StageState stateOf(CueKind kind)
{
    switch (kind) {
    case CueKind::Finish: return StageState::Outro;
    case CueKind::Attention: return StageState::Attention;
    case CueKind::Groove: return StageState::Groove;
    case CueKind::Pulse: return StageState::Pulse;
    case CueKind::Rumble: return StageState::Rumble;
    case CueKind::Accent: return StageState::Accent;
    case CueKind::Call: return StageState::Call;
    case CueKind::Sculpt: return StageState::Sculpt;
    case CueKind::Showcase: return StageState::Showcase;
    case CueKind::Fade: return StageState::Fade;
    case CueKind::Swap: return StageState::Swap;
    case CueKind::Calm: return StageState::Calm;
    case CueKind::Stop: return StageState::Paused;
    case CueKind::Resume:
    case CueKind::Louder:
    case CueKind::Softer:
    case CueKind::Faster:
    case CueKind::Slower:
    case CueKind::Settle:
    case CueKind::LayerIn:
    case CueKind::LayerOut:
    case CueKind::TeeterTotter:
    case CueKind::Wave:
    case CueKind::GroovePass:
    case CueKind::QuietMe:
    case CueKind::SaidIt:
    case CueKind::Mark:
    case CueKind::Next:
    case CueKind::Again:
    case CueKind::Skip:
    case CueKind::Back:
    case CueKind::Hold: break;
    }
    return StageState::Ready; // these have no state of their own
}

void Lead::give(Coming coming, const Room &room, Micros t, Effects &effects)
{
    const auto asks = [](const Coming &c) { return std::tie(c.kind, c.seats, c.share, c.ends); };
    if (isFinishing() || (m_coming && asks(*m_coming) == asks(coming)))
        return;
    if (m_coming && m_planned)
        m_landing = std::move(*m_coming);
    m_counts.clear();
    m_toCount = kCountFrom;
    m_planned = false;
    m_ordinal.reset();
    if (room.pulse) {
        coming.beat = room.pulse->period();
        m_ordinal = room.pulse->ordinalAfter(t, kCountFrom, coming.onBar ? std::optional(room.settings.meter) : std::nullopt);
        coming.at = room.pulse->timeOf(static_cast<double>(*m_ordinal));
        // Beats that are planned already and have not come.
        for (std::int64_t ordinal = *m_ordinal - kCountFrom; ordinal <= room.pulse->last().ordinal; ++ordinal)
            countAt(std::max(t, room.pulse->timeOf(static_cast<double>(ordinal))));
    } else {
        coming.beat = kBeatWithoutBeat;
        coming.at = t + kCountFrom * kBeatWithoutBeat;
        while (m_toCount > 0)
            countAt(coming.at - m_toCount * kBeatWithoutBeat);
    }
    const bool preview = m_counts.empty() || m_counts.front().at > t;
    m_coming = std::move(coming);
    if (preview)
        effects.say(t, StateChange{stateOf(m_coming->kind), {}, m_coming->seats, {}});
}

void Lead::pulseEnded()
{
    if (!m_coming || !m_ordinal)
        return;
    m_ordinal.reset();
    while (!m_planned && m_toCount > 0)
        countAt(m_coming->at - m_toCount * m_coming->beat);
}

bool Lead::beat(const Beat &beat)
{
    if (!m_coming || !m_ordinal || beat.ordinal > *m_ordinal)
        return false;
    if (beat.ordinal == *m_ordinal) {
        m_coming->at = beat.at;
        m_planned = true;
        return true;
    }
    m_coming->at = beat.at + (*m_ordinal - beat.ordinal) * beat.length;
    m_toCount = static_cast<int>(std::min<std::int64_t>(kCountFrom, *m_ordinal - beat.ordinal));
    if (*m_ordinal - beat.ordinal <= kCountFrom)
        countAt(beat.at);
    return false;
}

bool Lead::plans(Micros t, Effects &effects)
{
    while (!m_counts.empty() && m_counts.front().at <= t) {
        effects.say(t, StateChange{stateOf(m_coming->kind), {}, m_coming->seats, static_cast<double>(m_counts.front().number)});
        m_counts.erase(m_counts.begin());
    }
    if (!m_coming || m_planned || m_ordinal || m_coming->at - Pulse::kAhead > t)
        return false;
    m_planned = true;
    return true;
}

std::optional<Lead::Coming> Lead::lands(Micros t)
{
    std::optional<Coming> landed;
    if (m_landing && m_landing->at <= t) {
        std::swap(landed, m_landing);
        return landed;
    }
    if (!m_coming || !m_planned || m_coming->at > t)
        return std::nullopt;
    std::swap(landed, m_coming);
    m_ordinal.reset();
    return landed;
}

std::optional<Micros> Lead::nextDue() const
{
    std::optional<Micros> next;
    if (m_landing)
        next = m_landing->at;
    if (m_coming && m_planned)
        next = soonest({next, m_coming->at});
    else if (m_coming && !m_ordinal)
        next = soonest({next, m_coming->at - Pulse::kAhead});
    if (m_coming && !m_counts.empty())
        next = soonest({next, m_counts.front().at});
    return next;
}

Band::Section Lead::section(const Beat &beat, int meter) const
{
    if (!m_coming || !m_ordinal || beat.ordinal < *m_ordinal - meter)
        return Band::Section::Bars;
    switch (m_coming->kind) {
    case CueKind::Finish: return Band::Section::Ending;
    case CueKind::Groove:
    case CueKind::Accent:
    case CueKind::Call:
    case CueKind::Sculpt:
    case CueKind::Showcase: return Band::Section::Fill;
    case CueKind::Rumble: // nothing to lead in: everyone rolls
    default: return Band::Section::Bars;
    }
}

Share Lead::shareOf(SeatId seat) const
{
    if (lasting.showcase && *lasting.showcase != seat)
        return Share::Soft;
    if (lasting.call && !lasting.call->answering && lasting.call->caller && *lasting.call->caller != seat)
        return Share::Soft;
    return lasting.shares[static_cast<std::size_t>(seat.value)];
}

void Lead::called(SeatId seat)
{
    if (!lasting.call || lasting.call->answering || lasting.call->caller)
        return;
    const auto &may = lasting.call->mayCall;
    if (may.empty() || std::find(may.begin(), may.end(), seat) != may.end())
        lasting.call->caller = seat;
}

void Lead::cancelled(Micros t)
{
    if (m_coming && m_coming->at > t)
        m_planned = false;
    std::erase_if(m_counts, [&](const Count &count) { return m_ordinal && count.at > t; }); // they come with their beats again
}

void Lead::shift(Micros by)
{
    for (auto *cue : {&m_coming, &m_landing})
        if (*cue)
            (*cue)->at += by;
    for (Count &count : m_counts)
        count.at += by;
}

} // namespace tutti
