// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "sound/audio_output.h"

#include <QSignalSpy>
#include <QtTest>

#include <array>
#include <deque>
#include <map>

using namespace tutti;
using namespace std::chrono_literals;

namespace {

class FakeDriver;

/// A sound server that does as it is told.
struct FakeServer {
    bool there = false;
    int rate = 48000;
    int asked = 0;
    int alive = 0;
    FakeDriver *stream = nullptr; ///< the latest one opened, while it lives
};

class FakeDriver final : public AudioDriver {
public:
    FakeDriver(std::string name, const DriverSettings &settings, FakeServer &server)
        : AudioDriver(settings.epoch)
        , m_name(std::move(name))
        , m_rate(server.rate)
        , m_server(server)
    {
        ++server.alive;
        server.stream = this;
    }
    ~FakeDriver() override
    {
        --m_server.alive;
        if (m_server.stream == this)
            m_server.stream = nullptr;
    }
    std::string_view name() const noexcept override { return m_name; }
    int sampleRate() const noexcept override { return m_rate; }
    int periodFrames() const noexcept override { return 256; }
    void play()
    {
        std::array<float, 256> left{};
        std::array<float, 256> right{};
        gate().render(left.data(), right.data(), 256);
    }

private:
    std::string m_name;
    int m_rate;
    FakeServer &m_server;
};

class FakeDevices final : public OutputDevices {
    Q_OBJECT
public:
    explicit FakeDevices(const List &list) : m_list(list) {}
    List list() const override { return m_list; }
private:
    const List &m_list;
};

const QString kNoSound = QStringLiteral("No sound: no speaker was found. Plug one in and we go on.");

/// A machine with four sound servers, its own time, and threads that run when the test says so.
class Machine {
public:
    std::map<std::string, FakeServer> servers{{"jack", {}}, {"pulseaudio", {}}, {"alsa", {}}, {"qt", {}}};
    OutputDevices::List devices;
    FakeDevices *watcher = nullptr;
    AudioOutput::Clock::time_point now{1h};
    std::deque<AudioOutput::Work> pending;
    bool threadsRun = true;
    std::unique_ptr<AudioOutput> output;

    Machine()
    {
        AudioOutput::World world;
        world.drivers.clear();
        for (const char *name : {"jack", "pulseaudio", "alsa", "qt"})
            world.drivers.push_back({name, [this, name](const DriverSettings &settings) -> DriverResult {
                                         FakeServer &server = servers.at(name);
                                         ++server.asked;
                                         if (!server.there)
                                             return tl::unexpected(std::string(name) + " is away");
                                         return std::make_unique<FakeDriver>(name, settings, server);
                                     },
                                     std::string_view(name) == "pulseaudio" || std::string_view(name) == "qt",
                                     std::string_view(name) == "pulseaudio"});
        world.aside = [this](AudioOutput::Work work) {
            pending.push_back(std::move(work));
            if (threadsRun)
                runThreads();
        };
        world.now = [this] { return now; };
        world.devices = [this] {
            auto made = std::make_unique<FakeDevices>(devices);
            watcher = made.get();
            return made;
        };
        world.timers = false;
        output = std::make_unique<AudioOutput>(DriverSettings{}, std::move(world));
    }
    ~Machine()
    {
        threadsRun = true;
        output.reset();
        runThreads();
    }

    void runThreads()
    {
        while (!pending.empty()) {
            const AudioOutput::Work work = std::move(pending.front());
            pending.pop_front();
            work();
        }
        QCoreApplication::sendPostedEvents();
    }
    void open(const QString &name = QStringLiteral("auto"))
    {
        QVERIFY(output->open(name));
        QCoreApplication::sendPostedEvents();
    }
    /// Time passes; every stream of a server that is there keeps calling.
    void pass(std::chrono::milliseconds time)
    {
        for (auto left = time; left > 0ms; left -= AudioOutput::kLookEvery) {
            now += AudioOutput::kLookEvery;
            for (auto &[name, server] : servers)
                if (server.there && server.stream != nullptr)
                    server.stream->play();
            output->look();
            QCoreApplication::sendPostedEvents();
        }
    }
    QString driver() const { return output->driverName(); }
};

} // namespace

