// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Session

// What a seat can press besides its pad: take its own layer out of the groove, and, for who leads, the parts of the band.
// Above the pad surface, which leaves their places to them.
Item {
    id: root

    required property Session session
    required property SeatPads pads

    Repeater {
        model: root.session.layout.pads

        Item {
            id: place

            required property int seat
            required property int pad
            required property rect rect
            required property rect label
            required property int turn
            readonly property SeatState state: pad === 0 ? root.pads.stateOf(seat) : null

            LayerButton {
                label: place.label
                turn: place.turn
                shown: root.session.activity === Session.BuildAGroove && !root.session.paused && (place.state?.layered ?? false) && place.state.word === ""
                onTriggered: root.session.toggleLayer(place.seat)
            }
            SectionTiles {
                rect: place.rect
                turn: place.turn
                shown: (place.state?.leads ?? false) && !root.session.paused
                sections: root.session.sections
                families: root.session.sectionFamilies
                names: root.session.sectionNames
                onToggled: section => root.session.toggleSection(section)
            }
        }
    }
}
