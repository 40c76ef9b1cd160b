// SPDX-License-Identifier: GPL-3.0-or-later
// What keeps a room's ears and nerves whole, measured in the sound that comes out of whole sessions.
#include "app/heard.h"

#include <QTest>

#include <random>

using namespace tutti;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSeats = 12;
constexpr double kStrength = 0.8; ///< of the one strike that levels are measured by
constexpr double kStepDb = 6;
constexpr double kRounding = 0.05;

class Script {
public:
    Script(const char *activity, std::vector<std::string> instruments, bool governor = true)
    {
        m_log.name = "session.jsonl";
        m_log.header.seats = kSeats;
        m_log.header.activity = activity;
        m_log.header.settings = {{"intro_s", SettingValue{Scalar{0.0}}}, {"governor", SettingValue{Scalar{governor}}},
            {"instruments", SettingValue{std::move(instruments)}}};
    }
    Script &strike(double t, int seat, double strength = kStrength)
    {
        const std::int64_t touch = m_touch++;
        m_log.inputs.push_back({microsFromSeconds(t), Strike{SeatId{seat}, PadIndex{0}, touch, strength, StrikeBy::Touch, false}});
        m_log.inputs.push_back({microsFromSeconds(t + 0.06), Lift{SeatId{seat}, PadIndex{0}, touch}});
        return *this;
    }
    Script &everyone(double t, double strength = kStrength)
    {
        for (int seat = 0; seat < kSeats; ++seat)
            strike(t, seat, strength);
        return *this;
    }
    Script &cue(double t, CueKind kind, std::vector<SeatId> seats = {})
    {
        m_log.inputs.push_back({microsFromSeconds(t), Cue{kind, std::move(seats), {}}});
        return *this;
    }
    [[nodiscard]] Heard heardUntil(double t)
    {
        m_log.inputs.push_back({microsFromSeconds(t), End{}});
        std::stable_sort(m_log.inputs.begin(), m_log.inputs.end(), [](const Input &a, const Input &b) { return a.t < b.t; });
        return Heard(m_log);
    }

private:
    SessionLog m_log;
    std::int64_t m_touch = 0;
};

/// The loudest peak of one of these struck alone: each seat's own note, three times, as their waves take turns.
double oneAloneDb(const char *activity, const std::vector<std::string> &instruments)
{
    constexpr double kApart = 4.5; // nobody counts as playing any more
    Script script(activity, instruments);
    double t = 1;
    for (int seat = 0; seat < kSeats; ++seat) {
        const CatalogueEntry *const entry = Library::builtIn().catalogue.find(instruments[static_cast<std::size_t>(seat)]);
        if (seat > 0 && !entry->instrument.pitched && instruments[static_cast<std::size_t>(seat)] == instruments.front())
            continue; // as the first
        for (int turn = 0; turn < 3; ++turn, t += kApart)
            script.strike(t, seat);
    }
    return script.heardUntil(t).peakDb();
}

std::vector<std::string> openPads() { return Library::builtIn().catalogue.openPads(); }
std::vector<std::string> drums() { return Library::builtIn().catalogue.drums(); }

} // namespace

class tst_volume_guard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twelveAtOncePeakAtMostSixDecibelsOverOne_data();
    void twelveAtOncePeakAtMostSixDecibelsOverOne();
    void nothingInALedSessionPassesIt();
    void calmIsSixDecibelsSofter();
    void aQuietSeatIsSilentAndTheOthersAreNot();
    void aSeatThatHammersIsTurnedDownAndTheOthersAreNot();
    void afterStopItComesBackSoftly();
};

void tst_volume_guard::twelveAtOncePeakAtMostSixDecibelsOverOne_data()
{
    QTest::addColumn<QByteArray>("activity");
    QTest::addColumn<std::vector<std::string>>("instruments");
    QTest::newRow("open pads") << QByteArray("open-pads") << openPads();
    QTest::newRow("drums") << QByteArray("our-pulse") << drums();
    for (const CatalogueEntry &entry : Library::builtIn().catalogue.entries())
        QTest::newRow(entry.instrument.id.c_str()) << QByteArray("open-pads") << std::vector<std::string>(kSeats, entry.instrument.id);
}

void tst_volume_guard::twelveAtOncePeakAtMostSixDecibelsOverOne()
{
    QFETCH(QByteArray, activity);
    QFETCH(std::vector<std::string>, instruments);
    const double one = oneAloneDb(activity.constData(), instruments);
    QVERIFY2(one > -40, qPrintable(QString::number(one)));
    // Out of silence, again while it rings, and as hard as it goes.
    const Heard all = Script(activity.constData(), instruments).everyone(1).everyone(1.5).everyone(2, 1.0).heardUntil(4);
    QVERIFY2(all.peakDb() <= one + kStepDb + kRounding, qPrintable(u"%1 dB over one"_s.arg(all.peakDb() - one)));
}

