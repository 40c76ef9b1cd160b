// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/grooves.h"
#include "content/library.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace tutti;

namespace {

const std::vector<std::string_view> kActivities{"hello", "our-pulse", "pass-it-on", "freeze", "open-pads", "echo", "build-a-groove", "conductor", "goodbye"};

const QByteArray kHead = "tutti_groove = 1\nname = \"Stroll\"\norigin = \"here\"\nmeter = 2\ndivision = 2\ntempo = [60, 90]\n";
const QByteArray kPart = "[[part]]\nname = \"low\"\ninstrument = \"surdo\"\nvoice = \"drum\"\nlevel = 0.4\nbars = \"X. x.\"\n";

tl::expected<Groove, std::string> parse(const QByteArray &text, std::string_view file = "stroll.toml")
{
    return parseGroove({text.constData(), static_cast<std::size_t>(text.size())}, file, Catalogue::builtIn());
}

/// The good text with something else in it.
QByteArray with(const QByteArray &there, const QByteArray &instead)
{
    const QByteArray whole = kHead + kPart;
    Q_ASSERT(whole.count(there) == 1);
    return QByteArray(whole).replace(there, instead);
}

bool put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

std::vector<std::string> idsOf(const std::vector<Groove> &grooves)
{
    std::vector<std::string> ids;
    for (const Groove &groove : grooves)
        ids.push_back(groove.id);
    return ids;
}

} // namespace

class tst_grooves : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void thoseOfTuttiHaveNoErrors();
    void thoseOfTuttiComeFromManyPlacesInManyMetres();
    void thoseOfTuttiHaveFillsAndEndings();
    void thoseOfTuttiAskForNoStrokeThatTheirDrumLacks();
    void aFileIsReadInFull();
    void theNumberInFrontGivesThePlaceAndNotTheName();
    void aChangedFileHasAnotherSum();
    void whatIsWrongIsNamedByPlace_data();
    void whatIsWrongIsNamedByPlace();
    void aFileWithErrorsIsLeftOutAndTheOthersPlay();
    void aHomesOwnTakesThePlaceOfTheSameNameAndOthersFollow();
    void aFileThatIsTooLargeIsTold();
    void noFolderIsNoProblem();
    void aLogGetsTheGroovesThatItNames();
    void aLogThatNamesNoneGetsAll();
    void aGrooveThatIsGoneOrChangedIsTold();

