// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/library.h"
#include "content/recipes.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>
#include <set>

using namespace tutti;

namespace {

const std::vector<std::string_view> kActivities{"hello", "our-pulse", "pass-it-on", "echo", "freeze", "together", "conversation",
                                                "groove-pass", "build-a-groove", "conductor", "open-pads", "goodbye"};

const QByteArray kHead = "tutti_recipe = 1\nname = \"Tuesday\"\nminutes = 12\n";
const QByteArray kHello = "[[step]]\nname = \"Hello\"\nactivity = \"hello\"\nsay = \"Say hello.\"\nminutes = 4\n";
const QByteArray kDrums = "[[step]]\nname = \"Drums\"\nactivity = \"our-pulse\"\nsay = \"Play.\"\nminutes = 7.5\n[step.settings]\nbpm = 76\n";
const QByteArray kSong = "[[step]]\nname = \"Song\"\nactivity = \"sing-along\"\nsay = \"Sing.\"\nminutes = 5\noptional = true\n[step.settings]\nsong = \"round\"\n";

tl::expected<Recipe, std::string> parse(const QByteArray &text, std::string_view file = "tuesday.toml",
                                        const std::vector<std::string_view> &activities = kActivities)
{
    return parseRecipe({text.constData(), static_cast<std::size_t>(text.size())}, file, activities);
}

/// The good text with something else in it.
QByteArray with(const QByteArray &there, const QByteArray &instead)
{
    const QByteArray whole = kHead + kHello + kDrums;
    Q_ASSERT(whole.count(there) == 1);
    return QByteArray(whole).replace(there, instead);
}

bool put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

std::vector<std::string> idsOf(const std::vector<Recipe> &recipes)
{
    std::vector<std::string> ids;
    for (const Recipe &recipe : recipes)
        ids.push_back(recipe.id);
    return ids;
}

std::vector<std::string> activitiesOf(const Recipe &recipe)
{
    std::vector<std::string> ids;
    for (const Recipe::Step &step : recipe.steps)
        ids.push_back(step.activity);
    return ids;
}

double lasts(const Recipe &recipe)
{
    return std::accumulate(recipe.steps.begin(), recipe.steps.end(), 0.0, [](double sum, const Recipe::Step &step) { return sum + step.minutes; });
}

const std::vector<std::string> kBuiltIn{"20-minutes", "30-minutes", "45-minutes"};

std::vector<std::string_view> withSong()
{
    std::vector<std::string_view> all = kActivities;
    all.push_back("sing-along");
    return all;
}

} // namespace

class tst_recipes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void thoseOfTuttiHaveNoErrors();
    void thoseOfTuttiLastWhatTheySayWithASongAndWithout();
    void thoseOfTuttiBeginWithHelloAndEndWithGoodbye();
    void theLongOneHasABreakAfterAboutTwentyMinutes();
    void whatTheLeaderSaysKeepsToTheRules();
    void aFileIsReadInFull();
    void everyKindOfSettingIsTaken();
    void theFilesNameIsTheId();
    void anOptionalStepIsLeftOutWhereItsActivityIsMissing();
    void aStepThatIsNotOptionalNamesTheActivityThatIsMissing();
    void minutesMayBeATenthOff_data();
    void minutesMayBeATenthOff();
    void aLineIsCountedInCharacters();
    void whatIsWrongIsNamedByPlace_data();
    void whatIsWrongIsNamedByPlace();
    void aFileWithErrorsIsLeftOutAndTheOthersStay();
    void aHomesOwnTakesThePlaceOfTheSameNameAndOthersFollow();
    void aHomesOwnWithErrorsLeavesTuttisInPlace();
    void aFileThatIsTooLargeIsTold();
    void noFolderIsNoProblem();
    void libraryHasThemAndTheirProblems();

