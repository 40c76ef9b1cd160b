// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tempo_finder.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace tutti;

namespace {

struct Player {
    double period = 0; ///< s; 0: random between 0.25 and 2 s
    double spread = 0;
    double missed = 0;
    double offset = 0;
};

/// Lets the players play for `seconds` and says when a tempo was first found, and which.
std::optional<std::pair<double, Micros>> firstFound(const std::vector<Player> &players, double seconds, unsigned seed)
{
    std::mt19937_64 rng(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::normal_distribution<double> normal(0, 1);
    std::vector<std::pair<double, int>> strikes;
    for (std::size_t i = 0; i < players.size(); ++i) {
        const Player &p = players[i];
        for (double t = p.offset; t < seconds; t += p.period > 0 ? p.period : 0.25 + 1.75 * uniform(rng))
            if (uniform(rng) >= p.missed)
                strikes.emplace_back(std::max(0.0, t + p.spread * normal(rng)), static_cast<int>(i));
    }
    std::sort(strikes.begin(), strikes.end());
    TempoFinder finder;
    std::size_t next = 0;
    for (double t = 0.5; t <= seconds; t += 0.5) {
        for (; next < strikes.size() && strikes[next].first < t; ++next)
            finder.strike(SeatId{strikes[next].second}, microsFromSeconds(strikes[next].first));
        if (const auto found = finder.look(microsFromSeconds(t)))
            return std::pair{t, *found};
    }
    return std::nullopt;
}

} // namespace

class tst_tempo_finder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void missedBeatsDoNotHideTheBeat();
    void tiesGoToTheLongerPeriod();
    void aGroupIsFoundWithinEightSeconds();
    void halfTheGroupInEighthsIsFoundAsWell();
    void randomPlayersAreNotFound();
    void everyoneAtTwentyAStrikesASecondIsNotATempo();
    void theWindowForgetsExactlyWhatItTookIn();
};

void tst_tempo_finder::missedBeatsDoNotHideTheBeat()
{
    // Intervals 500, 500, 1000, 490, 510, 1500 ms: period 500, score .997372.
    TempoFinder finder;
    Micros t{0};
    finder.strike(SeatId{0}, t);
    for (int ms : {500, 500, 1000, 490, 510, 1500}) {
        t += Micros{ms * 1000};
        finder.strike(SeatId{0}, t);
    }
    const auto best = finder.best();
    QCOMPARE(best.period, Micros{500'000});
    QCOMPARE(best.intervals, 6);
    QVERIFY(std::abs(best.value - .997372) < 5e-7);
}

void tst_tempo_finder::tiesGoToTheLongerPeriod()
{
    // 1.2 s exactly fits 200, 240, 300, 400, 600 and 1200.
    TempoFinder finder;
    finder.strike(SeatId{0}, Micros{0});
    finder.strike(SeatId{0}, Micros{1'200'000});
    QCOMPARE(finder.best().period, Micros{1'200'000});
}

void tst_tempo_finder::aGroupIsFoundWithinEightSeconds()
{
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto found = firstFound(std::vector<Player>(12, Player{0.6, 0.017, 0.2, 0}), 8, seed);
        QVERIFY(found);
        QVERIFY(std::abs(toSeconds(found->second) - 0.6) < 0.012);
    }
}

void tst_tempo_finder::halfTheGroupInEighthsIsFoundAsWell()
{
    std::vector<Player> players(12, Player{0.6, 0.017, 0.2, 0});
    for (std::size_t i = 0; i < 6; ++i)
        players[i].period = 0.3;
    const auto found = firstFound(players, 8, 3);
    QVERIFY(found);
    QVERIFY(std::abs(toSeconds(found->second) - 0.6) < 0.012);
}

void tst_tempo_finder::randomPlayersAreNotFound()
{
    for (int seats : {1, 2, 3, 12})
        for (unsigned seed = 1; seed <= 5; ++seed)
            QVERIFY(!firstFound(std::vector<Player>(static_cast<std::size_t>(seats), Player{}), 300, seed));
}

void tst_tempo_finder::everyoneAtTwentyAStrikesASecondIsNotATempo()
{
    std::vector<Player> players;
    for (int i = 0; i < 12; ++i)
        players.push_back(Player{0.05, 0.003, 0, i * 0.004});
    QVERIFY(!firstFound(players, 60, 1));
}

void tst_tempo_finder::theWindowForgetsExactlyWhatItTookIn()
{
    TempoFinder finder;
    for (int i = 0; i < 400; ++i)
        finder.strike(SeatId{i % 12}, Micros{i * 130'000});
    // After the window has passed nothing is left, not even a rounding.
    QVERIFY(!finder.look(Micros{400ll * 130'000 + 60'000'000}));
    const auto best = finder.best();
    QCOMPARE(best.intervals, 0);
    finder.strike(SeatId{0}, Micros{200'000'000});
    finder.strike(SeatId{0}, Micros{201'200'000});
    QCOMPARE(finder.best().period, Micros{1'200'000});
    QVERIFY(std::abs(finder.best().value - 1) < 1e-9);
}

QTEST_APPLESS_MAIN(tst_tempo_finder)
#include "tst_tempo_finder.moc"
