// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// The colours of one theme. Seat colours belong to seats; everything else is ink on panel.
QtObject {
    required property color ground   // behind the pads
    required property color stage    // behind what everybody looks at
    required property color panel    // buttons and the drawer
    required property color ink      // words, pictures, edges
    required property color quietInk // words that matter less
    required property color line     // edges that matter less
    required property list<color> seats
}
