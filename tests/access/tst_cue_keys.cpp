// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/cue_keys.h"
#include "access/key_map.h"

#include <QTest>

#include <set>

using namespace tutti;
using Act = CueKeys::Act;

class tst_cue_keys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCueHasAKey();
    void numberPadIsTheSameWithItsLockOff_data();
    void numberPadIsTheSameWithItsLockOff();
    void blankingTheScreenIsStop();
    void forwardIsNextWhenLetGo_data();
    void forwardIsNextWhenLetGo();
    void forwardHeldIsFinishAndNothingMore();
    void aKeyThatRepeatsItselfAsksOnce();
    void losingTheKeyboardForgetsWhatWasHeld();
    void noKeyBothStrikesAndLeads();
};

void tst_cue_keys::everyCueHasAKey()
{
    CueKeys keys;
    std::set<CueKind> cues;
    bool halves = false, finish = false;
    for (int key = Qt::Key_A; key <= Qt::Key_Z; ++key) {
        const auto asked = keys.press(key, false, false);
        if (asked.act == Act::Cue)
            QVERIFY2(cues.insert(asked.cue).second, "two keys for one cue");
        halves |= asked.act == Act::Halves;
        finish |= asked.act == Act::Finish;
    }
    // Of others an act of its own, or a seat to be named with it, or nothing yet.
    const std::set<CueKind> without{CueKind::Stop, CueKind::Resume, CueKind::Finish, CueKind::Sculpt, CueKind::LayerIn, CueKind::LayerOut,
        CueKind::TeeterTotter, CueKind::Wave, CueKind::GroovePass, CueKind::QuietMe, CueKind::SaidIt, CueKind::Mark, CueKind::Next, CueKind::Again,
        CueKind::Skip, CueKind::Back, CueKind::Hold};
    for (int i = 0; i <= static_cast<int>(CueKind::Hold); ++i)
        QVERIFY2(cues.contains(static_cast<CueKind>(i)) != without.contains(static_cast<CueKind>(i)), qPrintable(QString::number(i)));
    QVERIFY(halves); // sculpt
    QVERIFY(finish);
}

void tst_cue_keys::numberPadIsTheSameWithItsLockOff_data()
{
    QTest::addColumn<int>("on");
    QTest::addColumn<int>("off");
    const std::pair<Qt::Key, Qt::Key> same[] = {{Qt::Key_0, Qt::Key_Insert}, {Qt::Key_Period, Qt::Key_Delete}, {Qt::Key_1, Qt::Key_End},
        {Qt::Key_2, Qt::Key_Down}, {Qt::Key_3, Qt::Key_PageDown}, {Qt::Key_4, Qt::Key_Left}, {Qt::Key_5, Qt::Key_Clear},
        {Qt::Key_6, Qt::Key_Right}, {Qt::Key_7, Qt::Key_Home}, {Qt::Key_8, Qt::Key_Up}, {Qt::Key_9, Qt::Key_PageUp}};
    for (const auto &[on, off] : same)
        QTest::addRow("%c", static_cast<char>(on)) << static_cast<int>(on) << static_cast<int>(off);
}

void tst_cue_keys::numberPadIsTheSameWithItsLockOff()
{
    QFETCH(int, on);
    QFETCH(int, off);
    CueKeys keys;
    const auto locked = keys.press(on, false, true);
    const auto unlocked = keys.press(off, false, true);
    QVERIFY(locked.known && locked.act != Act::Nothing);
    QCOMPARE(unlocked.act, locked.act);
    QCOMPARE(unlocked.cue, locked.cue);
    QVERIFY(!keys.isHolding());
}

void tst_cue_keys::blankingTheScreenIsStop()
{
    CueKeys keys;
    for (int key : {Qt::Key_B, Qt::Key_Period, Qt::Key_Comma})
        QCOMPARE(keys.press(key, false, false).act, Act::Stop);
    for (int key : {Qt::Key_Period, Qt::Key_Comma, Qt::Key_Delete})
        QCOMPARE(keys.press(key, false, true).act, Act::Stop);
}

void tst_cue_keys::forwardIsNextWhenLetGo_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<bool>("numberPad");
    QTest::newRow("page down") << static_cast<int>(Qt::Key_PageDown) << false;
    QTest::newRow("right") << static_cast<int>(Qt::Key_Right) << false;
    QTest::newRow("enter") << static_cast<int>(Qt::Key_Enter) << true;
}

void tst_cue_keys::forwardIsNextWhenLetGo()
{
    QFETCH(int, key);
    QFETCH(bool, numberPad);
    CueKeys keys;
    QCOMPARE(keys.press(key, false, numberPad).act, Act::Nothing);
    QVERIFY(keys.isHolding());
    QCOMPARE(keys.release(key, false, numberPad).act, Act::Next);
    QVERIFY(!keys.isHolding());
    QCOMPARE(keys.held().act, Act::Nothing);
    for (int back : {Qt::Key_PageUp, Qt::Key_Left})
        QCOMPARE(keys.press(back, false, false).act, Act::Again);
}

void tst_cue_keys::forwardHeldIsFinishAndNothingMore()
{
    CueKeys keys;
    (void)keys.press(Qt::Key_PageDown, false, false);
    QCOMPARE(keys.held().act, Act::Finish);
    QCOMPARE(keys.held().act, Act::Nothing);
    (void)keys.press(Qt::Key_PageDown, true, false);
    QCOMPARE(keys.release(Qt::Key_PageDown, false, false).act, Act::Nothing);
    (void)keys.press(Qt::Key_PageDown, false, false);
    QCOMPARE(keys.release(Qt::Key_PageDown, false, false).act, Act::Next);
}

void tst_cue_keys::aKeyThatRepeatsItselfAsksOnce()
{
    CueKeys keys;
    for (int key : {Qt::Key_R, Qt::Key_L, Qt::Key_PageUp, Qt::Key_B}) {
        const auto asked = keys.press(key, true, false);
        QVERIFY(asked.known);
        QCOMPARE(asked.act, Act::Nothing);
    }
    (void)keys.press(Qt::Key_PageDown, false, false);
    QCOMPARE(keys.release(Qt::Key_PageDown, true, false).act, Act::Nothing);
    QVERIFY(keys.isHolding());
}

void tst_cue_keys::losingTheKeyboardForgetsWhatWasHeld()
{
    CueKeys keys;
    (void)keys.press(Qt::Key_PageDown, false, false);
    keys.releaseAll();
    QCOMPARE(keys.held().act, Act::Nothing);
    QCOMPARE(keys.release(Qt::Key_PageDown, false, false).act, Act::Nothing);
}

void tst_cue_keys::noKeyBothStrikesAndLeads()
{
    TouchNumbers numbers;
    KeyMap strikes(numbers);
    CueKeys cues;
    for (const bool numberPad : {false, true})
        for (int key = 0x20; key < 0x60; ++key)
            QVERIFY(!(strikes.press(key, false, numberPad).known && cues.press(key, false, numberPad).known));
}

QTEST_APPLESS_MAIN(tst_cue_keys)
#include "tst_cue_keys.moc"
