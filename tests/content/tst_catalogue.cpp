// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/catalogue.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace tutti;

namespace {

QByteArray withEntry(const QByteArray &entry)
{
    return R"({"tutti_catalogue": 1, "instruments": [)" + entry + "]}";
}

const QByteArray kGood = R"({"id": "spoons", "name": "Spoons", "symbol": "spoons", "family": "wood", "bank": 128, "program": 2,
    "variations": 3, "pitched": false, "keys": [76, 75], "percussive": true, "gain_db": {"gm": -2, "embedded": 1.5},
    "peak_dbfs": {"embedded": -9.5}, "seats": [3, 0]})";

bool isOneSentence(const std::string &text)
{
    return text.ends_with('.') && text.find('\n') == std::string::npos && text.find(". ") == std::string::npos;
}

} // namespace

class tst_catalogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBuiltInOneHoldsEveryInstrumentOfTheLog();
    void theBuiltInOneIsWhole();
    void bothRowsSeatTwelveAndNeighboursAreOfOtherFamilies();
    void theFirstTwelveEntriesAreThoseOfOpenPads();
    void paletteAndAddressesKeepTheOrderOfTheEntries();
    void noFileIsNoProblem();
    void anEntryIsReadInFull();
    void anEntryIsLaidOverTheOneOfItsId();
    void strokesAreReadByPadAndAShortListRepeatsItsLast_data();
    void strokesAreReadByPadAndAShortListRepeatsItsLast();
    void oneGainServesBothBanks();
    void whatIsOnlyInTheEmbeddedSetSoundsFromThereBesideAnyBank();
    void anEntryThatSaysNothingOfLevelsIsInEveryBank();
    void aBadEntryIsNamedAndTheOthersPlay_data();
    void aBadEntryIsNamedAndTheOthersPlay();
    void severalBadEntriesAreStillOneSentence();
    void aBadListForTheSeatsLeavesTheBuiltInOne();
    void aBadFileGivesTheBuiltInOneAndAPlace_data();
    void aBadFileGivesTheBuiltInOneAndAPlace();
    void aFolderInPlaceOfAFileIsTold();
};

void tst_catalogue::theBuiltInOneHoldsEveryInstrumentOfTheLog()
{
    std::set<std::string> ids;
    for (const auto &entry : Catalogue::builtIn().entries())
        ids.insert(entry.instrument.id);
    const std::set<std::string> wanted{"frame-drum", "djembe", "conga", "cajon", "shaker", "tambourine", "claves", "bell", "marimba", "vibraphone",
        "glockenspiel", "kalimba", "harp", "chimes", "singing-bowl", "ocean-drum", "bass", "warm-pad", "surdo", "log-drum", "sleigh-bells", "agogo",
        "wood-block", "chime-bars", "soft-keys"};
    QCOMPARE(ids, wanted);
}

void tst_catalogue::theBuiltInOneIsWhole()
{
    QFile file(QStringLiteral(":/tutti/catalogue.json"));
    (void)Catalogue::builtIn(); // registers the resource
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto reading = Catalogue::parse(file.readAll().toStdString(), "catalogue.json", nullptr);
    QVERIFY2(!reading.problem, reading.problem.value_or("").c_str());
    QCOMPARE(reading.catalogue.entries(), Catalogue::builtIn().entries());
    for (const auto &entry : reading.catalogue.entries())
        QVERIFY2(!entry.seats.empty(), entry.instrument.id.c_str());
}

void tst_catalogue::bothRowsSeatTwelveAndNeighboursAreOfOtherFamilies()
{
    const Catalogue &catalogue = Catalogue::builtIn();
    for (const auto &ids : {catalogue.openPads(), catalogue.drums()}) {
        QCOMPARE(ids.size(), std::size_t{kMaxSeats});
        QCOMPARE(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto *here = catalogue.find(ids[i]);
            const auto *next = catalogue.find(ids[(i + 1) % ids.size()]);
            QVERIFY(here && next);
            QVERIFY2(here->family != next->family, (ids[i] + " beside " + next->instrument.id).c_str());
            const SeatId seat{static_cast<int>(i)};
            QVERIFY(std::find(here->seats.begin(), here->seats.end(), seat) != here->seats.end());
        }
    }
}

