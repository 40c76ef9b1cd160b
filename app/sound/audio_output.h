// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/audio_driver.h"
#include "sound/output_devices.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace tutti {

class Engine;

/// Where the sound goes. Opens the best driver there is, watches it, and goes on to another when it stops answering,
/// when speakers come and go, and back to a better one when that returns. Below them all runs a silent clock, so the
/// engine's time never stands still. Servers are only ever talked to from other threads: one that hangs costs nothing
/// here.
///
/// Figures: looked at 4 times a second; a callback that has not come for 1 s is a stall (in the first 2 s of a stream
/// 3 s: PulseAudio may take two seconds of sound at once); asked again every 1.5 s; one question has 4 s.
/// Thread: GUI, all of it.
class AudioOutput : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString driverName READ driverName NOTIFY changed)
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)

public:
    using Clock = std::chrono::steady_clock;
    using Work = std::function<void()>;

    /// What the world gives it; tests give another.
    struct World {
        std::vector<DriverChoice> drivers = standardDrivers();
        std::function<void(Work)> aside;               ///< runs work on another thread; default: a thread for each
        std::function<Clock::time_point()> now;        ///< default: the steady clock
        std::function<std::unique_ptr<OutputDevices>()> devices; ///< default: PulseDevices
        bool timers = true;                            ///< false: somebody else calls look()
    };

    explicit AudioOutput(DriverSettings settings);
    AudioOutput(DriverSettings settings, World world, QObject *parent = nullptr);
    ~AudioOutput() override;

    /// "auto" (jack, pulseaudio, alsa, qt, and silence where none works), the name of one driver, or "none". False:
    /// there is no such driver, nothing was opened. Returns at once; `changed` tells.
    bool open(const QString &name);

    /// The engine to be heard, or null. It outlives this or a later setEngine. While its rate is not the stream's there
    /// is silence and rateChanged has been emitted.
    void setEngine(Engine *engine);

    /// "jack", "pulseaudio", "alsa", "qt", or "none" while it is silent.
    [[nodiscard]] QString driverName() const;
    [[nodiscard]] int sampleRate() const;   ///< Hz, of the stream
    [[nodiscard]] int periodFrames() const; ///< of the stream
    [[nodiscard]] std::uint64_t callbackCount() const;
    [[nodiscard]] bool settled() const { return m_settled; } ///< the first search is over
    /// What the screen says: empty while there is sound, or silence was asked for.
    [[nodiscard]] QString sentence() const;

    struct Failure {
        std::string driver;
        std::string reason;
    };
    /// Why each driver better than the present one could not be opened, best first.
    [[nodiscard]] const std::vector<Failure> &failures() const { return m_failures; }

    /// Looks after everything once; the timer calls it.
    void look();
    static constexpr std::chrono::milliseconds kLookEvery{250};

signals:
    /// Driver, rate or sentence.
    void changed();
    /// The stream runs at another rate than the engine: build a new engine and synth and call setEngine.
    void rateChanged(int sampleRate);
    /// Sound is back after a silence or a stall.
    void recovered();

private:
    struct Search;
    struct Mailbox;

    void watchDevices();
    void devicesChanged();
    void search(std::size_t worse, std::shared_ptr<AudioDriver> retired);
    void finish(const std::shared_ptr<Search> &done);
    void dropSearch();
    void abandon();
    void remember(const std::string &driver, const std::string &reason);
    void knowSilence();
    void fall(const std::string &why);
    std::shared_ptr<AudioDriver> retire();
    void use(std::shared_ptr<AudioDriver> driver, std::size_t rank);
    void connectEngine();
    [[nodiscard]] DriverSettings wanted() const;
    [[nodiscard]] bool playsToDesktop() const;
    void tell();
    [[nodiscard]] bool silent() const { return m_rank == m_choices.size(); }

    DriverSettings m_settings;
    World m_world;
    std::shared_ptr<Mailbox> m_mailbox;
    std::vector<DriverChoice> m_choices;   ///< what open() allows, best first
    std::shared_ptr<AudioDriver> m_driver; ///< always one
    std::size_t m_rank = 0;                ///< its place in m_choices; their number: the silent clock
    Engine *m_engine = nullptr;
    std::vector<Failure> m_failures;
    std::set<std::string> m_hung;          ///< drivers whose question was never answered
    std::shared_ptr<Search> m_search;      ///< under way
    Clock::time_point m_searchedAt{};
    Clock::time_point m_startedAt{};
    Clock::time_point m_movedAt{};
    std::uint64_t m_counted = 0;
    bool m_settled = false;
    bool m_silenceKnown = false;           ///< long enough, or all were asked: the screen says so
    bool m_lost = false;                   ///< sound, when it comes, is news
    std::tuple<QString, int, QString> m_told;
    std::unique_ptr<OutputDevices> m_devices;
    OutputDevices::List m_known;
    QTimer m_timer;
};

} // namespace tutti
