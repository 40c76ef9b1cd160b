// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "sound/render_gate.h"
#include "sound/silent_clock.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

using namespace tutti;

class TestRenderGate : public QObject {
    Q_OBJECT

private slots:
    void aClosedGateIsSilentAndCounts()
    {
        RenderGate gate({});
        std::array<float, 100> left{};
        std::array<float, 100> right{};
        left.fill(0.5F);
        right.fill(0.5F);
        gate.render(left.data(), right.data(), 100);
        QCOMPARE(std::ranges::count(left, 0.0F), 100);
        QCOMPARE(std::ranges::count(right, 0.0F), 100);
        QCOMPARE(gate.callbackCount(), std::uint64_t{1});
    }

    void anOpenGateLetsTheEngineThroughAndAClosedOneNoMore()
    {
        Engine engine(48000, nullptr);
        RenderGate gate({});
        std::array<float, 640> left{};
        std::array<float, 640> right{};
        gate.open(engine);
        gate.renderAt(1'000'000, left.data(), right.data(), 640);
        QCOMPARE(engine.state().frames, std::int64_t{640});
        gate.close();
        gate.renderAt(1'010'000, left.data(), right.data(), 640);
        QCOMPARE(engine.state().frames, std::int64_t{640});
        gate.close();
    }

    void theEngineHearsTheSessionsTime()
    {
        Engine engine(48000, nullptr);
        RenderGate gate({});
        std::array<float, 64> left{};
        std::array<float, 64> right{};
        gate.open(engine);
        gate.renderAt(7'000'000, left.data(), right.data(), 64);
        QVERIFY(std::abs(engine.state().timeUs - 7'000'000) < 3'000);
    }

    // Two threads: a device that calls without end, and an owner who opens, closes and, with the gate closed, uses the
    // engine as its own. Under ThreadSanitizer this is the proof of the gate.
    void afterCloseTheEngineIsTheOwnersAlone()
    {
        constexpr int kRounds = 200;
        Engine engine(48000, nullptr);
        RenderGate gate(RenderGate::Clock::now());
        std::atomic<bool> stop = false;
        std::thread device([&] {
            std::array<float, 64> left{};
            std::array<float, 64> right{};
            while (!stop.load(std::memory_order_relaxed))
                gate.render(left.data(), right.data(), 64);
        });
        std::array<float, 64> left{};
        std::array<float, 64> right{};
        while (gate.callbackCount() == 0) // a busy machine may take its time to start the thread
            std::this_thread::yield();
        for (int round = 0; round < kRounds; ++round) {
            gate.open(engine);
            std::this_thread::yield();
            gate.close();
            engine.render(left.data(), right.data(), 64); // asserts its thread
            engine.streamEnded();
        }
        stop.store(true);
        device.join();
        QVERIFY(gate.callbackCount() > 0);
        QVERIFY(engine.state().frames >= std::int64_t{kRounds} * 64);
    }

    void aSteppedClockIsExact()
    {
        Engine engine(48000, nullptr);
        DriverSettings settings;
        settings.periodFrames = 100;
        const auto clock = SilentClock::createStepped(settings);
        clock->gate().open(engine);
        for (int i = 0; i < 48; ++i)
            clock->step();
        QCOMPARE(engine.state().frames, std::int64_t{4800});
        QCOMPARE(clock->callbackCount(), std::uint64_t{48});
        QCOMPARE(clock->sampleRate(), 48000);
        QCOMPARE(clock->periodFrames(), 100);
        clock->gate().close();
    }

    void aClockOfItsOwnKeepsTheEngineGoing()
    {
        Engine engine(48000, nullptr);
        const auto clock = SilentClock::create({});
        clock->gate().open(engine);
        QTRY_VERIFY(engine.state().frames > 4800);
        clock->gate().close();
        const std::int64_t frames = engine.state().frames;
        const std::uint64_t callbacks = clock->callbackCount();
        QTRY_VERIFY(clock->callbackCount() > callbacks + 2);
        QCOMPARE(engine.state().frames, frames);
    }
};

QTEST_GUILESS_MAIN(TestRenderGate)
#include "tst_render_gate.moc"
