// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/catalogue.h"
#include "core/scale.h"
#include "instruments.h"
#include "sf2_writer.h"
#include "soundfont_data.h"
#include "sound/fluid_synthesizer.h"
#include "strike_meter.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

using namespace tutti;

namespace {

const std::string kDebiansBank = "/usr/share/sounds/sf2/FluidR3_GM.sf2";

/// By then everything has been at its loudest.
constexpr double kLoudSeconds = 2.2;

double db(double ratio) { return 20 * std::log10(ratio); }

/// A pitched instrument's low, middle and high key, another's strokes.
std::vector<int> keysOf(const Instrument &instrument)
{
    if (!instrument.pitched)
        return keysInPlay(instrument);
    return {instrument.lowKey, (instrument.lowKey + instrument.highKey) / 2, instrument.highKey};
}

const CatalogueEntry &entryAt(int index) { return Catalogue::builtIn().entries()[static_cast<std::size_t>(index)]; }

void addEntries(bool (*wanted)(const CatalogueEntry &))
{
    QTest::addColumn<int>("index");
    const auto &entries = Catalogue::builtIn().entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (wanted(entries[i]))
            QTest::newRow(entries[i].instrument.id.c_str()) << static_cast<int>(i);
}

bool any(const CatalogueEntry &) { return true; }
bool isStruck(const CatalogueEntry &entry) { return entry.family != "pad" && entry.instrument.id != "ocean-drum"; }
bool hasVariations(const CatalogueEntry &entry) { return entry.embedded.variations > 1; }
bool isInGm(const CatalogueEntry &entry) { return entry.gm.has_value(); }

/// Highest centroid of a strike at the usual level, in Hz: soft in the top, each family in its own way.
double brightest(const CatalogueEntry &entry)
{
    if (entry.family == "drum")
        return 1500;
    if (entry.family == "shaker")
        return 5500;
    return 2500;
}

QString number(double value) { return QString::number(value, 'f', 2); }

} // namespace

/// The embedded set as FluidSynth plays it, and what a General MIDI bank plays in its place.
class tst_embedded_bank : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void itIsASmallSoundFont();
    void everyStrokeSoundsAtOnceIsSoftInTheTopAndEndsInSilence_data() { addEntries(any); }
    void everyStrokeSoundsAtOnceIsSoftInTheTopAndEndsInSilence();
    void everyInstrumentIsEquallyLoudAndPeaksWhereTheCatalogueSays_data() { addEntries(any); }
    void everyInstrumentIsEquallyLoudAndPeaksWhereTheCatalogueSays();
    void softStrikesAreDullerAndAsLoudAsTheirLevel_data() { addEntries(isStruck); }
    void softStrikesAreDullerAndAsLoudAsTheirLevel();
    void strokesInTurnAreAlikeAndNotTheSame_data() { addEntries(hasVariations); }
    void strokesInTurnAreAlikeAndNotTheSame();
    void everyKeyOfTheRangeIsInTune();
    void liftingTheFingerDoesNotChokeWhatRings();
    void heldSoundsEndSoonAfterTheFinger();
    void loopsHaveNoSeam();
    void aLongHoldHasNoSeam();
    void nothingIsClippedAndNothingPushesOneWay();
    void neighboursInTheDrumCircleSoundUnlike();
    void makingItAgainGivesTheSameBytes();
    void aBankThatCannotBeWrittenIsTold();
    void theAppsSynthesizerPlaysThemAtThisLevel();
    void debiansBankIsAsLoudAndPeaksWhereTheCatalogueSays_data() { addEntries(isInGm); }
    void debiansBankIsAsLoudAndPeaksWhereTheCatalogueSays();
    void besideDebiansBankTheOthersSoundAsTheyAre();

private:
    Recording strike(const SoundAddress &address, int key, double level, double hold = kHoldSeconds, double most = 15.0);

    QTemporaryFile m_file;
    std::optional<StrikeMeter> m_meter;
    std::vector<BankPreset> m_presets;
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
    m_presets = embeddedPresets();
}

Recording tst_embedded_bank::strike(const SoundAddress &address, int key, double level, double hold, double most)
{
    auto recording = m_meter->strike(address, key, level, hold, most);
    if (!recording)
        qFatal("%s", recording.error().c_str());
    return std::move(*recording);
}

