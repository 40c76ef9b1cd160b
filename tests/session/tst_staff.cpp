// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/staff.h"

#include "care/pin.h"
#include "care/staff_key.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tutti;

namespace {

/// A box with a data folder, a run folder and a place for sticks.
struct Box {
    Micros t = 1000s;
    QTemporaryDir folder;
    QString runPath = folder.filePath(QStringLiteral("run"));
    QStringList sticks;
    QString updates = QStringLiteral("None yet.");
    std::unique_ptr<StickWriter> writer = std::make_unique<StickWriter>(folder.path(), RunFolder(), [this] { return sticks; });
    std::unique_ptr<Staff> staff;

    Box() { start(); }
    void start()
    {
        staff = std::make_unique<Staff>(Staff::World{.now = [this] { return t; },
            .file = StaffFile(folder.filePath(QStringLiteral("staff.json"))), .run = RunFolder(runPath), .findKey = [this](const std::string &fingerprint, const auto &answer) { answer(hasKey(sticks, fingerprint)); },
            .updates = [this] { return updates; },
            .examine = [](const auto &answer) { answer({QStringLiteral("The disk is nearly full.")}); },
            .report = [](const auto &answer) { answer("a report"); },
            .save = [this](const QString &name, const QByteArray &bytes, const auto &answer) { writer->save(name, bytes, answer); }});
    }
    void type(const char *digits)
    {
        for (; *digits; ++digits)
            staff->type(*digits - '0');
        staff->enter();
    }
    void setPin(const char *digits)
    {
        staff->knock();
        staff->show(Staff::NewPin);
        type(digits);
        type(digits);
        staff->close();
    }
    QString stick(const char *name)
    {
        const QString path = folder.filePath(QStringLiteral("media/") + QLatin1StringView(name));
        QDir().mkpath(path);
        return path;
    }
    void pass(Micros by)
    {
        t += by;
        staff->look();
    }
};

} // namespace

class tst_staff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAPinAKnockOpens();
    void withAPinItIsAskedFor();
    void aPinIsTypedTwice();
    void aPinThatIsNoneIsNotTaken();
    void wrongPinsMakeItWait();
    void pullingThePlugGainsNothing();
    void thePagesAreBehindTheDoor();
    void aDoorThatNobodyUsesCloses();
    void aKeyOpensWhereAPinIsSet();
    void aKeyThatIsLeftInOpensOnce();
    void aKeyThatIsMadeWhileTheDoorClosesOpensItToo();
    void anAnswerAboutAnotherKeyIsNone();
    void aKeyIsMadeOnOneStick();
    void whatIsAskedOfTheMachineIsAskedFromItsPageOnly();
    void howAnUpdateGoesIsSaid();
    void cleaningLastsAMinute();
    void aFileThatCannotBeReadIsSaidAndLocksNobodyOut();
    void guessingNeverOpens();
};

void tst_staff::withoutAPinAKnockOpens()
{
    Box box;
    QSignalSpy opened(box.staff.get(), &Staff::opened);
    box.staff->knock();
    QCOMPARE(box.staff->view(), Staff::Menu);
    box.staff->knock();
    QCOMPARE(opened.size(), 1);
    box.staff->back();
    QVERIFY(!box.staff->isOpen());
}

void tst_staff::withAPinItIsAskedFor()
{
    Box box;
    box.setPin("2718");
    box.staff->knock();
    QCOMPARE(box.staff->view(), Staff::AskPin);
    box.staff->show(Staff::Menu);
    QCOMPARE(box.staff->view(), Staff::AskPin);
    box.type("2719");
    QCOMPARE(box.staff->view(), Staff::AskPin);
    QVERIFY(!box.staff->sentence().isEmpty());
    QCOMPARE(box.staff->digits(), 0);
    box.type("2718");
    QCOMPARE(box.staff->view(), Staff::Menu);
    box.start(); // and after the next start
    QVERIFY(box.staff->isPinSet());
}

void tst_staff::aPinIsTypedTwice()
{
    Box box;
    box.staff->knock();
    box.staff->show(Staff::NewPin);
    box.type("1234");
    QCOMPARE(box.staff->view(), Staff::RepeatPin);
    box.type("1235");
    QCOMPARE(box.staff->view(), Staff::NewPin);
    QVERIFY(!box.staff->isPinSet());
    box.type("1234");
    box.type("1234");
    QVERIFY(box.staff->isPinSet());
    box.staff->show(Staff::NewPin);
    box.staff->takePinAway();
    QVERIFY(!box.staff->isPinSet());
}

void tst_staff::aPinThatIsNoneIsNotTaken()
{
    Box box;
    box.staff->knock();
    box.staff->show(Staff::NewPin);
    box.type("123");
    QCOMPARE(box.staff->view(), Staff::NewPin);
    QVERIFY(!box.staff->sentence().isEmpty());
    box.type("1234567899"); // the ninth is not taken any more
    box.type("12345678");
    QVERIFY(box.staff->isPinSet());
    box.staff->show(Staff::NewPin);
    box.staff->type(1);
    box.staff->erase();
    box.staff->erase();
    QCOMPARE(box.staff->digits(), 0);
}

