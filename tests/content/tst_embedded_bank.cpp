// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/catalogue.h"
#include "instruments.h"
#include "sf2_writer.h"
#include "soundfont_data.h"
#include "sound/fluid_synthesizer.h"
#include "strike_meter.h"

#include <QFile>
#include <QTemporaryFile>
#include <QTest>

#include <array>
#include <cmath>
#include <optional>

using namespace tutti;

namespace {

double db(double ratio) { return 20 * std::log10(ratio); }

std::vector<int> keysOf(const Instrument &instrument)
{
    if (!instrument.pitched)
        return {instrument.drumKeys.begin(), instrument.drumKeys.end()};
    return {instrument.lowKey, (instrument.lowKey + instrument.highKey) / 2, instrument.highKey};
}

} // namespace

/// The embedded set as FluidSynth plays it.
class tst_embedded_bank : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void itIsASmallSoundFont();
    void everyInstrumentSoundsAtOnceAtTheCommonLevel_data();
    void everyInstrumentSoundsAtOnceAtTheCommonLevel();
    void everyKeyOfTheRangeIsInTune();
    void liftingTheFingerDoesNotChokeWhatRings();
    void heldSoundsEndSoonAfterTheFinger();
    void aLongHoldHasNoSeam();
    void levelIsLinear();
    void makingItAgainGivesTheSameBytes();
    void aBankThatCannotBeWrittenIsTold();
    void theAppsSynthesizerPlaysThemAtThisLevel();
    void debiansBankPlaysTheCatalogueAtTheSameLevel();

private:
    Recording strike(const CatalogueEntry &entry, int key, double level, double hold, double most = 15.0);

    QTemporaryFile m_file;
    std::optional<StrikeMeter> m_meter;
};

void tst_embedded_bank::initTestCase()
{
    QVERIFY(m_file.open());
    const auto bytes = embeddedBank();
    QCOMPARE(m_file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
    QVERIFY(m_file.flush());
    auto meter = StrikeMeter::open(m_file.fileName().toStdString());
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    m_meter.emplace(std::move(*meter));
}

Recording tst_embedded_bank::strike(const CatalogueEntry &entry, int key, double level, double hold, double most)
{
    auto recording = m_meter->strike(entry.embedded, key, level, hold, most);
    if (!recording)
        qFatal("%s: %s", entry.instrument.id.c_str(), recording.error().c_str());
    return std::move(*recording);
}

void tst_embedded_bank::itIsASmallSoundFont()
{
    const auto bytes = embeddedBank();
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(bytes.data()), 4), QByteArray("RIFF"));
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(bytes.data()) + 8, 4), QByteArray("sfbk"));
    QVERIFY2(bytes.size() < 3'200'000, qPrintable(QString::number(bytes.size())));
    QCOMPARE(embeddedBank().data(), bytes.data());
}

void tst_embedded_bank::everyInstrumentSoundsAtOnceAtTheCommonLevel_data()
{
    QTest::addColumn<int>("entry");
    QTest::addColumn<int>("key");
    const auto &entries = Catalogue::builtIn().entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
        for (const int key : keysOf(entries[i].instrument))
            QTest::addRow("%s at %d", entries[i].instrument.id.c_str(), key) << static_cast<int>(i) << key;
}

void tst_embedded_bank::everyInstrumentSoundsAtOnceAtTheCommonLevel()
{
    QFETCH(int, entry);
    QFETCH(int, key);
    const CatalogueEntry &sound = Catalogue::builtIn().entries()[static_cast<std::size_t>(entry)];
    const Recording recording = strike(sound, key, kStrikeLevel, 1.0);
    const StrikeMeasure m = measure(recording);
    QVERIFY2(std::abs(db(m.peak / kStrikePeak)) <= 1.0, qPrintable(QString::number(db(m.peak))));
    QVERIFY2(m.onsetMs <= 1.0, qPrintable(QString::number(m.onsetMs)));
    // The ocean drum is a wave that swells, the pad a breath; all others are struck or plucked. A chime's low tube turns slowly.
    const double slowest = sound.instrument.id == "ocean-drum" ? 400 : sound.family == "pad" ? 40 : key < 50 ? 7 : 5;
    QVERIFY2(m.attackMs <= slowest, qPrintable(QString::number(m.attackMs)));
    QCOMPARE(m.clicks, 0);
    QVERIFY2(m.endDb <= -60, qPrintable(QString::number(m.endDb)));
    QVERIFY2(centroid(recording) < 6000, qPrintable(QString::number(centroid(recording)))); // soft in the top
}

