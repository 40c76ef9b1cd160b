// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/recording.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tutti::rig {
namespace {

constexpr double kNsPerSample = 1e9 / Recording::kRate;

double decibel(double value) { return value > 1e-10 ? 20 * std::log10(value) : -200; }

} // namespace

std::int64_t Recording::timeOf(std::int64_t index) const
{
    if (m_marks.empty())
        return 0;
    auto after = std::upper_bound(m_marks.begin(), m_marks.end(), index, [](std::int64_t i, const Mark &m) { return i < m.index; });
    const Mark &mark = after == m_marks.begin() ? *after : *std::prev(after);
    return mark.ns + std::llround(static_cast<double>(index - mark.index) * kNsPerSample);
}

std::int64_t Recording::indexAt(std::int64_t ns) const
{
    if (m_marks.empty())
        return 0;
    auto after = std::upper_bound(m_marks.begin(), m_marks.end(), ns, [](std::int64_t t, const Mark &m) { return t < m.ns; });
    const Mark &mark = after == m_marks.begin() ? *after : *std::prev(after);
    std::int64_t index = mark.index + std::llround(static_cast<double>(ns - mark.ns) / kNsPerSample);
    if (after != m_marks.end() && after != m_marks.begin())
        index = std::min(index, after->index);
    return std::max<std::int64_t>(index, 0);
}

double Recording::peakDb(std::int64_t fromNs, std::int64_t toNs) const
{
    const auto size = static_cast<std::int64_t>(m_samples.size());
    double peak = 0;
    for (std::int64_t i = indexAt(fromNs), end = std::min(indexAt(toNs), size); i < end; ++i)
        peak = std::max(peak, std::abs(static_cast<double>(m_samples[static_cast<std::size_t>(i)])));
    return decibel(peak);
}

double Recording::levelDb(std::int64_t fromNs, std::int64_t toNs) const
{
    const auto size = static_cast<std::int64_t>(m_samples.size());
    const std::int64_t begin = indexAt(fromNs), end = std::min(indexAt(toNs), size);
    double sum = 0;
    for (std::int64_t i = begin; i < end; ++i) {
        const double x = static_cast<double>(m_samples[static_cast<std::size_t>(i)]);
        sum += x * x;
    }
    return end > begin ? decibel(std::sqrt(sum / static_cast<double>(end - begin))) : -200;
}

std::vector<std::int64_t> Recording::onsets(double threshold, int quietMs) const
{
    std::vector<std::int64_t> found;
    const std::int64_t quiet = std::int64_t{quietMs} * kRate / 1000;
    std::int64_t lastLoud = -quiet;
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        if (std::abs(static_cast<double>(m_samples[i])) <= threshold)
            continue;
        const auto index = static_cast<std::int64_t>(i);
        if (index - lastLoud > quiet)
            found.push_back(timeOf(index));
        lastLoud = index;
    }
    return found;
}

std::int64_t Recording::silentFrom(std::int64_t fromNs, double db) const
{
    const double limit = std::pow(10, db / 20);
    std::int64_t i = static_cast<std::int64_t>(m_samples.size());
    const std::int64_t first = indexAt(fromNs);
    while (i > first && std::abs(static_cast<double>(m_samples[static_cast<std::size_t>(i - 1)])) <= limit)
        --i;
    return timeOf(i);
}

std::vector<double> Recording::tone(double hz, std::int64_t fromNs, std::int64_t toNs) const
{
    constexpr int kWindow = kRate / 50;
    static const std::vector<double> hann = [] {
        std::vector<double> w(kWindow);
        for (int i = 0; i < kWindow; ++i)
            w[static_cast<std::size_t>(i)] = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * (i + 0.5) / kWindow);
        return w;
    }();
    std::vector<double> cosine(kWindow), sine(kWindow);
    for (int i = 0; i < kWindow; ++i) {
        const double phase = 2 * std::numbers::pi * hz * i / kRate;
        cosine[static_cast<std::size_t>(i)] = std::cos(phase) * hann[static_cast<std::size_t>(i)];
        sine[static_cast<std::size_t>(i)] = std::sin(phase) * hann[static_cast<std::size_t>(i)];
    }
    std::vector<double> curve;
    const auto size = static_cast<std::int64_t>(m_samples.size());
    const std::int64_t first = indexAt(fromNs) - kWindow / 2, last = indexAt(toNs) - kWindow / 2;
    constexpr std::int64_t kStep = kToneStepNs * kRate / 1'000'000'000;
    for (std::int64_t at = first; at < last; at += kStep) {
        double re = 0, im = 0;
        for (int i = 0; i < kWindow; ++i) {
            const std::int64_t index = at + i;
            if (index < 0 || index >= size)
                continue;
            const double x = static_cast<double>(m_samples[static_cast<std::size_t>(index)]);
            re += x * cosine[static_cast<std::size_t>(i)];
            im += x * sine[static_cast<std::size_t>(i)];
        }
        curve.push_back(std::hypot(re, im) * 4 / kWindow); // Hann halves, a sine halves again
    }
    return curve;
}

std::vector<std::int64_t> Recording::rises(const std::vector<double> &curve, double floor)
{
    constexpr std::size_t kBack = 12;
    std::vector<std::int64_t> found;
    std::size_t armedAt = 0; // a rise counts from here; after a strike that is where it has begun to fade
    bool armed = true;
    double top = 0;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        if (armed) {
            double low = curve[i];
            for (std::size_t k = std::max(armedAt, i > kBack ? i - kBack : 0); k < i; ++k)
                low = std::min(low, curve[k]);
            if (curve[i] >= floor && curve[i] >= 1.5 * low) {
                found.push_back(static_cast<std::int64_t>(i) * kToneStepNs);
                armed = false;
                top = 0;
            }
        }
        top = std::max(top, curve[i]);
        if (!armed && curve[i] < 0.6 * top) {
            armed = true;
            armedAt = i;
        }
    }
    return found;
}

} // namespace tutti::rig
