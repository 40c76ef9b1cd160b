// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mixer.h"

#include "engine/block_math.h"

#include <QtTest>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace tutti;

namespace {

constexpr int kRate = 48000;
constexpr float kUsualCeiling = 2 * Mixer::kUsualPeak; // before anything was struck

/// A mixer fed with a constant, and all that came out of its left side.
struct Feed {
    Mixer mixer{kRate};
    Frames block{};
    std::vector<float> out;

    void run(int ms, float value)
    {
        for (int blocks = ms * kRate / 1000 / kBlockFrames; blocks > 0; --blocks) {
            std::array<float, kBlockFrames> left;
            std::array<float, kBlockFrames> right;
            left.fill(value);
            right.fill(-value);
            mixer.process(left.data(), right.data(), block);
            block += Frames{kBlockFrames};
            out.insert(out.end(), left.begin(), left.end());
        }
    }
    [[nodiscard]] double db(float input) const { return 20 * std::log10(out.back() / input); }
    [[nodiscard]] float step() const
    {
        float most = 0;
        for (std::size_t i = 1; i < out.size(); ++i)
            most = std::max(most, std::abs(out[i] - out[i - 1]));
        return most;
    }
};

} // namespace

class TestMixer : public QObject {
    Q_OBJECT

private slots:
    void thePeakOfABlockIsFoundAndSoIsWhatIsNotANumber()
    {
        std::array<float, kBlockFrames> block{};
        QCOMPARE(peakOf(block.data()), 0.0F);
        block[5] = 0.25F;
        block[63] = -0.5F;
        QCOMPARE(peakOf(block.data()), 0.5F);
        block[17] = -std::numeric_limits<float>::infinity();
        QVERIFY(!(peakOf(block.data()) <= 1e30F));
        block[18] = -std::numeric_limits<float>::quiet_NaN();
        QVERIFY(!(peakOf(block.data()) <= 1e30F));
    }

    void leftAloneItChangesNothing()
    {
        Feed feed;
        feed.run(100, 0.25F);
        for (const float sample : feed.out)
            QCOMPARE(sample, 0.25F);
        QCOMPARE(feed.mixer.peak(), 0.25F);
    }

    void theMasterFallsByTenLogOfTheSeatsThatSounded_data()
    {
        QTest::addColumn<int>("seats");
        for (int seats = 1; seats <= kMaxSeats; ++seats)
            QTest::addRow("%d seats", seats) << seats;
    }
    void theMasterFallsByTenLogOfTheSeatsThatSounded()
    {
        QFETCH(int, seats);
        Feed feed;
        for (int seat = 0; seat < seats; ++seat)
            feed.mixer.noteOn(seat, feed.block, Mixer::kUsualPeak);
        feed.mixer.noteOn(13, feed.block, Mixer::kUsualPeak); // the backing counts for none
        feed.run(40, 0.1F);
        QVERIFY(std::abs(feed.db(0.1F) + 10 * std::log10(seats)) < 0.001);
        QVERIFY(std::abs(feed.mixer.masterDb() + 10 * std::log10(seats)) < 0.001);
        QVERIFY2(feed.step() < 0.0005F, qPrintable(QString::number(feed.step())));
    }

    void itComesBackByThreeDecibelsASecondWhenSeatsFallQuiet()
    {
        Feed feed;
        for (int seat = 0; seat < 4; ++seat)
            feed.mixer.noteOn(seat, feed.block, Mixer::kUsualPeak);
        feed.run(3990, 0.1F);
        QVERIFY(std::abs(feed.db(0.1F) + 6.0206) < 0.001);
        feed.mixer.noteOn(0, feed.block, Mixer::kUsualPeak); // one plays on
        feed.run(1010, 0.1F);
        QVERIFY(std::abs(feed.db(0.1F) + 6.0206 - 3.0) < 0.1);
        feed.run(1100, 0.1F);
        QVERIFY(std::abs(feed.db(0.1F)) < 0.001);
    }

    void volumeAndRulesAddUpAndMoveSmoothly()
    {
        Feed feed;
        feed.mixer.volume(-6);
        feed.mixer.rules(-12, 2000);
        feed.run(110, 0.4F);
        QVERIFY(std::abs(feed.db(0.4F) + 6 + 12 * 0.055) < 0.1);
        feed.run(900, 0.4F);
        QVERIFY(std::abs(feed.db(0.4F) + 6 + 6) < 0.1);
        feed.run(1000, 0.4F);
        QVERIFY(std::abs(feed.db(0.4F) + 18) < 0.001);
        QVERIFY2(feed.step() < 0.0005F, qPrintable(QString::number(feed.step())));
    }