void tst_catalogue::theFirstTwelveEntriesAreThoseOfOpenPads()
{
    // A performance that names no instruments takes them in catalogue order.
    const Catalogue &catalogue = Catalogue::builtIn();
    for (std::size_t i = 0; i < catalogue.openPads().size(); ++i)
        QCOMPARE(catalogue.entries()[i].instrument.id, catalogue.openPads()[i]);
}

void tst_catalogue::paletteAndAddressesKeepTheOrderOfTheEntries()
{
    const Catalogue &catalogue = Catalogue::builtIn();
    const Palette palette = catalogue.palette();
    const auto gm = catalogue.addresses(Bank::Gm);
    const auto embedded = catalogue.addresses(Bank::Embedded);
    QCOMPARE(palette.all().size(), catalogue.entries().size());
    QCOMPARE(gm.size(), catalogue.entries().size());
    QCOMPARE(embedded.size(), catalogue.entries().size());
    for (std::size_t i = 0; i < gm.size(); ++i) {
        const CatalogueEntry &entry = catalogue.entries()[i];
        QCOMPARE(palette.all()[i], entry.instrument);
        QCOMPARE(palette.indexOf(entry.instrument.id), static_cast<int>(i));
        QCOMPARE(embedded[i], entry.embedded);
        QCOMPARE(embedded[i].lies, Bank::Embedded);
        QCOMPARE(gm[i], entry.gm ? *entry.gm : entry.embedded);
        if (entry.gm) {
            QCOMPARE(gm[i].lies, Bank::Gm);
            QCOMPARE(gm[i].variations, 1);
        }
    }
}

void tst_catalogue::noFileIsNoProblem()
{
    const auto reading = Catalogue::read(QStringLiteral("/nowhere/catalogue.json"));
    QVERIFY(!reading.problem);
    QCOMPARE(reading.catalogue.entries(), Catalogue::builtIn().entries());
}

void tst_catalogue::anEntryIsReadInFull()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("catalogue.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(withEntry(kGood));
    file.close();
    const auto reading = Catalogue::read(file.fileName());
    QVERIFY2(!reading.problem, reading.problem.value_or("").c_str());
    QCOMPARE(reading.catalogue.entries().size(), Catalogue::builtIn().entries().size() + 1);
    CatalogueEntry wanted;
    wanted.instrument.id = "spoons";
    wanted.instrument.pitched = false;
    wanted.instrument.drumKeys = {76, 75, 75};
    wanted.name = "Spoons";
    wanted.symbol = "spoons";
    wanted.family = "wood";
    wanted.gm = {128, 2, -2.0F, -14.0F, 1, Bank::Gm};
    wanted.embedded = {128, 2, 1.5F, -9.5F, 3, Bank::Embedded};
    wanted.seats = {SeatId{0}, SeatId{3}};
    QCOMPARE(reading.catalogue.entries().back(), wanted);
}

void tst_catalogue::anEntryIsLaidOverTheOneOfItsId()
{
    QByteArray entry = kGood;
    entry.replace("\"spoons\", \"name\"", "\"djembe\", \"name\"");
    const auto reading = Catalogue::parse(withEntry(entry).toStdString(), "mine.json", &Catalogue::builtIn());
    QVERIFY(!reading.problem);
    QCOMPARE(reading.catalogue.entries().size(), Catalogue::builtIn().entries().size());
    QCOMPARE(reading.catalogue.palette().indexOf("djembe"), Catalogue::builtIn().palette().indexOf("djembe"));
    QCOMPARE(reading.catalogue.find("djembe")->name, std::string{"Spoons"});
    QCOMPARE(reading.catalogue.openPads(), Catalogue::builtIn().openPads());
}

void tst_catalogue::strokesAreReadByPadAndAShortListRepeatsItsLast_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QList<int>>("read");
    QTest::newRow("three") << QByteArray("\"keys\": [1, 2, 3]") << QList<int>{1, 2, 3};
    QTest::newRow("two") << QByteArray("\"keys\": [1, 2]") << QList<int>{1, 2, 2};
    QTest::newRow("one") << QByteArray("\"keys\": [1]") << QList<int>{1, 1, 1};
    QTest::newRow("as it was written once") << QByteArray("\"key\": 7") << QList<int>{7, 7, 7};
    QTest::newRow("both") << QByteArray("\"key\": 7, \"keys\": [1, 2, 3]") << QList<int>{1, 2, 3};
}

