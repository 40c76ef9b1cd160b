// SPDX-License-Identifier: GPL-3.0-or-later
// Apart from tst_sound_font: ThreadSanitizer cannot follow threads started after a process was.
#include "sound/sound_font_loader.h"
#include "sound/tiny_soundfont.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <array>

using namespace tutti;
using namespace tutti::test;

class TestSoundFontLoader : public QObject {
    Q_OBJECT

    std::vector<std::byte> m_tiny = TinySoundFont().bytes();

    SoundRequest request(int sampleRate = 48000) const
    {
        SoundRequest wanted;
        wanted.sampleRate = sampleRate;
        wanted.instruments = {{0, 0, 0}};
        wanted.embedded = m_tiny;
        return wanted;
    }

private slots:
    void itWorksAsideAndHandsOverOnce()
    {
        SoundFontLoader loader;
        QSignalSpy loaded(&loader, &SoundFontLoader::loaded);
        QVERIFY(!loader.busy());
        loader.load(request());
        QVERIFY(loader.busy());
        QVERIFY(!loader.take());
        QVERIFY(loaded.wait());
        QVERIFY(!loader.busy());
        std::optional<LoadedSound> sound = loader.take();
        QVERIFY(sound && sound->synth);
        QVERIFY(!loader.take());
        std::array<float, kBlockFrames> left{};
        std::array<float, kBlockFrames> right{};
        sound->synth->noteOn(0, 0, 60, 0.8F);
        sound->synth->render(left.data(), right.data(), 1);
        sound->synth->render(left.data(), right.data(), 1);
        QVERIFY(*std::ranges::max_element(left) > 0.05F);
        loader.dispose(std::move(sound->synth));
    }

    void onlyTheLatestWishIsHandedOver()
    {
        SoundFontLoader loader;
        QSignalSpy loaded(&loader, &SoundFontLoader::loaded);
        SoundRequest wrong = request();
        wrong.embedded = {};
        loader.load(wrong);
        loader.load(request());
        QVERIFY(loaded.wait());
        QVERIFY(loader.take()->synth);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(loaded.count(), 1);
    }

    void goingWhileItLoadsDoesNoHarm()
    {
        SoundFontLoader loader;
        loader.load(request());
    }
};

QTEST_GUILESS_MAIN(TestSoundFontLoader)
#include "tst_sound_font_loader.moc"
