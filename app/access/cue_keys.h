// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <optional>

namespace tutti {

/// Keys that lead: a presenter's clicker, a number pad and one letter for each cue.
///
/// Clicker: forward (Page Down, Right) is next, or go on after Stop, when it is let go; held for `kHoldS` it is Finish. Back
/// (Page Up, Left) is again. The key that blanks the screen (B, full stop, comma) is Stop.
/// Number pad, with its lock on or off alike: Enter is forward, 0 back, the decimal key Stop; 7 attention, 8 groove, 9 pulse,
/// 4 rumble, 5 accent, 6 call, 1 slower, 2 settle, 3 faster, + louder, - softer, / sculpt, * showcase.
/// Letters: A attention, G groove, P pulse, F finish, R rumble, L louder, K softer, M faster, N slower, T settle, O accent,
/// C call, H sculpt (half the room), I showcase, D fade, Q calm, E swap.
/// Key codes are those of Qt::Key, passed as plain numbers. Thread: one.
class CueKeys {
public:
    static constexpr double kHoldS = 1;

    enum class Act { Nothing, Next, Again, Stop, Finish, Halves, Cue };
    struct Asked {
        bool known = false; ///< the key is one of ours, also where it does nothing new
        Act act = Act::Nothing;
        CueKind cue = CueKind::Attention; ///< with Act::Cue
    };

    /// A key that repeats itself asks once.
    [[nodiscard]] Asked press(int key, bool autoRepeat, bool numberPad);
    [[nodiscard]] Asked release(int key, bool autoRepeat, bool numberPad);
    /// Forward is down and may still become Finish.
    [[nodiscard]] bool isHolding() const { return m_forward && !m_finished; }
    /// Forward has been down for kHoldS.
    [[nodiscard]] Asked held();
    /// The window lost the keyboard: releases will not come any more.
    void releaseAll() { m_forward = m_finished = false; }

private:
    bool m_forward = false;
    bool m_finished = false;
};

} // namespace tutti