void tst_embedded_bank::itIsASmallSoundFont()
{
    const auto bytes = embeddedBank();
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(bytes.data()), 4), QByteArray("RIFF"));
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(bytes.data()) + 8, 4), QByteArray("sfbk"));
    QVERIFY2(bytes.size() < 16'000'000, qPrintable(QString::number(bytes.size())));
    QCOMPARE(embeddedBank().data(), bytes.data());
    const auto sum = [&] { return QCryptographicHash::hash(QByteArrayView(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())), QCryptographicHash::Sha256); };
    const QByteArray before = sum();
    restEmbeddedBank();
    QCOMPARE(sum(), before);
}

void tst_embedded_bank::everyStrokeSoundsAtOnceIsSoftInTheTopAndEndsInSilence()
{
    QFETCH(int, index);
    const CatalogueEntry &entry = entryAt(index);
    for (int variation = 0; variation < entry.embedded.variations; ++variation)
        for (const int key : keysOf(entry.instrument)) {
            const QByteArray where = QStringLiteral("key %1, variation %2: ").arg(key).arg(variation).toUtf8();
            const Recording recording = strike(variationOf(entry.embedded, variation), key, kStrikeLevel);
            const StrikeMeasure m = measure(recording);
            QVERIFY2(m.onsetMs <= 2.5, where + qPrintable(number(m.onsetMs)));
            // The pad is a breath, and the ocean drum's waves swell; all else is struck, shaken or plucked. A long tube
            // turns slowly.
            const double slowest = entry.family == "pad" ? 40 : entry.instrument.id == "ocean-drum" ? 450 : entry.instrument.pitched && key < 50 ? 7 : 5;
            QVERIFY2(m.attackMs <= slowest, where + qPrintable(number(m.attackMs)));
            QVERIFY2(m.clicks == 0, where + QByteArray::number(m.clicks));
            QVERIFY2(m.endDb <= -60, where + qPrintable(number(m.endDb)));
            const Spectrum spectrum = spectrumOf(recording);
            QVERIFY2(spectrum.centroid() < brightest(entry), where + qPrintable(number(spectrum.centroid())));
            QVERIFY2(spectrum.above(8000) < (entry.family == "shaker" ? -12 : -20), where + qPrintable(number(spectrum.above(8000))));
        }
}

void tst_embedded_bank::everyInstrumentIsEquallyLoudAndPeaksWhereTheCatalogueSays()
{
    QFETCH(int, index);
    const CatalogueEntry &entry = entryAt(index);
    std::vector<int> keys = keysInPlay(entry.instrument);
    std::vector<double> loudness;
    std::vector<double> peaks;
    for (int variation = 0; variation < entry.embedded.variations; ++variation)
        for (const int key : keys) {
            const Recording recording = strike(variationOf(entry.embedded, variation), key, kStrikeLevel, kHoldSeconds, kLoudSeconds);
            loudness.push_back(momentaryLoudness(recording));
            QVERIFY2(std::abs(loudness.back() - kStrikeLufs) <= 1.0, qPrintable(QStringLiteral("key %1, variation %2: %3 LUFS").arg(key).arg(variation).arg(loudness.back())));
            peaks.push_back(db(measure(recording).peak));
        }
    QVERIFY2(std::abs(meanLoudness(loudness) - kStrikeLufs) <= 0.3, qPrintable(number(meanLoudness(loudness))));
    const auto [lowest, highest] = std::minmax_element(peaks.begin(), peaks.end());
    QVERIFY2(std::abs(*lowest - static_cast<double>(entry.embedded.peakDb)) <= 1.0, qPrintable(number(*lowest)));
    QVERIFY2(*highest <= kHighestPeakDb, qPrintable(number(*highest)));
    for (const int key : keysOf(entry.instrument)) // the ends of the range, too
        QVERIFY(std::abs(momentaryLoudness(strike(entry.embedded, key, kStrikeLevel, kHoldSeconds, kLoudSeconds)) - kStrikeLufs) <= 1.0);
}