private:
    QString folder() const { return m_folder->path(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_grooves::thoseOfTuttiHaveNoErrors()
{
    const GrooveReading reading = readGrooves({}, Catalogue::builtIn());
    for (const std::string &problem : reading.problems)
        QWARN(problem.c_str());
    QVERIFY(reading.problems.empty());
    QCOMPARE(reading.grooves, Library::builtIn().grooves);
    const auto ids = idsOf(reading.grooves);
    QCOMPARE(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

void tst_grooves::thoseOfTuttiComeFromManyPlacesInManyMetres()
{
    std::set<std::pair<int, int>> metres; // beats in a bar, and whether each is of three
    std::set<std::string> origins;
    for (const Groove &groove : Library::builtIn().grooves) {
        metres.emplace(groove.meter, groove.division % 3 == 0 ? 3 : 2);
        origins.insert(groove.origin);
    }
    QVERIFY(Library::builtIn().grooves.size() >= 8);
    QVERIFY(origins.size() >= 8);
    using Metre = std::pair<int, int>;
    for (const Metre &metre : {Metre{3, 2}, Metre{4, 2}, Metre{2, 3}, Metre{4, 3}, Metre{5, 2}}) // 3/4, 4/4, 6/8, 12/8, 5
        QVERIFY2(metres.contains(metre), qPrintable(QStringLiteral("%1 beats of %2").arg(metre.first).arg(metre.second)));
}

void tst_grooves::thoseOfTuttiHaveFillsAndEndings()
{
    for (const Groove &groove : Library::builtIn().grooves) {
        const auto any = [&](auto has) { return std::any_of(groove.parts.begin(), groove.parts.end(), has); };
        QVERIFY2(any([](const GroovePart &part) { return part.fill.size() > 0; }), groove.id.c_str());
        QVERIFY2(any([](const GroovePart &part) { return part.ending.size() > 0; }), groove.id.c_str());
        QVERIFY2(groove.parts.front().voice == GroovePart::Voice::Drum, groove.id.c_str()); // the beat itself joins first
        QVERIFY2(groove.parts.front().bars.at(0).sounds, groove.id.c_str());
    }
}

void tst_grooves::thoseOfTuttiAskForNoStrokeThatTheirDrumLacks()
{
    for (const Groove &groove : Library::builtIn().grooves) {
        for (const GroovePart &part : groove.parts) {
            const auto *entry = Catalogue::builtIn().find(part.instrument);
            const QByteArray where = QByteArray::fromStdString(groove.id + ": " + part.name);
            QVERIFY2(entry, where.constData());
            QVERIFY2(entry->instrument.pitched == (part.voice != GroovePart::Voice::Drum), where.constData());
            if (entry->instrument.pitched)
                continue;
            const auto &keys = entry->instrument.drumKeys; // a short list repeats its last
            for (const Pattern *pattern : {&part.bars, &part.fill, &part.ending})
                for (int i = 0; i < pattern->size(); ++i)
                    if (const int pad = pattern->at(i).pad.value; pattern->at(i).sounds && pad > 0)
                        QVERIFY2(keys.at(static_cast<std::size_t>(pad)) != keys.at(static_cast<std::size_t>(pad - 1)), where.constData());
        }
    }
}

void tst_grooves::aFileIsReadInFull()
{
    const QByteArray text = kHead + "swing = 0.6\n" + kPart + "fill = \"xxxx\"\nending = \"X.X.\"\n"
        + "[[part]]\nname = \"harp\"\ninstrument = \"harp\"\nvoice = \"tune\"\nlevel = 1\nbars = \"1- 3. | 5. 3-\"\n";
    const auto groove = parse(text);
    QVERIFY2(groove, groove ? "" : groove.error().c_str());
    Groove wanted;
    wanted.id = "stroll";
    wanted.name = "Stroll";
    wanted.origin = "here";
    wanted.meter = 2;
    wanted.division = 2;
    wanted.swing = 0.6;
    wanted.slowest = Bpm{60};
    wanted.fastest = Bpm{90};
    wanted.parts = {
        {"low", "surdo", GroovePart::Voice::Drum, 0.4, *Pattern::fromSteps("X.x."), *Pattern::fromSteps("xxxx"), *Pattern::fromSteps("X.X.")},
        {"harp", "harp", GroovePart::Voice::Tune, 1.0, *Pattern::fromSteps("1-3.5.3-"), {}, {}},
    };
    wanted.sha256 = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString();
    QCOMPARE(*groove, wanted);
}

void tst_grooves::theNumberInFrontGivesThePlaceAndNotTheName()
{
    QCOMPARE(parse(kHead + kPart, "/data/grooves/07-slow-march.toml")->id, "slow-march");
    QCOMPARE(parse(kHead + kPart, "slow-march.toml")->id, "slow-march");
    QCOMPARE(parse(kHead + kPart, "Grüße.toml")->id, "Grüße");
}

void tst_grooves::aChangedFileHasAnotherSum()
{
    QVERIFY(parse(kHead + kPart)->sha256 != parse(with("X. x.", "X. X."))->sha256);
}

void tst_grooves::whatIsWrongIsNamedByPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const QByteArray &text, const char *place, const char *sentence) {
        QTest::newRow(name) << text << QByteArray(place) << QByteArray(sentence);
    };
    row("newer", with("groove = 1", "groove = 2"), "line 1, column 16", "this is of a newer Tutti");
    row("no version", with("tutti_groove = 1\n", ""), "line 1, column 1", "\"tutti_groove\" must be a whole number from 1 to 1000");
    row("empty", "", "line 1, column 1", "\"tutti_groove\" must be a whole number from 1 to 1000");
    row("no name", with("\"Stroll\"", "7"), "line 2, column 8", "\"name\" must be words in quotes");
    row("empty name", with("\"Stroll\"", "\"\""), "line 2, column 8", "\"name\" must be words in quotes");
    row("one beat", with("meter = 2", "meter = 1"), "line 4, column 9", "\"meter\" must be a whole number from 2 to 12");
    row("half a beat", with("meter = 2", "meter = 2.5"), "line 4, column 9", "\"meter\" must be a whole number from 2 to 12");
    row("division", with("division = 2", "division = 7"), "line 5, column 12", "\"division\" must be a whole number from 1 to 6");
    row("one tempo", with("[60, 90]", "60"), "line 6, column 9", "\"tempo\" must be the slowest and the fastest, such as [70, 110], within 40 to 150");
    row("tempo backwards", with("[60, 90]", "[90, 60]"), "line 6, column 9", "\"tempo\" must be the slowest and the fastest, such as [70, 110], within 40 to 150");
    row("tempo beyond", with("[60, 90]", "[60, 190]"), "line 6, column 9", "\"tempo\" must be the slowest and the fastest, such as [70, 110], within 40 to 150");
    row("swing", with("tempo = [60, 90]", "swing = 0.9\ntempo = [60, 90]"), "line 6, column 9", "\"swing\" must be a number from 0.5 to 0.7");
    row("no part", kHead, "line 1, column 1", "there must be a [[part]]");
    row("part is a number", kHead + "part = [3]\n", "line 7, column 9", "a part is a table: write [[part]]");
    row("instrument", with("\"surdo\"", "\"kazoo\""), "line 9, column 14", "the catalogue has no instrument \"kazoo\"");
    row("no instrument", with("instrument = \"surdo\"\n", ""), "line 7, column 1", "\"instrument\" must be words in quotes");
    row("voice", with("\"drum\"", "\"alto\""), "line 10, column 9", "\"voice\" must be drum, bass, chord or tune");
    row("level", with("0.4", "4"), "line 11, column 9", "\"level\" must be a number from 0 to 1");
    row("a step", with("X. x.", "X. q."), "line 12, column 12", "\"q\" is no step: use . x X o t T s S, 1 to 9 and -");
    row("a dash", with("X. x.", "-. x."), "line 12, column 9", "\"-\" needs a note before it");
    row("half a bar", with("X. x.", "X. x"), "line 12, column 8", "\"bars\" has 3 steps; a bar has 4 (2 beats of 2)");
    row("no steps", with("X. x.", " | "), "line 12, column 9", "there are no steps in it");
    row("long fill", kHead + kPart + "fill = \"xxxx xxxx\"\n", "line 13, column 8", "\"fill\" has 8 steps; a bar has 4 (2 beats of 2)");
    row("no quote", with("\"Stroll\"", "\"Stroll"), "line 2, column 15", "this cannot be read");
    row("twice", with("meter = 2", "meter = 2\nmeter = 3"), "line 5, column", "this cannot be read");
    row("not TOML", "{\"name\": 1}", "line 1, column 1", "this cannot be read");
    row("bytes", QByteArray("\0\xff\xfe", 3), "line 1, column 1", "this cannot be read");
    row("deep", "a = " + QByteArray(5000, '['), "line 1, column", "this cannot be read");
}

void tst_grooves::whatIsWrongIsNamedByPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, sentence);
    const auto groove = parse(text);
    QVERIFY(!groove);
    const QByteArray told = QByteArray::fromStdString(groove.error());
    QVERIFY2(told.startsWith("stroll.toml, " + place), told.constData());
    QVERIFY2(told.contains(": " + sentence), told.constData());
    QVERIFY2(told.endsWith(". Correct it to hear this groove; the others play."), told.constData());
    QVERIFY2(!told.contains('\n'), told.constData());
}