void tst_staff::wrongPinsMakeItWait()
{
    Box box;
    box.setPin("2718");
    box.staff->knock();
    for (int i = 0; i < 3; ++i)
        box.type("0000");
    QCOMPARE(box.staff->waitS(), 30);
    box.type("2718"); // not yet, and not even looked at
    QCOMPARE(box.staff->view(), Staff::AskPin);
    box.pass(29s);
    QCOMPARE(box.staff->waitS(), 1);
    box.pass(1s);
    QCOMPARE(box.staff->waitS(), 0);
    QCOMPARE(box.staff->view(), Staff::AskPin); // it has waited with whoever waits
    box.type("2718");
    QCOMPARE(box.staff->view(), Staff::Menu);
    box.staff->close();
    box.staff->knock();
    box.type("0000");
    QCOMPARE(box.staff->waitS(), 0); // the right one has forgotten all
}

void tst_staff::pullingThePlugGainsNothing()
{
    Box box;
    box.setPin("2718");
    box.staff->knock();
    for (int i = 0; i < 3; ++i)
        box.type("0000");
    box.pass(20s);
    box.start();
    QCOMPARE(box.staff->waitS(), 30);
}

void tst_staff::thePagesAreBehindTheDoor()
{
    Box box;
    box.staff->show(Staff::SetUp);
    QCOMPARE(box.staff->view(), Staff::Closed);
    box.staff->knock();
    box.staff->show(Staff::Check);
    QCOMPARE(box.staff->findings(), QStringList{QStringLiteral("The disk is nearly full.")});
    box.staff->saveReport();
    QVERIFY(box.staff->sentence().contains(QStringLiteral("USB stick")));
    box.sticks = {box.stick("A")};
    box.staff->saveReport();
    QVERIFY(box.staff->sentence().contains(QStringLiteral("media/A/tutti-report.txt")));
    QVERIFY(QFile::exists(box.sticks.front() + QStringLiteral("/tutti-report.txt")));
    box.staff->back();
    QCOMPARE(box.staff->view(), Staff::Menu);
    QVERIFY(box.staff->sentence().isEmpty());
}

void tst_staff::aDoorThatNobodyUsesCloses()
{
    Box box;
    box.setPin("2718");
    box.staff->knock();
    box.pass(59s);
    QVERIFY(box.staff->isOpen());
    QSignalSpy closed(box.staff.get(), &Staff::closed);
    box.pass(1s);
    QVERIFY(!box.staff->isOpen());
    QCOMPARE(closed.size(), 1);
    box.staff->knock();
    box.type("2718");
    box.pass(200s);
    box.staff->touched();
    box.pass(299s);
    QVERIFY(box.staff->isOpen());
    box.pass(1s);
    QVERIFY(!box.staff->isOpen());
}

void tst_staff::aKeyOpensWhereAPinIsSet()
{
    Box box;
    box.setPin("2718");
    box.staff->knock();
    box.type("2718");
    box.staff->show(Staff::Key);
    box.sticks = {box.stick("KEY")};
    box.staff->makeKey();
    QVERIFY(box.staff->isKeyMade());
    box.staff->close();
    box.sticks.clear();
    box.pass(1s);
    box.sticks = {box.stick("MUSIC")};
    box.pass(1s);
    QVERIFY(!box.staff->isOpen());
    box.sticks << box.stick("KEY");
    QSignalSpy opened(box.staff.get(), &Staff::opened);
    box.pass(1s);
    QCOMPARE(box.staff->view(), Staff::Menu);
    QCOMPARE(opened.size(), 1);
    box.staff->show(Staff::Key);
    box.staff->forgetKey();
    box.staff->close();
    box.sticks.clear();
    box.pass(1s);
    box.sticks = {box.stick("KEY")};
    box.pass(1s);
    QVERIFY(!box.staff->isOpen());
}

void tst_staff::aKeyThatIsLeftInOpensOnce()
{
    Box box;
    box.staff->knock();
    box.staff->show(Staff::Key);
    box.sticks = {box.stick("KEY")};
    box.staff->makeKey();
    box.staff->close();
    box.pass(1s);
    QVERIFY(!box.staff->isOpen()); // it is still in from being made
    box.start();
    box.pass(1s);
    QVERIFY(!box.staff->isOpen()); // and was when the box started
    box.sticks.clear();
    box.pass(1s);
    box.sticks = {box.stick("KEY")};
    box.pass(1s);
    QVERIFY(box.staff->isOpen());
    box.staff->close();
    box.pass(1s);
    QVERIFY(!box.staff->isOpen());
}

namespace {

/// A staff door whose world answers late.
struct LateBox {
    Micros t = 1000s;
    StickWriter::Answer saved;
    std::function<void(bool)> found;
    int looked = 0;
    Staff staff{Staff::World{.now = [this] { return t; }, .file = {}, .run = {},
        .findKey = [this](const std::string &, std::function<void(bool)> answer) {
            ++looked;
            found = std::move(answer);
        },
        .examine = {}, .report = {},
        .save = [this](const QString &, const QByteArray &, StickWriter::Answer answer) { saved = std::move(answer); }}};

