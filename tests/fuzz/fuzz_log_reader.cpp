// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a session log: reading, and a report of what was read, neither crash nor throw, and times never run back.
#include "records/log_format.h"
#include "records/log_reader.h"
#include "records/report.h"

#include <QBuffer>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tutti;
    QBuffer buffer;
    buffer.setData(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    buffer.open(QIODevice::ReadOnly);
    const auto log = readLog(buffer, "fuzz");
    if (!log)
        return 0;
    Micros last{};
    for (const Input &in : log->inputs) {
        if (in.t < last || lineOf(in).empty())
            std::abort();
        last = in.t;
    }
    if (const auto report = makeReport(*log); !report || reportJson(*report).empty() || reportText(*report).empty())
        std::abort();
    return 0;
}
