// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "engine/block_math.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <utility>

namespace tutti {

namespace {

constexpr float kMostDb = 12.0F;
// A stream that asks for nothing for so long has broken off; no driver's callbacks lie so far apart.
constexpr std::int64_t kBrokenUs = 300'000;
// A channel's gain is sent on when it has moved this far: too little to hear, and a fade of 20 s costs 1000 calls.
constexpr float kGainStepDb = 0.1F;

} // namespace

Engine::Engine(int sampleRate, std::unique_ptr<Synth> synth)
    : m_sampleRate(sampleRate), m_rack(std::move(synth), sampleRate), m_mixer(sampleRate), m_clock(sampleRate),
      m_notes(m_rack, m_mixer, m_clock, sampleRate)
{
    assert(sampleRate >= 8000);
}

// GUI thread. Only this thread stores the counters, so it reads them as it left them.

bool Engine::play(std::int64_t noteId, int channel, int instrument, int key, float level, std::int64_t atUs, std::int64_t endsUs)
{
    assert(m_gui.isMine());
    const std::uint32_t stops = m_stops.load(std::memory_order_relaxed);
    if (m_resumed.load(std::memory_order_relaxed) != stops)
        return false; // stopped: nothing is lost, so nothing is counted
    if (channel < 0 || channel >= kChannels || key < 0 || key >= SynthRack::kKeys || instrument < 0 || instrument > INT16_MAX
        || !std::isfinite(level)) {
        ++m_refused;
        return false;
    }
    Command note;
    note.channel = static_cast<std::uint8_t>(channel);
    note.key = static_cast<std::uint8_t>(key);
    note.instrument = static_cast<std::int16_t>(instrument);
    note.level = std::clamp(level, 0.0F, 1.0F);
    note.stops = stops;
    note.cancels = m_cancels.load(std::memory_order_relaxed);
    note.noteId = noteId;
    note.atUs = atUs;
    note.endsUs = endsUs;
    if (m_ring.postNote(note))
        return true;
    ++m_refused;
    return false;
}

void Engine::release(std::int64_t noteId, std::int64_t atUs)
{
    assert(m_gui.isMine());
    m_ring.postRelease(noteId, atUs);
}

void Engine::cancelPlanned(std::int64_t asOfUs)
{
    assert(m_gui.isMine());
    if (asOfUs == Command::kNow)
        asOfUs = m_state.read().timeUs;
    m_cancelAsOfUs.store(asOfUs, std::memory_order_relaxed);
    m_cancels.fetch_add(1, std::memory_order_release);
    m_ring.releasePlannedAfter(asOfUs);
}

void Engine::stop()
{
    assert(m_gui.isMine());
    m_stops.fetch_add(1, std::memory_order_release);
    m_ring.forgetHeld();
}

void Engine::resume(std::int64_t atUs)
{
    assert(m_gui.isMine());
    const std::uint32_t stops = m_stops.load(std::memory_order_relaxed);
    if (m_resumed.load(std::memory_order_relaxed) == stops)
        return;
    m_resumeAtUs.store(atUs, std::memory_order_relaxed);
    m_resumed.store(stops, std::memory_order_release);
}

void Engine::wish(int target, float db, int rampMs)
{
    assert(m_gui.isMine());
    if (!std::isfinite(db))
        return;
    const float most = target < kChannels ? 0.0F : kMostDb;
    m_wishes[static_cast<std::size_t>(target)].store({std::clamp(db, kSilentDb, most), std::max(rampMs, 0)}, std::memory_order_relaxed);
    m_wished.fetch_or(1U << target, std::memory_order_release);
}

void Engine::masterGain(float db, int rampMs)
{
    wish(kRules, db, rampMs);
}

void Engine::channelGain(int channel, float db, int rampMs)
{
    if (channel >= 0 && channel < kChannels)
        wish(channel, db, rampMs);
}

void Engine::volume(float db)
{
    wish(kVolume, db, 0);
}

void Engine::swapSynth(std::unique_ptr<Synth> synth)
{
    assert(m_gui.isMine());
    m_rack.offer(std::move(synth));
}

std::unique_ptr<Synth> Engine::takeRetired()
{
    assert(m_gui.isMine());
    return m_rack.takeRetired();
}

EngineState Engine::state() const
{
    assert(m_gui.isMine());
    EngineState state = m_state.read();
    state.notesDropped += m_refused;
    return state;
}

void Engine::streamEnded()
{
    assert(m_gui.isMine());
    m_clock.reset();
    m_audio.leave();
}

// Audio thread.

void Engine::beginCallback(std::int64_t nowUs) noexcept
{
    assert(m_audio.isMine());
    m_clock.observe(m_block - Frames{m_ready - m_served}, nowUs);
    m_afterGap |= m_called && nowUs - m_calledUs > kBrokenUs;
    m_called = true;
    m_calledUs = nowUs;
}

void Engine::render(float *left, float *right, int frames) noexcept
{
    assert(m_audio.isMine());
    while (frames > 0) {
        if (m_served == m_ready)
            nextRun((frames + kBlockFrames - 1) / kBlockFrames);
        const int count = std::min(frames, m_ready - m_served);
        std::copy_n(m_left.data() + m_served, count, left);
        std::copy_n(m_right.data() + m_served, count, right);
        m_served += count;
        left += count;
        right += count;
        frames -= count;
    }
    publish();
}

void Engine::nextRun(int wanted) noexcept
{
    const std::size_t commands = m_ring.readable(); // before the counters: see the class comment
    const std::uint32_t stops = m_stops.load(std::memory_order_acquire);
    if (stops != m_knownStops)
        takeStop(stops);
    takeCancel();
    takeGains();
    if (m_rack.adopt(m_block))
        for (int channel = 0; channel < kChannels; ++channel)
            m_rack.channelGain(channel, m_levels[static_cast<std::size_t>(channel)].sent);
    if (!m_running)
        takeResume();
    takeCommands(commands);
    if (m_running)
        m_notes.play(m_block);
    sendGains();

    const int blocks = runLength(wanted);
    m_ready = blocks * kBlockFrames;
    m_served = 0;
    m_rack.render(m_left.data(), m_right.data(), m_block, blocks);
    for (int at = 0; at < m_ready; at += kBlockFrames) {
        m_mixer.process(m_left.data() + at, m_right.data() + at, m_block);
        m_block += Frames{kBlockFrames};
    }
    if (!m_silenced && m_mixer.isClosed()) {
        m_rack.silence();
        m_silenced = true;
    }
}

int Engine::runLength(int wanted) const noexcept
{
    const auto moves = [](const ChannelLevel &level) { return level.ramp.isMoving(); };
    if (!m_running || m_rack.ringsOut() || std::any_of(m_levels.begin(), m_levels.end(), moves))
        return 1;
    const std::int64_t until = (m_notes.untilNext(m_block).value + kBlockFrames - 1) / kBlockFrames;
    return static_cast<int>(std::clamp<std::int64_t>(std::min<std::int64_t>(until, wanted), 1, kMaxRun));
}

void Engine::takeStop(std::uint32_t stops) noexcept
{
    m_knownStops = stops;
    m_notes.clear();
    m_mixer.close();
    m_running = false;
    m_silenced = false;
}

void Engine::takeCancel() noexcept
{
    const std::uint32_t cancels = m_cancels.load(std::memory_order_acquire);
    if (cancels == m_knownCancels)
        return;
    m_knownCancels = cancels;
    m_knownAsOfUs = m_cancelAsOfUs.load(std::memory_order_relaxed);
    m_notes.cancel(cancels, m_knownAsOfUs);
}

void Engine::takeGains() noexcept
{
    if (m_wished.load(std::memory_order_relaxed) == 0)
        return;
    for (std::uint32_t wished = m_wished.exchange(0, std::memory_order_acquire); wished != 0; wished &= wished - 1) {
        const int target = std::countr_zero(wished);
        const GainWish gain = m_wishes[static_cast<std::size_t>(target)].load(std::memory_order_relaxed);
        if (target == kRules)
            m_mixer.rules(gain.db, gain.rampMs);
        else if (target == kVolume)
            m_mixer.volume(gain.db);
        else
            m_levels[static_cast<std::size_t>(target)].ramp.moveTo(gain.db, m_mixer.blocksIn(gain.rampMs));
    }
}

void Engine::takeResume() noexcept
{
    if (!m_mixer.isClosed() || m_resumed.load(std::memory_order_acquire) != m_knownStops)
        return;
    const std::int64_t atUs = m_resumeAtUs.load(std::memory_order_relaxed);
    if (atUs != Command::kNow && m_clock.frameAt(atUs) > m_block)
        return;
    m_mixer.open();
    m_running = true;
}

void Engine::takeCommands(std::size_t count) noexcept
{
    // What was struck while nobody asked for sound must not burst out in one block: each seat sounds once.
    const bool afterGap = std::exchange(m_afterGap, false);
    std::array<bool, kChannels> sounded{};
    for (; count > 0; --count) {
        const Command command = m_ring.take();
        if (command.kind == Command::Kind::NoteOff) {
            m_notes.end(command.noteId, command.atUs, m_block);
            continue;
        }
        if (command.stops != m_knownStops)
            continue; // a stop came after it
        if (command.cancels != m_knownCancels && command.atUs != Command::kNow && command.atUs > m_knownAsOfUs)
            continue; // taken back while it was on its way
        if (afterGap && command.atUs == Command::kNow && std::exchange(sounded[command.channel], true)) {
            ++m_afterGapLate;
            continue;
        }
        if (!m_notes.add(command, m_block, m_running))
            ++m_overflowed;
    }
}

void Engine::sendGains() noexcept
{
    for (int channel = 0; channel < kChannels; ++channel) {
        ChannelLevel &level = m_levels[static_cast<std::size_t>(channel)];
        if (!level.ramp.step())
            continue;
        const float db = level.ramp.now();
        if (db == level.sent || (level.ramp.isMoving() && std::abs(db - level.sent) < kGainStepDb))
            continue;
        level.sent = db;
        m_rack.channelGain(channel, db);
    }
}

void Engine::publish() noexcept
{
    EngineState state;
    state.frames = (m_block - Frames{m_ready - m_served}).value;
    state.timeUs = m_clock.usAfter(m_block) - 1;
    state.notesDropped = m_overflowed;
    state.notesLate = m_notes.late() + m_afterGapLate;
    state.openNotes = m_notes.sounding();
    state.activeVoices = m_rack.activeVoices();
    state.peak = m_mixer.peak();
    state.masterDb = m_mixer.masterDb();
    state.stopped = !m_running;
    m_state.write(state);
}

} // namespace tutti