void tst_grooves::aFileWithErrorsIsLeftOutAndTheOthersPlay()
{
    QVERIFY(put(folder() + "/a.toml", kHead + kPart));
    QVERIFY(put(folder() + "/b.toml", with("meter = 2", "meter = two")));
    QVERIFY(put(folder() + "/c.toml", with("X. x.", "X. y.")));
    QVERIFY(put(folder() + "/d.toml", kHead + kPart));
    QVERIFY(put(folder() + "/notes.txt", "not a groove, and none of our business"));
    const GrooveReading reading = readGrooves(folder(), Catalogue::builtIn());
    auto wanted = idsOf(Library::builtIn().grooves);
    wanted.insert(wanted.end(), {"a", "d"});
    QCOMPARE(idsOf(reading.grooves), wanted);
    QCOMPARE(reading.problems.size(), std::size_t{2});
    QVERIFY(reading.problems[0].starts_with((folder() + "/b.toml, line 4, column ").toStdString()));
    QVERIFY(reading.problems[1].starts_with((folder() + "/c.toml, line 12, column 12: ").toStdString()));
}

void tst_grooves::aHomesOwnTakesThePlaceOfTheSameNameAndOthersFollow()
{
    QVERIFY(QDir(folder()).mkdir("grooves"));
    QVERIFY(put(folder() + "/grooves/samba.toml", kHead + kPart));
    QVERIFY(put(folder() + "/grooves/zither.toml", kHead + kPart));
    const Library::Reading reading = Library::read(folder(), kActivities);
    QVERIFY(reading.problems.empty());
    auto wanted = idsOf(Library::builtIn().grooves);
    wanted.emplace_back("zither");
    QCOMPARE(idsOf(reading.library.grooves), wanted);
    QCOMPARE(reading.library.repertoire().groove("samba")->name, "Stroll");
}

