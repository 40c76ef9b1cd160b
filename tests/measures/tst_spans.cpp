// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/spans.h"

#include <random>

using namespace tutti;
using namespace tutti::measures;

class TestSpans : public QObject {
    Q_OBJECT
private slots:
    void overlappingAndTouchingSpansAreOne()
    {
        const Spans s = Spans::unionOf({{8s, 9s}, {1s, 2s}, {2s, 4s}, {3s, 5s}, {7s, 7s}, {9s, 6s}});
        QCOMPARE(s.all(), (std::vector<Span>{{1s, 5s}, {8s, 9s}}));
        QCOMPARE(s.length(), Micros(5s));
    }

    void aCutInTheMiddleLeavesBothEnds()
    {
        const Spans s = Spans::unionOf({{0s, 10s}});
        QCOMPARE(s.without(Spans::unionOf({{2s, 3s}, {5s, 6s}})).all(), (std::vector<Span>{{0s, 2s}, {3s, 5s}, {6s, 10s}}));
        QCOMPARE(s.without(s).all(), std::vector<Span>{});
        QCOMPARE(s.without({}), s);
    }

    void aMomentIsInOrOutAndHasSoMuchBeforeIt()
    {
        const Spans s = Spans::unionOf({{1s, 3s}, {5s, 6s}}).shifted(1s);
        QCOMPARE(s.all(), (std::vector<Span>{{2s, 4s}, {6s, 7s}}));
        QVERIFY(!s.contains(1s) && s.contains(2s) && s.contains(3s) && !s.contains(4s) && s.contains(6s) && !s.contains(7s));
        QCOMPARE(s.lengthBefore(1s), Micros{});
        QCOMPARE(s.lengthBefore(3s), Micros(1s));
        QCOMPARE(s.lengthBefore(5s), Micros(2s));
        QCOMPARE(s.lengthBefore(9s), s.length());
        QVERIFY(!Spans().contains(0s) && Spans().lengthBefore(9s) == Micros{});
    }

    void withinAndWithoutShareOutEveryMoment()
    {
        std::mt19937 rng{11};
        std::uniform_int_distribution<int> second(0, 60);
        const auto random = [&] {
            std::vector<Span> spans;
            for (int k = 0; k < 6; ++k)
                spans.push_back({std::chrono::seconds(second(rng)), std::chrono::seconds(second(rng))});
            return Spans::unionOf(std::move(spans));
        };
        for (int round = 0; round < 500; ++round) {
            const Spans a = random();
            const Spans b = random();
            QCOMPARE(a.within(b).length() + a.without(b).length(), a.length());
            QCOMPARE(a.within(b), b.within(a));
            QCOMPARE(a.without(b).within(b).length(), Micros{});
        }
    }
};

QTEST_GUILESS_MAIN(TestSpans)
#include "tst_spans.moc"
