// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/sound_font_file.h"
#include "sound/sound_font_loader.h"
#include "sound/sound_font_probe.h"
#include "sound/tiny_soundfont.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <unistd.h>

using namespace tutti;
using namespace tutti::test;

namespace {

const std::string kProbe = TUTTI_PROBE_PROGRAM;

QByteArray tinyFile()
{
    const std::vector<std::byte> bytes = TinySoundFont().bytes();
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QString sentenceOf(const tl::expected<void, std::string> &result)
{
    return result ? QString() : QString::fromStdString(result.error());
}

float peakOf(Synth &synth)
{
    std::array<float, kBlockFrames> left{};
    std::array<float, kBlockFrames> right{};
    float most = 0;
    synth.noteOn(0, 0, 60, 0.8F);
    for (int block = 0; block < 4; ++block) {
        synth.render(left.data(), right.data(), 1);
        for (const float x : left)
            most = std::max(most, std::abs(x));
    }
    return most;
}

} // namespace

class TestSoundFont : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string path(const QString &name) const { return m_folder.filePath(name).toStdString(); }
    std::string put(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName().toStdString();
    }

    static SoundRequest request()
    {
        static const std::vector<std::byte> embedded = TinySoundFont().bytes();
        SoundRequest wanted;
        wanted.instruments = {{0, 0, 0}, {128, 0, 0}};
        wanted.embedded = embedded;
        return wanted;
    }

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void aGoodFileIsGoodInsideAndOutside()
    {
        const std::string file = put(QStringLiteral("good.sf2"), tinyFile());
        QCOMPARE(sentenceOf(inspectSoundFont(file)), QString());
        QCOMPARE(sentenceOf(SoundFontProbe::check(file, kProbe)), QString());
    }