void tst_embedded_bank::softStrikesAreDullerAndAsLoudAsTheirLevel()
{
    QFETCH(int, index);
    const CatalogueEntry &entry = entryAt(index);
    const auto velocity = [](int v) { return v * v / (127.0 * 127.0); };
    // Two waves meet between velocities 79 and 80.
    const std::array levels{0.05, 0.15, 0.3, velocity(79), velocity(80), 0.5, 0.65, 0.8, 1.0};
    std::vector<int> keys = keysOf(entry.instrument);
    if (entry.instrument.pitched)
        keys = {keys[1]};
    for (const int key : keys) {
        double last = 0;
        double first = 0;
        double offBefore = 0;
        for (const double level : levels) {
            const QByteArray where = QStringLiteral("key %1 at level %2: ").arg(key).arg(level).toUtf8();
            const Recording recording = strike(entry.embedded, key, level, kHoldSeconds, kLoudSeconds);
            const double off = momentaryLoudness(recording) - db(level / kStrikeLevel) - kStrikeLufs;
            QVERIFY2(std::abs(off) <= 1.5, where + qPrintable(number(off)));
            if (level == levels[4])
                QVERIFY2(std::abs(off - offBefore) <= 0.5, where + qPrintable(number(off - offBefore)));
            offBefore = off;
            const double centroid = spectrumOf(recording).centroid();
            // Where they meet the colour may stand still, and a little more.
            QVERIFY2(centroid > (level == levels[4] ? 0.9 : 0.995) * last, where + qPrintable(QStringLiteral("%1 after %2 Hz").arg(centroid).arg(last)));
            QVERIFY2(last == 0 || centroid < 1.4 * last, where + qPrintable(QStringLiteral("%1 after %2 Hz").arg(centroid).arg(last)));
            last = centroid;
            first = first > 0 ? first : centroid;
        }
        QVERIFY2(last > 1.08 * first, qPrintable(QStringLiteral("key %1: from %2 to %3 Hz").arg(key).arg(first).arg(last)));
    }
}

void tst_embedded_bank::strokesInTurnAreAlikeAndNotTheSame()
{
    QFETCH(int, index);
    const CatalogueEntry &entry = entryAt(index);
    QVERIFY(entry.embedded.variations >= (entry.family == "bar" || entry.family == "tongue" ? 2 : 3));
    const int key = keysOf(entry.instrument)[0];
    for (int one = 0; one < entry.embedded.variations; ++one)
        for (int other = 0; other < one; ++other) {
            const Recording a = strike(variationOf(entry.embedded, one), key, kStrikeLevel, 0.2, 0.3);
            const Recording b = strike(variationOf(entry.embedded, other), key, kStrikeLevel, 0.2, 0.3);
            const double colour = spectrumOf(a).centroid() / spectrumOf(b).centroid();
            QVERIFY2(colour > 0.75 && colour < 1.33, qPrintable(number(colour)));
            double apart = 0;
            double all = 0;
            for (std::size_t i = 0; i < std::min(a.left.size(), b.left.size()); ++i) {
                apart += std::pow(static_cast<double>(a.left[i] - b.left[i]), 2);
                all += std::pow(static_cast<double>(a.left[i]), 2);
            }
            QVERIFY2(apart > 0.001 * all, qPrintable(number(10 * std::log10(apart / all))));
        }
}

