// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "sound/fluid_synthesizer.h"
#include "sound/tiny_soundfont.h"
#include "sound/wav_writer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <sndfile.h>

using namespace tutti;
using namespace tutti::test;

class TestWavWriter : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::vector<std::byte> m_tiny = TinySoundFont().bytes();

    QByteArray playInto(const QString &name)
    {
        SynthSpec spec;
        spec.bytes = m_tiny;
        spec.instruments = {{0, 0, 0}};
        auto synth = FluidSynthesizer::create(spec);
        if (!synth)
            qFatal("%s", synth.error().c_str());
        Engine engine(48000, std::move(*synth));
        engine.play(1, 0, 0, 60, 0.8F, 500'000, 1'000'000);
        auto writer = WavWriter::create(m_folder.filePath(name).toStdString());
        if (!writer || !(*writer)->renderTo(engine, 30'000) || !(*writer)->renderTo(engine, 96'000) || !(*writer)->finish())
            qFatal("not written");
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("not there");
        return file.readAll();
    }

private slots:
    void aNoteLiesInTheFileWhereItsTimeSays()
    {
        playInto(QStringLiteral("a.wav"));
        SF_INFO info{};
        SNDFILE *file = sf_open(m_folder.filePath(QStringLiteral("a.wav")).toUtf8().constData(), SFM_READ, &info);
        QVERIFY(file != nullptr);
        QCOMPARE(info.frames, sf_count_t{96'000});
        QCOMPARE(info.samplerate, 48'000);
        QCOMPARE(info.channels, 2);
        QCOMPARE(info.format & SF_FORMAT_SUBMASK, int{SF_FORMAT_FLOAT});
        std::vector<float> samples(2 * 96'000);
        QCOMPARE(sf_readf_float(file, samples.data(), 96'000), sf_count_t{96'000});
        sf_close(file);
        std::int64_t first = -1;
        for (std::size_t i = 0; i < 96'000 && first < 0; ++i)
            if (std::abs(samples[2 * i]) > 0.01F || std::abs(samples[2 * i + 1]) > 0.01F)
                first = static_cast<std::int64_t>(i);
        QVERIFY2(first >= 24'000 && first < 24'000 + 2 * kBlockFrames, qPrintable(QString::number(first)));
        float after = 0;
        for (std::size_t i = 2 * 90'000; i < samples.size(); ++i)
            after = std::max(after, std::abs(samples[i]));
        QVERIFY(after < 0.01F);
    }

    void theSameNotesGiveTheSameBytes()
    {
        const QByteArray once = playInto(QStringLiteral("once.wav"));
        QVERIFY(once.startsWith("RIFF"));
        QVERIFY(once.size() > 96'000 * 8);
        QVERIFY(once == playInto(QStringLiteral("twice.wav")));
    }

    void aFolderThatIsNotThereIsASentence()
    {
        const auto writer = WavWriter::create(m_folder.filePath(QStringLiteral("no/such/song.wav")).toStdString());
        QVERIFY(!writer);
        QCOMPARE(QString::fromStdString(writer.error()),
                 QStringLiteral("song.wav cannot be written. Choose another folder, or make room on the disk."));
    }

    void aFullDiskIsASentence()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("there is no /dev/full");
        // The header alone fits no more; whichever call notices, one of them does.
        auto writer = WavWriter::create("/dev/full");
        if (writer) {
            const std::vector<float> sound(2 * 48'000, 0.1F);
            const auto written = (*writer)->write(sound.data(), 48'000);
            const auto finished = (*writer)->finish();
            QVERIFY(!written || !finished);
        }
    }
};

QTEST_GUILESS_MAIN(TestWavWriter)
#include "tst_wav_writer.moc"
