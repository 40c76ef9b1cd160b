// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/recording.h"

#include <QtTest>

#include <cmath>
#include <numbers>

using tutti::rig::Recording;

namespace {

constexpr std::int64_t kStart = 5'000'000'000; ///< when sample 0 was heard
constexpr std::int64_t kMs = 1'000'000;

/// A sine from `fromMs` on that falls by 14 dB in 42 ms and then stays.
void strike(std::vector<float> &samples, double hz, double amplitude, int fromMs, int toMs)
{
    for (int i = fromMs * 48; i < toMs * 48; ++i) {
        const double t = (i - fromMs * 48) / 48000.0;
        const double level = amplitude * std::max(0.2, std::pow(10, -t * 100 / 0.3 / 20)) * std::min(1.0, t / 0.005);
        samples[static_cast<std::size_t>(i)] += static_cast<float>(level * std::sin(2 * std::numbers::pi * hz * t));
    }
}

Recording recordingOf(std::vector<float> samples) { return {std::move(samples), {{0, kStart}}}; }

} // namespace

class TestRecording : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesFollowTheNearestMarkBefore()
    {
        const Recording r(std::vector<float>(480), {{0, 1000 * kMs}, {240, 1007 * kMs}});
        QCOMPARE(r.timeOf(48), 1001 * kMs);
        QCOMPARE(r.timeOf(240), 1007 * kMs);
        QCOMPARE(r.indexAt(1001 * kMs), std::int64_t{48});
        QCOMPARE(r.indexAt(1006 * kMs), std::int64_t{240}); // in the hole between two blocks: the next one
        QCOMPARE(r.indexAt(1008 * kMs), std::int64_t{288});
    }
    void onsetsNeedSilenceBefore()
    {
        std::vector<float> samples(48 * 200);
        for (const int ms : {10, 20, 100})
            samples[static_cast<std::size_t>(48 * ms)] = 0.5F;
        const auto onsets = recordingOf(samples).onsets();
        QCOMPARE(onsets, (std::vector<std::int64_t>{kStart + 10 * kMs, kStart + 100 * kMs}));
    }
    void silenceBeginsAfterTheLastLoudSample()
    {
        std::vector<float> samples(48 * 200);
        samples[48 * 50] = 0.5F;
        samples[48 * 150] = 0.0005F;
        const Recording r = recordingOf(samples);
        QVERIFY(std::abs(r.silentFrom(kStart, -60) - (kStart + 50 * kMs)) < kMs);
        QVERIFY(r.peakDb(kStart + 60 * kMs, kStart + 200 * kMs) < -60);
        QVERIFY(r.peakDb(kStart, kStart + 200 * kMs) > -7);
    }
    void toneMeasuresItsOwnPitchAlone()
    {
        std::vector<float> samples(48 * 100);
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = static_cast<float>(0.25 * std::sin(2 * std::numbers::pi * 670 * static_cast<double>(i) / 48000));
        const Recording r = recordingOf(samples);
        QVERIFY(std::abs(r.tone(670, kStart + 50 * kMs, kStart + 52 * kMs).front() - 0.25) < 0.005);
        QVERIFY(r.tone(840, kStart + 50 * kMs, kStart + 52 * kMs).front() < 0.005);
    }
    void strikesOfThirtySixTonesAtOnceAreToldApart()
    {
        std::vector<float> samples(48 * 500);
        for (int i = 0; i < 36; ++i)
            if (i != 17)
                strike(samples, 500 + 170 * i, 0.02, 50 + i / 3, 450);
        strike(samples, 500 + 170 * 5, 0.02, 250, 450); // one strikes again
        const Recording r = recordingOf(samples);
        for (int i = 0; i < 36; ++i) {
            const auto rises = Recording::rises(r.tone(500 + 170 * i, kStart, kStart + 500 * kMs), 0.008);
            QCOMPARE(rises.size(), std::size_t(i == 17 ? 0 : i == 5 ? 2 : 1));
        }
    }
    void twentyStrikesASecondAreCounted()
    {
        std::vector<float> samples(48 * 2200);
        for (int i = 0; i < 40; ++i)
            strike(samples, 670, 0.1, 50 + 50 * i, 70 + 50 * i);
        for (const double floor : {0.01, 0.03, 0.05})
            QCOMPARE(Recording::rises(recordingOf(samples).tone(670, kStart, kStart + 2200 * kMs), floor).size(), std::size_t{40});
    }
};

QTEST_APPLESS_MAIN(TestRecording)
#include "tst_recording.moc"
