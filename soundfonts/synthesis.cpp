// SPDX-License-Identifier: GPL-3.0-or-later
#include "synthesis.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tutti::synthesis {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr std::size_t kGuard = 16; // the player interpolates across the borders of a loop
constexpr double kRise = 0.0006; // s: the start of every sound, too short to hear as late, long enough not to click

double rise(double seconds)
{
    return seconds >= kRise ? 1.0 : 0.5 - 0.5 * std::cos(std::numbers::pi * seconds / kRise);
}

std::size_t framesOf(double seconds)
{
    return static_cast<std::size_t>(std::lround(seconds * kRate));
}

/// Low-passed noise of about unit level whatever the cutoff.
std::vector<double> contactNoise(const Contact &contact, std::size_t frames, std::uint64_t seed)
{
    std::vector<double> out(frames, 0.0);
    if (contact.level <= 0)
        return out;
    Noise noise(seed);
    Filter filter = Filter::lowPass(contact.cutoffHz, 0.707);
    const double evenOut = std::sqrt(0.25 * kRate / contact.cutoffHz);
    const std::size_t end = std::min(frames, framesOf(contact.seconds * 12));
    for (std::size_t i = 0; i < end; ++i) {
        const double t = static_cast<double>(i) / kRate;
        // ends at exactly nothing
        const double life = std::exp(-t / contact.seconds) * (1.0 - static_cast<double>(i) / static_cast<double>(end));
        out[i] = contact.level * evenOut * filter(noise()) * life * rise(t);
    }
    return out;
}

} // namespace

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
    std::uint64_t seed)
{
    const double turns = std::max(1.0, std::round(hz * loopSeconds));
    const std::size_t loop = framesOf(turns / hz);
    const std::size_t attack = framesOf(attackSeconds);

    Wave wave;
    wave.samples = contactNoise(contact, attack + loop + kGuard, seed);
    wave.loopStart = attack;
    wave.loopEnd = attack + loop;
    wave.t60 = modes[0].t60;
    for (const Mode &mode : modes) {
        const double wanted = hz * mode.ratio * static_cast<double>(loop) / kRate; // turns in the loop
        if (wanted * 2.2 > static_cast<double>(loop))
            continue; // above what the sample rate holds
        const double kept = mode.rings ? std::max(1.0, std::round(wanted)) : wanted;
        const double step = kTurn * kept / static_cast<double>(loop);
        // What it decays faster than the envelope. One that rings stands still in the loop, the others are gone by then.
        const double faster = 1 / mode.t60 - 1 / modes[0].t60;
        const double left = mode.rings ? 0.0 : std::pow(10.0, -3.0 * attackSeconds * faster);
        for (std::size_t i = 0; i < wave.samples.size(); ++i) {
            if (!mode.rings && i >= attack)
                break;
            const double t = static_cast<double>(i) / kRate;
            const double weight = (std::pow(10.0, -3.0 * std::min(t, attackSeconds) * faster) - left) / (1 - left);
            wave.samples[i] += mode.level * weight * rise(t) * std::sin(step * static_cast<double>(i));
        }
    }
    return wave;
}

Wave struck(double hz, std::span<const Mode> modes, double seconds, double glide, double glideSeconds, const Contact &contact,
    std::uint64_t seed)
{
    Wave wave;
    wave.samples = contactNoise(contact, framesOf(seconds), seed);
    for (const Mode &mode : modes) {
        double phase = 0;
        for (std::size_t i = 0; i < wave.samples.size(); ++i) {
            const double t = static_cast<double>(i) / kRate;
            wave.samples[i] += mode.level * fallen(t, mode.t60) * rise(t) * std::sin(phase);
            phase += kTurn * hz * mode.ratio * (1 + glide * std::exp(-t / glideSeconds)) / kRate;
        }
    }
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

void fadeOut(Wave &wave, double seconds)
{
    const std::size_t frames = std::min(framesOf(seconds), wave.samples.size());
    for (std::size_t i = 0; i < frames; ++i)
        wave.samples[wave.samples.size() - 1 - i] *= 0.5 - 0.5 * std::cos(std::numbers::pi * static_cast<double>(i) / static_cast<double>(frames));
}

void normalise(Wave &wave, double peak)
{
    double raw = 0;
    double played = 0;
    for (std::size_t i = 0; i < wave.samples.size(); ++i) {
        const double x = std::abs(wave.samples[i]);
        raw = std::max(raw, x);
        played = std::max(played, wave.t60 > 0 ? x * fallen(static_cast<double>(i) / kRate, wave.t60) : x);
    }
    if (raw <= 0)
        return;
    const double scale = std::min(peak / played, 0.99 / raw); // what is stored may not clip either
    for (double &x : wave.samples)
        x *= scale;
}

} // namespace tutti::synthesis
