// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include <QtTest>

#include <array>
#include <atomic>
#include <random>
#include <thread>

using namespace tutti;

/// Two threads at full speed. Worth most under ThreadSanitizer; the laws are checked in any build.
class TestEngineThreads : public QObject {
    Q_OBJECT

private slots:
    void twoThreadsAtFullSpeedLeaveNothingSounding_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 4; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void twoThreadsAtFullSpeedLeaveNothingSounding()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        const FakeSynth::Voice voice{0.2F, 0, 0, 0, false};
        std::array<FakeSynth::Record, 21> records; // a synth is used by one thread at a time, so each keeps its own
        std::size_t used = 0;
        auto engine = std::make_unique<Engine>(48000, std::make_unique<FakeSynth>(records[used++], voice));
        std::atomic<bool> done{false};
        std::atomic<bool> sane{true};
        std::thread audio([&] {
            std::mt19937 dice(99);
            std::array<float, 512> left{};
            std::array<float, 512> right{};
            std::int64_t frames = 0;
            while (!done.load(std::memory_order_acquire)) {
                const auto count = static_cast<int>(dice() % 512);
                engine->beginCallback(frames * 1000 / 48);
                engine->render(left.data(), right.data(), count);
                frames += count;
                for (int i = 0; i < count; ++i)
                    if (!(std::abs(left[static_cast<std::size_t>(i)]) <= Mixer::kCeiling))
                        sane.store(false, std::memory_order_relaxed);
            }
        });

        std::vector<std::int64_t> held;
        std::int64_t id = 0;
        std::int64_t lastFrames = 0;
        bool forward = true;
        for (int i = 0; i < 60'000; ++i) {
            const EngineState state = engine->state();
            forward &= state.frames >= lastFrames;
            lastFrames = state.frames;
            const unsigned dice = random() % 3000;
            if (dice < 1400) {
                const bool ends = random() % 2 != 0;
                const bool now = random() % 2 != 0;
                if (engine->play(++id, static_cast<int>(random() % 16), 0, static_cast<int>(random() % 128), 0.7F,
                                 now ? Command::kNow : state.timeUs + static_cast<std::int64_t>(random() % 50'000),
                                 ends ? state.timeUs + static_cast<std::int64_t>(random() % 90'000) : Command::kHeld)
                    && !ends)
                    held.push_back(id);
            } else if (dice < 2900) {
                if (held.empty())
                    continue;
                std::swap(held[random() % held.size()], held.back());
                engine->release(held.back(), random() % 2 ? Command::kNow : state.timeUs + 5000);
                held.pop_back();
            } else if (dice < 2920) {
                engine->cancelPlanned();
            } else if (dice < 2925) {
                engine->stop();
            } else if (dice < 2935) {
                engine->resume(Command::kNow);
            } else if (dice < 2950) {
                engine->channelGain(static_cast<int>(random() % 16), -static_cast<float>(random() % 30), 20);
            } else if (dice < 2960) {
                engine->masterGain(-static_cast<float>(random() % 30), 20);
            } else if (dice < 2962 && used < records.size()) {
                engine->swapSynth(std::make_unique<FakeSynth>(records[used++], voice));
            } else {
                (void)engine->takeRetired();
            }
        }
        for (const std::int64_t note : held)
            engine->release(note, Command::kNow);
        engine->resume(Command::kNow);
        const std::int64_t until = engine->state().frames + 7 * 48000;
        while (engine->state().frames < until) {
            (void)engine->takeRetired();
            std::this_thread::yield();
        }
        done.store(true, std::memory_order_release);
        audio.join();

        QVERIFY(sane.load());
        QVERIFY(forward);
        QCOMPARE(engine->state().openNotes, 0);
        while (engine->takeRetired()) { }
        int alive = 0;
        for (const FakeSynth::Record &record : records) {
            QCOMPARE(record.strayOffs, 0);
            alive += record.alive;
            if (record.alive == 1)
                QCOMPARE(record.sounding, 0);
        }
        QCOMPARE(alive, 1);
        engine.reset();
    }

    void anotherThreadMayDriveItAfterTheStreamHasEnded()
    {
        Rig rig;
        for (int stream = 0; stream < 3; ++stream) {
            std::thread([&] { rig.render(640); }).join();
            rig.engine->streamEnded();
        }
        QCOMPARE(rig.engine->state().frames, std::int64_t{1920});
    }
};

QTEST_APPLESS_MAIN(TestEngineThreads)
#include "tst_engine_threads.moc"
