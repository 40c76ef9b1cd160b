// SPDX-License-Identifier: GPL-3.0-or-later
#include "synthesis.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tutti::synthesis {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr std::size_t kGuard = 16; // the player interpolates across the borders of a loop
constexpr double kUnheard = 1e-5;

double rise(double seconds, double whole)
{
    return seconds >= whole ? 1.0 : 0.5 - 0.5 * std::cos(std::numbers::pi * seconds / whole);
}

/// Low-passed noise of about unit level whatever the cutoff.
std::vector<double> contactNoise(const Contact &contact, std::size_t frames, std::uint64_t seed)
{
    std::vector<double> out(frames, 0.0);
    if (contact.level <= 0)
        return out;
    Noise noise(seed);
    Filter filter = Filter::lowPass(contact.cutoffHz);
    const double evenOut = std::sqrt(0.25 * kRate / contact.cutoffHz);
    const std::size_t end = std::min(frames, framesOf(contact.seconds * 12));
    for (std::size_t i = 0; i < end; ++i) {
        const double t = static_cast<double>(i) / kRate;
        // ends at exactly nothing
        const double life = std::exp(-t / contact.seconds) * (1.0 - static_cast<double>(i) / static_cast<double>(end));
        out[i] = contact.level * evenOut * filter(noise()) * life * rise(t, contact.rise);
    }
    return out;
}

/// A sine from phase 0, one sample after the other.
class Turning {
public:
    explicit Turning(double step) : m_cos(std::cos(step)), m_sin(std::sin(step)) {}
    double operator()() noexcept
    {
        const double now = m_y;
        const double x = m_x * m_cos - m_y * m_sin;
        m_y = m_x * m_sin + m_y * m_cos;
        m_x = x;
        return now;
    }

private:
    double m_cos, m_sin;
    double m_x = 1, m_y = 0;
};

} // namespace

std::size_t framesOf(double seconds)
{
    return static_cast<std::size_t>(std::lround(seconds * kRate));
}

double fallen(double seconds, double t60)
{
    return std::pow(10.0, -3.0 * seconds / t60);
}

double Noise::operator()() noexcept
{
    m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL; // Knuth's MMIX
    return static_cast<double>(m_state >> 11) * 0x1p-52 - 1.0;
}

Filter Filter::lowPass(double hz, double q)
{
    const double w = kTurn * hz / kRate;
    const double alpha = std::sin(w) / (2 * q);
    const double a0 = 1 + alpha;
    Filter f;
    f.m_b0 = f.m_b2 = (1 - std::cos(w)) / 2 / a0;
    f.m_b1 = (1 - std::cos(w)) / a0;
    f.m_a1 = -2 * std::cos(w) / a0;
    f.m_a2 = (1 - alpha) / a0;
    return f;
}

Filter Filter::highPass(double hz, double q)
{
    const double w = kTurn * hz / kRate;
    const double alpha = std::sin(w) / (2 * q);
    const double a0 = 1 + alpha;
    Filter f;
    f.m_b0 = f.m_b2 = (1 + std::cos(w)) / 2 / a0;
    f.m_b1 = -(1 + std::cos(w)) / a0;
    f.m_a1 = -2 * std::cos(w) / a0;
    f.m_a2 = (1 - alpha) / a0;
    return f;
}

Filter Filter::bandPass(double hz, double q)
{
    const double w = kTurn * hz / kRate;
    const double alpha = std::sin(w) / (2 * q);
    const double a0 = 1 + alpha;
    Filter f;
    f.m_b0 = alpha / a0;
    f.m_b2 = -alpha / a0;
    f.m_a1 = -2 * std::cos(w) / a0;
    f.m_a2 = (1 - alpha) / a0;
    return f;
}

double Filter::operator()(double in) noexcept
{
    const double out = m_b0 * in + m_b1 * m_x1 + m_b2 * m_x2 - m_a1 * m_y1 - m_a2 * m_y2;
    m_x2 = m_x1;
    m_x1 = in;
    m_y2 = m_y1;
    m_y1 = out;
    return out;
}