void tst_catalogue::strokesAreReadByPadAndAShortListRepeatsItsLast()
{
    QFETCH(QByteArray, written);
    QFETCH(QList<int>, read);
    QByteArray entry = kGood;
    entry.replace("\"keys\": [76, 75]", written);
    const auto reading = Catalogue::parse(withEntry(entry).toStdString(), "mine.json", nullptr);
    QVERIFY2(!reading.problem, reading.problem.value_or("").c_str());
    const auto &keys = reading.catalogue.find("spoons")->instrument.drumKeys;
    QCOMPARE(QList<int>(keys.begin(), keys.end()), read);
}

void tst_catalogue::oneGainServesBothBanks()
{
    QByteArray entry = kGood;
    entry.replace(R"({"gm": -2, "embedded": 1.5})", "-3");
    const auto reading = Catalogue::parse(withEntry(entry).toStdString(), "mine.json", nullptr);
    QVERIFY(!reading.problem);
    QCOMPARE(reading.catalogue.find("spoons")->gm.value().gainDb, -3.0F);
    QCOMPARE(reading.catalogue.find("spoons")->embedded.gainDb, -3.0F);
}

void tst_catalogue::whatIsOnlyInTheEmbeddedSetSoundsFromThereBesideAnyBank()
{
    QByteArray entry = kGood;
    entry.replace(R"({"gm": -2, "embedded": 1.5})", R"({"embedded": 1.5})");
    const auto reading = Catalogue::parse(withEntry(entry).toStdString(), "mine.json", nullptr);
    QVERIFY(!reading.problem);
    QVERIFY(!reading.catalogue.find("spoons")->gm);
    QCOMPARE(reading.catalogue.addresses(Bank::Gm), reading.catalogue.addresses(Bank::Embedded));
    QCOMPARE(reading.catalogue.addresses(Bank::Gm).front().lies, Bank::Embedded);
}

void tst_catalogue::anEntryThatSaysNothingOfLevelsIsInEveryBank()
{
    QByteArray entry = kGood;
    entry.replace(R"("gain_db": {"gm": -2, "embedded": 1.5},
    "peak_dbfs": {"embedded": -9.5}, )", "");
    entry.replace(R"("variations": 3, )", "");
    const auto reading = Catalogue::parse(withEntry(entry).toStdString(), "mine.json", nullptr);
    QVERIFY2(!reading.problem, reading.problem.value_or("").c_str());
    const auto *spoons = reading.catalogue.find("spoons");
    QCOMPARE(spoons->gm.value(), (SoundAddress{128, 2, 0, kUsualPeakDb, 1, Bank::Gm}));
    QCOMPARE(spoons->embedded, (SoundAddress{128, 2, 0, kUsualPeakDb, 1, Bank::Embedded}));
}

