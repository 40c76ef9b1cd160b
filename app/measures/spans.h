// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/units.h"

#include <vector>

namespace tutti::measures {

/// From `from` up to, not including, `to`.
struct Span {
    Micros from{};
    Micros to{};
    friend bool operator==(const Span &, const Span &) = default;
};

/// A set of times, held as spans in order that neither touch nor overlap.
class Spans {
public:
    Spans() = default;
    /// The union of any spans in any order; empty and backward ones add nothing.
    [[nodiscard]] static Spans unionOf(std::vector<Span> spans);

    [[nodiscard]] Spans within(const Spans &other) const;
    [[nodiscard]] Spans without(const Spans &other) const;
    [[nodiscard]] Spans shifted(Micros by) const;
    [[nodiscard]] Micros length() const noexcept;
    /// Of what comes before `t`.
    [[nodiscard]] Micros lengthBefore(Micros t) const noexcept;
    [[nodiscard]] bool contains(Micros t) const noexcept;
    [[nodiscard]] const std::vector<Span> &all() const noexcept { return m_spans; }
    friend bool operator==(const Spans &, const Spans &) = default;

private:
    std::vector<Span> m_spans;
};

} // namespace tutti::measures
