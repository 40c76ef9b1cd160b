// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include <QtTest>

#include <limits>
#include <map>
#include <random>

using namespace tutti;
using Kind = SynthEvent::Kind;

namespace {

/// The block a session time lands on when there is no clock: the first one not before it.
std::int64_t blockAt(std::int64_t us)
{
    const std::int64_t frame = (us * 48 + 999) / 1000;
    return (frame + kBlockFrames - 1) / kBlockFrames * kBlockFrames;
}

/// Something a GUI thread may do, and after how many frames.
struct Deed {
    std::int64_t frame = 0;
    int what = 0;
    std::int64_t id = 0;
    int channel = 0;
    int key = 0;
    std::int64_t atUs = Command::kNow;
    std::int64_t endsUs = Command::kHeld;
};

std::vector<Deed> randomScript(unsigned seed, std::int64_t frames)
{
    std::mt19937 random(seed);
    std::vector<Deed> script;
    std::int64_t id = 0;
    for (std::int64_t frame = 0; frame < frames; frame += static_cast<std::int64_t>(random() % 400)) {
        const std::int64_t us = frame * 1000 / 48;
        Deed deed{frame, static_cast<int>(random() % 40), ++id, static_cast<int>(random() % 16), static_cast<int>(40 + random() % 20)};
        if (random() % 3 == 0)
            deed.atUs = us - 20'000 + static_cast<std::int64_t>(random() % 100'000);
        if (random() % 3 == 0)
            deed.endsUs = us + static_cast<std::int64_t>(random() % 200'000);
        script.push_back(deed);
    }
    return script;
}

void perform(Engine &engine, const Deed &deed)
{
    if (deed.what < 22)
        engine.play(deed.id, deed.channel, 3, deed.key, 0.5F, deed.atUs, deed.endsUs);
    else if (deed.what < 34)
        engine.release(std::max<std::int64_t>(1, deed.id - deed.key / 4), deed.atUs);
    else if (deed.what == 34)
        engine.cancelPlanned(deed.frame * 1000 / 48);
    else if (deed.what == 35)
        engine.channelGain(deed.channel, static_cast<float>(-deed.key), deed.key);
    else if (deed.what == 36)
        engine.masterGain(static_cast<float>(-deed.key % 7), deed.key);
    else if (deed.what == 37)
        engine.stop();
    else
        engine.resume(deed.atUs);
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT

private slots:
    void aStrikeLandsOnTheNextBlockAndSoDoesItsEnd()
    {
        Rig rig;
        rig.render(100);
        QVERIFY(rig.strike(1, 4, 67, 0.7F));
        rig.render(100);
        rig.engine->release(1, Command::kNow);
        rig.render(200);
        const std::vector<SynthEvent> expected{{Kind::On, 128, 4, 67, 0, 0.7F}, {Kind::Off, 256, 4, 67, 0, 0}};
        QCOMPARE(rig.record.events, expected);
    }

    void oddBlockSizesGiveTheSameEventsAndTheSameSound_data()
    {
        QTest::addColumn<int>("slice");
        for (const int slice : {1, 63, 65, 257, 4096})
            QTest::addRow("%d frames", slice) << slice;
    }
    void oddBlockSizesGiveTheSameEventsAndTheSameSound()
    {
        QFETCH(int, slice);
        constexpr std::int64_t kFrames = 100'000;
        for (unsigned seed = 0; seed < 4; ++seed) {
            const std::vector<Deed> script = randomScript(seed, kFrames);
            const auto run = [&](int size) {
                auto rig = std::make_unique<Rig>(FakeSynth::Voice{0.2F, 440});
                for (const Deed &deed : script) {
                    rig->render(static_cast<int>(deed.frame - static_cast<std::int64_t>(rig->left.size())), size);
                    perform(*rig->engine, deed);
                }
                rig->render(20'000, size);
                return rig;
            };
            const auto reference = run(kBlockFrames);
            const auto other = run(slice);
            QVERIFY(reference->record.count(Kind::On) > 20);
            QVERIFY(reference->record.events == other->record.events);
            QVERIFY(reference->left == other->left);
            QVERIFY(reference->right == other->right);
        }
    }

    void aKeyEndsWhenTheLastNoteOnItHasEnded()
    {
        Rig rig;
        rig.strike(1);
        rig.strike(2);
        rig.render(64);
        QCOMPARE(rig.record.count(Kind::On), 2);
        QCOMPARE(rig.engine->state().openNotes, 2);
        rig.engine->release(1, Command::kNow);
        rig.render(64);
        QCOMPARE(rig.record.count(Kind::Off), 0);
        rig.engine->release(2, Command::kNow);
        rig.render(64);
        QCOMPARE(rig.record.count(Kind::Off), 1);
        QCOMPARE(rig.engine->state().openNotes, 0);
    }

    void aTapThatBeganAndEndedSinceTheLastBlockSoundsForABlock()
    {
        Rig rig;
        rig.strike(1);
        rig.engine->release(1, Command::kNow);
        rig.render(256);
        const std::vector<SynthEvent> expected{{Kind::On, 0, 0, 60, 0, 0.8F}, {Kind::Off, 64, 0, 60, 0, 0}};
        QCOMPARE(rig.record.events, expected);
    }

    void plannedNotesLandOnTheFirstBlockAtOrAfterTheirTime()
    {
        Rig rig;
        std::mt19937 random(3);
        std::map<int, std::int64_t> expected; // by key
        for (int i = 0; i < 100; ++i) {
            const auto us = static_cast<std::int64_t>(random() % 900'000);
            QVERIFY(rig.engine->play(i, 12, 0, i, 0.5F, us, us + 50'000));
            expected[i] = us;
        }
        rig.renderMs(1100);
        QCOMPARE(rig.of(Kind::On).size(), std::size_t{100});
        QCOMPARE(rig.of(Kind::Off).size(), std::size_t{100});
        for (const SynthEvent &on : rig.of(Kind::On))
            QCOMPARE(on.frame, blockAt(expected[on.key]));
        for (const SynthEvent &off : rig.of(Kind::Off))
            QCOMPARE(off.frame, blockAt(expected[off.key] + 50'000));
    }

    void withACallbackClockPlannedNotesLandWithinABlockOfTheirTime_data()
    {
        QTest::addColumn<int>("period");
        QTest::newRow("whole blocks") << 256;
        QTest::newRow("parts of blocks") << 100;
    }
    void withACallbackClockPlannedNotesLandWithinABlockOfTheirTime()
    {
        QFETCH(int, period);
        Rig rig;
        std::mt19937 random(5);
        constexpr std::int64_t kStartUs = 7'000'000; // the session began before the stream
        std::int64_t frame = 0;
        std::int64_t id = 0;
        std::map<std::int64_t, std::int64_t> due; // instrument -> time
        while (frame < 20 * Rig::kRate) {
            const std::int64_t trueUs = kStartUs + frame * 1000 / 48;
            const auto jitter = static_cast<std::int64_t>(random() % 200);
            if (frame > 6 * Rig::kRate && frame / period % 20 == 0) {
                const std::int64_t us = trueUs + 300'000 + static_cast<std::int64_t>(random() % 5000);
                due[++id] = us;
                QVERIFY(rig.engine->play(id, 12, static_cast<int>(id), 60, 0.5F, us, us + 1000));
            }
            rig.engine->beginCallback(trueUs + jitter);
            rig.render(period, period);
            frame += period;
        }
        const auto ons = rig.of(Kind::On);
        QVERIFY(ons.size() > 100);
        for (const SynthEvent &on : ons) {
            // The mean of the jitter, 100 us or 5 frames, is the clock's own and not the map's.
            const double wanted = static_cast<double>(due[on.instrument] - kStartUs - 100) * 0.048;
            const double off = static_cast<double>(on.frame) - wanted;
            QVERIFY2(off > -6 && off < kBlockFrames + 6, qPrintable(QString::number(off)));
        }
    }

    void afterAStallOfTheStreamEachSeatSoundsOnce()
    {
        Rig rig;
        for (std::int64_t us = 0; us <= 1'000'000; us += 10'000) {
            rig.engine->beginCallback(us);
            rig.render(480);
        }
        rig.strike(1, 0, 60);
        rig.engine->beginCallback(1'010'000);
        rig.render(480);
        QCOMPARE(rig.record.count(Kind::On), 1);

        // Nobody asks for sound for a second and a half, and two seats go on drumming.
        for (int i = 0; i < 12; ++i) {
            rig.strike(10 + i, i % 2, 70 + i);
            if (i < 8)
                rig.engine->release(10 + i, Command::kNow);
        }
        rig.engine->play(40, 12, 0, 50, 0.5F, 2'600'000, 2'700'000);
        rig.engine->beginCallback(2'510'000);
        rig.render(480);
        const auto ons = rig.of(Kind::On);
        QCOMPARE(ons.size(), std::size_t{3});
        QCOMPARE(ons[1].key, 70);
        QCOMPARE(ons[2].key, 71);
        QCOMPARE(rig.engine->state().notesLate, std::uint64_t{10});

        // From here on all is as before: what is planned comes, what is struck sounds, what was held ends.
        rig.strike(50, 0, 90);
        for (std::int64_t us = 2'520'000; us <= 2'800'000; us += 10'000) {
            rig.engine->beginCallback(us);
            rig.render(480);
        }
        QCOMPARE(rig.record.count(Kind::On), 5);
        for (int i = 8; i < 12; ++i)
            rig.engine->release(10 + i, Command::kNow);
        rig.engine->release(1, Command::kNow);
        rig.engine->release(50, Command::kNow);
        rig.render(480);
        QCOMPARE(rig.record.sounding, 0);
        QCOMPARE(rig.record.strayOffs, 0);
    }

    void aStalledScreenLosesNoPlannedNote()
    {
        Rig rig;
        rig.renderMs(1000);
        for (int i = 0; i < 300; ++i)
            QVERIFY(rig.engine->play(i, 13, 0, i % 128, 0.5F, 1'000'000 + i * 1000, 1'000'500 + i * 1000));
        rig.renderMs(350); // and nothing is posted
        QCOMPARE(rig.record.count(Kind::On), 300);
        QCOMPARE(rig.record.sounding, 0);
        QCOMPARE(rig.engine->state().notesLate, std::uint64_t{0});
    }

    void aPlannedNoteOverThirtyMillisecondsLateIsDroppedAndCounted()
    {
        Rig rig;
        rig.renderMs(1000);
        rig.engine->play(1, 12, 0, 60, 0.5F, 971'000, Command::kHeld);
        rig.engine->play(2, 12, 0, 61, 0.5F, 969'000, Command::kHeld);
        rig.renderMs(10);
        QCOMPARE(rig.record.count(Kind::On), 1);
        QCOMPARE(rig.of(Kind::On).front().key, 60);
        QCOMPARE(rig.engine->state().notesLate, std::uint64_t{1});
        rig.engine->release(1, Command::kNow);
        rig.engine->release(2, Command::kNow);
        rig.renderMs(10);
        QCOMPARE(rig.record.sounding, 0);
        QCOMPARE(rig.record.strayOffs, 0);
    }

    void anEndIsNeverTooLate()
    {
        Rig rig;
        rig.renderMs(2000);
        rig.strike(1);
        rig.render(128);
        rig.engine->release(1, 5000);
        rig.render(64);
        QCOMPARE(rig.record.count(Kind::Off), 1);
        // Nor one that was known from the start.
        rig.engine->play(2, 0, 0, 62, 0.5F, Command::kNow, 5000);
        rig.render(128);
        QCOMPARE(rig.record.count(Kind::On), 2);
        QCOMPARE(rig.record.sounding, 0);
    }

    void aReleaseForLaterWaitsForItsTime()
    {
        Rig rig;
        rig.strike(1);
        rig.render(64);
        rig.engine->release(1, 100'000);
        rig.renderMs(200);
        QCOMPARE(rig.of(Kind::Off).size(), std::size_t{1});
        QCOMPARE(rig.of(Kind::Off).front().frame, blockAt(100'000));
    }

    void aNoteReleasedBeforeItsTimeStillSounds()
    {
        Rig rig;
        rig.engine->play(1, 0, 0, 60, 0.5F, 50'000, Command::kHeld);
        rig.engine->release(1, 30'000);
        rig.renderMs(100);
        QCOMPARE(rig.of(Kind::On).front().frame, blockAt(50'000));
        QCOMPARE(rig.of(Kind::Off).front().frame, blockAt(50'000) + kBlockFrames);
    }

    void anEarlierReleaseOverridesAKnownEnd()
    {
        Rig rig;
        rig.engine->play(1, 0, 0, 60, 0.5F, Command::kNow, 500'000);
        rig.render(64);
        rig.engine->release(1, 100'000);
        rig.engine->release(1, 300'000);
        rig.renderMs(200);
        QCOMPARE(rig.of(Kind::Off).size(), std::size_t{1});
        QCOMPARE(rig.of(Kind::Off).front().frame, blockAt(100'000));
        rig.strike(2); // the old end, at 500 ms, is none of this one's
        rig.renderMs(500);
        QCOMPARE(rig.record.sounding, 1);
        QCOMPARE(rig.engine->state().openNotes, 1);
    }

    void cancellingTakesBackWhatHasNotBegunAndNothingElse()
    {
        Rig rig;
        rig.engine->play(1, 12, 0, 40, 0.5F, 10'000, 400'000);
        rig.engine->play(2, 12, 0, 41, 0.5F, 200'000, 400'000);
        rig.renderMs(100);
        rig.engine->play(3, 12, 0, 42, 0.5F, 200'000, 400'000); // on its way when it is cancelled
        rig.strike(4, 0, 43);                                   // a touch is not planned
        rig.engine->cancelPlanned();
        rig.engine->play(5, 12, 0, 44, 0.5F, 200'000, 400'000);
        rig.renderMs(200);
        std::vector<int> keys;
        for (const SynthEvent &on : rig.of(Kind::On))
            keys.push_back(on.key);
        QCOMPARE(keys, (std::vector<int>{40, 43, 44}));
        rig.engine->release(4, Command::kNow);
        rig.renderMs(300);
        QCOMPARE(rig.record.sounding, 0);
        QCOMPARE(rig.engine->state().openNotes, 0);
    }

    void aHeldNoteTheCallerCountsAsCancelledIsEndedIfItHadJustBegun()
    {
        Rig rig;
        rig.engine->play(1, 12, 0, 40, 0.5F, 90'000, Command::kHeld);
        rig.engine->play(2, 12, 0, 41, 0.5F, 101'000, Command::kHeld);
        rig.renderMs(110); // both sound
        QCOMPARE(rig.record.sounding, 2);
        rig.engine->cancelPlanned(95'000); // but the caller got only this far
        rig.render(128);
        QCOMPARE(rig.record.sounding, 1);
        QCOMPARE(rig.of(Kind::Off).front().key, 41);
        rig.engine->release(1, Command::kNow);
        rig.render(128);
        QCOMPARE(rig.record.sounding, 0);
    }

    void whatIsDueWhenItIsCancelledStillSounds()
    {
        Rig rig;
        rig.renderMs(100);
        rig.engine->play(1, 12, 0, 40, 0.5F, 100'000, 200'000);
        rig.engine->cancelPlanned(100'000);
        rig.renderMs(20);
        QCOMPARE(rig.record.count(Kind::On), 1);
    }

    void aFullRingDropsAndCountsAndEveryOtherNoteSounds()
    {
        Rig rig;
        int accepted = 0;
        for (int i = 0; i < 3000; ++i)
            accepted += rig.engine->play(i, i % 12, 0, i % 128, 0.5F, Command::kNow, 100'000) ? 1 : 0;
        QCOMPARE(accepted, static_cast<int>(CommandRing::kCapacity));
        QCOMPARE(rig.engine->state().notesDropped, static_cast<std::uint64_t>(3000 - accepted));
        rig.render(64);
        const auto sounded = static_cast<std::uint64_t>(rig.record.count(Kind::On));
        QCOMPARE(sounded, std::uint64_t{NoteBook::kPlanned + NoteBook::kLive});
        QCOMPARE(rig.engine->state().notesDropped, 3000 - sounded);
        rig.renderMs(200);
        QCOMPARE(rig.record.sounding, 0);
        QCOMPARE(rig.engine->state().openNotes, 0);
    }

    void aFullScheduleRefusesPlansButNoTouch()
    {
        Rig rig;
        for (int i = 0; i < 1500; ++i)
            rig.engine->play(i, 12, 0, i % 128, 0.5F, 500'000 + i, 600'000);
        rig.render(64);
        QCOMPARE(rig.engine->state().notesDropped, std::uint64_t{1500 - NoteBook::kPlanned});
        for (int i = 0; i < 40; ++i)
            QVERIFY(rig.strike(2000 + i, i % 12, 30 + i));
        rig.render(64);
        QCOMPARE(rig.record.count(Kind::On), 40);
        rig.renderMs(700);
        QCOMPARE(rig.record.count(Kind::On), 40 + static_cast<int>(NoteBook::kPlanned));
        QCOMPARE(rig.record.sounding, 40);
    }

    void aFullRingStillEndsEveryHeldNote()
    {
        Rig rig;
        for (int i = 0; i < 300; ++i)
            QVERIFY(rig.strike(i, i % 12, i % 128));
        rig.render(64);
        while (rig.engine->play(100'000, 12, 0, 60, 0.5F, 50'000, 60'000)) { }
        for (int i = 0; i < 300; ++i)
            rig.engine->release(i, Command::kNow);
        rig.renderMs(200);
        QCOMPARE(rig.record.sounding, 0);
        QCOMPARE(rig.engine->state().openNotes, 0);
    }

    void nothingIsLeftSoundingWhateverHappened_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<bool>("ownKeys");
        for (int seed = 0; seed < 30; ++seed)
            QTest::addRow("seed %d", seed) << seed << (seed % 2 == 0);
    }
    void nothingIsLeftSoundingWhateverHappened()
    {
        QFETCH(int, seed);
        QFETCH(bool, ownKeys); // no two notes on one key: each on must have exactly one off
        std::mt19937 random(static_cast<unsigned>(seed));
        Rig rig;
        std::vector<std::int64_t> held;
        bool stopped = false;
        std::int64_t id = 0;
        const auto nowUs = [&] { return static_cast<std::int64_t>(rig.left.size()) * 1000 / 48; };
        for (int i = 0; i < 4000; ++i) {
            const unsigned dice = random() % 1000;
            if (dice < 600) {
                if (ownKeys && id == 16 * 128 - 1)
                    continue;
                ++id;
                const int slot = ownKeys ? static_cast<int>(id) : static_cast<int>(random() % 40);
                const std::int64_t at = random() % 2 ? Command::kNow : nowUs() + static_cast<std::int64_t>(random() % 400'000) - 60'000;
                const bool ends = random() % 2 != 0;
                const bool ok = rig.engine->play(id, slot / 128, 0, slot % 128, 0.5F, at,
                                                 ends ? nowUs() + static_cast<std::int64_t>(random() % 600'000) : Command::kHeld);
                if (ok && !ends)
                    held.push_back(id);
            } else if (dice < 960) {
                if (held.empty())
                    continue;
                std::swap(held[random() % held.size()], held.back());
                rig.engine->release(held.back(), random() % 3 ? Command::kNow : nowUs() + static_cast<std::int64_t>(random() % 300'000));
                held.pop_back();
            } else if (dice < 965) { // any id: most have ended, some end earlier than they would
                rig.engine->release(1 + static_cast<std::int64_t>(random() % 3000), nowUs() + 10'000);
            } else if (dice < 970) {
                rig.engine->cancelPlanned(random() % 2 ? Command::kNow : nowUs());
            } else if (dice < 972) {
                rig.engine->stop();
                stopped = true;
            } else if (dice < 976) {
                rig.engine->resume(random() % 2 ? Command::kNow : nowUs() + 20'000);
                stopped = false;
            } else {
                rig.render(static_cast<int>(random() % 200));
            }
            QVERIFY(rig.engine->state().openNotes >= 0);
        }
        for (const std::int64_t note : held)
            rig.engine->release(note, Command::kNow);
        if (stopped)
            rig.engine->resume(Command::kNow);
        rig.renderMs(1500);
        QVERIFY(rig.record.count(Kind::On) > 50);
        QCOMPARE(rig.record.sounding, 0);
        QCOMPARE(rig.record.strayOffs, 0);
        QCOMPARE(rig.engine->state().openNotes, 0);
        if (!ownKeys)
            return;
        std::map<int, std::pair<int, int>> told; // key -> ons, offs
        for (const SynthEvent &e : rig.record.events) {
            if (e.kind == Kind::On)
                ++told[e.channel * 128 + e.key].first;
            else if (e.kind == Kind::Off)
                ++told[e.channel * 128 + e.key].second;
        }
        for (const auto &[key, times] : told)
            QVERIFY(times == std::pair(1, 1));
    }

    void stopIsSilentWithinATenthOfASecondAndNeverAClick()
    {
        Rig rig({0.0F, 0, 0.3F}); // a tail that would sound for ever
        rig.strike(1);
        rig.renderMs(50);
        const std::size_t at = rig.left.size();
        rig.engine->stop();
        rig.renderMs(300);
        QVERIFY(rig.peakFrom(at + 4800) == 0.0F);
        QVERIFY2(rig.stepFrom(at - 1) < 0.0005F, qPrintable(QString::number(rig.stepFrom(at - 1))));
        QCOMPARE(rig.record.sounding, 0);
        QCOMPARE(rig.record.count(Kind::Off), 1);
        QCOMPARE(rig.record.count(Kind::Silence), 1);
        QVERIFY(rig.engine->state().stopped);
        QCOMPARE(rig.engine->state().peak, 0.0F);
    }

    void stopWorksWithAFullRingAndNothingPostedBeforeItSounds()
    {
        Rig rig({0.1F, 440});
        rig.engine->play(1, 12, 0, 60, 0.5F, 20'000, Command::kHeld);
        rig.renderMs(5);
        while (rig.engine->play(2, 12, 0, 61, 0.5F, Command::kNow, 50'000)) { }
        rig.engine->stop();
        const std::size_t at = rig.left.size();
        rig.renderMs(100);
        QCOMPARE(rig.record.count(Kind::On), 0);
        rig.engine->resume(Command::kNow);
        rig.renderMs(1000);
        QCOMPARE(rig.record.count(Kind::On), 0);
        QCOMPARE(rig.peakFrom(at), 0.0F);
    }

    void afterAStopThereIsRoomForAsManyHeldNotesAsBefore()
    {
        Rig rig;
        for (int round = 0; round < 5; ++round) {
            for (int i = 0; i < static_cast<int>(CommandRing::kMaxHeld); ++i)
                QVERIFY(rig.strike(1000 * round + i, i % 12, i % 128));
            rig.engine->stop();
            rig.renderMs(100);
            rig.engine->resume(Command::kNow);
            rig.renderMs(20);
        }
        QCOMPARE(rig.engine->state().notesDropped, std::uint64_t{0});
        QCOMPARE(rig.record.sounding, 0);
    }

    void whileStoppedNothingIsTakenAndNothingIsCountedAsLost()
    {
        Rig rig;
        rig.engine->stop();
        QVERIFY(!rig.strike(1));
        rig.renderMs(200);
        QVERIFY(!rig.strike(2));
        rig.renderMs(200);
        QCOMPARE(rig.record.count(Kind::On), 0);
        QCOMPARE(rig.engine->state().notesDropped, std::uint64_t{0});
    }

    void afterTheStopSoundReturnsTwelveDecibelsDownAndRisesOverFourSeconds()
    {
        Rig rig({0.0F, 0, 0.2F});
        rig.renderMs(50);
        rig.engine->stop();
        rig.renderMs(950);
        const std::size_t at = rig.left.size();
        rig.engine->resume(1'100'000);
        rig.renderMs(100);
        QCOMPARE(rig.peakFrom(at), 0.0F); // not before its time
        const auto db = [&] { return 20 * std::log10(rig.left.back() / 0.2F); };
        rig.renderMs(20);
        QVERIFY(std::abs(db() + 12) < 0.2);
        rig.renderMs(1980);
        QVERIFY(std::abs(db() + 6) < 0.1);
        rig.renderMs(2020);
        QVERIFY(std::abs(db()) < 0.01);
        QVERIFY2(rig.stepFrom(at) < 0.001F, qPrintable(QString::number(rig.stepFrom(at))));
        QVERIFY(!rig.engine->state().stopped);
    }

    void whatIsPlayedAfterTheResumeSoundsEvenBeforeTheFallIsOver()
    {
        Rig rig;
        rig.renderMs(10);
        rig.engine->stop();
        rig.renderMs(10);
        rig.engine->resume(20'000);
        QVERIFY(rig.strike(1, 0, 60));
        QVERIFY(rig.engine->play(2, 12, 0, 61, 0.5F, 300'000, 400'000));
        rig.renderMs(500);
        const auto ons = rig.of(Kind::On);
        QCOMPARE(ons.size(), std::size_t{2});
        QVERIFY(ons[0].frame >= 70 * 48 && ons[0].frame <= 75 * 48);
        QCOMPARE(ons[1].frame, blockAt(300'000));
    }

    void aResumeWithoutAStopChangesNothing()
    {
        Rig rig({0.0F, 0, 0.2F});
        rig.engine->resume(Command::kNow);
        rig.renderMs(20);
        QCOMPARE(rig.left.front(), 0.2F);
        QCOMPARE(rig.left.back(), 0.2F);
    }

    void stopResumeStopBetweenTwoBlocksIsStopped()
    {
        Rig rig({0.1F, 440});
        rig.strike(1);
        rig.render(640);
        rig.engine->stop();
        rig.engine->resume(Command::kNow);
        rig.strike(2, 1, 61);
        rig.engine->stop();
        rig.renderMs(1000);
        QVERIFY(rig.engine->state().stopped);
        QCOMPARE(rig.record.count(Kind::On), 1);
        QCOMPARE(rig.left.back(), 0.0F);
    }

    void fortyFullVoicesStayUnderTheCeiling_data()
    {
        QTest::addColumn<float>("bad");
        QTest::newRow("sane") << 0.0F;
        QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("infinite") << -std::numeric_limits<float>::infinity();
    }
    void fortyFullVoicesStayUnderTheCeiling()
    {
        QFETCH(float, bad);
        Rig rig({1.0F, 997, 0, bad});
        for (int i = 0; i < 40; ++i)
            QVERIFY(rig.strike(i, i % 12, 40 + i, 1.0F));
        rig.renderMs(1000);
        for (std::size_t i = 0; i < rig.left.size(); ++i)
            QVERIFY(std::abs(rig.left[i]) <= Mixer::kCeiling && std::abs(rig.right[i]) <= Mixer::kCeiling);
        QVERIFY(rig.peakFrom(0) > 0.9F * 2 * Mixer::kUsualPeak);
    }

    void twelveSeatsAtOnceAreAtMostSixDecibelsAboveOneAlone()
    {
        const auto peak = [](int seats) {
            Rig rig({0.3125F, 440}); // 0.25 at level 0.8
            for (int seat = 0; seat < seats; ++seat)
                rig.strike(seat, seat, 60, 0.8F);
            rig.renderMs(500);
            return rig.peakFrom(0);
        };
        QVERIFY(std::abs(peak(1) - 0.25F) < 0.001F);
        QVERIFY(peak(12) <= 2 * peak(1));
    }

    void aSeatsGainMovesInSmallStepsAndAtMostOnceABlock()
    {
        Rig rig;
        rig.engine->channelGain(3, -24, 400);
        rig.renderMs(500);
        const auto gains = rig.of(Kind::Gain);
        QVERIFY(gains.size() > 100);
        for (std::size_t i = 0; i < gains.size(); ++i) {
            QCOMPARE(gains[i].channel, 3);
            if (i == 0)
                continue;
            QVERIFY(gains[i].frame > gains[i - 1].frame);
            QVERIFY(gains[i].value < gains[i - 1].value && gains[i].value > gains[i - 1].value - 0.3F);
        }
        QCOMPARE(gains.back().value, -24.0F);
        rig.engine->channelGain(3, -24, 400); // no change, no call
        rig.renderMs(500);
        QCOMPARE(rig.of(Kind::Gain).size(), gains.size());
        rig.engine->channelGain(3, std::numeric_limits<float>::quiet_NaN(), 0);
        rig.renderMs(10);
        QCOMPARE(rig.of(Kind::Gain).back().value, -24.0F);
        rig.engine->channelGain(3, 6, 0); // never above what the synth gives
        rig.renderMs(10);
        QCOMPARE(rig.of(Kind::Gain).back().value, 0.0F);
    }

    void gainsGetThroughAFullRing()
    {
        Rig rig;
        while (rig.engine->play(1, 0, 0, 60, 0.5F, Command::kNow, 1000)) { }
        for (int i = 0; i < 5000; ++i)
            rig.engine->masterGain(static_cast<float>(-i % 30), 0);
        rig.engine->masterGain(-9, 0);
        rig.engine->volume(-3);
        rig.renderMs(5000);
        QVERIFY(std::abs(rig.engine->state().masterDb + 12) < 0.01F);
    }

    void theOldSynthGetsTheEndsOfItsNotesAndComesBackWhenItIsQuiet()
    {
        FakeSynth::Record second;
        Rig rig({0.1F, 440});
        rig.strike(1, 2, 60);
        rig.render(64);
        rig.engine->channelGain(2, -6, 0);
        rig.render(64);
        rig.engine->swapSynth(std::make_unique<FakeSynth>(second, FakeSynth::Voice{0.1F, 440}));
        rig.strike(2, 2, 62);
        rig.renderMs(100);
        QCOMPARE(second.count(Kind::On), 1);
        QCOMPARE(second.events[2].value, -6.0F); // it knows the gains
        QCOMPARE(rig.record.count(Kind::On), 1);
        QVERIFY(!rig.engine->takeRetired());
        rig.engine->release(1, Command::kNow);
        rig.renderMs(10);
        QCOMPARE(rig.record.sounding, 0);
        QCOMPARE(second.sounding, 1);
        QVERIFY(rig.engine->takeRetired());
        QCOMPARE(rig.record.alive, 0);
        rig.engine->release(2, Command::kNow);
        rig.renderMs(10);
        QCOMPARE(second.sounding, 0);
    }

    void anOldSynthThatNeverFallsQuietIsFadedOutWithinFiveSeconds()
    {
        FakeSynth::Record second;
        FakeSynth::Record third;
        Rig rig({0.0F, 0, 0.2F});
        rig.strike(1);
        rig.renderMs(10);
        rig.engine->swapSynth(std::make_unique<FakeSynth>(second));
        const std::size_t at = rig.left.size();
        rig.renderMs(4000);
        QCOMPARE(rig.left.back(), 0.2F);
        QVERIFY(!rig.engine->takeRetired());
        rig.renderMs(1010);
        QCOMPARE(rig.left.back(), 0.0F);
        QVERIFY(rig.stepFrom(at) < 0.0001F);
        QVERIFY(rig.engine->takeRetired());
        rig.engine->swapSynth(std::make_unique<FakeSynth>(third)); // takes the place that has become free
        rig.renderMs(10);
        rig.engine->release(1, Command::kNow); // its synth has gone
        rig.renderMs(10);
        rig.strike(2); // the same key, on the synth in its place
        rig.renderMs(10);
        QCOMPARE(third.sounding, 1);
        rig.engine->release(2, Command::kNow);
        rig.renderMs(10);
        QCOMPARE(third.sounding, 0);
        QCOMPARE(rig.engine->state().openNotes, 0);
        QCOMPARE(second.strayOffs + third.strayOffs, 0);
    }

    void manySwapsInARowLeakNothing()
    {
        FakeSynth::Record others;
        {
            Rig rig({0.1F, 440});
            std::mt19937 random(11);
            for (int i = 0; i < 60; ++i) {
                rig.strike(i, 0, 60);
                rig.render(static_cast<int>(random() % 300));
                rig.engine->swapSynth(std::make_unique<FakeSynth>(others, FakeSynth::Voice{0.1F, 440}));
                if (random() % 4 == 0)
                    (void)rig.engine->takeRetired();
            }
            rig.strike(1000, 0, 60);
            QVERIFY(others.alive > 1);
            for (int i = 0; i < 60; ++i)
                rig.engine->release(i, Command::kNow);
            rig.engine->release(1000, Command::kNow);
            for (int i = 0; i < 80; ++i) {
                rig.renderMs(100);
                (void)rig.engine->takeRetired();
            }
            QCOMPARE(others.alive, 1); // the one that plays
            QCOMPARE(others.sounding, 0);
            rig.engine->swapSynth(std::make_unique<FakeSynth>(others));
            rig.engine->swapSynth(std::make_unique<FakeSynth>(others));
            rig.render(64);
            rig.engine->swapSynth(std::make_unique<FakeSynth>(others));
            rig.engine.reset();
            QCOMPARE(rig.record.alive, 0);
        }
        QCOMPARE(others.alive, 0);
    }

    void withoutASynthThereIsSilenceAndThenTheFirstOne()
    {
        FakeSynth::Record record;
        Engine engine(48000, nullptr);
        std::array<float, 640> left;
        std::array<float, 640> right;
        QVERIFY(engine.play(1, 0, 0, 60, 0.5F, Command::kNow, Command::kHeld));
        engine.render(left.data(), right.data(), 640);
        for (const float sample : left)
            QCOMPARE(sample, 0.0F);
        engine.swapSynth(std::make_unique<FakeSynth>(record, FakeSynth::Voice{0.1F, 0, 0.2F}));
        engine.release(1, Command::kNow);
        QVERIFY(engine.play(2, 0, 0, 61, 0.5F, Command::kNow, Command::kHeld));
        engine.render(left.data(), right.data(), 640);
        QCOMPARE(record.count(Kind::On), 1);
        QCOMPARE(record.strayOffs, 0);
    }

    void nonsenseIsRefusedAndCounted()
    {
        Rig rig;
        QVERIFY(!rig.engine->play(1, 16, 0, 60, 0.5F, Command::kNow, Command::kHeld));
        QVERIFY(!rig.engine->play(1, -1, 0, 60, 0.5F, Command::kNow, Command::kHeld));
        QVERIFY(!rig.engine->play(1, 0, 0, 128, 0.5F, Command::kNow, Command::kHeld));
        QVERIFY(!rig.engine->play(1, 0, -1, 60, 0.5F, Command::kNow, Command::kHeld));
        QVERIFY(!rig.engine->play(1, 0, 0, 60, std::numeric_limits<float>::quiet_NaN(), Command::kNow, Command::kHeld));
        QCOMPARE(rig.engine->state().notesDropped, std::uint64_t{5});
        QVERIFY(rig.strike(1, 0, 60, 7.0F));
        rig.engine->channelGain(99, -3, 0);
        rig.render(64);
        QCOMPARE(rig.of(Kind::On).front().value, 1.0F);
    }

    void timesAsFarAsTheyGoDoNoHarm()
    {
        Rig rig;
        rig.engine->play(1, 0, 0, 60, 0.5F, INT64_MIN + 1, INT64_MAX - 1);
        rig.engine->play(2, 0, 0, 61, 0.5F, INT64_MAX, INT64_MIN);
        rig.engine->play(3, 0, 0, 62, 0.5F, Command::kNow, INT64_MAX - 1);
        rig.renderMs(10);
        QCOMPARE(rig.record.count(Kind::On), 1);
        QCOMPARE(rig.engine->state().notesLate, std::uint64_t{1});
        rig.engine->cancelPlanned();
        rig.engine->release(3, INT64_MIN + 1);
        rig.renderMs(10);
        QCOMPARE(rig.record.sounding, 0);
    }

    void theStateSaysWhereItStands()
    {
        Rig rig({0.0F, 0, 0.2F});
        rig.strike(1);
        rig.render(1000, 100);
        const EngineState state = rig.engine->state();
        QCOMPARE(state.frames, std::int64_t{1000});
        QCOMPARE(state.openNotes, 1);
        QCOMPARE(state.activeVoices, 1);
        QCOMPARE(state.peak, 0.2F);
        QVERIFY(!state.stopped);
    }
};

QTEST_APPLESS_MAIN(TestEngine)
#include "tst_engine.moc"
