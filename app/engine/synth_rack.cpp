// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/synth_rack.h"

#include "engine/block_math.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace tutti {

namespace {

constexpr int kRingSeconds = 5;
constexpr float kQuiet = 1e-4F; // -80 dBFS

std::size_t at(int index) noexcept
{
    return static_cast<std::size_t>(index);
}

} // namespace

SynthRack::SynthRack(std::unique_ptr<Synth> first, int sampleRate)
    : m_ringFor(std::int64_t{sampleRate} * kRingSeconds), m_fadeFor(sampleRate / 2)
{
    if (!first)
        return;
    m_current = 0;
    m_players[0].synth = std::move(first);
}

SynthRack::~SynthRack()
{
    while (takeRetired()) { }
    const std::unique_ptr<Synth> offered(m_offered.load(std::memory_order_acquire));
}

void SynthRack::offer(std::unique_ptr<Synth> synth)
{
    if (!synth)
        return;
    if (Synth *untaken = m_offered.exchange(synth.release(), std::memory_order_acq_rel))
        m_untaken.emplace_back(untaken);
}

std::unique_ptr<Synth> SynthRack::takeRetired()
{
    if (!m_untaken.empty()) {
        std::unique_ptr<Synth> synth = std::move(m_untaken.back());
        m_untaken.pop_back();
        return synth;
    }
    Synth *synth = nullptr;
    m_retired.pop(synth);
    return std::unique_ptr<Synth>(synth);
}

bool SynthRack::adopt(Frames now) noexcept
{
    if (m_offered.load(std::memory_order_relaxed) == nullptr)
        return false;
    const auto free = std::find_if(m_players.begin(), m_players.end(), [](const Player &p) { return !p.synth; });
    if (free == m_players.end())
        return false;
    // Only this thread empties the mailbox, so it is still full.
    free->synth.reset(m_offered.exchange(nullptr, std::memory_order_acquire));
    ++free->serial;
    free->done = false;
    free->held = 0;
    free->holds = {};
    if (m_current >= 0)
        m_players[at(m_current)].ringsUntil = now + m_ringFor;
    m_current = static_cast<int>(free - m_players.begin());
    return true;
}

SynthRack::Place SynthRack::strike(int channel, int instrument, int key, float level) noexcept
{
    if (m_current < 0)
        return {};
    Player &player = m_players[at(m_current)];
    ++player.holds[at(channel)][at(key)];
    ++player.held;
    player.synth->noteOn(channel, instrument, key, level);
    return {m_current, player.serial};
}

void SynthRack::lift(Place place, int channel, int key) noexcept
{
    if (place.index < 0)
        return;
    Player &player = m_players[at(place.index)];
    if (!player.synth || player.serial != place.serial)
        return;
    --player.held;
    if (--player.holds[at(channel)][at(key)] == 0)
        player.synth->noteOff(channel, key);
}

void SynthRack::liftAll() noexcept
{
    for (Player &player : m_players) {
        if (!player.synth || player.held == 0)
            continue;
        for (int channel = 0; channel < kChannels; ++channel)
            for (int key = 0; key < kKeys; ++key)
                if (std::exchange(player.holds[at(channel)][at(key)], std::uint16_t{0}) != 0)
                    player.synth->noteOff(channel, key);
        player.held = 0;
    }
}

void SynthRack::silence() noexcept
{
    for (Player &player : m_players)
        if (player.synth)
            player.synth->silence();
}

void SynthRack::channelGain(int channel, float db) noexcept
{
    for (Player &player : m_players)
        if (player.synth)
            player.synth->channelGain(channel, db);
}

void SynthRack::render(float *left, float *right, Frames now, int blocks) noexcept
{
    assert(blocks == 1 || !ringsOut());
    if (m_current >= 0) {
        m_players[at(m_current)].synth->render(left, right, blocks);
    } else {
        std::fill_n(left, blocks * kBlockFrames, 0.0F);
        std::fill_n(right, blocks * kBlockFrames, 0.0F);
    }
    for (int i = 0; i < static_cast<int>(m_players.size()); ++i)
        if (i != m_current && m_players[at(i)].synth)
            ringOut(m_players[at(i)], left, right, now);
}

void SynthRack::ringOut(Player &player, float *left, float *right, Frames now) noexcept
{
    if (!player.done) {
        player.synth->render(m_left.data(), m_right.data(), 1);
        const auto fade = static_cast<float>(m_fadeFor.value);
        const std::int64_t remaining = (player.ringsUntil - now).value;
        const float from = std::clamp(static_cast<float>(remaining) / fade, 0.0F, 1.0F);
        const float to = std::clamp(static_cast<float>(remaining - kBlockFrames) / fade, 0.0F, 1.0F);
        applyGain(m_left.data(), from, to);
        applyGain(m_right.data(), from, to);
        for (int i = 0; i < kBlockFrames; ++i) {
            left[i] += m_left[at(i)];
            right[i] += m_right[at(i)];
        }
        const bool quiet = player.held == 0 && peakOf(m_left.data(), m_right.data()) < kQuiet
                           && player.synth->activeVoices() == 0;
        player.done = quiet || remaining <= kBlockFrames;
    }
    if (player.done && m_retired.push(player.synth.get()))
        (void)player.synth.release(); // the ring's now
}

bool SynthRack::ringsOut() const noexcept
{
    for (int i = 0; i < static_cast<int>(m_players.size()); ++i)
        if (i != m_current && m_players[at(i)].synth)
            return true;
    return false;
}

float SynthRack::strikePeak(int instrument) const noexcept
{
    return m_current < 0 ? 0.0F : m_players[at(m_current)].synth->strikePeak(instrument);
}

int SynthRack::activeVoices() const noexcept
{
    int voices = 0;
    for (const Player &player : m_players)
        if (player.synth && !player.done)
            voices += player.synth->activeVoices();
    return voices;
}

} // namespace tutti