    void theCeilingFollowsTheVolumeSoAnEventNeverStandsOutMore()
    {
        Feed feed;
        feed.mixer.volume(-12);
        feed.run(200, 0.25F);
        feed.out.clear();
        feed.run(200, 4.0F);
        const float most = *std::max_element(feed.out.begin(), feed.out.end());
        QVERIFY(most <= kUsualCeiling * std::pow(10.0F, -12.0F / 20) * 1.0001F);
    }

    void theCeilingIsTwiceThePeakOfThePeakiestThatPlays()
    {
        Feed feed;
        feed.mixer.noteOn(0, feed.block, 0.25F);
        feed.run(100, 4.0F);
        QCOMPARE(feed.mixer.ceiling(), 0.5F);
        feed.run(2900, 4.0F);
        feed.mixer.noteOn(1, feed.block, 0.1F);
        feed.run(1100, 4.0F); // from the one that has been over for 0.1 s it sinks, 3 dB a second
        QVERIFY(feed.mixer.ceiling() < 0.5F && feed.mixer.ceiling() > 0.9F * 0.5F);
        for (int i = 0; i < 10; ++i) {
            feed.mixer.noteOn(0, feed.block, 0.05F);
            feed.mixer.noteOn(1, feed.block, 0.1F);
            feed.run(1000, 4.0F);
        }
        QCOMPARE(feed.mixer.ceiling(), 0.2F);
        QVERIFY(feed.out.back() <= 0.2F && feed.out.back() > 0.19F);
        // A louder one lifts it at once, for as long as it is about.
        feed.mixer.noteOn(2, feed.block, 0.3F);
        feed.run(10, 4.0F);
        QCOMPARE(feed.mixer.ceiling(), 0.6F);
        for (int i = 0; i < 20; ++i) {
            feed.mixer.noteOn(0, feed.block, 0.05F);
            feed.run(1000, 4.0F);
        }
        QCOMPARE(feed.mixer.ceiling(), 0.1F);
        // Nobody plays: it stays where it was.
        feed.run(10'000, 4.0F);
        QCOMPARE(feed.mixer.ceiling(), 0.1F);
        // The first strike after that has its own at once, louder or softer.
        feed.mixer.noteOn(3, feed.block, 0.04F);
        feed.run(10, 4.0F);
        QCOMPARE(feed.mixer.ceiling(), 0.08F);
    }

    void theBackingSetsTheCeilingOnlyWhereNoSeatPlays()
    {
        Feed feed;
        constexpr int kBacking = kMaxSeats;
        feed.mixer.noteOn(kBacking, feed.block, 0.3F);
        feed.run(100, 4.0F);
        QCOMPARE(feed.mixer.ceiling(), 0.6F);
        feed.mixer.noteOn(0, feed.block, 0.1F);
        feed.mixer.noteOn(kBacking, feed.block, 0.3F);
        feed.run(100, 4.0F);
        QCOMPARE(feed.mixer.ceiling(), 0.2F);
    }

    void noPeakLiftsTheCeilingOverTheTop()
    {
        Feed feed;
        feed.mixer.noteOn(0, feed.block, 5.0F);
        feed.run(100, 4.0F);
        QCOMPARE(feed.mixer.ceiling(), Mixer::kCeiling);
        for (const float sample : feed.out)
            QVERIFY(sample <= Mixer::kCeiling);
    }

    void gainAboveNothingStaysUnderTheCeilingToo()
    {
        Feed feed;
        feed.mixer.volume(12);
        feed.mixer.rules(12, 0);
        feed.run(500, 0.4F);
        for (const float sample : feed.out)
            QVERIFY(sample <= kUsualCeiling);
        QVERIFY(feed.out.back() > 0.49F);
    }

    void theLimiterTurnsDownBeforeALoudPlaceAndClipsNothing()
    {
        Mixer mixer(kRate);
        std::array<float, kBlockFrames> left;
        left.fill(0.45F);
        left[20] = 1.0F;
        left[40] = -1.5F;
        const auto in = left;
        auto right = left;
        mixer.process(left.data(), right.data(), Frames{});
        float last = 1;
        for (std::size_t i = 0; i < left.size(); ++i) {
            const float gain = left[i] / in[i];
            QVERIFY(gain <= last * 1.00001F);  // only down,
            QVERIFY(gain >= last - 0.026F);    // and in a straight line: to a half in 21 steps
            last = gain;
        }
        QVERIFY(std::abs(left[40] + kUsualCeiling) < 0.001F);
    }

    void theLimiterLetsGoSlowlyAndWithoutAStep()
    {
        Feed feed;
        feed.run(50, 0.4F);
        feed.run(50, 1.0F);
        QVERIFY(feed.out.back() <= kUsualCeiling && feed.out.back() > 0.49F);
        feed.out.clear();
        feed.run(150, 0.4F); // halved at first, then 63 % of the way back in 150 ms
        QVERIFY(std::abs(feed.out.front() - 0.2F) < 0.01F);
        QVERIFY(std::abs(feed.out.back() - 0.4F * (1 - 0.5F * 0.368F)) < 0.01F);
        QVERIFY(feed.step() < 0.001F);
        feed.run(2000, 0.4F);
        QCOMPARE(feed.out.back(), 0.4F);
    }

    void nothingPassesTheCeilingWhateverComesIn_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 20; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void nothingPassesTheCeilingWhateverComesIn()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        std::normal_distribution<float> normal;
        const std::array<float, 8> odd{std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                                       -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::max(),
                                       -1e30F, 999.0F, std::numeric_limits<float>::denorm_min(), -0.0F};
        Mixer mixer(kRate);
        Frames block{};
        for (int i = 0; i < 1500; ++i) {
            const unsigned dice = random() % 60;
            if (dice == 0)
                mixer.rules(static_cast<float>(random() % 60) - 40, static_cast<int>(random() % 300));
            else if (dice == 1)
                mixer.volume(static_cast<float>(random() % 60) - 40);
            else if (dice == 2)
                mixer.close();
            else if (dice == 3)
                mixer.open();
            else if (dice < 20)
                mixer.noteOn(static_cast<int>(random() % 16), block, Mixer::kUsualPeak);
            std::array<float, kBlockFrames> left;
            std::array<float, kBlockFrames> right;
            const float scale = std::pow(10.0F, static_cast<float>(random() % 5) - 3.0F);
            for (std::size_t s = 0; s < left.size(); ++s) {
                left[s] = scale * normal(random);
                right[s] = random() % 2000 == 0 ? odd[random() % odd.size()] : scale * normal(random);
            }
            mixer.process(left.data(), right.data(), block);
            block += Frames{kBlockFrames};
            for (std::size_t s = 0; s < left.size(); ++s)
                QVERIFY(std::abs(left[s]) <= kUsualCeiling && std::abs(right[s]) <= kUsualCeiling); // NaN fails too
        }
    }

