// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {

/// One visitor of a std::variant from a lambda for each alternative.
template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

} // namespace tutti
