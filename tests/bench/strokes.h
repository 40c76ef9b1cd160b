// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/meter.h"
#include "e2e/rig/tutti.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tutti::bench {

/// Median, tail and extreme of a set of figures.
struct Spread {
    std::size_t n = 0;
    double median = 0, p95 = 0, p99 = 0, max = 0;
    [[nodiscard]] static Spread of(std::vector<double> values);
};

struct Latency {
    Spread ms;      ///< from the touch at the input driver to the sound at the sound server
    int missed = 0; ///< touches with no sound before the next one
};

/// One finger at a time on random places: held 60 ms, with a pause of 120 to 217 ms, longer for `slow` programs. A touch
/// belongs to the first sound after it and before the next touch; the first twelve do not count. `between` is called
/// before each touch, with its number, for what makes no sound of its own.
Latency touchToSound(rig::Panel &panel, rig::Meter &meter, const std::vector<rig::Point> &places, int count, bool slow,
    const std::function<void(int)> &between = {});

/// Taps until a sound is heard; false after `timeoutMs`.
bool tapUntilHeard(rig::Panel &panel, const rig::Meter &meter, const rig::Point &place, int timeoutMs);

/// What many fingers did between two times: each strikes its place over and over, held 60 ms, with a random pause.
struct Drumming {
    std::vector<std::vector<std::int64_t>> strikes; ///< by finger, times of touch
    std::int64_t from = 0, to = 0;
};
Drumming drum(rig::Panel &panel, const std::vector<rig::Point> &places, double seconds, int pauseMinMs, int pauseMaxMs, unsigned firstFinger);

} // namespace tutti::bench
