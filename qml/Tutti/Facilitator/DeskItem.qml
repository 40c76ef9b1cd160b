// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// One thing on a page of the drawer: its word, its picture, whether it is on.
QtObject {
    required property string word
    property string name: word   // said in full, where the word is short or broken in two
    property int picture: -1
    property color tint: Theme.ink
    property bool offered: true
    property bool on: false
    property bool choice: false  // it can be on at all
    property string object: ""

    signal used()
}
