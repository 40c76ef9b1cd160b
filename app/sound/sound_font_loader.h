// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/synth.h"
#include "sound/sound_bank.h"

#include <QObject>
#include <QTimer>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace tutti {

/// Which sounds to load: the chosen SoundFont, else the first installed one that loads, else the embedded set.
struct SoundRequest {
    int sampleRate = 48000;
    SoundBank instruments;
    std::string chosen;                    ///< the SoundFont someone picked, or empty
    std::string probeExecutable;           ///< the program that tries `chosen` first; empty: no trial
    std::vector<std::string> installed;    ///< best first; see installedSoundFonts()
    std::span<const std::byte> embedded;   ///< outlives the synth; also loaded beside a file that lacks instruments
    SoundBank embeddedInstruments;         ///< the same instruments as the embedded set has them; empty: `instruments`
};

struct LoadedSound {
    std::unique_ptr<Synth> synth;         ///< null only if even the embedded set failed
    std::string name;                     ///< the file's name, or empty for the embedded set
    std::vector<std::string> problems;    ///< sentences: why banks were passed over, then which presets are replaced
    int passedOver = 0;                   ///< banks that should have been taken and could not be
};

/// Loads where it is called; what commands without a screen use. Thread: any but the audio thread.
[[nodiscard]] LoadedSound loadSound(const SoundRequest &request);

/// Builds new synths beside the one that plays and hands them over when they are done.
/// Thread: GUI, the work itself on a thread of its own.
class SoundFontLoader : public QObject {
    Q_OBJECT

public:
    explicit SoundFontLoader(QObject *parent = nullptr);
    ~SoundFontLoader() override; ///< waits for the one that is being loaded

    /// Starts loading. A request made before the last one is done replaces it: only the latest is handed over.
    void load(SoundRequest request);
    [[nodiscard]] bool busy() const { return m_look.isActive(); }
    /// What `loaded` announced; once.
    [[nodiscard]] std::optional<LoadedSound> take();
    /// Frees a synth away from the GUI thread: a bank of 148 MB takes its time.
    void dispose(std::unique_ptr<Synth> synth);

signals:
    void loaded();

private:
    void work(const std::stop_token &stop);
    void later(std::function<void()> job);
    void look();

    std::uint64_t m_wanted = 0;    ///< GUI thread alone: number of the latest request
    QTimer m_look;                 ///< runs while something is being loaded

    std::mutex m_mutex;            ///< for what follows
    std::condition_variable_any m_more;
    std::deque<std::function<void()>> m_jobs;
    std::uint64_t m_done = 0;      ///< number of `m_result`
    std::optional<LoadedSound> m_result;

    std::jthread m_thread;         ///< last to come, first to go
};

} // namespace tutti