class TestAudioOutput : public QObject {
    Q_OBJECT

private slots:
    void autoTakesTheBestThatAnswers_data()
    {
        QTest::addColumn<QStringList>("there");
        QTest::addColumn<QString>("taken");
        QTest::newRow("all") << QStringList{"jack", "pulseaudio", "alsa", "qt"} << "jack";
        QTest::newRow("no jack") << QStringList{"qt", "alsa", "pulseaudio"} << "pulseaudio";
        QTest::newRow("a card alone") << QStringList{"alsa"} << "alsa";
        QTest::newRow("the last resort") << QStringList{"qt"} << "qt";
        QTest::newRow("nothing") << QStringList{} << "none";
    }
    void autoTakesTheBestThatAnswers()
    {
        QFETCH(QStringList, there);
        QFETCH(QString, taken);
        Machine machine;
        for (const QString &name : there)
            machine.servers.at(name.toStdString()).there = true;
        QSignalSpy changed(machine.output.get(), &AudioOutput::changed);
        machine.open();
        QCOMPARE(machine.driver(), taken);
        QVERIFY(machine.output->settled());
        QVERIFY(changed.count() >= 1);
        QCOMPARE(machine.output->sentence(), there.isEmpty() ? kNoSound : QString());
    }

    void itKnowsWhyEachBetterOneFailed()
    {
        Machine machine;
        machine.servers.at("alsa").there = true;
        machine.open();
        const auto &failures = machine.output->failures();
        QCOMPARE(failures.size(), std::size_t{2});
        QCOMPARE(failures[0].driver, std::string("jack"));
        QCOMPARE(failures[0].reason, std::string("jack is away"));
        QCOMPARE(failures[1].driver, std::string("pulseaudio"));
        QCOMPARE(machine.servers.at("qt").asked, 0);
    }

