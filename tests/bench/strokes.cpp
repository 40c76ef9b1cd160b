// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/strokes.h"

#include <algorithm>
#include <queue>
#include <random>
#include <tuple>

namespace tutti::bench {

using namespace rig;

namespace {
constexpr std::int64_t kMs = 1'000'000;
constexpr int kWarmUp = 12;
}

Spread Spread::of(std::vector<double> values)
{
    Spread spread;
    spread.n = values.size();
    if (values.empty())
        return spread;
    std::sort(values.begin(), values.end());
    const auto at = [&](double q) { return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))]; };
    spread.median = at(0.5);
    spread.p95 = at(0.95);
    spread.p99 = at(0.99);
    spread.max = values.back();
    return spread;
}

bool tapUntilHeard(Panel &panel, const Meter &meter, const Point &place, int timeoutMs)
{
    const std::int64_t end = nowNs() + timeoutMs * kMs;
    unsigned finger = 90000;
    while (nowNs() < end) {
        const std::int64_t t = panel.down(++finger, place.x, place.y);
        sleepMs(60);
        panel.up(finger);
        if (meter.hears(t, 500))
            return true;
    }
    return false;
}

Latency touchToSound(Panel &panel, Meter &meter, const std::vector<Point> &places, int count, bool slow,
    const std::function<void(int)> &between)
{
    std::mt19937 random(7);
    std::vector<std::int64_t> touches;
    unsigned finger = 1;
    sleepMs(1000);
    for (int i = 0; i < count + kWarmUp; ++i) {
        const Point &place = places[random() % places.size()];
        if (between)
            between(i);
        const std::int64_t t = panel.down(++finger, place.x, place.y);
        touches.push_back(t);
        sleepUntilNs(t + 60 * kMs);
        panel.up(finger);
        sleepUntilNs(t + (60 + (slow ? 340 : 120) + static_cast<int>(random() % 98)) * kMs);
    }
    touches.push_back(nowNs());
    const auto onsets = meter.recordedUntil(touches.back()).onsets();
    std::vector<double> ms;
    Latency latency;
    for (std::size_t i = kWarmUp; i + 1 < touches.size(); ++i) {
        const auto onset = std::lower_bound(onsets.begin(), onsets.end(), touches[i]);
        if (onset == onsets.end() || *onset >= touches[i + 1])
            ++latency.missed;
        else
            ms.push_back(static_cast<double>(*onset - touches[i]) * 1e-6);
    }
    latency.ms = Spread::of(std::move(ms));
    return latency;
}

Drumming drum(Panel &panel, const std::vector<Point> &places, double seconds, int pauseMinMs, int pauseMaxMs, unsigned firstFinger)
{
    struct Due {
        std::int64_t at;
        std::size_t hand;
        bool down;
        bool operator<(const Due &other) const { return at > other.at; } // earliest first
    };
    std::mt19937 random(11);
    Drumming drumming;
    drumming.strikes.resize(places.size());
    drumming.from = nowNs();
    const std::int64_t end = drumming.from + static_cast<std::int64_t>(seconds * 1e9);
    std::priority_queue<Due> due;
    std::vector<unsigned> finger(places.size());
    unsigned next = firstFinger;
    const auto pause = [&] { return (pauseMinMs + static_cast<int>(random() % static_cast<unsigned>(pauseMaxMs - pauseMinMs + 1))) * kMs; };
    for (std::size_t hand = 0; hand < places.size(); ++hand)
        due.push({drumming.from + pause(), hand, true});
    while (!due.empty()) {
        const Due now = due.top();
        due.pop();
        sleepUntilNs(now.at);
        if (now.down) {
            if (now.at >= end)
                continue;
            finger[now.hand] = ++next;
            drumming.strikes[now.hand].push_back(panel.down(next, places[now.hand].x, places[now.hand].y));
            due.push({now.at + 60 * kMs, now.hand, false});
        } else {
            panel.up(finger[now.hand]);
            due.push({now.at + pause(), now.hand, true});
        }
    }
    drumming.to = nowNs();
    return drumming;
}

} // namespace tutti::bench