void tst_catalogue::aBadEntryIsNamedAndTheOthersPlay_data()
{
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<QByteArray>("named"); // what the sentence must hold
    const auto changed = [](const QByteArray &from, const QByteArray &to) {
        QByteArray entry = kGood;
        entry.replace("\"spoons\", \"name\"", "\"bones\", \"name\"");
        Q_ASSERT(entry.contains(from));
        return entry.replace(from, to);
    };
    const QByteArray where = "mine.json, entry 1 (\"bones\"): ";
    QTest::newRow("no object") << QByteArray("7") << QByteArray("mine.json, entry 1: an instrument must stand in { }");
    QTest::newRow("no id") << changed("\"id\": \"bones\",", "") << QByteArray("mine.json, entry 1: \"id\" must be");
    QTest::newRow("id is a number") << changed("\"bones\"", "5") << QByteArray("mine.json, entry 1: \"id\" must be");
    QTest::newRow("empty name") << changed("\"Spoons\"", "\"\"") << where + "\"name\" must be";
    QTest::newRow("no family") << changed("\"family\": \"wood\",", "") << where + "\"family\" must be";
    QTest::newRow("bank too high") << changed("128", "129") << where + "\"bank\" must be a whole number from 0 to 128";
    QTest::newRow("bank beyond all numbers") << changed("128", "99999999999999999999") << where + "\"bank\" must be a whole number";
    QTest::newRow("program is a text") << changed("\"program\": 2", "\"program\": \"0\"") << where + "\"program\" must be a whole number from 0 to 127";
    QTest::newRow("program with a part") << changed("\"program\": 2", "\"program\": 0.5") << where + "\"program\" must be a whole number";
    QTest::newRow("pitched is a text") << changed("\"pitched\": false", "\"pitched\": \"no\"") << where + "\"pitched\" must be true or false";
    QTest::newRow("pitched without range") << changed("\"pitched\": false", "\"pitched\": true") << where + "\"low\" must be a whole number";
    QTest::newRow("narrow range") << changed("\"pitched\": false, \"keys\": [76, 75]", "\"pitched\": true, \"low\": 60, \"high\": 71")
                                  << where + "\"high\" must be at least 12 above \"low\"";
    const QByteArray keys = where + "\"keys\" must be a list of 1 to 3 whole numbers from 0 to 127";
    QTest::newRow("no keys") << changed("\"keys\": [76, 75],", "") << keys;
    QTest::newRow("keys empty") << changed("[76, 75]", "[]") << keys;
    QTest::newRow("four keys") << changed("[76, 75]", "[1, 2, 3, 4]") << keys;
    QTest::newRow("keys is a number") << changed("[76, 75]", "76") << keys;
    QTest::newRow("negative key in the list") << changed("[76, 75]", "[76, -1]") << keys;
    QTest::newRow("key that is a word") << changed("[76, 75]", "[\"76\"]") << keys;
    QTest::newRow("key too high") << changed("\"keys\": [76, 75]", "\"key\": 128") << where + "\"key\" must be a whole number from 0 to 127";
    QTest::newRow("no percussive") << changed("\"percussive\": true,", "") << where + "\"percussive\" must be true or false";
    QTest::newRow("gain too loud") << changed("1.5", "60") << where + "\"gain_db\" must be a number from -24 to 24";
    QTest::newRow("gain is a list") << changed("{\"gm\": -2, \"embedded\": 1.5}", "[1]") << where + "\"gain_db\" must be";
    QTest::newRow("peak above all") << changed("-9.5", "1") << where + "\"peak_dbfs\" must be a number from -60 to 0";
    QTest::newRow("peak is a word") << changed("{\"embedded\": -9.5}", "\"loud\"") << where + "\"peak_dbfs\" must be";
    QTest::newRow("no variation") << changed("\"variations\": 3", "\"variations\": 0") << where + "\"variations\" must be a whole number from 1 to 8";
    QTest::newRow("no such seat") << changed("[3, 0]", "[3, 12]") << where + "\"seats\" must be";
    QTest::newRow("seat twice") << changed("[3, 0]", "[3, 3]") << where + "\"seats\" must be";
    QTest::newRow("seats empty") << changed("[3, 0]", "[]") << where + "\"seats\" must be";
    QTest::newRow("seats is a word") << changed("[3, 0]", "\"all\"") << where + "\"seats\" must be";
    QTest::newRow("seats is a number") << changed("[3, 0]", "3") << where + "\"seats\" must be";
}

void tst_catalogue::aBadEntryIsNamedAndTheOthersPlay()
{
    QFETCH(QByteArray, bad);
    QFETCH(QByteArray, named);
    const auto reading = Catalogue::parse(withEntry(bad + ", " + kGood).toStdString(), "mine.json", &Catalogue::builtIn());
    QVERIFY(reading.problem);
    QVERIFY2(reading.problem->starts_with(named.toStdString()), reading.problem->c_str());
    QVERIFY2(reading.problem->find("; correct it to hear that instrument.") != std::string::npos, reading.problem->c_str());
    QVERIFY2(isOneSentence(*reading.problem), reading.problem->c_str());
    QVERIFY(!reading.catalogue.find("bones"));
    QVERIFY(reading.catalogue.find("spoons"));
    QCOMPARE(reading.catalogue.entries().size(), Catalogue::builtIn().entries().size() + 1);
}

