// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pattern.h"

#include <fmt/format.h>

namespace tutti {
namespace {

constexpr double kQuiet = 0.35;
constexpr double kUsual = 0.65;
constexpr double kAccent = 1.0;

Pattern::Step stroke(int pad, double level) { return {true, PadIndex{pad}, 0, level, 1}; }

} // namespace

tl::expected<Pattern, Pattern::Error> Pattern::fromSteps(std::string_view text)
{
    Pattern pattern;
    Step *last = nullptr; // the note a '-' makes longer
    std::vector<Step> &steps = pattern.m_steps;
    steps.reserve(text.size()); // `last` points into it
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
        case ' ':
        case '|': continue;
        case '.':
            steps.emplace_back();
            last = nullptr;
            continue;
        case '-':
            if (!last)
                return tl::unexpected(Error{i + 1, "\"-\" needs a note before it"});
            ++last->length;
            steps.emplace_back();
            continue;
        case 'o': steps.push_back(stroke(0, kQuiet)); break;
        case 'x': steps.push_back(stroke(0, kUsual)); break;
        case 'X': steps.push_back(stroke(0, kAccent)); break;
        case 't': steps.push_back(stroke(1, kUsual)); break;
        case 'T': steps.push_back(stroke(1, kAccent)); break;
        case 's': steps.push_back(stroke(2, kUsual)); break;
        case 'S': steps.push_back(stroke(2, kAccent)); break;
        default:
            if (c < '1' || c > '9')
                return tl::unexpected(Error{i + 1, fmt::format("\"{}\" is no step: use . x X o t T s S, 1 to 9 and -", c)});
            steps.push_back({true, PadIndex{0}, c - '1', kUsual, 1});
        }
        last = &steps.back();
    }
    if (steps.empty())
        return tl::unexpected(Error{1, "there are no steps in it"});
    return pattern;
}

} // namespace tutti
