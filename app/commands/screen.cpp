// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/screen.h"

#include "activities/activity.h"
#include "care/devices.h"
#include "care/machine.h"
#include "care/self_check.h"
#include "care/sentences.h"
#include "care/settings_keeper.h"
#include "care/staff_key.h"
#include "commands/caretaker.h"
#include "commands/command_line.h"
#include "commands/data_folder.h"
#include "commands/doctor.h"
#include "commands/ensemble.h"
#include "commands/panel.h"
#include "commands/signals.h"
#include "commands/sounds.h"
#include "commands/staff_examination.h"
#include "records/journal.h"
#include "sound/audio_output.h"
#include "sound/sound_font_loader.h"
#include "soundfont_data.h"

#include <QDateTime>
#include <QFile>
#include <QGuiApplication>
#include <QScreen>
#include <QThreadPool>

#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

constexpr int kLookAfterSynthsMs = 1000;
constexpr int kHearMs = 100;
constexpr int kCheckAfterMs = 500; // the first touches come first

Micros steadyNow() { return std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now().time_since_epoch()); }

class JournalRecord final : public SessionRecord {
public:
    explicit JournalRecord(Journal &journal) : m_journal(journal) {}
    void input(const Input &in) override { m_journal.write(in); }
    void output(const Output &out) override { m_journal.write(out); }

private:
    Journal &m_journal;
};

/// For measuring: a line for each strike, in nanoseconds of the steady clock.
class TraceFile {
public:
    explicit TraceFile(const QString &path) : m_file(path) { (void)m_file.open(QIODevice::WriteOnly | QIODevice::Truncate); }
    void operator()(Micros arrival, Micros posted)
    {
        m_file.write(fmt::format("{} {}\n", arrival.count() * 1000, posted.count() * 1000).c_str());
        m_file.flush();
    }

private:
    QFile m_file;
};

/// Whatever asks a window to close, a key or a gesture: the music stays.
class KeptOpen final : public QObject {
public:
    explicit KeptOpen(QWindow &window) { window.installEventFilter(this); }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Close)
            return QObject::eventFilter(watched, event);
        event->ignore();
        return true;
    }
};

} // namespace