void tst_embedded_bank::everyKeyOfTheRangeIsInTune()
{
    for (const CatalogueEntry &entry : Catalogue::builtIn().entries()) {
        if (!entry.instrument.pitched)
            continue;
        for (int key = entry.instrument.lowKey; key <= entry.instrument.highKey; ++key) {
            const Recording recording = strike(entry, key, kStrikeLevel, 0.3, 0.6);
            const double hz = 440 * std::exp2((key - 69) / 12.0);
            // The chime's note is made by the ear from the octave, fifth and so on: its octave is what sounds.
            const double expected = entry.instrument.id == "chimes" ? 2 * hz : hz;
            // The expected pitch against that 35 cents (6 Hz for what is low) to either side, over 0.4 s after the attack.
            const auto energy = [&](double at) {
                double re = 0;
                double im = 0;
                constexpr std::size_t kFrom = 4800;
                constexpr std::size_t kFrames = 19200;
                for (std::size_t i = 0; i < kFrames; ++i) {
                    const double window = 0.5 - 0.5 * std::cos(2 * M_PI * static_cast<double>(i) / kFrames);
                    const double x = window * static_cast<double>(recording.left[kFrom + i]);
                    re += x * std::cos(2 * M_PI * at * static_cast<double>(i) / 48000);
                    im += x * std::sin(2 * M_PI * at * static_cast<double>(i) / 48000);
                }
                return std::hypot(re, im);
            };
            const double apart = std::max(expected * 0.02, 6.0); // a window of 0.4 s tells no less apart
            const double here = energy(expected);
            QVERIFY2(here > 1.2 * energy(expected + apart) && here > 1.2 * energy(expected - apart),
                qPrintable(QStringLiteral("%1 at %2").arg(QString::fromStdString(entry.instrument.id)).arg(key)));
        }
    }
}

void tst_embedded_bank::liftingTheFingerDoesNotChokeWhatRings()
{
    for (const CatalogueEntry &entry : Catalogue::builtIn().entries()) {
        if (!entry.instrument.percussive)
            continue;
        for (const int key : keysOf(entry.instrument)) {
            const double held = measure(strike(entry, key, kStrikeLevel, 20)).lengthS;
            const double lifted = measure(strike(entry, key, kStrikeLevel, 0.05)).lengthS;
            QVERIFY2(lifted > 0.93 * held, entry.instrument.id.c_str());
        }
    }
}

void tst_embedded_bank::heldSoundsEndSoonAfterTheFinger()
{
    for (const CatalogueEntry &entry : Catalogue::builtIn().entries()) {
        if (entry.instrument.percussive)
            continue;
        const int key = keysOf(entry.instrument)[1];
        QVERIFY2(measure(strike(entry, key, kStrikeLevel, 0.2)).lengthS < 1.4, entry.instrument.id.c_str());
        QVERIFY2(measure(strike(entry, key, kStrikeLevel, 1.5)).lengthS > 1.5, entry.instrument.id.c_str());
    }
}

void tst_embedded_bank::aLongHoldHasNoSeam()
{
    const CatalogueEntry &pad = *Catalogue::builtIn().find("warm-pad");
    for (const int key : keysOf(pad.instrument))
        QCOMPARE(measure(strike(pad, key, 1.0, 8.0)).clicks, 0);
}

