// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/glass_watch.h"

#include <QPointingDevice>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace tutti;

class tst_glass_watch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void twoCornersHeldOpen();
    void aThirdFingerBeginsItAnew();
    void everyTouchIsHeardOf();
    void aCancelLetsGo();
    void anotherSizeLetsGo();

private:
    std::unique_ptr<QPointingDevice> m_panel{QTest::createTouchDevice()};
    std::unique_ptr<QQuickWindow> m_window;
    std::unique_ptr<GlassWatch> m_watch;
    Micros m_now{};
};

void tst_glass_watch::init()
{
    m_watch.reset();
    m_window = std::make_unique<QQuickWindow>();
    m_window->resize(800, 400);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_now = 100s;
    m_watch = std::make_unique<GlassWatch>(*m_window, [this] { return m_now; }, 1.0);
}

void tst_glass_watch::twoCornersHeldOpen()
{
    QSignalSpy held(m_watch.get(), &GlassWatch::heldChanged);
    QSignalSpy opened(m_watch.get(), &GlassWatch::cornersHeld);
    QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(5, 5));
    QVERIFY(held.isEmpty());
    QTest::touchEvent(m_window.get(), m_panel.get()).move(1, QPoint(5, 6)).press(2, QPoint(795, 395));
    QCOMPARE(held.size(), 1);
    QVERIFY(m_watch->isHeld());
    m_now += CornerHold::kHold;
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 5000); // its timer asks the clock
    QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(5, 5)).release(2, QPoint(795, 395));
    QCOMPARE(held.size(), 2);
    QVERIFY(!m_watch->isHeld());
}

void tst_glass_watch::aThirdFingerBeginsItAnew()
{
    QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(5, 5)).press(2, QPoint(795, 395));
    QVERIFY(m_watch->isHeld());
    QTest::touchEvent(m_window.get(), m_panel.get()).move(1, QPoint(5, 6)).move(2, QPoint(795, 394)).press(3, QPoint(400, 200));
    QVERIFY(!m_watch->isHeld());
    QTest::touchEvent(m_window.get(), m_panel.get()).move(1, QPoint(5, 5)).move(2, QPoint(795, 395)).release(3, QPoint(400, 200));
    QVERIFY(m_watch->isHeld());
    QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(5, 5)).release(2, QPoint(795, 395));
}

void tst_glass_watch::everyTouchIsHeardOf()
{
    QSignalSpy touched(m_watch.get(), &GlassWatch::touched);
    QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(400, 200));
    QTest::touchEvent(m_window.get(), m_panel.get()).move(1, QPoint(410, 200));
    QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(410, 200));
    QCOMPARE(touched.size(), 2); // who slides is there, too; who lifts may be gone
    touched.clear();
    QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(400, 200));
    for (int i = 0; i < 50; ++i) // a sleeve rests on the frame
        QTest::touchEvent(m_window.get(), m_panel.get()).move(1, QPoint(400 + 3 * (i % 2), 200 + i % 5));
    QCOMPARE(touched.size(), 1);
    for (int i = 0; i < 50; ++i) // a hand that slides slowly
        QTest::touchEvent(m_window.get(), m_panel.get()).move(1, QPoint(400 + i, 200));
    QVERIFY(touched.size() > 5);
    QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(450, 200));
    touched.clear();
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(400, 200));
    QCOMPARE(touched.size(), 1);
    QTest::keyClick(m_window.get(), Qt::Key_1);
    QCOMPARE(touched.size(), 2);
}

void tst_glass_watch::aCancelLetsGo()
{
    QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(5, 5)).press(2, QPoint(795, 395));
    QTouchEvent cancel(QEvent::TouchCancel, m_panel.get());
    QCoreApplication::sendEvent(m_window.get(), &cancel);
    QVERIFY(!m_watch->isHeld());
    QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(5, 5)).release(2, QPoint(795, 395));
}

void tst_glass_watch::anotherSizeLetsGo()
{
    QTest::touchEvent(m_window.get(), m_panel.get()).press(1, QPoint(5, 5)).press(2, QPoint(795, 395));
    m_watch->setMmPerPx(2.0);
    QVERIFY(!m_watch->isHeld());
    QTest::touchEvent(m_window.get(), m_panel.get()).release(1, QPoint(5, 5)).release(2, QPoint(795, 395));
}

QTEST_MAIN(tst_glass_watch)
#include "tst_glass_watch.moc"