private:
    QString folder() const { return m_folder->path(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_recipes::thoseOfTuttiHaveNoErrors()
{
    for (const auto &activities : {kActivities, withSong()}) {
        const RecipeReading reading = readRecipes({}, activities);
        for (const std::string &problem : reading.problems)
            QWARN(problem.c_str());
        QVERIFY(reading.problems.empty());
        QCOMPARE(idsOf(reading.recipes), kBuiltIn);
    }
}

void tst_recipes::thoseOfTuttiLastWhatTheySayWithASongAndWithout()
{
    const RecipeReading without = readRecipes({}, kActivities);
    const RecipeReading with = readRecipes({}, withSong());
    for (std::size_t i = 0; i < kBuiltIn.size(); ++i) {
        QCOMPARE(with.recipes[i].steps.size(), without.recipes[i].steps.size() + 1);
        for (const Recipe &recipe : {without.recipes[i], with.recipes[i]}) {
            QCOMPARE(recipe.name, std::to_string(recipe.minutes) + " minutes");
            QVERIFY2(std::abs(lasts(recipe) - recipe.minutes) <= 0.1 * recipe.minutes, recipe.id.c_str());
        }
    }
}

void tst_recipes::thoseOfTuttiBeginWithHelloAndEndWithGoodbye()
{
    for (const Recipe &recipe : readRecipes({}, withSong()).recipes) {
        const auto activities = activitiesOf(recipe);
        QCOMPARE(activities.front(), std::string("hello"));
        QCOMPARE(activities.back(), std::string("goodbye"));
        QVERIFY2(std::set(activities.begin(), activities.end()).size() == activities.size(), recipe.id.c_str());
    }
}

void tst_recipes::theLongOneHasABreakAfterAboutTwentyMinutes()
{
    const Recipe recipe = readRecipes({}, kActivities).recipes.back();
    double before = 0;
    for (const Recipe::Step &step : recipe.steps) {
        if (step.activity == "open-pads")
            break;
        before += step.minutes;
    }
    QVERIFY(before >= 17 && before <= 22);
}

void tst_recipes::whatTheLeaderSaysKeepsToTheRules()
{
    const QRegularExpression banned(QStringLiteral("treat|monitor|assess|diagnos|therap|calms|reduce|symptom|!"), QRegularExpression::CaseInsensitiveOption);
    for (const Recipe &recipe : readRecipes({}, withSong()).recipes)
        for (const Recipe::Step &step : recipe.steps)
            for (const std::string &words : {recipe.name, step.name, step.say})
                QVERIFY2(!banned.match(QString::fromStdString(words)).hasMatch(), words.c_str());
}

void tst_recipes::aFileIsReadInFull()
{
    const auto recipe = parse(kHead + kHello + kDrums);
    QVERIFY2(recipe, recipe ? "" : recipe.error().c_str());
    Recipe wanted;
    wanted.id = "tuesday";
    wanted.name = "Tuesday";
    wanted.minutes = 12;
    wanted.steps = {
        {"Hello", "hello", "Say hello.", 4, {}},
        {"Drums", "our-pulse", "Play.", 7.5, {{"bpm", SettingValue{Scalar{76.0}}}}},
    };
    QCOMPARE(*recipe, wanted);
}

void tst_recipes::everyKindOfSettingIsTaken()
{
    const auto recipe = parse(with("bpm = 76", "governor = false\ninstruments = [\"djembe\", \"harp\"]\nscale = \"D dorian\"\nwait_s = 20.5"));
    QVERIFY2(recipe, recipe ? "" : recipe.error().c_str());
    QCOMPARE(recipe->steps[1].settings, (std::vector<NamedSetting>{
                                            {"governor", SettingValue{Scalar{false}}},
                                            {"instruments", SettingValue{std::vector<std::string>{"djembe", "harp"}}},
                                            {"scale", SettingValue{Scalar{std::string("D dorian")}}},
                                            {"wait_s", SettingValue{Scalar{20.5}}},
                                        }));
}

void tst_recipes::theFilesNameIsTheId()
{
    const QByteArray text = kHead + kHello + kDrums;
    QCOMPARE(parse(text, "/data/recipes/30-minutes.toml")->id, "30-minutes");
    QCOMPARE(parse(text, "Grüße.toml")->id, "Grüße");
}

void tst_recipes::anOptionalStepIsLeftOutWhereItsActivityIsMissing()
{
    const QByteArray text = kHead + kHello + kSong + kDrums;
    QCOMPARE(activitiesOf(*parse(text)), (std::vector<std::string>{"hello", "our-pulse"}));
    // Where there is one its settings count as any other's.
    QVERIFY(QByteArray::fromStdString(parse(text, "tuesday.toml", withSong()).error()).contains("there is no setting \"song\""));
    const QByteArray plain = QByteArray(text).replace("[step.settings]\nsong = \"round\"\n", "");
    QCOMPARE(activitiesOf(*parse(plain, "tuesday.toml", withSong())), (std::vector<std::string>{"hello", "sing-along", "our-pulse"}));
}

void tst_recipes::aStepThatIsNotOptionalNamesTheActivityThatIsMissing()
{
    const auto recipe = parse(with("\"our-pulse\"", "\"jodel\""), "tuesday.toml", {"hello", "goodbye"});
    QVERIFY(!recipe);
    QCOMPARE(recipe.error(), std::string("tuesday.toml, line 11, column 12: there is no activity \"jodel\": use hello, goodbye, or make the step optional. "
                                         "Correct it to have this recipe; the others are there."));
}

void tst_recipes::minutesMayBeATenthOff_data()
{
    QTest::addColumn<QByteArray>("minutes");
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<bool>("good");
    QTest::newRow("the same") << QByteArray("30") << QByteArray("30") << true;
    QTest::newRow("a tenth less") << QByteArray("30") << QByteArray("27") << true;
    QTest::newRow("a tenth more") << QByteArray("30") << QByteArray("33.0") << true;
    QTest::newRow("less than that") << QByteArray("30") << QByteArray("26.5") << false;
    QTest::newRow("more than that") << QByteArray("30") << QByteArray("33.5") << false;
    QTest::newRow("short: a minute less") << QByteArray("3") << QByteArray("2") << true;
    QTest::newRow("short: a minute more") << QByteArray("3") << QByteArray("4") << true;
    QTest::newRow("short: more than that") << QByteArray("3") << QByteArray("4.5") << false;
}

void tst_recipes::minutesMayBeATenthOff()
{
    QFETCH(QByteArray, minutes);
    QFETCH(QByteArray, step);
    QFETCH(bool, good);
    const QByteArray head = QByteArray(kHead).replace("12", minutes);
    const QByteArray only = QByteArray(kHello).replace("minutes = 4", "minutes = " + step);
    QCOMPARE(parse(head + only).has_value(), good);
    QCOMPARE(parse(head + only + kSong).has_value(), good);                       // left out
    QCOMPARE(parse(head + only + QByteArray(kHello) + "optional = true\n").has_value(), good); // there, and not counted either
}

void tst_recipes::aLineIsCountedInCharacters()
{
    QVERIFY(parse(with("\"Play.\"", '"' + QByteArray("ü").repeated(120) + '"')));
    QVERIFY(!parse(with("\"Play.\"", '"' + QByteArray("ü").repeated(121) + '"')));
}

void tst_recipes::whatIsWrongIsNamedByPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const QByteArray &text, const char *place, const QByteArray &sentence) {
        QTest::newRow(name) << text << QByteArray(place) << sentence;
    };
    const QByteArray bpm = "the setting \"bpm\" takes beats a minute from 40 to 150";
    row("newer", with("recipe = 1", "recipe = 2\nmood = 3"), "line 1, column 16", "this is of a newer Tutti");
    row("no version", with("tutti_recipe = 1\n", ""), "line 1, column 1", "\"tutti_recipe\" must be a whole number from 1 to 1000");
    row("empty", "", "line 1, column 1", "\"tutti_recipe\" must be a whole number from 1 to 1000");
    row("unknown", with("minutes = 12", "minutes = 12\nauthor = \"us\""), "line 4, column 1",
        "\"author\" is no word of a recipe: use tutti_recipe, name, minutes, step");
    row("misspelt", with("minutes = 12", "minuts = 12"), "line 3, column 1", "\"minuts\" is no word of a recipe: use tutti_recipe, name, minutes, step");
    row("no name", with("name = \"Tuesday\"\n", ""), "line 1, column 1", "\"name\" must be words in quotes");
    row("name is a number", with("\"Tuesday\"", "2"), "line 2, column 8", "\"name\" must be words in quotes");
    row("empty name", with("\"Tuesday\"", "\"\""), "line 2, column 8", "\"name\" must be words in quotes");
    row("no minutes", with("minutes = 12\n", ""), "line 1, column 1", "\"minutes\" must be a whole number from 1 to 120");
    row("minutes in words", with("minutes = 12", "minutes = \"12\""), "line 3, column 11", "\"minutes\" must be a whole number from 1 to 120");
    row("half a minute", with("minutes = 12", "minutes = 11.5"), "line 3, column 11", "\"minutes\" must be a whole number from 1 to 120");
    row("no time", with("minutes = 12", "minutes = 0"), "line 3, column 11", "\"minutes\" must be a whole number from 1 to 120");
    row("a day", with("minutes = 12", "minutes = 121"), "line 3, column 11", "\"minutes\" must be a whole number from 1 to 120");
    row("no step", kHead, "line 1, column 1", "there must be a [[step]]");
    row("an empty list", kHead + "step = []\n", "line 4, column 8", "there must be a [[step]]");
    row("one pair of brackets", kHead + QByteArray(kHello).replace("[[step]]", "[step]"), "line 4, column 1", "there must be a [[step]]");
    row("step is a number", kHead + "step = [3]\n", "line 4, column 9", "a step is a table: write [[step]]");
    row("unknown in a step", with("say = \"Play.\"", "say = \"Play.\"\nsong = 1"), "line 13, column 1",
        "\"song\" is no word of a step: use name, activity, say, minutes, optional, settings");
    row("step without name", with("name = \"Drums\"\n", ""), "line 9, column 1", "\"name\" must be words in quotes");
    row("step's name", with("\"Drums\"", "[]"), "line 10, column 8", "\"name\" must be words in quotes");
    row("no activity", with("activity = \"our-pulse\"\n", ""), "line 9, column 1", "\"activity\" must be words in quotes");
    row("activity is a number", with("\"our-pulse\"", "2"), "line 11, column 12", "\"activity\" must be words in quotes");
    row("nothing to say", with("say = \"Play.\"\n", ""), "line 9, column 1", "\"say\" must be words in quotes");
    row("empty to say", with("\"Play.\"", "\"\""), "line 12, column 7", "\"say\" must be words in quotes");
    row("say is a list", with("\"Play.\"", "[\"Play.\"]"), "line 12, column 7", "\"say\" must be words in quotes");
    row("two lines", with("\"Play.\"", "\"Play.\\nSing.\""), "line 12, column 7", "\"say\" must be one line");
    row("two lines as typed", with("\"Play.\"", "\"\"\"Play.\nSing.\"\"\""), "line 12, column 7", "\"say\" must be one line");
    row("a speech", with("\"Play.\"", '"' + QByteArray(121, 'a') + '"'), "line 12, column 7", "\"say\" has 121 characters; make it 120 or fewer");
    row("step without minutes", with("minutes = 7.5\n", ""), "line 9, column 1", "\"minutes\" must be a number from 0.5 to 60");
    row("step's minutes in words", with("7.5", "\"seven\""), "line 13, column 11", "\"minutes\" must be a number from 0.5 to 60");
    row("step's minutes are true", with("7.5", "true"), "line 13, column 11", "\"minutes\" must be a number from 0.5 to 60");
    row("step too short", with("7.5", "0.4"), "line 13, column 11", "\"minutes\" must be a number from 0.5 to 60");
    row("step too long", with("7.5", "60.5"), "line 13, column 11", "\"minutes\" must be a number from 0.5 to 60");
    row("step without end", with("7.5", "nan"), "line 13, column 11", "\"minutes\" must be a number from 0.5 to 60");
    row("sum", with("minutes = 12", "minutes = 20"), "line 3, column 11",
        "the recipe has 20 minutes and its steps 11.5, optional ones not counted; change either until they are within 2");
    row("all optional", kHead + kSong, "line 3, column 11",
        "the recipe has 12 minutes and its steps 0, optional ones not counted; change either until they are within 1.2");
    row("optional", with("minutes = 7.5", "minutes = 7.5\noptional = \"yes\""), "line 14, column 12", "\"optional\" must be true or false");
    row("optional but wrong", kHead + kHello + QByteArray(kSong).replace("\"Sing.\"", "1") + kDrums, "line 12, column 7", "\"say\" must be words in quotes");
    row("no such activity", with("\"our-pulse\"", "\"our-beat\""), "line 11, column 12",
        "there is no activity \"our-beat\": use hello, our-pulse, pass-it-on, echo, freeze, together, conversation, groove-pass, build-a-groove, conductor, "
        "open-pads, goodbye, or make the step optional");
    row("settings in a word", with("[step.settings]\nbpm = 76", "settings = \"bpm\""), "line 14, column 12", "\"settings\" is a table: write [step.settings]");
    row("unknown setting", with("bpm = 76", "bmp = 76"), "line 15, column 1", "there is no setting \"bmp\": look at its spelling");
    row("setting too high", with("bpm = 76", "bpm = 760"), "line 15, column 7", bpm);
    row("setting in words", with("bpm = 76", "bpm = \"slow\""), "line 15, column 7", bpm);
    row("setting is a date", with("bpm = 76", "bpm = 2024-01-01"), "line 15, column 7", bpm);
    row("setting is a table", with("bpm = 76", "bpm = {}"), "line 15, column 7", bpm);
    row("setting is a list", with("bpm = 76", "bpm = [76]"), "line 15, column 7", bpm);
    row("no quote", with("\"Tuesday\"", "\"Tuesday"), "line 2, column 16", "this cannot be read");
    row("twice", with("bpm = 76", "bpm = 76\nbpm = 80"), "line 16, column", "this cannot be read");
    row("not TOML", "{\"name\": 1}", "line 1, column 1", "this cannot be read");
    row("bytes", QByteArray("\0\xff\xfe", 3), "line 1, column 1", "this cannot be read");
    row("deep", "a = " + QByteArray(5000, '['), "line 1, column", "this cannot be read");
}

void tst_recipes::whatIsWrongIsNamedByPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, sentence);
    const auto recipe = parse(text);
    QVERIFY(!recipe);
    const QByteArray told = QByteArray::fromStdString(recipe.error());
    QVERIFY2(told.startsWith("tuesday.toml, " + place), told.constData());
    QVERIFY2(told.contains(": " + sentence), told.constData());
    QVERIFY2(told.endsWith(". Correct it to have this recipe; the others are there."), told.constData());
    QVERIFY2(!told.contains('\n'), told.constData());
}

void tst_recipes::aFileWithErrorsIsLeftOutAndTheOthersStay()
{
    QVERIFY(put(folder() + "/a.toml", kHead + kHello + kDrums));
    QVERIFY(put(folder() + "/b.toml", with("minutes = 12", "minutes = twelve")));
    QVERIFY(put(folder() + "/c.toml", with("bpm = 76", "bmp = 76")));
    QVERIFY(put(folder() + "/d.toml", kHead + kHello + kDrums));
    QVERIFY(put(folder() + "/notes.txt", "not a recipe, and none of our business"));
    const RecipeReading reading = readRecipes(folder(), kActivities);
    auto wanted = kBuiltIn;
    wanted.insert(wanted.end(), {"a", "d"});
    QCOMPARE(idsOf(reading.recipes), wanted);
    QCOMPARE(reading.problems.size(), std::size_t{2});
    QVERIFY(reading.problems[0].starts_with((folder() + "/b.toml, line 3, column ").toStdString()));
    QVERIFY(reading.problems[1].starts_with((folder() + "/c.toml, line 15, column 1: ").toStdString()));
}