    void aBadFileGetsASentenceThatNamesItAndSaysWhatToDo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        const QByteArray good = tinyFile();
        const QString choose = QStringLiteral(" Choose a file that ends in .sf2 or .sf3; other sounds play meanwhile.");
        QTest::newRow("empty") << "empty.sf2" << QByteArray("") << "empty.sf2 is empty." + choose;
        QTest::newRow("a picture") << "kitten.sf2" << QByteArray("\x89PNG\r\n\x1a\n and a kitten") << "kitten.sf2 is not a SoundFont." + choose;
        QTest::newRow("a wave file") << "drum.sf2" << QByteArray("RIFF\x04\0\0\0WAVE", 12) << "drum.sf2 is not a SoundFont." + choose;
        QTest::newRow("short") << "short.sf2" << QByteArray("RIFF") << "short.sf2 is not a SoundFont." + choose;
        QTest::newRow("truncated") << "half.sf2" << good.left(good.size() / 2)
                                   << "half.sf2 is not complete. Copy it again; other sounds play meanwhile.";
        QByteArray garbage = good;
        for (qsizetype i = 12; i < garbage.size(); ++i)
            garbage[i] = static_cast<char>(i * 37 + 11);
        QTest::newRow("garbage inside") << "odd.sf2" << garbage << "odd.sf2 is damaged." + choose;
        QByteArray headless = good;
        headless.replace("phdr", "rdhp");
        QTest::newRow("a part has another name") << "odd2.sf2" << headless << "odd2.sf2 is damaged." + choose;
        QTest::newRow("an end in the middle of the process") << "crash.sf2" << good << "crash.sf2 is damaged." + choose;
        const auto none = TinySoundFont(std::vector<TinyPreset>{}).bytes();
        QTest::newRow("no presets") << "bare.sf2" << QByteArray(reinterpret_cast<const char *>(none.data()), static_cast<qsizetype>(none.size()))
                                    << "bare.sf2 holds no instruments. Choose another file; other sounds play meanwhile.";
    }
    void aBadFileGetsASentenceThatNamesItAndSaysWhatToDo()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, says);
        QCOMPARE(sentenceOf(SoundFontProbe::check(put(name, content), kProbe)), says);
    }

    void aFileThatIsNotThereGetsASentence()
    {
        QCOMPARE(sentenceOf(SoundFontProbe::check(path(QStringLiteral("gone.sf2")), kProbe)),
                 QStringLiteral("gone.sf2 is not there. Choose another file; other sounds play meanwhile."));
        QVERIFY(sentenceOf(inspectSoundFont("")).contains(QStringLiteral("not there")));
    }

    void aFolderGetsASentence()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("box.sf2")));
        QVERIFY(sentenceOf(inspectSoundFont(path(QStringLiteral("box.sf2")))).startsWith(QStringLiteral("box.sf2 is a folder.")));
    }

    void aFileThatMayNotBeReadGetsASentence()
    {
        if (geteuid() == 0)
            QSKIP("root may read everything");
        const std::string file = put(QStringLiteral("secret.sf2"), tinyFile());
        QVERIFY(QFile::setPermissions(QString::fromStdString(file), QFileDevice::WriteOwner));
        QVERIFY(sentenceOf(inspectSoundFont(file)).startsWith(QStringLiteral("secret.sf2 cannot be read.")));
    }

    void aTrialThatNeverEndsIsEnded()
    {
        const std::string file = put(QStringLiteral("hang.sf2"), tinyFile());
        QCOMPARE(sentenceOf(SoundFontProbe::check(file, kProbe, std::chrono::milliseconds(200))),
                 QStringLiteral("hang.sf2 takes too long to open. Choose a smaller file; other sounds play meanwhile."));
    }

    void aTrialThatCannotBeginIsNotASuccess()
    {
        const std::string file = put(QStringLiteral("good2.sf2"), tinyFile());
        QVERIFY(sentenceOf(SoundFontProbe::check(file, path(QStringLiteral("no-such-program")))).startsWith(QStringLiteral("good2.sf2 could not be tried out.")));
    }

    // Every cut and many a flipped byte: the trial may refuse the file or not, but it always ends with a clear word.
    void noBrokenFileEscapesTheTrial()
    {
        const QByteArray good = tinyFile();
        for (qsizetype i = 20; i < good.size(); i += 97) {
            QByteArray broken = good;
            broken[i] = static_cast<char>(broken[i] ^ 0xFF);
            const QString says = sentenceOf(SoundFontProbe::check(put(QStringLiteral("broken.sf2"), broken), kProbe));
            QVERIFY2(says.isEmpty() || says.startsWith(QStringLiteral("broken.sf2 ")), qPrintable(says));
        }
    }

    void installedBanksAreFoundBestFirstAndOnce()
    {
        QDir root(m_folder.path());
        QVERIFY(root.mkpath(QStringLiteral("a/soundfonts")) && root.mkpath(QStringLiteral("b/sounds/sf2")));
        put(QStringLiteral("a/soundfonts/TimGM6mb.sf2"), tinyFile());
        put(QStringLiteral("b/sounds/sf2/FluidR3_GM.sf2"), tinyFile());
        QVERIFY(QFile::link(QStringLiteral("FluidR3_GM.sf2"), m_folder.filePath(QStringLiteral("b/sounds/sf2/default-GM.sf2"))));
        QVERIFY(QFile::link(QStringLiteral("nowhere.sf2"), m_folder.filePath(QStringLiteral("b/sounds/sf2/MuseScore_General.sf2"))));
        const std::vector<std::string> expected{path(QStringLiteral("b/sounds/sf2/FluidR3_GM.sf2")), path(QStringLiteral("a/soundfonts/TimGM6mb.sf2"))};
        QCOMPARE(soundFontsIn({path(QStringLiteral("a")), path(QStringLiteral("b")), path(QStringLiteral("c"))}), expected);
        QVERIFY(soundFontsIn({path(QStringLiteral("c"))}).empty());
    }

    void withNoBankTheEmbeddedSetPlays()
    {
        const LoadedSound sound = loadSound(request());
        QVERIFY(sound.synth);
        QVERIFY(sound.problems.empty());
        QVERIFY(sound.name.empty());
        QVERIFY(peakOf(*sound.synth) > 0.05F);
    }

    void aBadChoiceFallsBackWithItsSentence()
    {
        SoundRequest wanted = request();
        wanted.chosen = put(QStringLiteral("kitten.sf2"), "not music");
        wanted.probeExecutable = kProbe;
        wanted.installed = {put(QStringLiteral("installed.sf2"), tinyFile())};
        const LoadedSound sound = loadSound(wanted);
        QVERIFY(sound.synth);
        QCOMPARE(sound.name, std::string("installed.sf2"));
        QCOMPARE(sound.problems.size(), std::size_t{1});
        QVERIFY(QString::fromStdString(sound.problems.front()).startsWith(QStringLiteral("kitten.sf2 is not a SoundFont.")));
    }

    void aChoiceThatCrashesItsTrialIsNeverOpenedHere()
    {
        SoundRequest wanted = request();
        wanted.chosen = put(QStringLiteral("crash.sf2"), tinyFile());
        wanted.probeExecutable = kProbe;
        const LoadedSound sound = loadSound(wanted);
        QVERIFY(sound.name.empty());
        QCOMPARE(sound.problems.size(), std::size_t{1});
    }

    void theBuiltInSetLoadsBesideAFileForWhatTheFileLacks()
    {
        static const std::vector<std::byte> own = TinySoundFont({{0, 77}}).bytes();
        SoundRequest wanted = request();
        wanted.instruments = {{0, 0, 0}, {0, 77, 0, -12, 1, true}};
        wanted.embedded = own;
        wanted.chosen = put(QStringLiteral("chosen.sf2"), tinyFile());
        wanted.probeExecutable = kProbe;
        const LoadedSound sound = loadSound(wanted);
        QVERIFY(sound.synth);
        QVERIFY2(sound.problems.empty(), sound.problems.empty() ? "" : sound.problems.front().c_str());
        QCOMPARE(sound.name, std::string("chosen.sf2"));
    }

    void aBrokenInstalledBankIsPassedOver()
    {
        SoundRequest wanted = request();
        wanted.installed = {put(QStringLiteral("broken.sf2"), tinyFile().left(100)), put(QStringLiteral("second.sf2"), tinyFile())};
        const LoadedSound sound = loadSound(wanted);
        QCOMPARE(sound.name, std::string("second.sf2"));
        QCOMPARE(sound.problems.size(), std::size_t{1});
    }

    void evenWithNothingAtAllThereIsASentence()
    {
        SoundRequest wanted = request();
        wanted.embedded = {};
        const LoadedSound sound = loadSound(wanted);
        QVERIFY(!sound.synth);
        QCOMPARE(sound.problems.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestSoundFont)
#include "tst_sound_font.moc"
