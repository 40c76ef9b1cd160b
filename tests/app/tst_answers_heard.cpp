// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/heard.h"

#include <QTest>

using namespace tutti;

namespace {

Input tap(double t, bool down)
{
    if (down)
        return {microsFromSeconds(t), Strike{SeatId{0}, PadIndex{0}, {}, 0.75, StrikeBy::Touch, false}};
    return {microsFromSeconds(t), Lift{SeatId{0}, PadIndex{0}, {}}};
}

/// One person, on a drum that is soon silent, who calls three times at 3, 3.5 and 4.2 s.
SessionLog alone(const char *activity, double restS)
{
    SessionLog log;
    log.header.seats = 1;
    log.header.activity = activity;
    log.header.settings = {{"intro_s", SettingValue{Scalar{0.0}}}, {"instruments", SettingValue{Scalar{std::string("claves")}}},
                           {"rest_s", SettingValue{Scalar{restS}}}, {"ladder", SettingValue{Scalar{std::string()}}},
                           {"variant", SettingValue{Scalar{std::string("app")}}}};
    for (const double t : {3.0, 3.5, 4.2}) {
        log.inputs.push_back(tap(t, true));
        log.inputs.push_back(tap(t + 0.05, false));
    }
    log.inputs.push_back({microsFromSeconds(4.2 + restS + 3), End{}});
    return log;
}

} // namespace

/// The app's answer begins where the rules put it, in the sound itself.
class tst_answers_heard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theAnswerBeginsHalfASecondAfterTheQuiet_data();
    void theAnswerBeginsHalfASecondAfterTheQuiet();
};

void tst_answers_heard::theAnswerBeginsHalfASecondAfterTheQuiet_data()
{
    QTest::addColumn<QByteArray>("activity");
    QTest::addColumn<double>("rest");
    for (const char *activity : {"echo", "conversation"})
        for (const double rest : {1.5, 3.0, 4.321})
            QTest::addRow("%s after %g s", activity, rest) << QByteArray(activity) << rest;
}

void tst_answers_heard::theAnswerBeginsHalfASecondAfterTheQuiet()
{
    QFETCH(QByteArray, activity);
    QFETCH(double, rest);
    const Heard sound(alone(activity.constData(), rest));
    const double wanted = 4.2 + rest + 0.5;
    // What sounds under it is slow: twice as loud within a thousandth is a stroke.
    const double before = sound.peak(wanted - 0.1, wanted - 0.005);
    double begins = wanted - 0.005;
    while (begins < wanted + 0.2 && sound.peak(begins, begins + 0.001) < 2 * before + 1e-3)
        begins += 0.001;
    const QByteArray offset = QByteArray::number((begins - wanted) * 1000, 'f', 1) + " ms after its place";
    qInfo("%s", offset.constData());
    QVERIFY2(begins - wanted > -0.003 && begins - wanted < 0.020, offset.constData());
}

QTEST_GUILESS_MAIN(tst_answers_heard)
#include "tst_answers_heard.moc"