    void oneDriverByNameIsTheOnlyOneAsked()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.servers.at("pulseaudio").there = true;
        machine.open(QStringLiteral("pulseaudio"));
        QCOMPARE(machine.driver(), QStringLiteral("pulseaudio"));
        machine.pass(5s);
        QCOMPARE(machine.driver(), QStringLiteral("pulseaudio"));
        QCOMPARE(machine.servers.at("jack").asked, 0);
    }

    void anUnknownNameIsRefusedAndChangesNothing()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.open();
        QVERIFY(!machine.output->open(QStringLiteral("gramophone")));
        QCOMPARE(machine.driver(), QStringLiteral("jack"));
    }

    void silenceThatWasAskedForNeedsNoSentence()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.open(QStringLiteral("none"));
        machine.pass(10s);
        QCOMPARE(machine.driver(), QStringLiteral("none"));
        QCOMPARE(machine.output->sentence(), QString());
        QCOMPARE(machine.servers.at("jack").asked, 0);
    }

    void aStalledStreamIsRebuiltWithinTwoSeconds()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.open();
        machine.pass(10s);
        QCOMPARE(machine.servers.at("jack").asked, 1);
        QSignalSpy recovered(machine.output.get(), &AudioOutput::recovered);
        machine.servers.at("jack").stream = nullptr; // alive, and calls no more
        machine.pass(1s);
        QCOMPARE(machine.servers.at("jack").asked, 1);
        machine.pass(1s);
        QCOMPARE(machine.servers.at("jack").asked, 2);
        QCOMPARE(machine.driver(), QStringLiteral("jack"));
        QCOMPARE(machine.servers.at("jack").alive, 1);
        QCOMPARE(recovered.count(), 1);
        QCOMPARE(machine.output->sentence(), QString());
    }

    void aSlowStartIsForgiven()
    {
        Machine machine;
        machine.servers.at("pulseaudio").there = true;
        machine.open();
        machine.servers.at("pulseaudio").there = false; // no callbacks
        machine.pass(2750ms);
        machine.servers.at("pulseaudio").there = true;
        machine.pass(10s);
        QCOMPARE(machine.servers.at("pulseaudio").asked, 1);
    }

    void aStreamThatNeverBeginsIsAStallToo()
    {
        Machine machine;
        machine.servers.at("pulseaudio").there = true;
        machine.open();
        machine.servers.at("pulseaudio").stream = nullptr;
        machine.pass(3500ms);
        QCOMPARE(machine.servers.at("pulseaudio").asked, 2);
    }

    void aScreenThatHangsIsNoStall()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.open();
        machine.pass(4s);
        machine.servers.at("jack").stream->play();
        machine.now += 20s;
        machine.output->look();
        QCOMPARE(machine.servers.at("jack").asked, 1);
    }

    void whenTheServerDiesTheNextOneTakesOverAndTheScreenStaysQuiet()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.servers.at("pulseaudio").there = true;
        machine.open();
        machine.pass(5s);
        machine.servers.at("jack").there = false;
        machine.pass(2s);
        QCOMPARE(machine.driver(), QStringLiteral("pulseaudio"));
        QCOMPARE(machine.servers.at("jack").alive, 0);
        QCOMPARE(machine.output->sentence(), QString());
    }

    void whenAllIsGoneTheScreenSaysSoAndWhenItReturnsSoundIsBackWithinTwoSeconds()
    {
        Machine machine;
        machine.servers.at("pulseaudio").there = true;
        machine.open();
        machine.pass(5s);
        machine.servers.at("pulseaudio").there = false;
        machine.pass(2s);
        QCOMPARE(machine.driver(), QStringLiteral("none"));
        QCOMPARE(machine.output->sentence(), kNoSound);
        machine.pass(60s);
        QVERIFY(machine.servers.at("pulseaudio").asked < 50);
        QSignalSpy recovered(machine.output.get(), &AudioOutput::recovered);
        machine.servers.at("pulseaudio").there = true;
        machine.pass(2s);
        QCOMPARE(machine.driver(), QStringLiteral("pulseaudio"));
        QCOMPARE(machine.output->sentence(), QString());
        QCOMPARE(recovered.count(), 1);
    }

    void aSpeakerThatComesLaterIsNews()
    {
        Machine machine;
        machine.open();
        QCOMPARE(machine.output->sentence(), kNoSound);
        QSignalSpy recovered(machine.output.get(), &AudioOutput::recovered);
        machine.servers.at("alsa").there = true;
        machine.pass(2s);
        QCOMPARE(machine.driver(), QStringLiteral("alsa"));
        QCOMPARE(recovered.count(), 1);
    }

    void itGoesBackUpWithoutAPauseWhenABetterOneReturns()
    {
        Machine machine;
        machine.servers.at("alsa").there = true;
        machine.open();
        machine.pass(5s);
        QCOMPARE(machine.driver(), QStringLiteral("alsa"));
        QCOMPARE(machine.servers.at("alsa").asked, 1); // asking the better ones leaves it alone
        QSignalSpy recovered(machine.output.get(), &AudioOutput::recovered);
        QSignalSpy changed(machine.output.get(), &AudioOutput::changed);
        machine.servers.at("jack").there = true;
        machine.pass(2s);
        QCOMPARE(machine.driver(), QStringLiteral("jack"));
        QCOMPARE(machine.servers.at("alsa").alive, 0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(recovered.count(), 0);
        QVERIFY(machine.output->failures().empty());
    }

    void theEngineIsHeardThroughOneStreamAtATime()
    {
        Engine engine(48000, nullptr);
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.output->setEngine(&engine);
        machine.open();
        machine.pass(5s);
        FakeDriver *old = machine.servers.at("jack").stream;
        const std::int64_t before = engine.state().frames;
        old->play();
        QCOMPARE(engine.state().frames, before + 256);
        machine.threadsRun = false; // the old stream cannot be closed: its server hangs
        machine.servers.at("jack").stream = nullptr;
        machine.pass(2s);
        machine.output->setEngine(nullptr);
        const std::int64_t after = engine.state().frames;
        old->play(); // and there it calls again
        QCOMPARE(engine.state().frames, after);
        machine.output.reset();
    }

    void anotherRateAsksForAnotherEngine()
    {
        Engine engine(48000, nullptr);
        Engine slower(44100, nullptr);
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.servers.at("jack").rate = 44100;
        machine.output->setEngine(&engine);
        QSignalSpy rate(machine.output.get(), &AudioOutput::rateChanged);
        machine.open();
        QCOMPARE(rate.count(), 1);
        QCOMPARE(rate.front().front().toInt(), 44100);
        QCOMPARE(machine.output->sampleRate(), 44100);
        const std::int64_t frames = engine.state().frames;
        machine.servers.at("jack").stream->play();
        QCOMPARE(engine.state().frames, frames);
        machine.output->setEngine(&slower);
        machine.servers.at("jack").stream->play();
        QCOMPARE(slower.state().frames, std::int64_t{256});
        machine.output->setEngine(nullptr);
    }

    void aServerThatNeverAnswersIsLeftAloneAndTheNextOneIsAsked()
    {
        Machine machine;
        machine.servers.at("pulseaudio").there = true;
        machine.threadsRun = false;
        QVERIFY(machine.output->open(QStringLiteral("auto"))); // the thread that asks jack does not come back
        const std::deque<AudioOutput::Work> lost = std::exchange(machine.pending, {});
        machine.pass(1500ms);
        QCOMPARE(machine.output->sentence(), kNoSound);
        machine.pass(2s);
        QVERIFY(machine.pending.empty());
        machine.pass(1s);
        QCOMPARE(machine.pending.size(), std::size_t{1});
        machine.threadsRun = true;
        machine.runThreads();
        QCOMPARE(machine.driver(), QStringLiteral("pulseaudio"));
        QCOMPARE(machine.output->sentence(), QString());
    }

    void whatAHungQuestionBringsInTheEndIsThrownAway()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.threadsRun = false;
        QVERIFY(machine.output->open(QStringLiteral("jack")));
        std::deque<AudioOutput::Work> lost = std::exchange(machine.pending, {});
        machine.pass(5s);
        machine.pending.clear();
        machine.threadsRun = true;
        lost.front()();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(machine.driver(), QStringLiteral("none"));
        lost.clear();
        QCOMPARE(machine.servers.at("jack").alive, 0);
        machine.pass(5s); // it has answered: it may be asked again
        QCOMPARE(machine.driver(), QStringLiteral("jack"));
    }

    void anotherSpeakerChosenIsFollowedByAStreamThatDoesNotMoveByItself()
    {
        Machine machine;
        machine.servers.at("qt").there = true;
        machine.devices = {QStringLiteral("hdmi"), {QStringLiteral("hdmi")}};
        machine.open();
        machine.pass(5s);
        QSignalSpy recovered(machine.output.get(), &AudioOutput::recovered);
        emit machine.watcher->changed(); // nothing to see
        machine.devices.all.append(QStringLiteral("usb"));
        emit machine.watcher->changed();
        QCOMPARE(machine.servers.at("qt").asked, 1);
        machine.devices.standard = QStringLiteral("usb");
        emit machine.watcher->changed();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(machine.servers.at("qt").asked, 2);
        QCOMPARE(machine.driver(), QStringLiteral("qt"));
        QCOMPARE(machine.output->sentence(), QString());
        QCOMPARE(recovered.count(), 0); // nobody missed it
    }

    void aStreamThatMovesByItselfIsLeftAlone()
    {
        Machine machine;
        machine.servers.at("pulseaudio").there = true;
        machine.devices = {QStringLiteral("hdmi"), {QStringLiteral("hdmi"), QStringLiteral("usb")}};
        machine.open();
        machine.pass(5s);
        machine.devices.standard = QStringLiteral("usb");
        emit machine.watcher->changed();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(machine.servers.at("pulseaudio").asked, 1);
    }

    void aServerThatSaysGoodbyeIsNotWaitedFor()
    {
        Machine machine;
        machine.servers.at("pulseaudio").there = true;
        machine.servers.at("qt").there = true;
        machine.devices = {QStringLiteral("hdmi"), {QStringLiteral("hdmi")}};
        machine.open();
        machine.pass(5s);
        machine.servers.at("pulseaudio").there = false;
        machine.devices = {};
        emit machine.watcher->changed();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(machine.driver(), QStringLiteral("qt"));
    }

    void aSpeakerPluggedInIsTriedAtOnce()
    {
        Machine machine;
        machine.open();
        machine.pass(5s);
        QVERIFY(machine.watcher != nullptr);
        machine.servers.at("pulseaudio").there = true;
        machine.devices = {QStringLiteral("usb"), {QStringLiteral("usb")}};
        emit machine.watcher->changed();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(machine.driver(), QStringLiteral("pulseaudio"));
    }

    void aDriverWithSpeakersOfItsOwnStaysWhereItIs()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.devices = {QStringLiteral("hdmi"), {QStringLiteral("hdmi")}};
        machine.open();
        machine.pass(5s);
        machine.devices = {QStringLiteral("auto_null"), {QStringLiteral("auto_null")}};
        emit machine.watcher->changed();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(machine.servers.at("jack").asked, 1);
        QCOMPARE(machine.output->sentence(), QString());
    }

    void aServerThatPlaysToNobodyIsNoSound()
    {
        Machine machine;
        machine.servers.at("pulseaudio").there = true;
        machine.devices = {QStringLiteral("usb"), {QStringLiteral("usb")}};
        machine.open();
        machine.pass(5s);
        QCOMPARE(machine.output->sentence(), QString());
        machine.devices = {QStringLiteral("auto_null"), {QStringLiteral("auto_null")}};
        emit machine.watcher->changed();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(machine.output->sentence(), kNoSound);
        QSignalSpy recovered(machine.output.get(), &AudioOutput::recovered);
        machine.devices = {QStringLiteral("usb"), {QStringLiteral("usb")}};
        emit machine.watcher->changed();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(machine.output->sentence(), QString());
        QCOMPARE(recovered.count(), 1);
    }

    void leavingInTheMiddleOfASearchDoesNoHarm()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.threadsRun = false;
        QVERIFY(machine.output->open(QStringLiteral("auto")));
        std::deque<AudioOutput::Work> late = std::exchange(machine.pending, {});
        machine.threadsRun = true;
        machine.output.reset();
        late.front()();
        late.clear();
        QCOMPARE(machine.servers.at("jack").alive, 0);
    }

    void openingAgainChangesTheDriver()
    {
        Machine machine;
        machine.servers.at("jack").there = true;
        machine.servers.at("alsa").there = true;
        machine.open();
        machine.open(QStringLiteral("alsa"));
        QCOMPARE(machine.driver(), QStringLiteral("alsa"));
        QCOMPARE(machine.servers.at("jack").alive, 0);
    }
};

QTEST_GUILESS_MAIN(TestAudioOutput)
#include "tst_audio_output.moc"
