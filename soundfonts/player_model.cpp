// SPDX-License-Identifier: GPL-3.0-or-later
#include "player_model.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace tutti {

namespace {

struct Deleter {
    void operator()(ebur128_state *state) const { ebur128_destroy(&state); }
};

constexpr double kListen = 2.6; // s: a wave of the ocean drum has passed its top

} // namespace

double cutoffAt(const BankZone &zone, int velocity)
{
    if (zone.hardHz <= 0)
        return 0;
    const double place = static_cast<double>(velocity - zone.lowVelocity) / (zone.highVelocity - zone.lowVelocity);
    return zone.softHz * std::pow(zone.hardHz / zone.softHz, place);
}

double loudnessAt(const BankZone &zone, int velocity)
{
    using namespace synthesis;
    const Wave &wave = zone.wave;
    const bool loops = wave.loopEnd > wave.loopStart;
    // A struck thing is loudest at once; only what swells has to be heard out.
    const double listen = zone.attackSeconds > 0 || !loops ? kListen : 0.9;
    const std::size_t frames = loops ? framesOf(listen) : std::min(wave.samples.size(), framesOf(listen));
    const double cutoff = cutoffAt(zone, velocity);
    Filter filter = Filter::lowPass(cutoff > 0 ? cutoff : 1000);
    const double step = wave.t60 > 0 ? fallen(1.0 / kRate, wave.t60) : 1.0;
    double level = 1;
    std::vector<float> heard(framesOf(0.4), 0.0F); // silence first, so that short sounds fill a window too
    for (std::size_t i = 0, at = 0; i < frames; ++i, ++at) {
        if (loops && at == wave.loopEnd)
            at = wave.loopStart;
        const double rise = zone.attackSeconds > 0 ? std::min(1.0, static_cast<double>(i) / kRate / zone.attackSeconds) : 1.0;
        const double x = wave.samples[at] * level * rise;
        heard.push_back(static_cast<float>(cutoff > 0 ? filter(x) : x));
        level *= step;
    }
    heard.resize(std::max(heard.size(), framesOf(0.8)), 0.0F);

    const std::unique_ptr<ebur128_state, Deleter> state{ebur128_init(1, kRate, EBUR128_MODE_M)};
    double loudest = -HUGE_VAL;
    const std::size_t block = framesOf(0.02);
    for (std::size_t at = 0; state && at + block <= heard.size(); at += block) {
        double now = -HUGE_VAL;
        if (ebur128_add_frames_float(state.get(), &heard[at], block) == EBUR128_SUCCESS
            && ebur128_loudness_momentary(state.get(), &now) == EBUR128_SUCCESS)
            loudest = std::max(loudest, now);
    }
    return loudest + zone.liftDb * (1 - velocity / 128.0);
}

} // namespace tutti
