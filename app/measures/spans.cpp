// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/spans.h"

#include <algorithm>

namespace tutti::measures {

Spans Spans::unionOf(std::vector<Span> spans)
{
    std::erase_if(spans, [](const Span &s) { return s.to <= s.from; });
    std::sort(spans.begin(), spans.end(), [](const Span &a, const Span &b) { return a.from < b.from; });
    Spans result;
    for (const Span &s : spans) {
        if (!result.m_spans.empty() && s.from <= result.m_spans.back().to)
            result.m_spans.back().to = std::max(result.m_spans.back().to, s.to);
        else
            result.m_spans.push_back(s);
    }
    return result;
}

Spans Spans::within(const Spans &other) const
{
    Spans result;
    auto a = m_spans.begin();
    auto b = other.m_spans.begin();
    while (a != m_spans.end() && b != other.m_spans.end()) {
        const Span both{std::max(a->from, b->from), std::min(a->to, b->to)};
        if (both.from < both.to)
            result.m_spans.push_back(both);
        if (a->to < b->to)
            ++a;
        else
            ++b;
    }
    return result;
}

Spans Spans::without(const Spans &other) const
{
    Spans result;
    auto b = other.m_spans.begin();
    for (Span rest : m_spans) {
        while (b != other.m_spans.end() && b->to <= rest.from)
            ++b;
        for (auto cut = b; cut != other.m_spans.end() && cut->from < rest.to; ++cut) {
            if (rest.from < cut->from)
                result.m_spans.push_back({rest.from, cut->from});
            rest.from = std::max(rest.from, cut->to);
        }
        if (rest.from < rest.to)
            result.m_spans.push_back(rest);
    }
    return result;
}

Spans Spans::shifted(Micros by) const
{
    Spans result = *this;
    for (Span &s : result.m_spans) {
        s.from += by;
        s.to += by;
    }
    return result;
}

Micros Spans::lengthBefore(Micros t) const noexcept
{
    Micros sum{};
    for (const Span &s : m_spans) {
        if (s.from >= t)
            break;
        sum += std::min(s.to, t) - s.from;
    }
    return sum;
}

bool Spans::contains(Micros t) const noexcept
{
    const auto after = std::upper_bound(m_spans.begin(), m_spans.end(), t, [](Micros at, const Span &s) { return at < s.from; });
    return after != m_spans.begin() && t < (after - 1)->to;
}

Micros Spans::length() const noexcept
{
    Micros sum{};
    for (const Span &s : m_spans)
        sum += s.to - s.from;
    return sum;
}

} // namespace tutti::measures