    void makeKey()
    {
        staff.knock();
        staff.show(Staff::Key);
        staff.makeKey();
        saved(QStringLiteral("/stick/key"));
    }
};

} // namespace

void tst_staff::aKeyThatIsMadeWhileTheDoorClosesOpensItToo()
{
    LateBox box;
    box.staff.knock();
    box.staff.show(Staff::Key);
    box.staff.makeKey();
    box.staff.close();
    QSignalSpy changed(&box.staff, &Staff::changed);
    box.saved(QStringLiteral("/stick/key"));
    QVERIFY(box.staff.isKeyMade());
    QVERIFY(!changed.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(box.looked > 0, 5000); // its own timer looks for it
}

void tst_staff::anAnswerAboutAnotherKeyIsNone()
{
    LateBox box;
    box.makeKey();
    box.staff.look();
    const auto late = box.found;
    box.staff.forgetKey();
    box.staff.close();
    late(false);
    late(true);
    QVERIFY(!box.staff.isOpen());
}

void tst_staff::aKeyIsMadeOnOneStick()
{
    Box box;
    box.staff->knock();
    box.staff->show(Staff::Key);
    box.staff->makeKey();
    QVERIFY(!box.staff->isKeyMade() && !box.staff->sentence().isEmpty());
    box.sticks = {box.stick("A"), box.stick("B")};
    box.staff->makeKey();
    QVERIFY(!box.staff->isKeyMade() && !box.staff->sentence().isEmpty());
    box.sticks = {QStringLiteral("/nowhere")};
    box.staff->makeKey();
    QVERIFY(!box.staff->isKeyMade() && !box.staff->sentence().isEmpty());
}

void tst_staff::whatIsAskedOfTheMachineIsAskedFromItsPageOnly()
{
    Box box;
    const auto asked = [&](const char *what) { return QFile::exists(box.runPath + QStringLiteral("/ask/") + QLatin1StringView(what)); };
    box.staff->powerOff();
    box.staff->knock();
    box.staff->powerOff();
    QVERIFY(!asked("poweroff"));
    box.staff->show(Staff::Machine);
    box.staff->update();
    box.staff->restart();
    box.staff->powerOff();
    QVERIFY(asked("update") && asked("reboot") && asked("poweroff"));
    QVERIFY(!box.staff->sentence().isEmpty());
}

void tst_staff::howAnUpdateGoesIsSaid()
{
    Box box;
    box.staff->knock();
    box.staff->show(Staff::Machine);
    QCOMPARE(box.staff->updates(), QStringLiteral("None yet."));
    box.staff->update();
    QVERIFY(!box.staff->sentence().isEmpty());
    box.pass(1s);
    QVERIFY(!box.staff->sentence().isEmpty()); // until there is something newer to say
    box.updates = QStringLiteral("Being updated.");
    box.pass(1s);
    QVERIFY(box.staff->sentence().isEmpty());
    QCOMPARE(box.staff->updates(), QStringLiteral("Being updated."));
}

void tst_staff::cleaningLastsAMinute()
{
    Box box;
    QVERIFY(!box.staff->isCleaning());
    box.staff->clean();
    QCOMPARE(box.staff->cleaningLeftS(), 60);
    box.staff->knock();
    QVERIFY(!box.staff->isOpen()); // wiping the corners opens nothing
    box.pass(59s);
    QVERIFY(box.staff->isCleaning());
    box.pass(1s);
    QVERIFY(!box.staff->isCleaning());
    // Also where the door closes meanwhile, by a switch.
    box.staff->knock();
    box.staff->clean();
    box.staff->close();
    box.t += 60s;
    QTRY_VERIFY_WITH_TIMEOUT(!box.staff->isCleaning(), 5000); // its own timer looks
}

void tst_staff::aFileThatCannotBeReadIsSaidAndLocksNobodyOut()
{
    Box box;
    box.setPin("2718");
    QFile file(box.folder.filePath(QStringLiteral("staff.json")));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("{");
    file.close();
    box.start();
    QVERIFY(box.staff->sentence().contains(QStringLiteral("staff.json")));
    box.staff->knock();
    QCOMPARE(box.staff->view(), Staff::Menu);
}

void tst_staff::guessingNeverOpens()
{
    Box box;
    box.setPin("90210");
    int looked = 0;
    for (int guess = 0; guess < 40; ++guess) {
        box.staff->knock();
        looked += box.staff->waitS() == 0 ? 1 : 0;
        box.type(std::to_string(1000 + guess).c_str());
        QVERIFY(box.staff->view() != Staff::Menu);
        box.pass(20s);
        box.staff->close();
    }
    QVERIFY2(looked <= 8, qPrintable(QString::number(looked))); // in a quarter of an hour
}

QTEST_GUILESS_MAIN(tst_staff)
#include "tst_staff.moc"
