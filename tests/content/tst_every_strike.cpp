// SPDX-License-Identifier: GPL-3.0-or-later
// What tst_embedded_bank looks at here and there, at every key, in every variation and at every velocity.
#include "content/catalogue.h"
#include "soundfont_data.h"
#include "strike_meter.h"

#include <QTemporaryFile>
#include <QTest>

#include <cmath>
#include <optional>

using namespace tutti;

class tst_every_strike : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyKeyIsEquallyLoud_data() { addEntries(); }
    void everyKeyIsEquallyLoud();
    void noVelocityLeapsFromTheOneBefore_data() { addEntries(); }
    void noVelocityLeapsFromTheOneBefore();

private:
    static void addEntries();
    Recording strike(const SoundAddress &address, int key, double level);

    QTemporaryFile m_file;
    std::optional<StrikeMeter> m_meter;
};

void tst_every_strike::initTestCase()
{
    QVERIFY(m_file.open());
    const auto bytes = embeddedBank();
    QCOMPARE(m_file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
    QVERIFY(m_file.flush());
    auto meter = StrikeMeter::open(m_file.fileName().toStdString());
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    m_meter.emplace(std::move(*meter));
}

void tst_every_strike::addEntries()
{
    QTest::addColumn<int>("index");
    const auto &entries = Catalogue::builtIn().entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
        QTest::newRow(entries[i].instrument.id.c_str()) << static_cast<int>(i);
}

Recording tst_every_strike::strike(const SoundAddress &address, int key, double level)
{
    auto recording = m_meter->strike(address, key, level, kHoldSeconds, 2.2);
    if (!recording)
        qFatal("%s", recording.error().c_str());
    return std::move(*recording);
}

void tst_every_strike::everyKeyIsEquallyLoud()
{
    QFETCH(int, index);
    const CatalogueEntry &entry = Catalogue::builtIn().entries()[static_cast<std::size_t>(index)];
    std::vector<int> keys = keysInPlay(entry.instrument);
    if (entry.instrument.pitched) {
        keys.clear();
        for (int key = entry.instrument.lowKey; key <= entry.instrument.highKey; ++key)
            keys.push_back(key);
    }
    for (int variation = 0; variation < entry.embedded.variations; ++variation)
        for (const int key : keys) {
            const Recording recording = strike(variationOf(entry.embedded, variation), key, kStrikeLevel);
            const double loudness = momentaryLoudness(recording);
            QVERIFY2(std::abs(loudness - kStrikeLufs) <= 1.0, qPrintable(QStringLiteral("key %1, variation %2: %3 LUFS").arg(key).arg(variation).arg(loudness)));
            QVERIFY2(20 * std::log10(measure(recording).peak) <= kHighestPeakDb, qPrintable(QString::number(key)));
        }
}

void tst_every_strike::noVelocityLeapsFromTheOneBefore()
{
    QFETCH(int, index);
    const CatalogueEntry &entry = Catalogue::builtIn().entries()[static_cast<std::size_t>(index)];
    std::vector<int> keys = keysInPlay(entry.instrument);
    if (entry.instrument.pitched)
        keys = {(entry.instrument.lowKey + entry.instrument.highKey) / 2};
    for (const int key : keys) {
        double loudBefore = 0;
        double colourBefore = 0;
        for (int velocity = 20; velocity <= 127; ++velocity) {
            const double level = velocity * velocity / (127.0 * 127.0);
            const Recording recording = strike(entry.embedded, key, level);
            const double loud = momentaryLoudness(recording) - 20 * std::log10(level); // beyond the curve from velocity to level
            const double colour = spectrumOf(recording).centroid();
            const QByteArray where = QStringLiteral("key %1, velocity %2: ").arg(key).arg(velocity).toUtf8();
            if (colourBefore > 0) {
                QVERIFY2(std::abs(loud - loudBefore) < 0.5, where + QByteArray::number(loud - loudBefore));
                QVERIFY2(colour > 0.9 * colourBefore && colour < 1.15 * colourBefore, where + QByteArray::number(colour / colourBefore));
            }
            loudBefore = loud;
            colourBefore = colour;
        }
    }
}

QTEST_APPLESS_MAIN(tst_every_strike)
#include "tst_every_strike.moc"
