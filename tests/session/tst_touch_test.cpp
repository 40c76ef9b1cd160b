// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/touch_test.h"

#include <QPointingDevice>
#include <QQuickWindow>
#include <QTest>

#include <memory>

using namespace tutti;

class tst_touch_test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theGlassIsDividedIntoPlaces();
    void aWipeFillsAllItSlidesOver();
    void whatIsFeltWithHandsOffIsAGhost();
    void fingersAtOnceAreCounted();
    void aGhostDoesNotBecomeGoodByWiping();
    void beginningAgainForgetsAll();

private:
    std::unique_ptr<QPointingDevice> m_panel{QTest::createTouchDevice()};
    std::unique_ptr<QQuickWindow> m_window;
    TouchTest *m_test = nullptr;
};

void tst_touch_test::init()
{
    m_window = std::make_unique<QQuickWindow>();
    m_window->resize(600, 400);
    m_test = new TouchTest(m_window->contentItem());
    m_test->setSize(QSizeF(600, 400));
    m_test->setSide(100);
    m_test->begin();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void tst_touch_test::cleanup() { m_window.reset(); }

void tst_touch_test::theGlassIsDividedIntoPlaces()
{
    QCOMPARE(m_test->places(), 24);
    m_test->setSide(1); // no smaller than a finger can tell
    QVERIFY(m_test->places() <= 75 * 50);
}

void tst_touch_test::aWipeFillsAllItSlidesOver()
{
    m_test->wipe();
    QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(50, 50));
    QTest::touchEvent(m_window.get(), m_panel.get()).move(1, QPoint(550, 50));
    QTRY_COMPARE(m_test->answered(), 6); // Qt Quick hands a move on with the next frame
    QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(550, 50));
    for (int row = 1; row < 4; ++row) {
        QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(1, 50 + 100 * row));
        QTest::touchEvent(m_window.get(), m_panel.get()).move(1, QPoint(599, 50 + 100 * row));
        QTRY_COMPARE(m_test->answered(), 6 * (row + 1));
        QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(599, 50 + 100 * row));
    }
    QCOMPARE(m_test->answered(), m_test->places());
    QCOMPARE(m_test->ghosts(), 0);
}

void tst_touch_test::whatIsFeltWithHandsOffIsAGhost()
{
    QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(350, 350));
    QCOMPARE(m_test->ghosts(), 1);
    QCOMPARE(m_test->answered(), 0);
    QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(350, 350));
}

void tst_touch_test::fingersAtOnceAreCounted()
{
    m_test->wipe();
    auto fingers = QTest::touchEvent(m_window.get(), m_panel.get());
    for (int i = 0; i < 10; ++i)
        fingers.press(i, QPoint(30 + 55 * i, 200));
    fingers.commit();
    QCOMPARE(m_test->points(), 10);
    auto lifted = QTest::touchEvent(m_window.get(), m_panel.get());
    for (int i = 0; i < 10; ++i)
        lifted.release(i, QPoint(30 + 55 * i, 200));
    lifted.commit();
    QTest::touchEvent(m_window.get(), m_panel.get()).press(20, QPoint(10, 10));
    QCOMPARE(m_test->points(), 10);
    QTest::touchEvent(m_window.get(), m_panel.get()).release(20, QPoint(10, 10));
}

void tst_touch_test::aGhostDoesNotBecomeGoodByWiping()
{
    QTest::mousePress(m_window.get(), Qt::LeftButton, {}, QPoint(50, 50));
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, QPoint(50, 50));
    m_test->wipe();
    QTest::mousePress(m_window.get(), Qt::LeftButton, {}, QPoint(50, 50));
    QTest::mouseMove(m_window.get(), QPoint(150, 50));
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, QPoint(150, 50));
    QCOMPARE(m_test->ghosts(), 1);
    QCOMPARE(m_test->answered(), 1);
}

void tst_touch_test::beginningAgainForgetsAll()
{
    QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(350, 350));
    QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(350, 350));
    m_test->wipe();
    m_test->begin();
    QCOMPARE(m_test->phase(), TouchTest::HandsOff);
    QCOMPARE(m_test->ghosts() + m_test->answered() + m_test->points(), 0);
}

QTEST_MAIN(tst_touch_test)
#include "tst_touch_test.moc"