void tst_embedded_bank::everyKeyOfTheRangeIsInTune()
{
    for (const CatalogueEntry &entry : Catalogue::builtIn().entries()) {
        if (!entry.instrument.pitched)
            continue;
        for (int key = entry.instrument.lowKey; key <= entry.instrument.highKey; ++key) {
            const Recording recording = strike(entry.embedded, key, kStrikeLevel, 0.3, 0.6);
            const double hz = 440 * std::exp2((key - 69) / 12.0);
            // The chime's note is made by the ear from the octave, fifth and so on: its octave is what sounds.
            const double expected = entry.instrument.id == "chimes" ? 2 * hz : hz;
            // The expected pitch against that 35 cents (6 Hz for what is low) to either side, over 0.4 s after the attack.
            const auto energy = [&](double at) {
                double re = 0;
                double im = 0;
                constexpr std::size_t kFrom = 4800;
                constexpr std::size_t kFrames = 19200;
                for (std::size_t i = 0; i < kFrames && kFrom + i < recording.left.size(); ++i) {
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
            const double held = measure(strike(entry.embedded, key, kStrikeLevel, 20)).lengthS;
            const double lifted = measure(strike(entry.embedded, key, kStrikeLevel, 0.05)).lengthS;
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
        QVERIFY2(measure(strike(entry.embedded, key, kStrikeLevel, 0.2)).lengthS < 1.4, entry.instrument.id.c_str());
        QVERIFY2(measure(strike(entry.embedded, key, kStrikeLevel, 1.5)).lengthS > 1.5, entry.instrument.id.c_str());
    }
}

void tst_embedded_bank::loopsHaveNoSeam()
{
    const auto energy = [](const std::vector<double> &samples, std::size_t from, std::size_t frames) {
        double sum = 0;
        for (std::size_t i = from; i < from + frames; ++i)
            sum += samples[i] * samples[i];
        return sum;
    };
    for (const BankPreset &preset : m_presets)
        for (const BankZone &zone : preset.zones) {
            const auto &wave = zone.wave;
            if (wave.loopEnd == wave.loopStart)
                continue;
            const QByteArray where = QStringLiteral("%1 at %2").arg(QString::fromStdString(preset.name)).arg(zone.rootKey).toUtf8();
            // What stands behind the loop's end is what the player goes on with at its start.
            double most = 0;
            for (std::size_t i = 0; i < 16; ++i)
                most = std::max(most, std::abs(wave.samples[wave.loopEnd + i] - wave.samples[wave.loopStart + i]));
            QVERIFY2(most < 2e-3, where + ": " + qPrintable(number(most)));
            // And before it is as loud the first time as every other time.
            const std::size_t frames = std::min({synthesis::framesOf(0.02), wave.loopStart, wave.loopEnd - wave.loopStart});
            const double step = 10 * std::log10(energy(wave.samples, wave.loopStart - frames, frames) / energy(wave.samples, wave.loopEnd - frames, frames));
            QVERIFY2(std::abs(step) < 0.3, where + ": " + qPrintable(number(step)));
        }
}

void tst_embedded_bank::aLongHoldHasNoSeam()
{
    for (const CatalogueEntry &entry : Catalogue::builtIn().entries())
        if (!entry.instrument.percussive)
            for (const int key : keysOf(entry.instrument))
                QCOMPARE(measure(strike(entry.embedded, key, 1.0, 8.0)).clicks, 0);
}

void tst_embedded_bank::nothingIsClippedAndNothingPushesOneWay()
{
    for (const BankPreset &preset : m_presets)
        for (const BankZone &zone : preset.zones) {
            const auto [low, high] = std::minmax_element(zone.wave.samples.begin(), zone.wave.samples.end());
            QVERIFY2(*low > -0.95 && *high < 0.95, preset.name.c_str());
            const bool loops = zone.wave.loopEnd > zone.wave.loopStart; // what stands for ever, else all of it
            const std::size_t from = loops ? zone.wave.loopStart : 0;
            const std::size_t to = loops ? zone.wave.loopEnd : zone.wave.samples.size();
            double sum = 0;
            for (std::size_t i = from; i < to; ++i)
                sum += zone.wave.samples[i];
            QVERIFY2(std::abs(sum / static_cast<double>(to - from)) < 0.001, preset.name.c_str());
        }
}

void tst_embedded_bank::neighboursInTheDrumCircleSoundUnlike()
{
    const Catalogue &catalogue = Catalogue::builtIn();
    std::vector<double> centroids;
    for (std::size_t seat = 0; seat < catalogue.drums().size(); ++seat) {
        const CatalogueEntry &entry = *catalogue.find(catalogue.drums()[seat]);
        const int key = keyOf(entry.instrument, Scale{}, SeatId{static_cast<int>(seat)}, PadIndex{0}, 0);
        centroids.push_back(spectrumOf(strike(entry.embedded, key, kStrikeLevel)).centroid());
    }
    // An octave apart at least, and low ones in both halves of the row.
    for (std::size_t seat = 0; seat < centroids.size(); ++seat) {
        const double ratio = centroids[seat] / centroids[(seat + 1) % centroids.size()];
        QVERIFY2(ratio > 2 || ratio < 0.5, qPrintable(QStringLiteral("seat %1: %2").arg(seat).arg(ratio)));
    }
    for (const std::size_t half : {0U, 6U}) {
        QVERIFY(std::count_if(&centroids[half], &centroids[half] + 6, [](double hz) { return hz < 600; }) >= 2);
        QVERIFY(std::count_if(&centroids[half], &centroids[half] + 6, [](double hz) { return hz > 1200; }) >= 1);
    }
}

void tst_embedded_bank::makingItAgainGivesTheSameBytes()
{
    QTemporaryFile again;
    QVERIFY(again.open());
    const auto written = writeSf2(m_presets, again.fileName().toStdString());
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

namespace {

SoundBank soundsOf(Bank bank)
{
    SoundBank sounds;
    for (const SoundAddress &a : Catalogue::builtIn().addresses(bank))
        sounds.push_back({a.bank, a.program, a.gainDb, a.peakDb, a.variations, a.lies == Bank::Embedded});
    return sounds;
}

/// One strike as the app's synthesizer plays it, and silence after it.
std::vector<float> heard(Synth &synth, int instrument, int key, double seconds)
{
    synth.noteOn(0, instrument, key, static_cast<float>(kStrikeLevel));
    std::vector<float> left;
    std::array<float, kBlockFrames> l{};
    std::array<float, kBlockFrames> r{};
    while (static_cast<double>(left.size()) < seconds * 48000) {
        synth.render(l.data(), r.data(), 1);
        left.insert(left.end(), l.begin(), l.end());
    }
    synth.noteOff(0, key);
    synth.silence();
    for (int block = 0; block < 1500; ++block)
        synth.render(l.data(), r.data(), 1);
    return left;
}

double peakDbOf(const std::vector<float> &samples)
{
    float most = 0;
    for (const float x : samples)
        most = std::max(most, std::abs(x));
    return db(static_cast<double>(most));
}

} // namespace

void tst_embedded_bank::theAppsSynthesizerPlaysThemAtThisLevel()
{
    SynthSpec spec;
    spec.bytes = embeddedBank();
    spec.instruments = soundsOf(Bank::Embedded);
    auto synth = FluidSynthesizer::create(spec);
    QVERIFY2(synth, synth ? "" : synth.error().c_str());
    QVERIFY((*synth)->replacements().empty());
    const auto &entries = Catalogue::builtIn().entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const int key = keysOf(entries[i].instrument)[entries[i].instrument.pitched ? 1 : 0];
        const double app = peakDbOf(heard(**synth, static_cast<int>(i), key, 0.8));
        const double meter = db(measure(strike(entries[i].embedded, key, kStrikeLevel)).peak);
        // with its reverb, which the meter leaves out
        QVERIFY2(std::abs(app - meter) <= 1.6, qPrintable(QStringLiteral("%1: %2 for %3 dBFS").arg(QString::fromStdString(entries[i].instrument.id)).arg(app).arg(meter)));
    }
}

void tst_embedded_bank::debiansBankIsAsLoudAndPeaksWhereTheCatalogueSays()
{
    QFETCH(int, index);
    if (!QFile::exists(QString::fromStdString(kDebiansBank)))
        QSKIP("fluid-soundfont-gm is not installed");
    auto meter = StrikeMeter::open(kDebiansBank);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    const CatalogueEntry &entry = entryAt(index);
    std::vector<double> loudness;
    std::vector<double> peaks;
    for (const int key : keysInPlay(entry.instrument)) {
        const auto recording = meter->strike(*entry.gm, key, kStrikeLevel, kHoldSeconds, kLoudSeconds);
        QVERIFY2(recording, recording ? "" : recording.error().c_str());
        loudness.push_back(momentaryLoudness(*recording));
        peaks.push_back(db(measure(*recording).peak));
    }
    // Its samples differ along the range; of what has no pitch the big pad's stroke counts.
    const double loud = entry.instrument.pitched ? meanLoudness(loudness) : loudness.front();
    QVERIFY2(std::abs(loud - kStrikeLufs) <= 1.0, qPrintable(number(loud)));
    const auto [lowest, highest] = std::minmax_element(peaks.begin(), peaks.end());
    QVERIFY2(std::abs(*lowest - static_cast<double>(entry.gm->peakDb)) <= 1.0, qPrintable(number(*lowest)));
    QVERIFY2(*highest <= kHighestPeakDb, qPrintable(number(*highest)));
}

void tst_embedded_bank::besideDebiansBankTheOthersSoundAsTheyAre()
{
    if (!QFile::exists(QString::fromStdString(kDebiansBank)))
        QSKIP("fluid-soundfont-gm is not installed");
    SynthSpec spec;
    spec.bytes = embeddedBank();
    spec.instruments = soundsOf(Bank::Embedded);
    const auto alone = FluidSynthesizer::create(spec);
    spec.path = kDebiansBank;
    spec.instruments = soundsOf(Bank::Gm);
    const auto beside = FluidSynthesizer::create(spec);
    QVERIFY(alone && beside);
    QVERIFY((*beside)->replacements().empty());
    const auto &entries = Catalogue::builtIn().entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const int key = keysOf(entries[i].instrument)[0];
        // The second strike: FluidSynth fades a voice in the first time it is used, and they may not have used the same.
        const auto second = [&](Synth &synth) {
            heard(synth, static_cast<int>(i), key, 0.01);
            return heard(synth, static_cast<int>(i), key, 0.2);
        };
        const auto a = second(**alone);
        const auto b = second(**beside);
        double apart = 0;
        for (std::size_t frame = 0; frame < a.size(); ++frame)
            apart = std::max(apart, static_cast<double>(std::abs(a[frame] - b[frame])));
        QVERIFY2((apart < 1e-4) == !entries[i].gm, qPrintable(QStringLiteral("%1: %2").arg(QString::fromStdString(entries[i].instrument.id)).arg(apart)));
    }
}

QTEST_APPLESS_MAIN(tst_embedded_bank)
#include "tst_embedded_bank.moc"
