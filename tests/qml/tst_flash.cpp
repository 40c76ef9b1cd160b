// SPDX-License-Identifier: GPL-3.0-or-later
#include "flash_meter.h"
#include "screen.h"

#include "commands/stepped_time.h"

#include <QRegularExpression>
#include <QTest>

using namespace tutti;

namespace {

constexpr int kRate = 30;

} // namespace

class TstFlash : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void meterCountsFlashes_data();
    void meterCountsFlashes();
    void meterCountsRedFlashes();
    void hardestPlayingNeverFlashes_data();
    void hardestPlayingNeverFlashes();
    void leadingNeverFlashes_data();
    void leadingNeverFlashes();
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

void TstFlash::meterCountsRedFlashes()
{
    for (const auto &[one, other, flashes] : {std::tuple{QColor(Qt::red), QColor(Qt::black), 5.0}, std::tuple{QColor(0xc6, 0x4a, 0x78), QColor(Qt::black), 0.0},
             std::tuple{QColor(Qt::blue), QColor(Qt::yellow), 0.0}}) {
        FlashMeter meter(40, kRate);
        QImage image(200, 120, QImage::Format_RGB32);
        for (int i = 0; i < 2 * kRate; ++i) {
            image.fill((i * 10 / kRate) % 2 ? one : other);
            meter.add(image);
        }
        QCOMPARE(meter.worstRed(), flashes);
    }
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
    QCOMPARE(meter.worstRed(), 0.0);
}

void TstFlash::leadingNeverFlashes_data()
{
    QTest::addColumn<int>("panel");
    QTest::addColumn<int>("theme");
    QTest::addColumn<int>("beat"); // in frames
    constexpr const char *kThemes[] = {"Paper", "Dusk", "Contrast"};
    constexpr const char *kPanels[] = {"wall", "table"};
    for (int panel = 0; panel < 2; ++panel)
        for (int theme = 0; theme < 3; ++theme)
            for (const int beat : {12, 15}) // 150 bpm, the fastest; 120, where the swing is nearly fastest
                QTest::addRow("%s, %s, %d bpm", kPanels[panel], kThemes[theme], 60 * kRate / beat) << panel << theme << beat;
}

// Twelve seats as hard as they can, while whoever leads does everything a drawer can do, as fast as the rules let it be done
// and faster: cues counted one upon the other, turns handed on each second, a strip pushed up and down, calm and
// still switched.
void TstFlash::leadingNeverFlashes()
{
    QFETCH(int, panel);
    QFETCH(int, theme);
    QFETCH(int, beat);
    const int seconds = qEnvironmentVariableIsSet("TUTTI_LONG") ? 60 : 8;
    SteppedTime time;
    Screen screen(panel == 0 ? Panel{"half", 960, 540, 65, RoomLayout::Wall} : Panel{"half", 960, 540, 55, RoomLayout::Table}, theme);
    FakeSession &session = screen.session;
    session.layout.setSeats(12);
    session.activity = FakeSession::Conductor;
    session.state = StageState::Conduct;
    session.beatMs = beat * 1000 / kRate;
    session.sections = {true, true, true, true};
    screen.show();
    screen.join(0, 11);
    screen.grab();

    FlashMeter meter(35 * session.layout.pxPerMm(), kRate);
    for (int frame = 0; frame < seconds * kRate; ++frame) {
        for (int seat = 0; seat < 12; ++seat)
            if ((frame + seat) % 3 == 0)
                session.seats.struck(SeatId{seat}, Micros{frame * 1'000'000LL / kRate});
        const int beats = frame / beat, second = frame / kRate;
        session.pastime = static_cast<FakeSession::Pastime>(FakeSession::Clap + second % 4);
        session.bigBeat = second % 4 == 3;
        session.calm = second % 8 == 5;
        session.still = second % 8 == 6;
        session.conductor = second % 3 == 2 ? 4 : -1;
        session.conductedLevel = frame % 6 < 3 ? 0.0 : 1.0;
        session.show();
        if (frame % beat == 0)
            Q_EMIT session.beatStruck(beats);
        if (frame % beat == 0) {
            const QString words[] = {QStringLiteral("3"), QStringLiteral("2"), QStringLiteral("1"), QString()};
            session.say(words[beats % 4], beats % 4 < 3 ? static_cast<SeatModel::Sign>(SeatModel::Look + beats / 4 % 12) : SeatModel::NoSign);
            for (int seat = 0; seat < 12; ++seat)
                session.seat(seat, [&](SeatModel::Place &place) {
                    place.asked = seat % 4 == second % 4;
                    place.leads = seat == session.conductor;
                    place.layered = seat % 2 == second % 2;
                });
        }
        time.step(1000 / kRate);
        meter.add(screen.grab());
    }
    QVERIFY2(meter.worst() <= 3, qPrintable(QString::number(meter.worst())));
    QCOMPARE(meter.worstRed(), 0.0);
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