void tst_volume_guard::nothingInALedSessionPassesIt()
{
    const double one = oneAloneDb("our-pulse", drums());
    Script script("our-pulse", drums());
    std::mt19937 random(3);
    std::uniform_real_distribution<double> strength(0.3, 1), near(-0.02, 0.02);
    for (double t = 1; t < 60; t += 60.0 / 96)
        for (int seat = 0; seat < kSeats; ++seat)
            script.strike(t + near(random), seat, strength(random));
    // The whole band, as loud as it gets, and everything on one.
    for (const auto &[t, kind] : {std::pair{20.0, CueKind::Groove}, {26, CueKind::Louder}, {30, CueKind::Louder}, {34, CueKind::Accent},
             {39, CueKind::Rumble}, {44, CueKind::Rumble}, {50, CueKind::Pulse}, {55, CueKind::Finish}})
        script.cue(t, kind);
    const Heard heard = script.heardUntil(64);
    QVERIFY(heard.peakDb(20, 50) > one - 12);
    QVERIFY2(heard.peakDb() <= one + kStepDb + kRounding, qPrintable(u"%1 dB over one"_s.arg(heard.peakDb() - one)));
    QVERIFY(heard.peakDb() <= -1);
}

void tst_volume_guard::calmIsSixDecibelsSofter()
{
    const std::vector<std::string> bowls(kSeats, "marimba");
    const auto play = [&](bool calm) {
        Script script("open-pads", bowls);
        for (double t = 1; t < 12; t += 1.7)
            script.strike(t, 0);
        if (calm)
            script.cue(4, CueKind::Calm);
        return script.heardUntil(13);
    };
    const Heard plain = play(false), calm = play(true);
    QCOMPARE(calm.peakDb(0, 4), plain.peakDb(0, 4));
    const double softer = calm.peakDb(6.05, 13) - plain.peakDb(6.05, 13);
    QVERIFY2(std::abs(softer + 6) < 0.6, qPrintable(QString::number(softer)));
}

void tst_volume_guard::aQuietSeatIsSilentAndTheOthersAreNot()
{
    const std::vector<std::string> bars(kSeats, "wood-block"); // over before the next
    Script script("our-pulse", bars);
    script.strike(1, 3).cue(2, CueKind::QuietMe, {SeatId{3}}).strike(3, 3).strike(4, 4).cue(5, CueKind::QuietMe, {SeatId{3}}).strike(6, 3);
    const Heard heard = script.heardUntil(7);
    const Heard nobody = Script("our-pulse", bars).strike(1, 3).heardUntil(7); // what the room itself sounds
    const double others = heard.peakDb(4, 4.5);
    QVERIFY(others > heard.peakDb(1, 1.5) - 3);
    QVERIFY2(heard.peakDb(3, 3.5) < nobody.peakDb(3, 3.5) + 1, qPrintable(QString::number(heard.peakDb(3, 3.5))));
    QVERIFY2(heard.peakDb(6, 6.5) > others - 3, qPrintable(QString::number(heard.peakDb(6, 6.5))));
}

void tst_volume_guard::aSeatThatHammersIsTurnedDownAndTheOthersAreNot()
{
    const std::vector<std::string> blocks(kSeats, "wood-block");
    const auto play = [&](bool hammers, bool governor) {
        Script script("our-pulse", blocks, governor);
        for (double t = 1; hammers && t < 14; t += 0.05)
            script.strike(t, 5);
        for (double t = 2.025; t < 14; t += 2)
            script.strike(t, 0, 0.5);
        return script.heardUntil(15);
    };
    const Heard governed = play(true, true), free = play(true, false), alone = play(false, true);
    const double first = governed.peakDb(1, 2), later = governed.peakDb(10.2, 11.9), ungoverned = free.peakDb(10.2, 11.9);
    QVERIFY2(later < first - 8, qPrintable(u"%1 dB, then %2"_s.arg(first).arg(later)));
    QVERIFY2(later < ungoverned - 8, qPrintable(u"%1 dB, without the governor %2"_s.arg(later).arg(ungoverned)));
    const double other = governed.peakDb(12.02, 12.2), otherAlone = alone.peakDb(12.02, 12.2);
    QVERIFY2(other > otherAlone - 4, qPrintable(u"%1 dB, alone %2"_s.arg(other).arg(otherAlone))); // two play: 3 dB each
}

void tst_volume_guard::afterStopItComesBackSoftly()
{
    const std::vector<std::string> blocks(kSeats, "wood-block");
    const auto play = [&](bool stopped) {
        Script script("open-pads", blocks);
        for (double t = 1; t < 12; t += 0.5)
            script.strike(t, 0);
        if (stopped)
            script.cue(3.2, CueKind::Stop).cue(5.2, CueKind::Resume);
        return script.heardUntil(13);
    };
    const Heard plain = play(false), stopped = play(true);
    QVERIFY(stopped.peakDb(3.3, 5.2) < -90);
    const double soon = stopped.peakDb(5.4, 5.9) - plain.peakDb(5.4, 5.9);
    QVERIFY2(soon < -9 && soon > -13, qPrintable(QString::number(soon)));
    const double later = stopped.peakDb(10, 12) - plain.peakDb(10, 12);
    QVERIFY2(std::abs(later) < 1, qPrintable(QString::number(later)));
}

QTEST_GUILESS_MAIN(tst_volume_guard)
#include "tst_volume_guard.moc"