Wave ringing(double hz, std::span<const Mode> modes, double attackSeconds, double loopSeconds, const Contact &contact,
    std::uint64_t seed, double room)
{
    const double turns = std::max(1.0, std::round(hz * loopSeconds));
    const std::size_t loop = framesOf(turns / hz);
    const std::size_t attack = framesOf(attackSeconds);

    Wave wave;
    wave.samples = contactNoise(contact, attack + loop + kGuard, seed);
    wave.loopStart = attack;
    wave.loopEnd = attack + loop;
    wave.t60 = modes[0].t60;
    const auto add = [&](bool rings) {
        for (const Mode &mode : modes) {
            const double wanted = hz * mode.ratio * static_cast<double>(loop) / kRate; // turns in the loop
            if (mode.rings != rings || wanted * 2.2 > static_cast<double>(loop))
                continue; // the latter: above what the sample rate holds
            const double kept = rings ? std::max(1.0, std::round(wanted)) : wanted;
            Turning sine(kTurn * kept / static_cast<double>(loop));
            // What it decays faster than the envelope. One that rings stands still in the loop, the others are gone by then.
            const double faster = 1 / mode.t60 - 1 / modes[0].t60;
            const double left = rings ? 0.0 : std::pow(10.0, -3.0 * attackSeconds * faster);
            const double step = std::pow(10.0, -3.0 * faster / kRate);
            double weight = 1;
            const std::size_t end = rings ? wave.samples.size() : attack;
            for (std::size_t i = 0; i < end; ++i) {
                wave.samples[i] += mode.level * (weight - left) / (1 - left) * rise(static_cast<double>(i) / kRate, contact.rise) * sine();
                if (i < attack)
                    weight *= step;
            }
        }
    };
    add(false);
    if (room > 0) {
        std::vector<double> dry(wave.samples.begin(), wave.samples.begin() + static_cast<std::ptrdiff_t>(attack));
        const std::vector<double> before = dry;
        inRoom(dry, room, seed);
        for (std::size_t i = 0; i < attack; ++i) // what comes back is gone before the loop, too
            wave.samples[i] += (dry[i] - before[i]) * std::min(1.0, static_cast<double>(attack - i) / (0.2 * static_cast<double>(attack)));
    }
    add(true);
    return wave;
}

Wave struck(double hz, std::span<const Mode> modes, double seconds, const Glide &glide, const Contact &contact, std::uint64_t seed)
{
    Wave wave;
    wave.samples = contactNoise(contact, framesOf(seconds), seed);
    std::vector<double> phase(wave.samples.size()); // of ratio 1
    double at = 0;
    for (std::size_t i = 0; i < phase.size(); ++i) {
        phase[i] = at;
        at += kTurn * hz * (1 + glide.depth * std::exp(-static_cast<double>(i) / kRate / glide.seconds)) / kRate;
    }
    const auto swing = [&](std::vector<double> &samples, double apart) {
        double start = apart;
        for (const Mode &mode : modes) {
            if (hz * mode.ratio > 0.45 * kRate)
                continue;
            const double step = fallen(1.0 / kRate, mode.t60);
            double level = mode.level;
            for (std::size_t i = 0; i < samples.size() && std::abs(level) > kUnheard; ++i) {
                samples[i] += level * rise(static_cast<double>(i) / kRate, contact.rise) * std::sin(mode.ratio * phase[i] + start);
                level *= step;
            }
            start += apart;
        }
    };
    // A body is heard from all of its surface, so its modes do not reach the ear in step. Here each begins at another
    // place of its turn, spread so that they pile up least and are there at once: in step they would make one sharp peak, and more of them
    // later.
    constexpr double kGolden = 2.399963;
    constexpr int kTries = 20;
    const std::vector<double> begun(wave.samples.begin(), wave.samples.begin() + static_cast<std::ptrdiff_t>(std::min(framesOf(0.06), wave.samples.size())));
    double least = HUGE_VAL;
    double apart = 0;
    for (int i = 0; i < (modes.size() > 1 ? kTries : 1); ++i) {
        std::vector<double> trial = begun;
        swing(trial, kGolden * i);
        const auto peakOf = [&](std::size_t frames) {
            const auto [low, high] = std::minmax_element(trial.begin(), trial.begin() + static_cast<std::ptrdiff_t>(frames));
            return std::max(-*low, *high);
        };
        const double peak = peakOf(trial.size());
        const double late = 0.9 * peak / peakOf(std::min(framesOf(0.003), trial.size())); // above 1: it comes slowly
        const double cost = peak * std::max(1.0, late * late);
        if (cost < least) {
            least = cost;
            apart = kGolden * i;
        }
    }
    swing(wave.samples, apart);
    return wave;
}

