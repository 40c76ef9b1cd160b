// SPDX-License-Identifier: GPL-3.0-or-later
#include "flash_meter.h"
#include "screen.h"

#include <QAnimationDriver>
#include <QRegularExpression>
#include <QTest>

using namespace tutti;

namespace {

constexpr int kRate = 30;

/// Time that runs when told to, so that every frame is the same on every machine.
class SteppedTime : public QAnimationDriver {
public:
    SteppedTime() { install(); }
    ~SteppedTime() override { uninstall(); }
    [[nodiscard]] qint64 elapsed() const override { return m_ms; }
    void step(int ms)
    {
        m_ms += ms;
        advanceAnimation();
    }

private:
    qint64 m_ms = 0;
};

} // namespace

class TstFlash : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void meterCountsFlashes_data();
    void meterCountsFlashes();
    void hardestPlayingNeverFlashes_data();
    void hardestPlayingNeverFlashes();
    void stillMovesNothingButTheEdge();
};

void TstFlash::meterCountsFlashes_data()
{
    QTest::addColumn<int>("grey");
    QTest::addColumn<int>("hertz");
    QTest::addColumn<double>("flashes");
    QTest::newRow("3 a second") << 255 << 3 << 3.0;
    QTest::newRow("5 a second") << 255 << 5 << 5.0;
    QTest::newRow("too faint") << 80 << 5 << 0.0; // luminance 0.08
}

void TstFlash::meterCountsFlashes()
{
    QFETCH(int, grey);
    QFETCH(int, hertz);
    QFETCH(double, flashes);
    FlashMeter meter(40, kRate);
    QImage image(200, 120, QImage::Format_RGB32);
    for (int i = 0; i < 2 * kRate; ++i) {
        image.fill((i * hertz * 2 / kRate) % 2 ? QColor(grey, grey, grey) : QColor(Qt::black));
        meter.add(image);
    }
    QCOMPARE(meter.worst(), flashes);
}

void TstFlash::hardestPlayingNeverFlashes_data()
{
    QTest::addColumn<int>("theme");
    QTest::addColumn<int>("seats");
    QTest::newRow("Paper, three seats") << 0 << 3;
    QTest::newRow("Dusk, three seats") << 1 << 3;
    QTest::newRow("Contrast, three seats") << 2 << 3;
    QTest::newRow("Paper, twelve seats") << 0 << 12;
    QTest::newRow("Dusk, twelve seats") << 1 << 12;
    QTest::newRow("Contrast, twelve seats") << 2 << 12;
}

// Every seat ten times a second, each a little off the others, for three seconds: no 35 mm of glass flashes more than
// three times in any of them.
void TstFlash::hardestPlayingNeverFlashes()
{
    QFETCH(int, theme);
    QFETCH(int, seats);
    SteppedTime time;
    Screen screen(kWall, theme);
    screen.session.layout.setSeats(seats);
    screen.session.state = FakeSession::Active;
    screen.show();
    screen.join(0, seats - 1);
    screen.grab();

    FlashMeter meter(35 * screen.session.layout.pxPerMm(), kRate);
    bool moved = false;
    QImage before;
    for (int frame = 0; frame < 3 * kRate; ++frame) {
        for (int seat = 0; seat < seats; ++seat)
            if ((frame + seat) % 3 == 0)
                screen.session.seats.struck(SeatId{seat}, Micros{frame * 1'000'000LL / kRate});
        time.step(1000 / kRate);
        const QImage picture = screen.grab();
        moved = moved || (frame > 10 && picture != before);
        before = picture;
        meter.add(picture);
    }
    QVERIFY2(moved, "nothing on the screen answered");
    const double worst = meter.worst();
    QVERIFY2(worst <= 3, qPrintable(QString::number(worst)));
}

void TstFlash::stillMovesNothingButTheEdge()
{
    SteppedTime time;
    Screen screen(kWall);
    screen.session.still = true;
    screen.session.state = FakeSession::Active;
    screen.show();
    screen.join(0, 2);
    const QImage rest = screen.grab();
    screen.session.seats.struck(SeatId{1}, Micros{0});
    const QImage lit = screen.grab();
    QVERIFY(lit != rest);
    for (int i = 0; i < 10; ++i) {
        screen.session.seats.struck(SeatId{1}, Micros{(i + 1) * 800'000LL});
        time.step(50);
        QCOMPARE(screen.grab(), lit);
    }
}

QTEST_MAIN(TstFlash)
#include "tst_flash.moc"