void tst_recipes::aHomesOwnTakesThePlaceOfTheSameNameAndOthersFollow()
{
    QVERIFY(put(folder() + "/30-minutes.toml", kHead + kHello + kDrums));
    QVERIFY(put(folder() + "/10-minutes.toml", kHead + kHello + kDrums));
    const RecipeReading reading = readRecipes(folder(), kActivities);
    QVERIFY(reading.problems.empty());
    QCOMPARE(idsOf(reading.recipes), (std::vector<std::string>{"20-minutes", "30-minutes", "45-minutes", "10-minutes"}));
    QCOMPARE(reading.recipes[1].name, std::string("Tuesday"));
}

void tst_recipes::aHomesOwnWithErrorsLeavesTuttisInPlace()
{
    QVERIFY(put(folder() + "/30-minutes.toml", kHead));
    const RecipeReading reading = readRecipes(folder(), kActivities);
    QCOMPARE(reading.recipes, readRecipes({}, kActivities).recipes);
    QCOMPARE(reading.problems.size(), std::size_t{1});
}

void tst_recipes::aFileThatIsTooLargeIsTold()
{
    QVERIFY(put(folder() + "/film.toml", QByteArray(2 << 20, '#')));
    const RecipeReading reading = readRecipes(folder(), kActivities);
    QCOMPARE(idsOf(reading.recipes), kBuiltIn);
    QCOMPARE(reading.problems.size(), std::size_t{1});
    QVERIFY2(reading.problems[0].starts_with((folder() + "/film.toml").toStdString()), reading.problems[0].c_str());
}

void tst_recipes::noFolderIsNoProblem()
{
    const RecipeReading reading = readRecipes(folder() + "/not/there", kActivities);
    QVERIFY(reading.problems.empty());
    QCOMPARE(idsOf(reading.recipes), kBuiltIn);
}

void tst_recipes::libraryHasThemAndTheirProblems()
{
    QVERIFY(QDir(folder()).mkdir("recipes"));
    QVERIFY(put(folder() + "/recipes/tuesday.toml", kHead + kHello + kDrums));
    QVERIFY(put(folder() + "/recipes/wednesday.toml", kHead));
    const Library::Reading reading = Library::read(folder(), kActivities);
    QCOMPARE(reading.library.recipes.back().id, std::string("tuesday"));
    QCOMPARE(reading.library.recipes.size(), kBuiltIn.size() + 1);
    QCOMPARE(reading.problems.size(), std::size_t{1});
    QVERIFY(reading.problems[0].starts_with((folder() + "/recipes/wednesday.toml, line 1, column 1: ").toStdString()));
}

QTEST_APPLESS_MAIN(tst_recipes)
#include "tst_recipes.moc"
