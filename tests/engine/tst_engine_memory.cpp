// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include <QtTest>

#include <cstdlib>
#include <new>
#include <random>

namespace {

thread_local bool t_counts = false;
thread_local long t_calls = 0;

void *allocate(std::size_t size)
{
    t_calls += t_counts ? 1 : 0;
    if (void *memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}

void *allocateAligned(std::size_t size, std::align_val_t alignment)
{
    t_calls += t_counts ? 1 : 0;
    const auto align = static_cast<std::size_t>(alignment);
    if (void *memory = std::aligned_alloc(align, (size + align - 1) / align * align))
        return memory;
    throw std::bad_alloc();
}

void giveBack(void *memory) noexcept
{
    t_calls += t_counts ? 1 : 0;
    std::free(memory);
}

} // namespace

// Every new and delete of the program: asking for memory and giving it back both count.
void *operator new(std::size_t size) { return allocate(size); }
void *operator new[](std::size_t size) { return allocate(size); }
void *operator new(std::size_t size, std::align_val_t a) { return allocateAligned(size, a); }
void *operator new[](std::size_t size, std::align_val_t a) { return allocateAligned(size, a); }
void operator delete(void *p) noexcept { giveBack(p); }
void operator delete[](void *p) noexcept { giveBack(p); }
void operator delete(void *p, std::size_t) noexcept { giveBack(p); }
void operator delete[](void *p, std::size_t) noexcept { giveBack(p); }
void operator delete(void *p, std::align_val_t) noexcept { giveBack(p); }
void operator delete[](void *p, std::align_val_t) noexcept { giveBack(p); }
void operator delete(void *p, std::size_t, std::align_val_t) noexcept { giveBack(p); }
void operator delete[](void *p, std::size_t, std::align_val_t) noexcept { giveBack(p); }

using namespace tutti;

class TestEngineMemory : public QObject {
    Q_OBJECT

private slots:
    void theCountWorks()
    {
        t_calls = 0;
        t_counts = true;
        auto *volatile one = new int(1);
        delete one;
        t_counts = false;
        QCOMPARE(t_calls, 2L);
    }

    // That the audio thread takes no lock needs no run: the engine has no mutex, and all it shares with the GUI thread
    // are atomics that are asserted lock-free where they are declared.
    void theAudioThreadTakesAndGivesBackNoMemory()
    {
        FakeSynth::Record record;
        const FakeSynth::Voice voice{0.2F, 440, 0, 0, false};
        Engine engine(48000, std::make_unique<FakeSynth>(record, voice));
        std::mt19937 random(2);
        std::vector<float> left(4096);
        std::vector<float> right(4096);
        std::int64_t id = 0;
        std::int64_t frames = 0;
        for (int round = 0; round < 6000; ++round) {
            const std::int64_t us = frames * 1000 / 48;
            for (unsigned i = random() % 12; i > 0; --i) {
                const auto at = random() % 2 ? Command::kNow : us + static_cast<std::int64_t>(random() % 300'000);
                const auto ends = random() % 2 ? Command::kHeld : us + static_cast<std::int64_t>(random() % 500'000);
                engine.play(++id, static_cast<int>(random() % 16), 0, static_cast<int>(random() % 128), 0.7F, at, ends);
                engine.release(std::max<std::int64_t>(1, id - static_cast<std::int64_t>(random() % 30)), Command::kNow);
            }
            switch (random() % 40) {
            case 0: engine.stop(); break;
            case 1: case 2: engine.resume(Command::kNow); break;
            case 3: engine.cancelPlanned(); break;
            case 4: engine.masterGain(-static_cast<float>(random() % 20), 200); break;
            case 5: engine.channelGain(static_cast<int>(random() % 16), -static_cast<float>(random() % 20), 100); break;
            case 6: engine.volume(-static_cast<float>(random() % 20)); break;
            case 7: engine.swapSynth(std::make_unique<FakeSynth>(record, voice)); break;
            case 8: (void)engine.takeRetired(); break;
            default: break;
            }
            const auto count = static_cast<int>(random() % 600);
            t_calls = 0;
            t_counts = true;
            engine.beginCallback(us);
            engine.render(left.data(), right.data(), count);
            t_counts = false;
            QCOMPARE(t_calls, 0L);
            frames += count;
        }
        QVERIFY(engine.state().frames == frames);
    }
};

QTEST_APPLESS_MAIN(TestEngineMemory)
#include "tst_engine_memory.moc"
