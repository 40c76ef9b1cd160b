// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/fluid_synthesizer.h"
#include "sound/sound_font_file.h"
#include "sound/tiny_soundfont.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace tutti;
using namespace tutti::test;

namespace {

struct Heard {
    std::vector<float> left;
    std::vector<float> right;
};

Heard listen(Synth &synth, int blocks)
{
    Heard heard;
    std::array<float, kBlockFrames> left{};
    std::array<float, kBlockFrames> right{};
    for (int i = 0; i < blocks; ++i) {
        synth.render(left.data(), right.data(), 1);
        heard.left.insert(heard.left.end(), left.begin(), left.end());
        heard.right.insert(heard.right.end(), right.begin(), right.end());
    }
    return heard;
}

float peak(const std::vector<float> &samples)
{
    float most = 0;
    for (const float x : samples)
        most = std::max(most, std::fabs(x));
    return most;
}

double rms(const std::vector<float> &samples)
{
    double sum = 0;
    for (const float x : samples)
        sum += static_cast<double>(x) * static_cast<double>(x);
    return std::sqrt(sum / static_cast<double>(samples.size()));
}

double decibels(double ratio)
{
    return 20 * std::log10(ratio);
}

/// How far the tiny wave sounds above its own pitch, after one strike at key 60 that ends again.
int semitonesOf(Synth &synth, int channel, int instrument)
{
    synth.noteOn(channel, instrument, 60, 0.8F);
    listen(synth, 20);
    const std::vector<float> wave = listen(synth, 300).left;
    int rises = 0;
    for (std::size_t i = 1; i < wave.size(); ++i)
        rises += wave[i - 1] < 0 && wave[i] >= 0 ? 1 : 0;
    synth.silence();
    listen(synth, 1200);
    return static_cast<int>(std::lround(12 * std::log2(rises * 48000.0 / static_cast<double>(wave.size()) / 480)));
}

} // namespace

class TestFluidSynthesizer : public QObject {
    Q_OBJECT

    std::vector<std::byte> m_tiny;

    static std::string put(const QTemporaryDir &folder, const TinySoundFont &font)
    {
        QFile file(folder.filePath(QStringLiteral("tiny.sf2")));
        const auto bytes = font.bytes();
        if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size())) < 0)
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName().toStdString();
    }

    std::unique_ptr<FluidSynthesizer> tiny(SoundBank instruments = {{0, 0, 0}, {128, 0, 0}})
    {
        SynthSpec spec;
        spec.bytes = m_tiny;
        spec.instruments = std::move(instruments);
        auto made = FluidSynthesizer::create(spec);
        if (!made)
            qFatal("%s", made.error().c_str());
        return std::move(*made);
    }