void tst_catalogue::severalBadEntriesAreStillOneSentence()
{
    const auto reading = Catalogue::parse(withEntry(kGood + ", 1, " + kGood + ", {}").toStdString(), "mine.json", &Catalogue::builtIn());
    QVERIFY(reading.problem);
    QCOMPARE(*reading.problem,
        std::string{"mine.json, entry 2: an instrument must stand in { }; correct it to hear that instrument (2 more things are wrong in the same file)."});
    QVERIFY(reading.catalogue.find("spoons"));
}

void tst_catalogue::aBadListForTheSeatsLeavesTheBuiltInOne()
{
    for (const char *key : {"open_pads", "drums"})
        for (const char *list : {"7", "[]", R"(["marimba"])", R"(["a","b","c","d","e","f","g","h","i","j","k","l"])"}) {
            const auto reading = Catalogue::parse(std::string{R"({"tutti_catalogue": 1, ")"} + key + "\": " + list + "}", "mine.json", &Catalogue::builtIn());
            QVERIFY2(reading.problem && reading.problem->starts_with(std::string{"mine.json, \""} + key + "\": "), list);
            QCOMPARE(reading.catalogue.openPads(), Catalogue::builtIn().openPads());
            QCOMPARE(reading.catalogue.drums(), Catalogue::builtIn().drums());
        }
}

void tst_catalogue::aBadFileGivesTheBuiltInOneAndAPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("empty") << QByteArray() << QByteArray("mine.json, line 1, column 1 (where the file ends): this is not JSON");
    QTest::newRow("cut off") << QByteArray("{\n\"tutti_catalogue\": 1,\n\"instr") << QByteArray("mine.json, line 3, column 7 (where the file ends): this is not JSON");
    QTest::newRow("missing comma") << QByteArray("{\n  \"a\": 1\n  \"b\": 2}") << QByteArray("mine.json, line 3, column 5: this is not JSON");
    QTest::newRow("comment") << QByteArray("// mine\n{\"tutti_catalogue\": 1}") << QByteArray("mine.json, line 1, column 1: this is not JSON");
    QTest::newRow("not text") << QByteArray("\x89PNG\r\n\x1a\n", 8) << QByteArray("mine.json, line 1, column 1: this is not JSON");
    QTest::newRow("deep nesting") << QByteArray(100000, '[') << QByteArray("mine.json, line 1, column 100001 (where the file ends)");
    QTest::newRow("deep and closed") << QByteArray(100000, '[') + QByteArray(100000, ']') << QByteArray("mine.json, at the top: \"tutti_catalogue\" must be 1");
    QTest::newRow("number beyond range") << QByteArray("{\"tutti_catalogue\": 1e999}") << QByteArray("mine.json, line 1, column");
    QTest::newRow("other version") << QByteArray("{\"tutti_catalogue\": 2}") << QByteArray("mine.json, at the top: \"tutti_catalogue\" must be 1");
    QTest::newRow("a list") << QByteArray("[]") << QByteArray("mine.json, at the top: \"tutti_catalogue\" must be 1");
    QTest::newRow("instruments no list") << QByteArray("{\"tutti_catalogue\": 1, \"instruments\": {}}") << QByteArray("mine.json, \"instruments\": this must be a list");
}

void tst_catalogue::aBadFileGivesTheBuiltInOneAndAPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    const auto reading = Catalogue::parse(text.toStdString(), "mine.json", &Catalogue::builtIn());
    QVERIFY(reading.problem);
    QVERIFY2(reading.problem->starts_with(place.toStdString()), reading.problem->c_str());
    QVERIFY2(isOneSentence(*reading.problem), reading.problem->c_str());
    QCOMPARE(reading.catalogue.entries(), Catalogue::builtIn().entries());
    QCOMPARE(reading.catalogue.openPads(), Catalogue::builtIn().openPads());
}

void tst_catalogue::aFolderInPlaceOfAFileIsTold()
{
    const QTemporaryDir folder;
    const auto reading = Catalogue::read(folder.path());
    QVERIFY(reading.problem);
    QVERIFY2(reading.problem->starts_with(folder.path().toStdString()), reading.problem->c_str());
    QCOMPARE(reading.catalogue.entries(), Catalogue::builtIn().entries());
}

QTEST_APPLESS_MAIN(tst_catalogue)
#include "tst_catalogue.moc"
