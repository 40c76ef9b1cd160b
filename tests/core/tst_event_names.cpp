// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event_names.h"

#include <QTest>

using namespace tutti;

class tst_event_names : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyNameComesBackAsItself();
    void wordsThatAreNoNamesAreRefused();
    void theWordsAreThoseOfTheLog();
};

void tst_event_names::everyNameComesBackAsItself()
{
    for (int i = 0; i <= static_cast<int>(CueKind::Hold); ++i)
        QCOMPARE(cueKindFrom(nameOf(static_cast<CueKind>(i))), static_cast<CueKind>(i));
    for (int i = 0; i <= static_cast<int>(StageState::Paused); ++i)
        QCOMPARE(stageStateFrom(nameOf(static_cast<StageState>(i))), static_cast<StageState>(i));
    for (int i = 0; i <= static_cast<int>(StrikeBy::Dwell); ++i)
        QCOMPARE(strikeByFrom(nameOf(static_cast<StrikeBy>(i))), static_cast<StrikeBy>(i));
    for (int i = 0; i <= static_cast<int>(Role::Prompt); ++i)
        QCOMPARE(roleFrom(nameOf(static_cast<Role>(i))), static_cast<Role>(i));
    for (int i = 0; i <= static_cast<int>(PromptStep::Together); ++i)
        QCOMPARE(promptStepFrom(nameOf(static_cast<PromptStep>(i))), static_cast<PromptStep>(i));
}

void tst_event_names::wordsThatAreNoNamesAreRefused()
{
    QVERIFY(!cueKindFrom("STOP"));
    QVERIFY(!cueKindFrom(""));
    QVERIFY(!strikeByFrom("camera"));
}

void tst_event_names::theWordsAreThoseOfTheLog()
{
    QCOMPARE(nameOf(CueKind::QuietMe), std::string_view("quiet-me"));
    QCOMPARE(nameOf(CueKind::GroovePass), std::string_view("groove-pass"));
    QCOMPARE(nameOf(StrikeBy::Switch), std::string_view("switch"));
    QCOMPARE(nameOf(StageState::Grounded), std::string_view("grounded"));
    QCOMPARE(nameOf(PromptStep::Together), std::string_view("together"));
}

QTEST_APPLESS_MAIN(tst_event_names)
#include "tst_event_names.moc"