private slots:
    void init() { m_tiny = TinySoundFont().bytes(); }

    void isSilentUntilStruck()
    {
        const auto synth = tiny();
        QVERIFY(peak(listen(*synth, 100).left) < 1e-6F);
        QCOMPARE(synth->activeVoices(), 0);
    }

    void aBankInMemorySoundsOnTheVeryNextBlock()
    {
        const auto synth = tiny();
        synth->noteOn(0, 0, 60, 0.8F);
        const Heard heard = listen(*synth, 2);
        QVERIFY(peak(heard.left) > 0.05F);
        QVERIFY(peak(heard.right) > 0.05F);
        QCOMPARE(synth->activeVoices(), 1);
    }

    void allSixteenChannelsPlayPitchedAndDrumSounds()
    {
        const auto synth = tiny();
        for (int channel = 0; channel < 16; ++channel)
            for (const int instrument : {0, 1}) {
                synth->noteOn(channel, instrument, 64, 0.8F);
                QVERIFY2(peak(listen(*synth, 4).left) > 0.05F, qPrintable(QString::number(channel)));
                synth->silence();
            }
    }

    void aNoteThatEndsIsGone()
    {
        const auto synth = tiny();
        synth->noteOn(3, 0, 60, 0.8F);
        listen(*synth, 20);
        QCOMPARE(synth->activeVoices(), 1);
        synth->noteOff(3, 60);
        listen(*synth, 48000 / kBlockFrames / 4);
        QCOMPARE(synth->activeVoices(), 0);
    }

    void aKeyStruckAgainSoundsAnewAndOneEndEndsIt()
    {
        const auto synth = tiny();
        synth->noteOn(0, 0, 60, 0.8F);
        listen(*synth, 20);
        synth->noteOn(0, 0, 60, 0.8F);
        listen(*synth, 200);
        QCOMPARE(synth->activeVoices(), 1);
        synth->noteOff(0, 60);
        listen(*synth, 200);
        QCOMPARE(synth->activeVoices(), 0);
    }

    void levelIsLinear_data()
    {
        QTest::addColumn<double>("level");
        for (const double level : {1.0, 0.75, 0.5, 0.251, 0.1, 0.05, 0.01})
            QTest::newRow(qPrintable(QString::number(level))) << level;
    }
    void levelIsLinear()
    {
        QFETCH(double, level);
        const auto full = tiny();
        const auto part = tiny();
        full->noteOn(0, 0, 60, 1.0F);
        part->noteOn(0, 0, 60, static_cast<float>(level));
        const double got = decibels(rms(listen(*part, 100).left) / rms(listen(*full, 100).left));
        QVERIFY2(std::fabs(got - decibels(level)) < 0.1, qPrintable(QStringLiteral("%1 dB").arg(got)));
    }

    void aLevelOfNothingMakesNoSound()
    {
        const auto synth = tiny();
        synth->noteOn(0, 0, 60, 0.0F);
        synth->noteOn(0, 0, 61, std::nanf(""));
        QCOMPARE(synth->activeVoices(), 0);
    }

    void instrumentsHaveTheirOwnGain_data()
    {
        QTest::addColumn<float>("gain");
        for (const float gain : {-24.0F, -6.0F, 6.0F, 12.0F})
            QTest::newRow(qPrintable(QString::number(static_cast<double>(gain)))) << gain;
    }
    void instrumentsHaveTheirOwnGain()
    {
        QFETCH(float, gain);
        const auto plain = tiny({{0, 0, 0}});
        const auto gained = tiny({{0, 0, gain}});
        plain->noteOn(0, 0, 60, 0.5F);
        gained->noteOn(0, 0, 60, 0.5F);
        const double got = decibels(rms(listen(*gained, 100).left) / rms(listen(*plain, 100).left));
        QVERIFY2(std::fabs(got - static_cast<double>(gain)) < 0.1, qPrintable(QStringLiteral("%1 dB").arg(got)));
    }

    void theGainOfOneInstrumentLeavesWhatStillRingsAlone()
    {
        const SoundBank bank{{0, 0, 0}, {128, 0, -40}};
        const auto both = tiny(bank);
        const auto alone = tiny(bank);
        both->noteOn(0, 0, 60, 0.8F);
        alone->noteOn(0, 0, 60, 0.8F);
        listen(*both, 30);
        listen(*alone, 30);
        both->noteOn(0, 1, 72, 0.8F);
        const double change = decibels(rms(listen(*both, 100).left) / rms(listen(*alone, 100).left));
        QVERIFY2(std::fabs(change) < 0.2, qPrintable(QStringLiteral("%1 dB").arg(change)));
    }

    void channelGainHoldsForSoundsNowAndLater()
    {
        const auto plain = tiny();
        const auto quiet = tiny();
        for (const auto &synth : {plain.get(), quiet.get()})
            synth->noteOn(5, 0, 60, 0.8F);
        quiet->channelGain(5, -12);
        listen(*plain, 10);
        listen(*quiet, 10);
        QVERIFY(std::fabs(decibels(rms(listen(*quiet, 100).left) / rms(listen(*plain, 100).left)) + 12) < 0.1);
        for (const auto &synth : {plain.get(), quiet.get()}) {
            synth->silence();
            synth->noteOn(5, 1, 67, 0.8F);
        }
        QVERIFY(std::fabs(decibels(rms(listen(*quiet, 100).left) / rms(listen(*plain, 100).left)) + 12) < 0.1);
        quiet->channelGain(5, 0);
        listen(*plain, 10);
        listen(*quiet, 10);
        QVERIFY(std::fabs(decibels(rms(listen(*quiet, 100).left) / rms(listen(*plain, 100).left))) < 0.1);
    }

    void channelGainLeavesOtherChannelsAlone()
    {
        const auto synth = tiny();
        synth->noteOn(1, 0, 60, 0.8F);
        const double before = rms(listen(*synth, 100).left);
        synth->channelGain(2, -60);
        QVERIFY(std::fabs(decibels(rms(listen(*synth, 100).left) / before)) < 0.2);
    }

    // The steepest step between two samples while the gain falls by 40 dB at once is that of the wave itself.
    void aJumpOfTheChannelGainDoesNotClick()
    {
        const auto steepest = [](const std::vector<float> &samples) {
            float most = 0;
            for (std::size_t i = 1; i < samples.size(); ++i)
                most = std::max(most, std::fabs(samples[i] - samples[i - 1]));
            return most;
        };
        const auto synth = tiny();
        synth->noteOn(0, 0, 60, 0.8F);
        listen(*synth, 50);
        const float wave = steepest(listen(*synth, 100).left);
        synth->channelGain(0, -40);
        QVERIFY(steepest(listen(*synth, 4).left) < 1.05F * wave);
        synth->channelGain(0, 0);
        QVERIFY(steepest(listen(*synth, 50).left) < 1.05F * wave);
    }

    void silenceIsAtOnceAndTakesTheReverbAlong()
    {
        const auto synth = tiny();
        for (int key = 50; key < 62; ++key)
            synth->noteOn(key - 50, 0, key, 1.0F);
        listen(*synth, 400);
        synth->silence();
        QVERIFY(peak(listen(*synth, 48000 * 3 / kBlockFrames).left) < 1e-4F);
        QCOMPARE(synth->activeVoices(), 0);
        synth->noteOn(0, 0, 60, 0.8F);
        QVERIFY(peak(listen(*synth, 4).left) > 0.05F);
    }

    void fortyFingersAreFortyVoices()
    {
        const auto synth = tiny();
        for (int i = 0; i < 40; ++i)
            synth->noteOn(i % 12, 0, 40 + i / 12 * 7 + i % 12, 0.8F);
        listen(*synth, 4);
        QCOMPARE(synth->activeVoices(), 40);
    }

    void moreNotesThanVoicesTakeTheOldOnesPlace()
    {
        const auto synth = tiny();
        for (int i = 0; i < 16 * 60; ++i)
            synth->noteOn(i % 16, 0, 30 + i / 16, 0.8F);
        listen(*synth, 4);
        QVERIFY(synth->activeVoices() <= 256);
        QVERIFY(synth->activeVoices() > 200);
        synth->silence();
        synth->noteOn(0, 0, 60, 0.8F);
        QVERIFY(peak(listen(*synth, 4).left) > 0.05F);
    }

    void whatIsOutOfRangeDoesNoHarm()
    {
        const auto synth = tiny();
        synth->noteOn(-1, 0, 60, 0.8F);
        synth->noteOn(16, 0, 60, 0.8F);
        synth->noteOn(0, 0, 128, 0.8F);
        synth->noteOff(16, 60);
        synth->noteOff(0, -1);
        synth->channelGain(16, -3);
        QCOMPARE(synth->activeVoices(), 0);
        synth->noteOn(0, 99, 60, 0.8F); // not in the catalogue: the first one sounds
        QCOMPARE(synth->activeVoices(), 1);
    }

    void aPresetTheBankLacksIsReplacedAndNamedOnce()
    {
        const auto synth = tiny({{0, 114, 0}, {0, 114, -3}, {128, 24, 0}, {0, 0, 0}});
        QCOMPARE(synth->replacements().size(), std::size_t{2});
        QCOMPARE(QString::fromStdString(synth->replacements().front()),
                 QStringLiteral("The built-in SoundFont has no bank 0 program 114; bank 0 program 0 sounds in its place."));
        QVERIFY(QString::fromStdString(synth->replacements().back()).contains(QStringLiteral("bank 128 program 0 sounds")));
        synth->noteOn(0, 0, 60, 0.8F);
        QVERIFY(peak(listen(*synth, 4).left) > 0.05F);
    }

    void aBankWithoutDrumsDrumsOnWhatItHas()
    {
        const auto bytes = TinySoundFont({{0, 12}}).bytes();
        SynthSpec spec;
        spec.bytes = bytes;
        spec.instruments = {{128, 0, 0}};
        const auto synth = FluidSynthesizer::create(spec);
        QVERIFY(synth);
        (*synth)->noteOn(9, 0, 38, 0.8F);
        QVERIFY(peak(listen(**synth, 4).left) > 0.05F);
    }

    void variationsOfAStrokeAreTakenInTurn_data()
    {
        QTest::addColumn<int>("bank");
        QTest::newRow("a kit: programs") << 128;
        QTest::newRow("pitched: banks") << 0;
    }
    void variationsOfAStrokeAreTakenInTurn()
    {
        QFETCH(int, bank);
        m_tiny = TinySoundFont({{0, 5}, {1, 5, 3}, {2, 5, 7}, {128, 5}, {128, 6, 3}, {128, 7, 7}}).bytes();
        const auto synth = tiny({{bank, 5, 0, -12, 3}, {bank, 5, 0}});
        QVERIFY(synth->replacements().empty());
        QList<int> heard;
        for (int i = 0; i < 7; ++i)
            heard.append(semitonesOf(*synth, 0, 0));
        QCOMPARE(heard, (QList<int>{0, 3, 7, 0, 3, 7, 0}));
        QCOMPARE(semitonesOf(*synth, 0, 1), 0); // one that has no variations has none
        QCOMPARE(semitonesOf(*synth, 1, 0), 3); // another channel begins at another
        QCOMPARE(semitonesOf(*synth, 1, 0), 7);
        const auto again = tiny({{bank, 5, 0, -12, 3}});
        for (const int semitones : {0, 3, 7})
            QCOMPARE(semitonesOf(*again, 0, 0), semitones);
    }

    void strokesOfOneSeatGoRoundEachForItself()
    {
        m_tiny = TinySoundFont({{128, 5}, {128, 6, 3}, {128, 7, 7}}).bytes();
        const auto synth = tiny({{128, 5, 0, -12, 3}});
        QList<int> heard;
        for (int i = 0; i < 6; ++i) {
            synth->noteOn(0, 0, 50, 0.1F); // the other hand, on another stroke
            synth->silence();
            heard.append(semitonesOf(*synth, 0, 0));
        }
        QCOMPARE(heard, (QList<int>{0, 3, 7, 0, 3, 7}));
    }

    void aBankWithFewerVariationsTakesThoseItHas()
    {
        m_tiny = TinySoundFont({{128, 5}, {128, 6, 3}, {128, 9, 7}}).bytes();
        const auto synth = tiny({{128, 5, 0, -12, 4}, {128, 8, 0, -12, 3}});
        QList<int> heard;
        for (int i = 0; i < 4; ++i)
            heard.append(semitonesOf(*synth, 0, 0));
        QCOMPARE(heard, (QList<int>{0, 3, 0, 3}));
        QCOMPARE(synth->replacements().size(), std::size_t{1}); // the second is another instrument's and has none
    }

    void whatTheFileLacksSoundsFromTheBuiltInSetBesideIt()
    {
        const QTemporaryDir folder;
        const std::string path = put(folder, TinySoundFont({{0, 0}, {128, 0, 2}}));
        m_tiny = TinySoundFont({{0, 0, 5}, {128, 0, 7}, {128, 1, 9}}).bytes();
        SynthSpec spec;
        spec.path = path;
        spec.bytes = m_tiny;
        spec.instruments = {{0, 0, 0}, {128, 0, 0}, {128, 0, 0, -12, 2, true}, {0, 0, 0, -12, 1, true}};
        const auto both = FluidSynthesizer::create(spec);
        QVERIFY2(both, both ? "" : both.error().c_str());
        QVERIFY((*both)->replacements().empty());
        QList<int> heard;
        for (const int instrument : {0, 1, 2, 2, 3, 0})
            heard.append(semitonesOf(**both, 0, instrument));
        QCOMPARE(heard, (QList<int>{0, 2, 7, 9, 5, 0}));

        spec.bytes = {}; // nothing built in: the file has to do
        const auto alone = FluidSynthesizer::create(spec);
        QVERIFY2(alone, alone ? "" : alone.error().c_str());
        QCOMPARE(semitonesOf(**alone, 0, 2), 2);
    }

    void aFileSoundsLikeTheSameBankInMemory()
    {
        const QTemporaryDir folder;
        SynthSpec spec;
        spec.path = put(folder, TinySoundFont());
        spec.instruments = {{0, 0, 0}};
        const auto onDisk = FluidSynthesizer::create(spec);
        QVERIFY(onDisk);
        const auto inMemory = tiny();
        (*onDisk)->noteOn(0, 0, 60, 0.8F);
        inMemory->noteOn(0, 0, 60, 0.8F);
        QCOMPARE(listen(**onDisk, 50).left, listen(*inMemory, 50).left);
    }

    void otherRatesKeepThePitch()
    {
        SynthSpec spec;
        spec.sampleRate = 44100;
        spec.bytes = m_tiny;
        spec.instruments = {{0, 0, 0}};
        const auto synth = FluidSynthesizer::create(spec);
        QVERIFY(synth);
        (*synth)->noteOn(0, 0, 60, 0.8F);
        const auto heard = listen(**synth, 44100 / kBlockFrames).left;
        int rises = 0;
        for (std::size_t i = 1; i < heard.size(); ++i)
            rises += heard[i - 1] < 0 && heard[i] >= 0 ? 1 : 0;
        QVERIFY2(std::abs(rises - 480) <= 2, qPrintable(QString::number(rises)));
    }

    void noBankInMemoryIsASentence()
    {
        SynthSpec spec;
        spec.instruments = {{0, 0, 0}};
        const auto made = FluidSynthesizer::create(spec);
        QVERIFY(!made);
        QCOMPARE(QString::fromStdString(made.error()),
                 QStringLiteral("The built-in SoundFont is empty. Choose a file that ends in .sf2 or .sf3; other sounds play meanwhile."));
    }

    void everyPresetOfTheSystemsBankSounds()
    {
        const QString path = QStringLiteral("/usr/share/sounds/sf2/FluidR3_GM.sf2");
        if (!QFile::exists(path))
            QSKIP("fluid-soundfont-gm is not installed");
        SynthSpec spec;
        spec.path = path.toStdString();
        const SoundBank pitched{{0, 12, 0}, {0, 11, 0}, {0, 9, 0}, {0, 108, 0}, {0, 46, 0}, {0, 14, 0}, {0, 32, 0}, {0, 89, 0}, {0, 116, 0}};
        spec.instruments = pitched;
        spec.instruments.push_back({128, 0, 0});
        const auto synth = FluidSynthesizer::create(spec);
        QVERIFY2(synth, synth ? "" : synth.error().c_str());
        QVERIFY((*synth)->replacements().empty());
        std::vector<double> peaks;
        for (int i = 0; i < static_cast<int>(spec.instruments.size()); ++i) {
            (*synth)->noteOn(i, i, 60, 0.8F);
            const Heard heard = listen(**synth, 375);
            peaks.push_back(std::max(peak(heard.left), peak(heard.right)));
            QVERIFY2(peaks.back() > 0.1 && peaks.back() < 0.6, qPrintable(QStringLiteral("%1: %2").arg(i).arg(peaks.back())));
            (*synth)->silence();
        }
        std::ranges::sort(peaks);
        const double median = peaks[peaks.size() / 2];
        QVERIFY2(median > 0.2 && median < 0.3, qPrintable(QString::number(median)));
    }
};

QTEST_GUILESS_MAIN(TestFluidSynthesizer)
#include "tst_fluid_synthesizer.moc"
