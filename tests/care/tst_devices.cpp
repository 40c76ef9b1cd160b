// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/devices.h"

#include <QSignalSpy>
#include <QtTest>

using namespace tutti;

namespace {

const ScreenFacts kWall{"HDMI-A-1", 3840, 2160, 65};
const ScreenFacts kDesk{"VGA-1", 1280, 1024, 19};

Plugged plugged(int panels, int kernelPanels, std::vector<ScreenFacts> screens)
{
    return {{panels, panels > 0 ? 10 : 0, kernelPanels}, std::move(screens)};
}

} // namespace

class TestDevices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPanelThatGoesIsMissed_data()
    {
        QTest::addColumn<QList<QPair<int, int>>>("steps"); // panels of the display, of the kernel
        QTest::addColumn<bool>("missed");
        using Steps = QList<QPair<int, int>>;
        QTest::newRow("it is there") << Steps{{1, 1}} << false;
        QTest::newRow("it never was") << Steps{{0, 0}, {0, 0}} << false;
        QTest::newRow("the display tells") << Steps{{1, 1}, {0, 0}} << true;
        QTest::newRow("the kernel alone knows it") << Steps{{1, 1}, {1, 0}} << true;
        QTest::newRow("back, as both tell") << Steps{{1, 1}, {0, 0}, {1, 1}} << false;
        QTest::newRow("back, as the kernel tells") << Steps{{1, 1}, {1, 0}, {1, 1}} << false;
        QTest::newRow("the kernel is first") << Steps{{1, 1}, {0, 0}, {0, 1}} << true;
        QTest::newRow("a panel the kernel does not know") << Steps{{1, 0}, {1, 0}} << false;
        QTest::newRow("such a panel goes") << Steps{{1, 0}, {0, 0}} << true;
        QTest::newRow("one of two") << Steps{{2, 2}, {1, 1}} << false;
        QTest::newRow("it comes later") << Steps{{0, 0}, {1, 1}} << false;
        QTest::newRow("it comes later and goes") << Steps{{0, 0}, {1, 1}, {0, 0}} << true;
    }
    void aPanelThatGoesIsMissed()
    {
        using Steps = QList<QPair<int, int>>;
        QFETCH(Steps, steps);
        QFETCH(bool, missed);
        HotPlug hotPlug;
        for (const auto &[panels, kernel] : steps)
            hotPlug.take(plugged(panels, kernel, {kWall}));
        QCOMPARE(!hotPlug.touchSentence().isEmpty(), missed);
        QVERIFY(hotPlug.screenSentence().isEmpty());
    }

    void aScreenThatGoesIsMissedAndAnotherOneIsTaken()
    {
        HotPlug hotPlug;
        hotPlug.take(plugged(1, 1, {kWall}));
        QVERIFY(!hotPlug.take(plugged(1, 1, {kWall})));
        QVERIFY(hotPlug.screenSentence().isEmpty());
        QVERIFY(!hotPlug.take(plugged(1, 1, {kWall, kDesk}))); // Tutti stays where it is
        QVERIFY(!hotPlug.take(plugged(1, 1, {})));
        QVERIFY(hotPlug.screenSentence().contains(QStringLiteral("The screen has gone.")));
        QVERIFY(hotPlug.take(plugged(1, 1, {kWall}))); // the same one: the window may be anywhere by now
        QVERIFY(hotPlug.screenSentence().isEmpty());
        QVERIFY(hotPlug.take(plugged(1, 1, {kDesk})));
        ScreenFacts turned = kDesk;
        std::swap(turned.widthPx, turned.heightPx);
        QVERIFY(hotPlug.take(plugged(1, 1, {turned})));
    }

    void aScreenThatComesAfterTheStartIsTaken()
    {
        HotPlug hotPlug;
        QVERIFY(!hotPlug.take(plugged(0, 0, {})));
        QVERIFY(hotPlug.screenSentence().isEmpty()); // the start's checks say that
        QVERIFY(hotPlug.take(plugged(0, 0, {kWall})));
    }

    void whatQtHasInPlaceOfAScreenIsNone()
    {
        const ScreenFacts standIn{":0.0", 3840, 2160, 65};
        HotPlug hotPlug;
        hotPlug.take(plugged(1, 1, {kWall}));
        QVERIFY(!hotPlug.take(plugged(1, 1, {standIn})));
        QVERIFY(!hotPlug.screenSentence().isEmpty());
        QVERIFY(hotPlug.take(plugged(1, 1, {kWall})));
        QVERIFY(hotPlug.screenSentence().isEmpty());
        HotPlug withoutPlugs; // an X server that has only that
        withoutPlugs.take(plugged(1, 1, {standIn}));
        withoutPlugs.take(plugged(1, 1, {standIn}));
        QVERIFY(withoutPlugs.screenSentence().isEmpty());
    }

    void itTellsOnceOfEachChange()
    {
        Plugged now = plugged(1, 1, {kWall});
        Devices devices([&] { return now; });
        QSignalSpy changed(&devices, &Devices::changed), screen(&devices, &Devices::screenChanged);
        devices.look();
        QCOMPARE(changed.size(), 0);
        now = plugged(0, 0, {kWall});
        devices.look();
        devices.look();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(devices.touchSentence(), QStringLiteral("The touch panel has gone. Plug its USB cable in again and we go on."));
        now = plugged(1, 1, {kDesk});
        devices.look();
        devices.look();
        QCOMPARE(changed.size(), 2);
        QCOMPARE(screen.size(), 1);
        QCOMPARE(devices.touchSentence(), QString());
    }

    void itLooksByItself()
    {
        Plugged now = plugged(1, 1, {kWall});
        Devices devices([&] { return now; });
        QSignalSpy changed(&devices, &Devices::changed);
        now = plugged(0, 0, {kWall});
        QVERIFY(changed.wait(5000));
    }
};

QTEST_GUILESS_MAIN(TestDevices)
#include "tst_devices.moc"
