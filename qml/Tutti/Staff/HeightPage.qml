// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// How high the glass hangs: what people need is then put where they reach.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    required property rect place

    width: place.width
    height: place.height

    Stepper {
        object: "height"
        place: Qt.rect(0, 0.2 * root.place.height, root.place.width, 0.4 * root.place.height)
        guard: root.guard
        caption: qsTr("cm from the floor to the lower edge of the glass")
        value: Math.round(root.session.setup.lowerEdgeMm / 10)
        onLess: root.session.setup.lowerEdgeMm -= 50
        onMore: root.session.setup.lowerEdgeMm += 50
    }
}