    void whatIsNotANumberBecomesNothingAndTheRestStays()
    {
        Mixer mixer(kRate);
        std::array<float, kBlockFrames> left;
        std::array<float, kBlockFrames> right;
        left.fill(0.25F);
        right.fill(0.25F);
        left[9] = std::numeric_limits<float>::quiet_NaN();
        right[10] = std::numeric_limits<float>::infinity();
        mixer.process(left.data(), right.data(), Frames{});
        QCOMPARE(left[9], 0.0F);
        QCOMPARE(right[10], 0.0F);
        QCOMPARE(left[10], 0.25F);
        QCOMPARE(right[9], 0.25F);
    }

    void itClosesInSixtyMillisecondsAndOpensTwelveDecibelsDown()
    {
        Feed feed;
        feed.run(20, 0.4F);
        feed.mixer.close();
        feed.run(60, 0.4F);
        QVERIFY(feed.mixer.isClosed());
        QCOMPARE(feed.out.back(), 0.0F);
        feed.run(100, 0.4F);
        QCOMPARE(feed.mixer.peak(), 0.0F);
        feed.mixer.open();
        feed.run(20, 0.4F);
        QVERIFY(std::abs(feed.db(0.4F) + 12) < 0.1);
        feed.run(1980, 0.4F);
        QVERIFY(std::abs(feed.db(0.4F) + 6) < 0.1);
        feed.run(2000, 0.4F);
        QVERIFY(std::abs(feed.db(0.4F)) < 0.01);
        QVERIFY2(feed.step() < 0.001F, qPrintable(QString::number(feed.step())));
    }
};

QTEST_APPLESS_MAIN(TestMixer)
#include "tst_mixer.moc"
