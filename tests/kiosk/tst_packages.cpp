// SPDX-License-Identifier: GPL-3.0-or-later
// What the packages say of the program and ask of Debian. That they install is kiosk/prove-packages' to show.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString kSource = QStringLiteral(TUTTI_SOURCE);

QString contentsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is not there", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

/// What is said on both outputs; fails the test if the status is not 0.
QString said(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished())
        process.kill();
    const QString text = QString::fromUtf8(process.readAll());
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        QTest::qFail(qPrintable(program + u' ' + arguments.join(u' ') + u": "_s + text), __FILE__, __LINE__);
    return text;
}

/// Every first capture of an expression.
QSet<QString> captured(const QString &text, const QString &expression)
{
    QSet<QString> all;
    const QRegularExpression matcher(expression, QRegularExpression::MultilineOption);
    for (auto match = matcher.globalMatch(text); match.hasNext();)
        all.insert(match.next().captured(1));
    return all;
}

QSet<QString> listOfLib(const char *name)
{
    const QString script = u". '%1/kiosk/lib.sh'; printf '%s\\n' \"${%2[@]}\""_s.arg(kSource, QString::fromLatin1(name));
    return captured(said(u"bash"_s, {u"-c"_s, script}), u"^(\\S+)$"_s);
}

QSet<QString> packagesNamed(const char *cpackVariable)
{
    const QString value = QRegularExpression(u"set\\(%1 \"([^\"]*)\"\\)"_s.arg(QString::fromLatin1(cpackVariable)))
                              .match(contentsOf(QStringLiteral(TUTTI_CPACK)))
                              .captured(1);
    return captured(value, u"(?:^|, )([a-z0-9.+-]+)"_s);
}

} // namespace

class tst_packages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theManPageHasEveryCommandAndItsOptionsAndNoOther_data();
    void theManPageHasEveryCommandAndItsOptionsAndNoOther();
    void theManPageHasEveryVariableTheProgramReads();
    void theManPageIsWellFormed();
    void thePackagesDependOnWhatPlayingNeeds();
    void everyQmlModuleThatIsImportedHasItsPackage();
    void everyFileOfTheSessionIsInAPackage();
    void theScriptsOfDpkgParse_data();
    void theScriptsOfDpkgParse();
    void theMenuEntryIsValid();
    void theAppStreamDataAreValid();
    void theIconIsTheFirstSeatsDrum();
};

void tst_packages::theManPageHasEveryCommandAndItsOptionsAndNoOther_data()
{
    QTest::addColumn<QString>("command");
    QTest::addRow("opening the screen") << QString();
    const QSet<QString> commands = captured(said(QStringLiteral(TUTTI_PROGRAM), {u"--help"_s}), u"^ +tutti ([a-z]+)"_s);
    QVERIFY(commands.size() > 3);
    for (const QString &command : commands)
        QTest::addRow("%s", qPrintable(command)) << command;
}

void tst_packages::theManPageHasEveryCommandAndItsOptionsAndNoOther()
{
    QFETCH(QString, command);
    const QString page = contentsOf(kSource + u"/kiosk/packages/tutti.1"_s);
    const QStringList words = command.isEmpty() ? QStringList{} : QStringList{command};
    QSet<QString> options = captured(said(QStringLiteral(TUTTI_PROGRAM), words + QStringList{u"--help"_s}), u"^ +--([a-z-]+)"_s);
    for (const char *common : {"help", "version"}) {
        QVERIFY(options.remove(QString::fromLatin1(common)));
        QVERIFY(page.contains(u"\n.It Fl -%1\n"_s.arg(QString::fromLatin1(common))));
    }

    const QRegularExpression section(u"^\\.Ss tutti%1(?: [A-Z]+)?\n((?:(?!\\.S[sh] ).*\n)*)"_s.arg(command.isEmpty() ? QString() : u' ' + command),
        QRegularExpression::MultilineOption);
    const auto found = section.match(page);
    QVERIFY2(found.hasMatch(), qPrintable(u"kiosk/packages/tutti.1 has no section for "_s + command));
    QCOMPARE(captured(found.captured(1), u"^\\.It Fl -([a-z-]+)"_s), options);
    QVERIFY(command.isEmpty() || page.contains(u"\n.Cm %1\n"_s.arg(command))); // the synopsis
}

