// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triple_buffer.h"

#include <QtTest>

#include <array>
#include <thread>

using namespace tutti;

class TestTripleBuffer : public QObject {
    Q_OBJECT

private slots:
    void beforeTheFirstWriteThereIsADefaultValue()
    {
        TripleBuffer<int> buffer;
        QCOMPARE(buffer.read(), 0);
    }

    void theReaderGetsTheNewestAndKeepsItUntilThereIsANewerOne()
    {
        TripleBuffer<int> buffer;
        for (int i = 1; i <= 10; ++i)
            buffer.write(i);
        QCOMPARE(buffer.read(), 10);
        QCOMPARE(buffer.read(), 10);
        buffer.write(11);
        QCOMPARE(buffer.read(), 11);
    }

    void twoThreadsNeverSeeHalfAValueNorAnOlderOneAfterANewer()
    {
        using Wide = std::array<std::int64_t, 12>;
        constexpr std::int64_t kWrites = 200'000;
        TripleBuffer<Wide> buffer;
        std::thread writer([&] {
            Wide value{};
            for (std::int64_t i = 1; i <= kWrites; ++i) {
                value.fill(i);
                buffer.write(value);
            }
        });
        std::int64_t last = 0;
        bool whole = true;
        bool rising = true;
        while (last < kWrites) {
            const Wide value = buffer.read();
            for (const std::int64_t part : value)
                whole &= part == value[0];
            rising &= value[0] >= last;
            last = value[0];
        }
        writer.join();
        QVERIFY(whole);
        QVERIFY(rising);
    }
};

QTEST_APPLESS_MAIN(TestTripleBuffer)
#include "tst_triple_buffer.moc"
