// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/beat_partner.h"

#include <QTest>

#include <cmath>
#include <random>
#include <vector>

using namespace tutti;

namespace {

/// Simulated players that correct half of their asynchrony and a tenth of their period each beat, and hear the beat with
/// a fixed bias. Returns the partner's period after `beats`, and how far it ever was from `start`.
double farthestPeriod(double start, double biasMs, int players, double noiseMs, int beats, unsigned seed)
{
    std::mt19937_64 rng(seed);
    std::normal_distribution<double> normal(0, 1);
    BeatPartner partner(microsFromSeconds(start / 1000), 0.3, 0.05);
    std::vector<double> next(static_cast<std::size_t>(players), start), period(static_cast<std::size_t>(players), start);
    double beat = start;
    double farthest = 0;
    for (int n = 0; n < beats; ++n) {
        for (std::size_t i = 0; i < next.size(); ++i) {
            const double tap = next[i] + noiseMs * normal(rng);
            const double asynchrony = tap - beat;
            partner.heard(SeatId{static_cast<int>(i)}, Micros{std::llround((asynchrony + biasMs) * 1000)});
            period[i] -= 0.1 * asynchrony;
            next[i] += period[i] - 0.5 * asynchrony;
        }
        beat += toSeconds(partner.next()) * 1000;
        farthest = std::max(farthest, std::abs(toSeconds(partner.period()) * 1000 - start));
    }
    return farthest;
}

} // namespace

class tst_beat_partner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySeatHasOneVote();
    void aSteadyBiasMovesNothing_data();
    void aSteadyBiasMovesNothing();
    void twelveLoosePlayersAreHeld();
    void nobodyPlayingLeavesTheBeatAlone();
    void thePeriodStaysWithinItsLimits();
};

void tst_beat_partner::everySeatHasOneVote()
{
    BeatPartner partner(Micros{600'000}, 0.3, 0.05);
    for (int ms : {-40, -50, -45})
        partner.heard(SeatId{0}, Micros{ms * 1000});
    for (int ms : {10, 20})
        partner.heard(SeatId{1}, Micros{ms * 1000});
    partner.heard(SeatId{2}, Micros{-20'000});
    QVERIFY(std::abs(*partner.meanAsynchrony() / 1000 - -16.6667) < 5e-5);
}

void tst_beat_partner::aSteadyBiasMovesNothing_data()
{
    QTest::addColumn<double>("biasMs");
    for (int bias : {-50, -25, -10, 0, 10, 25, 40})
        QTest::addRow("%d ms", bias) << double(bias);
}

void tst_beat_partner::aSteadyBiasMovesNothing()
{
    QFETCH(double, biasMs);
    QVERIFY(farthestPeriod(600, biasMs, 1, 0, 120, 1) <= 3);
}

void tst_beat_partner::twelveLoosePlayersAreHeld()
{
    for (unsigned seed = 1; seed <= 20; ++seed)
        QVERIFY(farthestPeriod(600, -25, 12, 17, 120, seed) <= 11);
}

void tst_beat_partner::nobodyPlayingLeavesTheBeatAlone()
{
    BeatPartner partner(Micros{600'000}, 0.3, 0.05);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(partner.next(), Micros{600'000});
}

void tst_beat_partner::thePeriodStaysWithinItsLimits()
{
    BeatPartner partner(Micros{600'000}, 0.3, 0.05);
    partner.setPeriod(Micros{1});
    QCOMPARE(partner.period(), BeatPartner::kShortest);
    partner.setPeriod(Micros{99'000'000});
    QCOMPARE(partner.period(), BeatPartner::kLongest);
}

QTEST_APPLESS_MAIN(tst_beat_partner)
#include "tst_beat_partner.moc"
