// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schedule.h"

#include <QtTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace tutti;

class TestSchedule : public QObject {
    Q_OBJECT

private slots:
    void whateverOrderTheyComeInTheyLeaveByTimeThenEndsThenStartsThenFirstCome()
    {
        using Entry = Schedule<1024>::Entry;
        std::mt19937 random(1);
        Schedule<1024> schedule;
        std::vector<Entry> expected;
        for (std::uint16_t i = 0; i < 1024; ++i) {
            const Entry entry{static_cast<std::int64_t>(random() % 50), i, random() % 2 == 0};
            schedule.insert(entry);
            expected.push_back(entry);
        }
        std::stable_sort(expected.begin(), expected.end(),
                         [](const Entry &a, const Entry &b) { return a.us != b.us ? a.us < b.us : a.starts < b.starts; });
        for (const Entry &entry : expected) {
            QVERIFY(!schedule.empty());
            QCOMPARE(schedule.next().slot, entry.slot);
            schedule.pop();
        }
        QVERIFY(schedule.empty());
    }

    void whatIsTakenOutIsGoneAndTheRestKeepsItsOrder()
    {
        Schedule<8> schedule;
        for (std::uint16_t i = 0; i < 8; ++i)
            schedule.insert({10 * i, i, true});
        schedule.removeIf([](const auto &entry) { return entry.slot % 2 == 0; });
        for (const std::uint16_t slot : {1, 3, 5, 7}) {
            QCOMPARE(schedule.next().slot, slot);
            schedule.pop();
        }
        QVERIFY(schedule.empty());
    }
};

QTEST_APPLESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
