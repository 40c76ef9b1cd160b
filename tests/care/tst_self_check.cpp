// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/self_check.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace tutti;
using namespace Qt::StringLiterals;

namespace {

struct Told {
    QList<QPair<Subject, QString>> all;
    SelfCheck::Tell tell()
    {
        return [this](Subject about, const QString &sentence) { all.append({about, sentence}); };
    }
};

const Finding kGood = Finding::inOrder(Subject::Disk, "Room enough.");
const Finding kFull = Finding::toBeTold(Subject::Disk, "Full.");

} // namespace

class TestSelfCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatTheRoomShouldKnowIsTold()
    {
        Told told;
        SelfCheck check({[] { return std::vector{Finding::toBeTold(Subject::Touch, "Plug it in."), Finding::toBeSeenTo(Subject::Fonts, "Install them.")}; },
                         [] { return std::vector{Finding::inOrder(Subject::Folder, "/data")}; }, [] { return std::vector{kFull}; }},
                        told.tell());
        QCOMPARE(told.all.size(), 0);
        check.start();
        QCOMPARE(told.all.size(), 1); // what needs no disk is said at once
        QTRY_COMPARE(told.all.size(), 2);
        QCOMPARE(told.all[0], qMakePair(Subject::Touch, u"Plug it in."_s));
        QCOMPARE(told.all[1], qMakePair(Subject::Disk, u"Full."_s));
    }

    void aDiskThatDoesNotAnswerKeepsNobodyWaiting()
    {
        Told told;
        std::atomic<bool> answers = false;
        std::thread::id where;
        SelfCheck check({[] { return std::vector<Finding>{}; }, [] { return std::vector<Finding>{}; },
                         [&] {
                             where = std::this_thread::get_id();
                             while (!answers)
                                 std::this_thread::yield();
                             return std::vector{kFull};
                         }},
                        told.tell());
        check.start(); // comes back
        QCOMPARE(told.all.size(), 0);
        answers = true;
        QTRY_COMPARE(told.all.size(), 1);
        QVERIFY(where != std::this_thread::get_id());
    }

    void whatChangesIsToldAgainAndWhatDoesNotIsNot()
    {
        Told told;
        std::atomic<int> round = 0;
        const std::vector<Finding> rounds{kGood, kFull, kFull, kGood, kFull};
        SelfCheck check({[] { return std::vector<Finding>{}; }, [] { return std::vector<Finding>{}; },
                         [&] { return std::vector{rounds[static_cast<std::size_t>(round++)]}; }},
                        told.tell());
        for (int i = 1; i <= static_cast<int>(rounds.size()); ++i) {
            check.start();
            QTRY_COMPARE(round.load(), i);
        }
        QTRY_COMPARE(told.all.size(), 3);
        QCOMPARE(told.all[0].second, u"Full."_s);
        QCOMPARE(told.all[1].second, QString());
        QCOMPARE(told.all[2].second, u"Full."_s);
    }

    void theUsualRoundLooksAtThisMachine()
    {
        const QTemporaryDir folder;
        const SelfCheck::Round round = SelfCheck::usual(folder.path(), 0);
        QList<Subject> subjects;
        for (const auto &part : {round.here, round.first, round.each})
            for (const Finding &finding : part()) {
                QVERIFY(!finding.says.empty());
                subjects << finding.about;
            }
        QCOMPARE(subjects, QList<Subject>({Subject::Display, Subject::Touch, Subject::Fonts, Subject::Folder, Subject::Disk, Subject::Clock}));
    }
};

QTEST_MAIN(TestSelfCheck)
#include "tst_self_check.moc"