Wave looped(std::vector<double> period)
{
    // The start of the loudest 20 ms: begun in a trough of its beating it would seem late.
    const std::size_t window = std::min(framesOf(0.02), period.size());
    double energy = 0;
    for (std::size_t i = 0; i < window; ++i)
        energy += period[i] * period[i];
    double most = energy;
    std::size_t start = 0;
    for (std::size_t i = 1; i < period.size(); ++i) {
        const double gone = period[i - 1];
        const double come = period[(i - 1 + window) % period.size()];
        energy += come * come - gone * gone;
        if (energy > most) {
            most = energy;
            start = i;
        }
    }
    std::rotate(period.begin(), period.begin() + static_cast<std::ptrdiff_t>(start), period.end());

    Wave wave;
    wave.loopStart = kGuard;
    wave.loopEnd = kGuard + period.size();
    wave.samples.resize(period.size() + 2 * kGuard);
    for (std::size_t i = 0; i < wave.samples.size(); ++i)
        wave.samples[i] = period[(i + period.size() - kGuard) % period.size()];
    return wave;
}

void inRoom(std::vector<double> &samples, double level, std::uint64_t seed)
{
    constexpr int kEchoes = 14;
    constexpr double kFirst = 0.0017; // s: 30 cm of way and back
    constexpr double kLast = 0.025;
    Noise chance(seed + 7);
    Filter soft = Filter::lowPass(2600, 0.6);
    std::vector<double> heard(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i)
        heard[i] = soft(samples[i]);
    for (int echo = 0; echo < kEchoes; ++echo) {
        const double place = (echo + 0.5 + 0.45 * chance()) / kEchoes;
        const std::size_t late = framesOf(kFirst * std::pow(kLast / kFirst, place));
        const double share = level * (chance() < 0 ? -1 : 1) * std::pow(10.0, -0.7 * place);
        for (std::size_t i = late; i < samples.size(); ++i)
            samples[i] += share * heard[i - late];
    }
}

void mix(Wave &into, const Wave &wave, double level)
{
    into.samples.resize(std::max(into.samples.size(), wave.samples.size()), 0.0);
    for (std::size_t i = 0; i < wave.samples.size(); ++i)
        into.samples[i] += level * wave.samples[i];
}

void removeDc(Wave &wave)
{
    Filter filter = Filter::highPass(20);
    for (double &x : wave.samples)
        x = filter(x);
}

void endAt(Wave &wave, double db, double fadeSeconds)
{
    double peak = 0;
    for (const double x : wave.samples)
        peak = std::max(peak, std::abs(x));
    const double least = peak * std::pow(10.0, db / 20);
    const auto last = std::find_if(wave.samples.rbegin(), wave.samples.rend(), [=](double x) { return std::abs(x) >= least; });
    const auto kept = static_cast<std::size_t>(wave.samples.rend() - last) + framesOf(fadeSeconds);
    wave.samples.resize(std::min(kept, wave.samples.size()));
    fadeOut(wave, fadeSeconds);
}

void fadeOut(Wave &wave, double seconds)
{
    const std::size_t frames = std::min(framesOf(seconds), wave.samples.size());
    for (std::size_t i = 0; i < frames; ++i)
        wave.samples[wave.samples.size() - 1 - i] *= 0.5 - 0.5 * std::cos(std::numbers::pi * static_cast<double>(i) / static_cast<double>(frames));
}

} // namespace tutti::synthesis
