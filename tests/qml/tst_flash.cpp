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
    QTest::addColumn<int>("every"); // frames between a seat's strikes
    constexpr const char *kThemes[] = {"Paper", "Dusk", "Contrast"};
    for (int theme = 0; theme < 3; ++theme)
        for (const int seats : {3, 12})
            for (const int every : {3, 9})
                QTest::addRow("%s, %d seats, %.1f a second", kThemes[theme], seats, double(kRate) / every) << theme << seats << every;
}

// Every seat as fast as that, each a little off the others, for two seconds: no 35 mm of glass flashes more than three
// times in any of them.
void TstFlash::hardestPlayingNeverFlashes()
{
    QFETCH(int, theme);
    QFETCH(int, seats);
    QFETCH(int, every);
    SteppedTime time;
    Screen screen({"half", 960, 540, 65, RoomLayout::Wall}, theme);
    screen.session.layout.setSeats(seats);
    screen.session.state = StageState::Active;
    screen.show();
    screen.join(0, seats - 1);
    screen.grab();

    FlashMeter meter(35 * screen.session.layout.pxPerMm(), kRate);
    bool moved = false;
    QImage before;
    for (int frame = 0; frame < 2 * kRate; ++frame) {
        for (int seat = 0; seat < seats; ++seat)
            if ((frame + seat) % every == 0)
                screen.session.seats.struck(SeatId{seat}, Micros{frame * 1'000'000LL / kRate});
        time.step(1000 / kRate);
        const QImage picture = screen.grab();
        moved = moved || (frame > every + 1 && picture != before);
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
    screen.session.state = StageState::Active;
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