int runScreen(const CommandLine &line)
{
    const QString folder = dataFolder(line.dataFolder);
    const SettingsFile settingsFile(folder + u"/settings.json"_s);
    const SettingsFile::Reading settings = settingsFile.read();
    // What people have put there themselves may be what it stumbles over.
    Library::Reading reading = line.safe ? Library::Reading{Library::builtIn(), {}} : Library::read(folder, activityNames());
    const auto recovered = recoverJournal(folder.toStdString());

    const Micros epoch = steadyNow();
    DriverSettings driver;
    driver.epoch = std::chrono::steady_clock::time_point(epoch);
    driver.periodFrames = line.period.value_or(driver.periodFrames);
    AudioOutput output(driver);
    const auto audio = line.audio.value_or(settings.settings.audio);
    output.open(QString::fromStdString(std::string(nameOf(audio))));

    // A sentence from the journal's own thread, for the screen's.
    QObject context;
    std::function<void(Subject, const std::string &)> mention;
    Journal journal(folder.toStdString(), [&](const std::string &sentence) {
        QMetaObject::invokeMethod(&context, [&mention, sentence] {
            if (mention)
                mention(Subject::Folder, sentence);
        }, Qt::QueuedConnection);
    });
    JournalRecord record(journal);

    Header header = headerFor(line.activity.isEmpty() ? "open-pads" : line.activity.toStdString(), reading.library);
    header.started = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
    if (settings.settings.waitS)
        header.settings.push_back({"wait_s", SettingValue{Scalar{*settings.settings.waitS}}});
    if (line.pads)
        header.settings.push_back({"pads", SettingValue{Scalar{double(*line.pads)}}});
    if (line.governorOff)
        header.settings.push_back({"governor", SettingValue{Scalar{false}}});

    QScreen &screen = *QGuiApplication::primaryScreen();
    const QSize size = line.size.value_or(line.windowed ? screen.availableGeometry().size() * 0.8 : screen.size());
    journal.begin(header);
    Ensemble ensemble({header, std::move(reading.library), record, steadyNow, epoch,
                       roomSpec(line, settings.settings, size, reportedDiagonal(screen)), 48000});
    Session &session = ensemble.session();
    Sentences sentences({[&](const QString &sentence) { session.setMessage(sentence); }, {}, {}});
    mention = [&](Subject about, const std::string &sentence) { sentences.mention(about, QString::fromStdString(sentence)); };

    // Sound first: the synth loads and the driver opens while the screens are read.
    SoundFontLoader loader;
    SoundsFacts sounds;
    const QString chosen = chosenSoundFont(line, settings.settings);
    const auto load = [&](int rate) { loader.load(soundRequest(ensemble.catalogue(), rate, chosen, line.safe ? Fallback::EmbeddedOnly : Fallback::Installed)); };
    QObject::connect(&loader, &SoundFontLoader::loaded, &context, [&] {
        auto loaded = loader.take();
        if (!loaded)
            return;
        sounds = {loaded->synth != nullptr, loaded->name, loaded->passedOver, !chosen.isEmpty(), loaded->problems};
        for (const std::string &problem : loaded->problems)
            mention(Subject::Sounds, problem);
        ensemble.engine().swapSynth(std::move(loaded->synth));
        restEmbeddedBank();
    });
    load(48000);
    output.setEngine(&ensemble.engine());
    QObject::connect(&output, &AudioOutput::changed, &context, [&] { sentences.stand(Subject::Sound, output.sentence()); });
    QObject::connect(&output, &AudioOutput::rateChanged, &context, [&](int rate) {
        output.setEngine(nullptr);
        ensemble.replaceEngine(rate);
        load(rate);
        output.setEngine(&ensemble.engine());
    });
    QTimer retire;
    QObject::connect(&retire, &QTimer::timeout, &context, [&] {
        while (auto synth = ensemble.engine().takeRetired())
            loader.dispose(std::move(synth));
    });
    retire.start(kLookAfterSynthsMs);

    // The meter is only read while somebody can see it.
    QTimer hear;
    QObject::connect(&hear, &QTimer::timeout, &context, [&] { session.desk()->hear(ensemble.engine().state().peak, 0.001 * kHearMs); });
    QObject::connect(&session, &Session::drawerOpenChanged, &context, [&] { session.isDrawerOpen() ? hear.start(kHearMs) : hear.stop(); });

    std::optional<TraceFile> trace;
    if (const QString path = qEnvironmentVariable("TUTTI_TRACE_STRIKES"); !path.isEmpty())
        session.setTrace(std::ref(trace.emplace(path)));

    session.setup()->setSettings(settings.settings);
    session.setVolumeStep(settings.settings.volumeStep);
    session.desk()->setVolumeLocked(settings.settings.volumeLocked);
    session.setTheme(static_cast<int>(line.theme.value_or(settings.settings.theme)));
    session.setStill(settings.settings.still);
    session.begin();
    const RunFolder run = RunFolder::ofThisBox();
    std::optional<Caretaker> caretaker;
    if (!line.windowed) // a window among others is nobody's box
        caretaker.emplace(Caretaker::Parts{ensemble, run, [&output] { return static_cast<std::int64_t>(output.callbackCount()); }});
    const auto window = ensemble.openWindow();
    if (!window) {
        output.setEngine(nullptr); // it goes before the engine does
        return couldNotBeDone(window.error());
    }
    QQuickWindow &glass = **window;
    // Without a window manager a full-screen wish is not heard: the size is given as well.
    const auto fillScreen = [&](const QScreen &on) {
        glass.setGeometry(QRect(on.geometry().topLeft(), line.size.value_or(on.size())));
        if (!line.size)
            glass.setVisibility(QWindow::FullScreen);
    };
    if (line.windowed) {
        glass.resize(size);
    } else {
        glass.setFlag(Qt::FramelessWindowHint);
        fillScreen(screen);
    }
    glass.show();
    glass.requestActivate();
    std::optional<KeptOpen> keptOpen;
    if (line.kiosk)
        keptOpen.emplace(glass);

    Staff::World staff{.now = steadyNow, .file = StaffFile(folder + u"/staff.json"_s), .run = run};
    const auto sticks = [] { return sticksIn(stickFolders()); };
    staff.findKey = [&context, sticks](const std::string &fingerprint, std::function<void(bool)> answer) {
        QThreadPool::globalInstance()->start([&context, sticks, fingerprint, answer = std::move(answer)] {
            QMetaObject::invokeMethod(&context, [answer, in = hasKey(sticks(), fingerprint)] { answer(in); }, Qt::QueuedConnection);
        });
    };
    int streamsLost = 0;
    QObject::connect(&output, &AudioOutput::recovered, &context, [&] { ++streamsLost; });
    const Playing playing{
        .patient = [&] {
            Patient patient = patientHere(line);
            patient.loadSounds = [sounds](const Catalogue &, const KioskSettings &) { return sounds; }; // they are loaded
            return patient;
        },
        .counts = [&] { return countsOf(output, ensemble.engine().state(), std::chrono::duration_cast<std::chrono::seconds>(steadyNow() - epoch), streamsLost); },
    };
    letStaffExamine(staff, playing, context);
    staff.updates = [] { return QString::fromStdString(checkUpdates(lastUpdateOfThisMachine()).says); };
    StickWriter stick(folder, run, sticks);
    staff.save = [&stick](const QString &name, const QByteArray &bytes, StickWriter::Answer answer) { stick.save(name, bytes, std::move(answer)); };
    session.staff()->setWorld(std::move(staff));
    if (const QString problem = session.staff()->sentence(); !problem.isEmpty())
        mention(Subject::Settings, problem.toStdString());

    // A panel that is changed for another, turned, or given another resolution while people play.
    Devices devices;
    if (caretaker)
        caretaker->watch(glass, [&devices] { return devices.hasScreen(); });
    QObject::connect(&devices, &Devices::changed, &context, [&] {
        sentences.stand(Subject::Touch, devices.touchSentence());
        sentences.stand(Subject::Display, devices.screenSentence());
        if (devices.hasTouch())
            sentences.mention(Subject::Touch, {}); // that there was none at the start
    });
    QObject::connect(&devices, &Devices::screenChanged, &context, [&] {
        if (line.windowed)
            return;
        QScreen &now = *QGuiApplication::primaryScreen();
        glass.setScreen(&now);
        fillScreen(now);
        glass.show(); // it may have gone with the screen it was on
        const double reported = reportedDiagonal(now);
        mention(Subject::Display, checkDisplay(displayOfThisMachine(smallestCapPx(line, session.setup()->settings(), now.size(), reported))).toRoom);
        const RoomSpec room = roomSpec(line, session.setup()->settings(), now.size(), reported);
        session.layout()->setDiagonalInch(room.diagonalInch);
        session.layout()->setKind(static_cast<RoomLayout::Kind>(room.kind));
    });

    SettingsKeeper keeper(settingsFile, settings.settings, [&mention](const std::string &sentence) { mention(Subject::Folder, sentence); });
    const auto save = [&] {
        KioskSettings now = session.setup()->settings();
        now.volumeStep = session.chosenVolumeStep();
        now.volumeLocked = session.desk()->isVolumeLocked();
        now.still = session.isStill();
        now.theme = static_cast<KioskSettings::Theme>(session.theme());
        keeper.keep(now);
    };
    QObject::connect(&session, &Session::volumeStepChanged, &context, save);
    QObject::connect(session.desk(), &LeaderDesk::volumeLockedChanged, &context, save);
    QObject::connect(&session, &Session::stillChanged, &context, save);
    QObject::connect(&session, &Session::themeChanged, &context, save);
    QObject::connect(session.setup(), &RoomSetup::decided, &context, save);

    for (const std::string &problem : settings.problems)
        mention(Subject::Settings, problem);
    for (const std::string &problem : reading.problems)
        mention(Subject::Catalogue, problem);
    if (!recovered)
        mention(Subject::Folder, recovered.error());
    if (line.safe)
        mention(Subject::LastStart, "Tutti had to start several times and plays with its own sounds for now. Tell whoever looks after it.");

    SelfCheck check(SelfCheck::usual(folder, smallestCapPx(line, settings.settings, size, reportedDiagonal(screen))),
                    [&](Subject about, const QString &sentence) { sentences.mention(about, sentence); });
    QTimer::singleShot(kCheckAfterMs, &context, [&] { check.start(); });

    quitOnSignals();
    const int status = QGuiApplication::exec();

    session.end();
    journal.end();
    if (!journal.waitUntilWritten(std::chrono::seconds(2)))
        fmt::print(stderr, "The disk did not answer in time; the session's last moments may be missing from its journal.\n");
    output.setEngine(nullptr);
    QThreadPool::globalInstance()->waitForDone();
    return status;
}

} // namespace tutti
