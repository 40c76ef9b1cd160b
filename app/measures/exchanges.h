// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"
#include "measures/playing.h"

#include <span>
#include <vector>

namespace tutti::measures {

/// What one seat played in its part of an exchange.
struct Told {
    std::vector<Micros> times;  ///< with the pauses cut out
    std::vector<PadIndex> pads; ///< one for each time
    friend bool operator==(const Told &, const Told &) = default;
};

struct Exchange {
    SeatId caller;
    SeatId answerer;
    Told call;
    Told answer;
    friend bool operator==(const Exchange &, const Exchange &) = default;
};

/// The calls of Echo that another seat answered: the caller's own hits from `call` up to `breath`, the other's from
/// `response` up to `both`, `pass` or the next `call`. Left out are those with the app, those begun anew by Again or cut off
/// by an ending or by a call of the leader's, those without an answer, and those in which a helper's hand played: of such
/// a phrase only a part would be compared.
/// `header`, `inputs` and `outputs` are those that `playing` was made of.
[[nodiscard]] std::vector<Exchange> exchangesOf(const Playing &playing, const Header &header, std::span<const Input> inputs,
                                                std::span<const Output> outputs);

} // namespace tutti::measures
