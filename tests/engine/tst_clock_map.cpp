// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/clock_map.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace tutti;

namespace {

constexpr int kRate = 48000;

/// A sound card with a clock of its own that asks for `period` frames at a time.
struct Card {
    double rate = kRate;
    int period = 256;
    double startUs = 1'000'000;
    Frames frame{};
    [[nodiscard]] double trueUs() const { return startUs + static_cast<double>(frame.value) * 1e6 / rate; }
    void callback(ClockMap &map, double lateUs)
    {
        map.observe(frame, static_cast<std::int64_t>(std::llround(trueUs() + lateUs)));
        frame += Frames{period};
    }
    /// By how much the map is off at the newest frame, in frames.
    [[nodiscard]] double error(const ClockMap &map) const
    {
        return static_cast<double>((map.frameAt(static_cast<std::int64_t>(trueUs())) - frame).value);
    }
};

} // namespace

class TestClockMap : public QObject {
    Q_OBJECT

private slots:
    void withoutCallbacksAFrameIsTimeTimesRate_data()
    {
        QTest::addColumn<int>("rate");
        QTest::addColumn<qint64>("us");
        QTest::addColumn<qint64>("frame");
        QTest::newRow("nothing") << 48000 << qint64{0} << qint64{0};
        QTest::newRow("a millisecond") << 48000 << qint64{1000} << qint64{48};
        QTest::newRow("between frames: the next") << 48000 << qint64{1} << qint64{1};
        QTest::newRow("a second at 44.1 kHz") << 44100 << qint64{1'000'000} << qint64{44100};
        QTest::newRow("ten hours") << 48000 << qint64{36'000'000'000} << qint64{1'728'000'000};
        QTest::newRow("before the start") << 48000 << qint64{-1000} << qint64{-48};
    }
    void withoutCallbacksAFrameIsTimeTimesRate()
    {
        QFETCH(int, rate);
        QFETCH(qint64, us);
        QFETCH(qint64, frame);
        const ClockMap map(rate);
        QCOMPARE(map.frameAt(us).value, frame);
    }

    void theTimeAfterAFrameNeverFallsOnIt()
    {
        ClockMap map(44100);
        for (int pass = 0; pass < 2; ++pass) {
            for (std::int64_t frame = 0; frame < 10'000; frame += 7) {
                const std::int64_t us = map.usAfter(Frames{frame});
                QVERIFY(map.frameAt(us).value > frame);
                QVERIFY(map.frameAt(us - 1).value <= frame);
            }
            map.observe(Frames{0}, 123'456); // the same with a clock
        }
    }

    void aYoungStreamIsTakenAtItsWord()
    {
        ClockMap map(kRate);
        map.observe(Frames{0}, 5'000'000);
        QCOMPARE(map.frameAt(5'000'000).value, qint64{0});
        // Two seconds of blocks at once, as a PulseAudio stream may ask for.
        map.observe(Frames{96'000}, 5'010'000);
        QCOMPARE(map.frameAt(5'010'000).value, qint64{96'000});
        QCOMPARE(map.frameAt(5'110'000).value, qint64{96'000 + 4800});
    }

    void jitterAndACardOffByAThousandthAreSmoothedOut_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("period");
        QTest::newRow("exact, 64") << 48000.0 << 64;
        QTest::newRow("exact, 256") << 48000.0 << 256;
        QTest::newRow("exact, 1024") << 48000.0 << 1024;
        QTest::newRow("100 ppm fast") << 48004.8 << 256;
        QTest::newRow("0.1 % slow") << 47952.0 << 256;
        QTest::newRow("0.2 % fast") << 48096.0 << 256;
    }
    void jitterAndACardOffByAThousandthAreSmoothedOut()
    {
        QFETCH(double, rate);
        QFETCH(int, period);
        std::mt19937 random(7);
        std::uniform_real_distribution<double> late(0, 2000); // a mean of 1 ms, which no filter can tell from truth
        Card card{rate, period};
        ClockMap map(kRate);
        while (card.frame.value < 10 * kRate)
            card.callback(map, late(random));
        double worst = 0;
        while (card.frame.value < 30 * kRate) {
            card.callback(map, late(random));
            worst = std::max(worst, std::abs(card.error(map) + 48.0)); // 1 ms is 48 frames
        }
        QVERIFY2(worst < 24, qPrintable(QString::number(worst)));
    }

    void oneLateCallbackHardlyMovesTheMap()
    {
        Card card;
        ClockMap map(kRate);
        while (card.frame.value < 5 * kRate)
            card.callback(map, 0);
        QVERIFY(std::abs(card.error(map)) <= 1);
        card.callback(map, 20'000);
        QVERIFY2(std::abs(card.error(map)) < 5, qPrintable(QString::number(card.error(map))));
    }

    void aStreamThatBreaksOffIsFollowedAtOnce()
    {
        Card card;
        ClockMap map(kRate);
        while (card.frame.value < 5 * kRate)
            card.callback(map, 0);
        card.startUs += 1'500'000;
        card.callback(map, 0);
        QVERIFY(std::abs(card.error(map)) <= 1);
    }

    void aNewStreamStartsFromNothing()
    {
        ClockMap map(kRate);
        map.observe(Frames{0}, 77);
        map.reset();
        map.observe(Frames{640}, 9'000'000);
        QCOMPARE(map.frameAt(9'000'000).value, qint64{640});
    }

    void twoCallbacksWithNothingInBetweenDoNoHarm()
    {
        Card card;
        ClockMap map(kRate);
        while (card.frame.value < 5 * kRate)
            card.callback(map, 0);
        const auto before = map.frameAt(10'000'000).value;
        map.observe(card.frame - Frames{card.period}, static_cast<std::int64_t>(card.trueUs()) - 5000);
        QCOMPARE(map.frameAt(10'000'000).value, before);
    }
};

QTEST_APPLESS_MAIN(TestClockMap)
#include "tst_clock_map.moc"
