// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/freezes.h"

namespace tutti::measures {

namespace {

/// Follows the state lines from music to freeze and on. Times are without pauses.
class Watcher {
public:
    Watcher(const Playing &playing, std::vector<FreezeHits> &freezes) : m_hits(playing.ownHits()), m_freezes(freezes) {}

    void state(Micros t, StageState state)
    {
        // A pause and the leader's cues, which stand last among the states, change nothing; after them it is said again.
        if (state == StageState::Paused || state >= StageState::Attention)
            return;
        const StageState before = m_state;
        m_state = state;
        if (state == before)
            return;
        if (before == StageState::Freeze)
            close(t);
        if (state == StageState::Music)
            m_musicFrom = t;
        else if (state == StageState::Warn && before == StageState::Music)
            m_warnAt = t;
        else if (state == StageState::Freeze && m_warnAt && before == StageState::Warn)
            m_freezeFrom = t;
        else // not one after the other
            m_warnAt = m_freezeFrom = std::nullopt;
    }

private:
    void close(Micros ends)
    {
        if (m_freezeFrom) {
            const Micros from = *m_freezeFrom + kFreezeGrace;
            const Micros window = ends - from;
            if (window > Micros{} && *m_warnAt - window >= m_musicFrom)
                m_freezes.push_back({hitsIn(*m_warnAt - window, *m_warnAt), hitsIn(from, ends)});
        }
        m_warnAt = m_freezeFrom = std::nullopt;
    }

    [[nodiscard]] int hitsIn(Micros from, Micros to) const
    {
        int count = 0;
        for (const SeatHit &hit : m_hits)
            count += hit.t >= from && hit.t < to ? 1 : 0;
        return count;
    }

    std::vector<SeatHit> m_hits;
    std::vector<FreezeHits> &m_freezes;
    StageState m_state = StageState::Ready;
    Micros m_musicFrom{};
    std::optional<Micros> m_warnAt;
    std::optional<Micros> m_freezeFrom;
};

} // namespace

std::vector<FreezeHits> freezesOf(const Playing &playing, std::span<const Output> outputs)
{
    std::vector<FreezeHits> freezes;
    Watcher watcher(playing, freezes);
    for (const Output &out : outputs) {
        if (out.t > playing.length)
            break;
        if (const auto *change = std::get_if<StateChange>(&out.what))
            watcher.state(playing.lineWithoutPauses(out.t), change->state);
    }
    return freezes;
}

std::optional<double> quietRatio(const FreezeHits &hits)
{
    if (hits.before <= 0 || hits.before + hits.during < kMinHits)
        return std::nullopt;
    return 1 - static_cast<double>(hits.during) / hits.before;
}

Figure quietInFreezes(std::span<const FreezeHits> freezes)
{
    FreezeHits all;
    for (const FreezeHits &freeze : freezes) {
        all.before += freeze.before;
        all.during += freeze.during;
    }
    return figure(quietRatio(all), static_cast<int>(freezes.size()), kMinFreezes);
}

} // namespace tutti::measures
