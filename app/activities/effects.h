// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <optional>
#include <variant>
#include <vector>

namespace tutti {

/// What a step asks for, in the order it asks. Performance carries it out.
struct Effects {
    /// A note begins at `at`, which may lie ahead; it ends at `ends`, or when it is released.
    struct Play {
        Note note;
        Micros at{};
        std::optional<Micros> ends;
    };
    struct Release {
        NoteId id = 0;
        Micros at{};
    };
    /// Something to write down and to show: now, or ahead.
    struct Say {
        Output output;
    };
    /// Notes and outputs that lie ahead will not come.
    struct CancelPlanned {};
    struct Silence {};
    struct Unsilence {};

    std::vector<std::variant<Play, Release, Say, CancelPlanned, Silence, Unsilence>> list;

    template <class What>
    void say(Micros t, What what)
    {
        list.emplace_back(Say{Output{t, std::move(what)}});
    }
};

} // namespace tutti
