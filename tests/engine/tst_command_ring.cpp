// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/command_ring.h"

#include <QtTest>

#include <memory>
#include <random>
#include <set>
#include <vector>

using namespace tutti;

namespace {

Command note(std::int64_t id, std::int64_t endsUs = Command::kHeld, std::int64_t atUs = Command::kNow)
{
    Command command;
    command.noteId = id;
    command.atUs = atUs;
    command.endsUs = endsUs;
    return command;
}

} // namespace

class TestCommandRing : public QObject {
    Q_OBJECT

private slots:
    void commandsComeOutAsTheyWentIn()
    {
        const auto ring = std::make_unique<CommandRing>();
        for (int i = 0; i < 5; ++i)
            QVERIFY(ring->postNote(note(i, 1000 + i)));
        QCOMPARE(ring->readable(), std::size_t{5});
        for (int i = 0; i < 5; ++i) {
            const Command command = ring->take();
            QCOMPARE(command.noteId, std::int64_t{i});
            QCOMPARE(command.endsUs, std::int64_t{1000 + i});
        }
    }

    void aFullRingRefusesNotesButTakesEveryOffThatIsOwed()
    {
        const auto ring = std::make_unique<CommandRing>();
        for (int i = 0; i < 100; ++i)
            QVERIFY(ring->postNote(note(i)));
        int accepted = 0;
        while (ring->postNote(note(1000 + accepted, 1)))
            ++accepted;
        QCOMPARE(accepted, static_cast<int>(CommandRing::kCapacity) - 200);
        QVERIFY(!ring->postNote(note(9999)));
        for (int i = 0; i < 100; ++i)
            ring->postRelease(i, Command::kNow);
        QCOMPARE(ring->held(), std::size_t{0});
        QCOMPARE(ring->readable(), CommandRing::kCapacity);
    }

    void heldNotesHaveALimitOfTheirOwn()
    {
        const auto ring = std::make_unique<CommandRing>();
        for (std::size_t i = 0; i < CommandRing::kMaxHeld; ++i)
            QVERIFY(ring->postNote(note(static_cast<std::int64_t>(i))));
        QVERIFY(!ring->postNote(note(100'000)));
        QVERIFY(ring->postNote(note(100'001, 5)));
        ring->postRelease(0, Command::kNow);
        QVERIFY(ring->postNote(note(100'002)));
    }

    void plannedLaterThanACancellationIsReleasedWithIt()
    {
        const auto ring = std::make_unique<CommandRing>();
        QVERIFY(ring->postNote(note(1, Command::kHeld, 500)));
        QVERIFY(ring->postNote(note(2, Command::kHeld, 1500)));
        QVERIFY(ring->postNote(note(3)));
        ring->releasePlannedAfter(1000);
        QCOMPARE(ring->held(), std::size_t{2});
        for (int i = 0; i < 3; ++i)
            ring->take();
        QCOMPARE(ring->readable(), std::size_t{1});
        QCOMPARE(ring->take().noteId, std::int64_t{2});
    }

    void everyHeldNoteGetsExactlyOneOffWhateverTheOrder_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 20; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void everyHeldNoteGetsExactlyOneOffWhateverTheOrder()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        const auto ring = std::make_unique<CommandRing>();
        std::vector<std::int64_t> held;
        std::multiset<std::int64_t> ons;
        std::multiset<std::int64_t> offs;
        const auto take = [&](std::size_t count) {
            for (count = std::min(count, ring->readable()); count > 0; --count) {
                const Command command = ring->take();
                if (command.kind == Command::Kind::NoteOff)
                    offs.insert(command.noteId);
                else if (command.endsUs == Command::kHeld)
                    ons.insert(command.noteId);
            }
        };
        for (std::int64_t id = 0; id < 20'000; ++id) {
            const unsigned dice = random() % 100;
            if (dice < 40) {
                if (ring->postNote(note(id)))
                    held.push_back(id);
            } else if (dice < 70) {
                (void)ring->postNote(note(id, 1));
            } else if (dice < 95 && !held.empty()) {
                std::swap(held[random() % held.size()], held.back());
                ring->postRelease(held.back(), Command::kNow);
                held.pop_back();
            } else {
                take(random() % 8);
            }
            QCOMPARE(ring->held(), held.size());
        }
        for (const std::int64_t id : held)
            ring->postRelease(id, Command::kNow);
        take(CommandRing::kCapacity);
        QVERIFY(ons.size() > 100);
        QVERIFY(ons == offs);
    }
};

QTEST_APPLESS_MAIN(TestCommandRing)
#include "tst_command_ring.moc"
