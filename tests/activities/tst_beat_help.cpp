// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <cmath>

using namespace tutti;

namespace {

/// A beat of 120 bpm that began at 5 s: a grid point (an eighth) every quarter of a second.
struct Helped {
    explicit Helped(const char *help, const char *grid = "1/8")
    {
        Header header = Rehearsal::withSeats(3);
        header.activity = "open-pads";
        header.settings.push_back({"bpm", SettingValue{Scalar{120.0}}});
        header.settings.push_back({"grid", SettingValue{Scalar{std::string(grid)}}});
        header.settings.push_back({"help", SettingValue{Scalar{std::string(help)}}});
        r.emplace(header);
        r->cue(2, CueKind::Pulse);
        r->run(10);
    }
    /// How long after a strike at `t` its note begins, in ms.
    double delay(double t)
    {
        r->strike(t, 1);
        r->lift(t + 0.02, 1);
        r->run(t + 1);
        return (toSeconds(r->notes(Role::Strike).back().first) - t) * 1000;
    }
    std::optional<Rehearsal> r;
};

bool isAbout(double a, double b) { return std::abs(a - b) < 0.01; }

} // namespace

class tst_beat_help : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offSoundsAtOnce();
    void fullSoundsOnTheGridAndUpTo60MsAfterItAtOnce();
    void gentleIsHalfTheDelay();
    void neverMoreThanOneGridStep();
    void theGridIsASetting();
    void withNoBeatThereIsNoDelay();
    void theTouchIsAnsweredAtItsOwnTime();
    void aNoteThatWaitsIsHeardAndEndsAndStopTakesItBack();
    void itIsEachSeatsOwn();
};

void tst_beat_help::offSoundsAtOnce()
{
    Helped h("off");
    QVERIFY(isAbout(h.delay(10.1), 0));
}

void tst_beat_help::fullSoundsOnTheGridAndUpTo60MsAfterItAtOnce()
{
    Helped h("full");
    QVERIFY(isAbout(h.delay(12.0), 0));
    QVERIFY(isAbout(h.delay(14.06), 0));
    QVERIFY(isAbout(h.delay(16.061), 189));
    QVERIFY(isAbout(h.delay(18.2), 50));
    QVERIFY(isAbout(h.delay(20.24), 10)); // a little early is on it
}

void tst_beat_help::gentleIsHalfTheDelay()
{
    Helped h("gentle");
    QVERIFY(isAbout(h.delay(12.05), 0));
    QVERIFY(isAbout(h.delay(14.15), 50));
}

void tst_beat_help::neverMoreThanOneGridStep()
{
    Helped h("full");
    for (int i = 0; i < 100; ++i) {
        const double t = 12 + 1.2 * i + 0.0031 * i;
        const double delay = h.delay(t);
        QVERIFY2(delay > -0.001 && delay <= 190.01, qPrintable(QString::number(delay)));
    }
}

void tst_beat_help::theGridIsASetting()
{
    Helped quarters("full", "1/4");
    QVERIFY(isAbout(quarters.delay(12.1), 400));
    Helped sixteenths("full", "1/16");
    QVERIFY(isAbout(sixteenths.delay(12.1), 25));
    Helped triplets("full", "1/8t");
    QVERIFY2(std::abs(triplets.delay(12.1) - 66.667) < 0.1, "a third of a beat");
}

void tst_beat_help::withNoBeatThereIsNoDelay()
{
    Header header = Rehearsal::withSeats(3);
    header.settings.push_back({"help", SettingValue{Scalar{std::string("full")}}});
    Rehearsal r(header);
    r.strike(3.123, 0);
    QCOMPARE(r.notes(Role::Strike).back().first, microsFromSeconds(3.123));
}

void tst_beat_help::theTouchIsAnsweredAtItsOwnTime()
{
    Helped h("full");
    h.r->strike(12.1, 1);
    QCOMPARE(h.r->inputs.back().t, microsFromSeconds(12.1)); // what the picture goes by, and every measure
}

void tst_beat_help::aNoteThatWaitsIsHeardAndEndsAndStopTakesItBack()
{
    Helped h("full");
    h.r->strike(12.1, 1);
    h.r->lift(12.12, 1);
    h.r->run(14);
    const NoteId id = h.r->notes(Role::Strike).back().second.id;
    const auto offs = h.r->all<Off>();
    const auto off = std::find_if(offs.begin(), offs.end(), [&](const auto &o) { return o.second.id == id; });
    QVERIFY(off != offs.end() && off->first >= microsFromSeconds(12.25));
    const auto notes = h.r->notes(Role::Strike).size();
    h.r->strike(14.1, 1);
    h.r->cue(14.15, CueKind::Stop);
    h.r->run(20);
    QCOMPARE(h.r->notes(Role::Strike).size(), notes);
    QVERIFY(h.r->broken.empty());
    QVERIFY(h.r->open().empty());
}

void tst_beat_help::itIsEachSeatsOwn()
{
    Helped h("off");
    h.r->performance().input(Input{10s, Set{{"help", SettingValue{Scalar{std::string("full")}}}, SeatId{1}}});
    QVERIFY(isAbout(h.delay(12.1), 150));
    h.r->strike(14.1, 0);
    QCOMPARE(h.r->notes(Role::Strike).back().first, microsFromSeconds(14.1));
}

QTEST_APPLESS_MAIN(tst_beat_help)
#include "tst_beat_help.moc"
