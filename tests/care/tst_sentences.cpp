// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/sentences.h"

#include <QtTest>

using namespace tutti;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// A screen, the log of the service, and a clock that is told.
struct Room {
    QString screen;
    int changes = 0;
    QStringList log;
    Sentences::Clock::time_point now{1h};
    Sentences sentences{{[this](const QString &text) {
                             screen = text;
                             ++changes;
                         },
                         [this](const std::string &line) { log << QString::fromStdString(line); }, [this] { return now; }}};

    void wait(std::chrono::milliseconds time)
    {
        now += time;
        sentences.look();
    }
};

} // namespace

class TestSentences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatStandsIsShownForAsLongAsItIsTrue()
    {
        Room room;
        room.sentences.stand(Subject::Sound, u"No sound."_s);
        QCOMPARE(room.screen, u"No sound."_s);
        room.wait(10h);
        QCOMPARE(room.screen, u"No sound."_s);
        room.sentences.stand(Subject::Sound, {});
        QCOMPARE(room.screen, QString());
        QCOMPARE(room.log, QStringList({u"No sound."_s, u"No longer: No sound."_s}));
    }

    void whatIsMentionedIsShownForTwentySeconds()
    {
        Room room;
        room.sentences.mention(Subject::Disk, u"Full."_s);
        room.wait(19'999ms);
        QCOMPARE(room.screen, u"Full."_s);
        room.wait(1ms);
        QCOMPARE(room.screen, QString());
    }

    void theMostImportantComesFirst_data()
    {
        QTest::addColumn<int>("subject");
        for (int i = 1; i < kSubjects; ++i)
            QTest::newRow(nameOf(static_cast<Subject>(i)).data()) << i;
    }
    void theMostImportantComesFirst()
    {
        QFETCH(int, subject);
        const auto more = static_cast<Subject>(subject - 1), less = static_cast<Subject>(subject);
        for (const bool lessFirst : {true, false}) {
            Room room;
            room.sentences.stand(lessFirst ? less : more, lessFirst ? u"less"_s : u"more"_s);
            room.sentences.stand(lessFirst ? more : less, lessFirst ? u"more"_s : u"less"_s);
            QCOMPARE(room.screen, u"more"_s);
            room.sentences.stand(more, {});
            QCOMPARE(room.screen, u"less"_s);
        }
    }

    void severalThatAreMentionedAreReadOneAfterTheOther()
    {
        Room room;
        room.sentences.mention(Subject::Clock, u"clock"_s);
        room.wait(5s);
        room.sentences.mention(Subject::Touch, u"touch"_s);
        QCOMPARE(room.screen, u"touch"_s);
        room.wait(20s);
        QCOMPARE(room.screen, u"clock"_s); // it has had five of its seconds
        room.wait(14s);
        QCOMPARE(room.screen, u"clock"_s);
        room.wait(1s);
        QCOMPARE(room.screen, QString());
    }

    void whatDoesNotGetItsTurnIsForgotten()
    {
        Room room;
        room.sentences.stand(Subject::Sound, u"No sound."_s);
        room.sentences.mention(Subject::Disk, u"Full."_s);
        room.wait(119s);
        room.sentences.stand(Subject::Sound, {});
        QCOMPARE(room.screen, u"Full."_s);
        room.wait(1s);
        QCOMPARE(room.screen, QString());
    }

    void aMentionThatIsTakenBackGoesAtOnce()
    {
        Room room;
        room.sentences.mention(Subject::Disk, u"Full."_s);
        room.sentences.mention(Subject::Disk, {});
        QCOMPARE(room.screen, QString());
        room.sentences.mention(Subject::Disk, {});
        QCOMPARE(room.log, QStringList({u"Full."_s, u"No longer: Full."_s}));
    }

    void ofOneSubjectTheNewestIsShown()
    {
        Room room;
        room.sentences.mention(Subject::Folder, u"one"_s);
        room.wait(15s);
        room.sentences.mention(Subject::Folder, u"two"_s);
        QCOMPARE(room.screen, u"two"_s);
        room.wait(15s);
        QCOMPARE(room.screen, u"two"_s);
        room.wait(5s);
        QCOMPARE(room.screen, QString());
    }

    void sayingItAgainWhileItIsThereIsNotNews()
    {
        Room room;
        for (int i = 0; i < 10; ++i) {
            room.sentences.mention(Subject::Folder, u"one"_s);
            room.sentences.stand(Subject::Sound, u"No sound."_s);
            room.wait(1s);
        }
        QCOMPARE(room.log.size(), 2);
        QCOMPARE(room.changes, 2); // "one", then "No sound."
    }

    void itLooksByItself()
    {
        QString screen;
        auto now = Sentences::Clock::time_point{1h};
        Sentences sentences({[&](const QString &text) { screen = text; }, [](const std::string &) {}, [&] { return now; }});
        sentences.mention(Subject::Disk, u"Full."_s);
        now += 19'995ms;
        sentences.look(); // five milliseconds to go
        now += 5ms;
        QTRY_COMPARE(screen, QString());
    }
};

QTEST_GUILESS_MAIN(TestSentences)
#include "tst_sentences.moc"