void tst_embedded_bank::levelIsLinear()
{
    for (const CatalogueEntry &entry : Catalogue::builtIn().entries()) {
        const int key = keysOf(entry.instrument)[0];
        const double loud = measure(strike(entry, key, 1.0, 0.5)).peak;
        const double soft = measure(strike(entry, key, 0.251, 0.5)).peak; // an out-of-turn strike
        QVERIFY2(std::abs(db(soft / loud) + 12.0) < 0.3, entry.instrument.id.c_str());
    }
}

void tst_embedded_bank::makingItAgainGivesTheSameBytes()
{
    QTemporaryFile again;
    QVERIFY(again.open());
    const auto written = writeSf2(embeddedPresets(), again.fileName().toStdString());
    QVERIFY2(written, written ? "" : written.error().c_str());
    const auto bytes = embeddedBank();
    QVERIFY(again.readAll() == QByteArray::fromRawData(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())));
}

void tst_embedded_bank::aBankThatCannotBeWrittenIsTold()
{
    const auto written = writeSf2({}, "/proc/nowhere/embedded.sf2");
    QVERIFY(!written);
    QVERIFY2(written.error().starts_with("/proc/nowhere/embedded.sf2 could not be written ("), written.error().c_str());
}

void tst_embedded_bank::theAppsSynthesizerPlaysThemAtThisLevel()
{
    SynthSpec spec;
    spec.bytes = embeddedBank();
    for (const SoundAddress &address : Catalogue::builtIn().addresses(Bank::Embedded))
        spec.instruments.push_back({address.bank, address.program, address.gainDb, address.peakDb, address.variations, true});
    auto synth = FluidSynthesizer::create(spec);
    QVERIFY2(synth, synth ? "" : synth.error().c_str());
    QVERIFY((*synth)->replacements().empty());
    const auto &entries = Catalogue::builtIn().entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto keys = keysOf(entries[i].instrument);
        const int key = keys[keys.size() / 2];
        (*synth)->noteOn(0, static_cast<int>(i), key, static_cast<float>(kStrikeLevel));
        float peak = 0;
        std::array<float, kBlockFrames> left{};
        std::array<float, kBlockFrames> right{};
        for (int block = 0; block < 750; ++block) { // 1 s
            (*synth)->render(left.data(), right.data(), 1);
            for (std::size_t frame = 0; frame < left.size(); ++frame)
                peak = std::max({peak, std::abs(left[frame]), std::abs(right[frame])});
        }
        // with its reverb, which the meter leaves out
        QVERIFY2(std::abs(db(static_cast<double>(peak) / kStrikePeak)) <= 1.6,
            qPrintable(QStringLiteral("%1: %2 dBFS").arg(QString::fromStdString(entries[i].instrument.id)).arg(db(static_cast<double>(peak)))));
        (*synth)->noteOff(0, key);
        (*synth)->silence();
        for (int block = 0; block < 1500; ++block)
            (*synth)->render(left.data(), right.data(), 1);
    }
}

void tst_embedded_bank::debiansBankPlaysTheCatalogueAtTheSameLevel()
{
    const std::string file = "/usr/share/sounds/sf2/FluidR3_GM.sf2";
    if (!QFile::exists(QString::fromStdString(file)))
        QSKIP("fluid-soundfont-gm is not installed");
    auto meter = StrikeMeter::open(file);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    for (const CatalogueEntry &entry : Catalogue::builtIn().entries()) {
        if (!entry.gm)
            continue;
        const auto keys = keysOf(entry.instrument);
        for (const int key : keys) {
            const auto recording = meter->strike(*entry.gm, key, kStrikeLevel, 1.0);
            QVERIFY2(recording, recording ? "" : recording.error().c_str());
            const double off = db(measure(*recording).peak / kStrikePeak);
            // its samples differ along the range; the gain is set in the middle
            QVERIFY2(key == keys[keys.size() / 2] ? std::abs(off) <= 1.0 : off > -6.0 && off < 3.0,
                qPrintable(QStringLiteral("%1 at %2: %3 dB").arg(QString::fromStdString(entry.instrument.id)).arg(key).arg(off)));
        }
    }
}

QTEST_APPLESS_MAIN(tst_embedded_bank)
#include "tst_embedded_bank.moc"
