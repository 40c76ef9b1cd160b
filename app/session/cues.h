// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

/// The cues by name, for QML: `Cues.Accent`. The same numbers as tutti::CueKind.
namespace tutti::cues {

Q_NAMESPACE
QML_NAMED_ELEMENT(Cues)

enum Kind {
    Stop, Resume, Finish, Attention, Groove, Pulse, Rumble, Louder, Softer, Faster, Slower, Settle,
    Accent, Call, Sculpt, LayerIn, LayerOut, Showcase, TeeterTotter, Wave, GroovePass, Fade, Calm,
    QuietMe, SaidIt, Mark, Swap, Next, Again, Skip, Back, Hold,
};
Q_ENUM_NS(Kind)

static_assert(static_cast<int>(CueKind::Hold) == Hold && static_cast<int>(CueKind::Accent) == Accent);

} // namespace tutti::cues
