// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// What is known of one seat, for all its pads. Nothing to see.
Item {
    required property int seatIndex
    required property bool present
    required property int fingers
    required property int strikes
    required property int rings
    required property bool lit
    required property bool resting
    required property string word
    required property int sign
    required property bool asked
    required property bool waits
    required property bool layered
    required property bool leads
    required property string instrument
}