void tst_packages::theManPageHasEveryVariableTheProgramReads()
{
    QSet<QString> read;
    for (QDirIterator files(kSource + u"/app"_s, {u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories); files.hasNext();)
        read |= captured(contentsOf(files.next()), u"(?:getenv|fromEnvironment|qEnvironmentVariable(?:IsSet)?)\\(\"([A-Z_]+)\""_s);
    QVERIFY(read.contains(u"TUTTI_TRACE_STRIKES"_s));
    const QString page = contentsOf(kSource + u"/kiosk/packages/tutti.1"_s);
    const QString environment = page.section(u".Sh ENVIRONMENT"_s, 1).section(u".Sh "_s, 0, 0);
    for (const QString &variable : std::as_const(read))
        QVERIFY2(captured(environment, u"\\b([A-Z_]+)\\b"_s).contains(variable), qPrintable(variable));
}

void tst_packages::theManPageIsWellFormed()
{
    if (QStandardPaths::findExecutable(u"mandoc"_s).isEmpty())
        QSKIP("mandoc is not here");
    QCOMPARE(said(u"mandoc"_s, {u"-T"_s, u"lint"_s, u"-W"_s, u"warning"_s, kSource + u"/kiosk/packages/tutti.1"_s}), QString());
}

void tst_packages::thePackagesDependOnWhatPlayingNeeds()
{
    const QSet<QString> play = listOfLib("packages_play");
    QVERIFY(play.size() > 3);
    QCOMPARE(packagesNamed("CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS"), play);

    QSet<QString> wall = listOfLib("packages_wall");
    QVERIFY(wall.contains(listOfLib("packages_offer"))); // no desktop has them for it
    wall.insert(u"tutti"_s);
    QCOMPARE(packagesNamed("CPACK_DEBIAN_APPLIANCE_PACKAGE_DEPENDS"), wall);
}

void tst_packages::everyQmlModuleThatIsImportedHasItsPackage()
{
    QSet<QString> modules;
    for (QDirIterator files(kSource + u"/qml"_s, {u"*.qml"_s}, QDir::Files, QDirIterator::Subdirectories); files.hasNext();)
        modules |= captured(contentsOf(files.next()), u"^import ([A-Z][A-Za-z.]+)"_s);
    QVERIFY(modules.contains(u"QtQuick"_s));
    const QSet<QString> play = listOfLib("packages_play");
    for (const QString &module : std::as_const(modules)) {
        const QString package = u"qml6-module-"_s + module.toLower().replace(u'.', u'-');
        QVERIFY2(module.startsWith(u"Tutti."_s) || play.contains(package), qPrintable(module + u" wants "_s + package + u" in packages_play"_s));
    }
}

void tst_packages::everyFileOfTheSessionIsInAPackage()
{
    const QString list = contentsOf(kSource + u"/kiosk/packages/packages.cmake"_s);
    const QStringList files = QDir(kSource + u"/kiosk/session"_s).entryList(QDir::Files);
    QVERIFY(files.size() > 3);
    for (const QString &file : files) {
        const QRegularExpression named(u"[ /]%1\\b"_s.arg(QRegularExpression::escape(file)));
        QVERIFY2(file.endsWith(u".md"_s) || named.match(list).hasMatch(), qPrintable(file));
    }
}

void tst_packages::theScriptsOfDpkgParse_data()
{
    QTest::addColumn<QString>("script");
    for (const char *script : {"postinst", "prerm", "postrm"})
        QTest::addRow("%s", script) << QStringLiteral(TUTTI_PACKAGES "/") + QString::fromLatin1(script);
}

void tst_packages::theScriptsOfDpkgParse()
{
    QFETCH(QString, script);
    QCOMPARE(said(u"sh"_s, {u"-n"_s, script}), QString());
    QVERIFY(contentsOf(script).contains(u"units=\"tutti-kiosk.service "_s)); // the first of those that start by themselves
}

void tst_packages::theMenuEntryIsValid()
{
    if (QStandardPaths::findExecutable(u"desktop-file-validate"_s).isEmpty())
        QSKIP("desktop-file-validate is not here");
    QCOMPARE(said(u"desktop-file-validate"_s, {kSource + u"/kiosk/packages/tutti.desktop"_s}), QString());
}

void tst_packages::theAppStreamDataAreValid()
{
    if (QStandardPaths::findExecutable(u"appstreamcli"_s).isEmpty())
        QSKIP("appstreamcli is not here");
    // It wants the name of a domain, of which Tutti has none.
    said(u"appstreamcli"_s, {u"validate"_s, u"--no-net"_s, u"--override=cid-desktopapp-is-not-rdns=info"_s,
                             QStringLiteral(TUTTI_PACKAGES "/tutti.metainfo.xml")});
}

void tst_packages::theIconIsTheFirstSeatsDrum()
{
    if (QStandardPaths::findExecutable(u"rsvg-convert"_s).isEmpty())
        QSKIP("rsvg-convert is not here");
    const auto paper = QRegularExpression(u"paper: Tokens \\{\\s+ground: \"(#\\w+)\"[^}]*seats: \\[\"(#\\w+)\""_s)
                           .match(contentsOf(kSource + u"/qml/Tutti/Controls/Theme.qml"_s));
    const QColor ground(paper.captured(1)), colour(paper.captured(2));
    const auto fifth = [](int of, int on) { return qRound(0.2 * of + 0.8 * on); };
    const QColor skin(fifth(colour.red(), ground.red()), fifth(colour.green(), ground.green()), fifth(colour.blue(), ground.blue()));
    QVERIFY(colour.isValid() && ground.isValid());
    QTemporaryDir folder;
    for (const int size : {512, 48}) {
        const QString drawn = folder.filePath(u"%1.png"_s.arg(size));
        said(u"rsvg-convert"_s, {u"--width"_s, QString::number(size), u"--output"_s, drawn, kSource + u"/kiosk/packages/tutti.svg"_s});
        const QImage icon(drawn);
        QCOMPARE(icon.size(), QSize(size, size));
        const auto at = [&](double radius) { return icon.pixelColor(qMin(size - 1, qRound(size * (0.5 + radius))), size / 2); };
        QCOMPARE(icon.pixelColor(0, 0).alpha(), 0);
        QCOMPARE(at(0), colour);       // its shape
        QCOMPARE(at(0.27), skin);
        QCOMPARE(at(0.39), colour);    // its edge
        QCOMPARE(at(0.44).alpha(), 0); // between edge and ring nothing is painted
    }
}

QTEST_GUILESS_MAIN(tst_packages)
#include "tst_packages.moc"
