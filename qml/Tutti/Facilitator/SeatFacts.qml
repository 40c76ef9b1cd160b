// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// What the leader wants to know of one seat. Nothing to see.
Item {
    required property int help
    required property bool quiet
    required property bool resting
    required property bool layered
    required property bool assisted
    required property bool cue
    required property bool shown
    required property bool company
    required property int wait
    required property real rest
    required property int turns
}