void tst_grooves::aFileThatIsTooLargeIsTold()
{
    QVERIFY(put(folder() + "/film.toml", QByteArray(2 << 20, '#')));
    const GrooveReading reading = readGrooves(folder(), Catalogue::builtIn());
    QCOMPARE(reading.grooves, Library::builtIn().grooves);
    QCOMPARE(reading.problems.size(), std::size_t{1});
    QVERIFY2(reading.problems[0].starts_with((folder() + "/film.toml").toStdString()), reading.problems[0].c_str());
}

void tst_grooves::noFolderIsNoProblem()
{
    const Library::Reading reading = Library::read(folder() + "/not/there", kActivities);
    QVERIFY(reading.problems.empty());
    QCOMPARE(reading.library.grooves, Library::builtIn().grooves);
}

void tst_grooves::aLogGetsTheGroovesThatItNames()
{
    Library library = Library::builtIn();
    Header header;
    const auto used = library.used();
    header.grooves = {used[5], used[2]};
    std::vector<std::string> problems;
    const Repertoire then = library.repertoireOf(header, problems);
    QVERIFY(problems.empty());
    QCOMPARE(then.grooves, (std::vector<Groove>{library.grooves[5], library.grooves[2]}));
}

void tst_grooves::aLogThatNamesNoneGetsAll()
{
    std::vector<std::string> problems;
    QCOMPARE(Library::builtIn().repertoireOf({}, problems).grooves, Library::builtIn().grooves);
    QVERIFY(problems.empty());
}

void tst_grooves::aGrooveThatIsGoneOrChangedIsTold()
{
    Header header;
    header.grooves = {{"polka", "00"}, {"samba", "00"}};
    std::vector<std::string> problems;
    const Repertoire then = Library::builtIn().repertoireOf(header, problems);
    QCOMPARE(idsOf(then.grooves), std::vector<std::string>{"samba"});
    QCOMPARE(problems, (std::vector<std::string>{
                           "The groove \"polka\" of this log is not here; what it played is left out.",
                           "The groove \"samba\" has changed since this log was written; it sounds as it is now.",
                       }));
}

QTEST_APPLESS_MAIN(tst_grooves)
#include "tst_grooves.moc"
