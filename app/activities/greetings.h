// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/pass_it_on.h"

namespace tutti {

/// Hello: one after the other each seat lights, its owner sounds it, and the group answers (`answer`, four beats); after a
/// round everybody plays together. It begins anew until the leader goes on.
class Hello : public PassItOn {
public:
    Hello() : PassItOn(Form{true, false}) {}
};

/// Goodbye: the same, and after one round it ends on a chord that all share.
class Goodbye : public PassItOn {
public:
    Goodbye() : PassItOn(Form{true, true}) {}
};

} // namespace tutti
