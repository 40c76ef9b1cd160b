// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Session

// Whose turn it is and which way it goes, on the stage: a ball before the seat whose turn it is, dots to the seat that is
// next, and, when the turn goes on, the ball along them. With nobody next the way leads to the middle, to everybody.
Item {
    id: root

    required property Session session
    required property SeatPads pads
    required property BeyondSeats beyond
    required property rect place // of the stage, in this item: as much of it as is free
    readonly property bool running: session.passing && session.turnFrom >= 0 && place.height > 2 * ball
    readonly property real ball: 2 * Math.round(Math.min(0.5 * Theme.capRoom, 0.11 * place.height, 0.09 * place.width))
    readonly property point from: anchor(session.turnFrom)
    readonly property point to: session.turnTo >= 0 ? anchor(session.turnTo) : Qt.point(middle.x, Math.max(place.y + 1.6 * ball, from.y - 0.45 * place.height))
    readonly property point middle: Qt.point(place.x + place.width / 2, place.y + place.height / 2)
    // The way is an arc over the heads of those between, as a ball is thrown; on a table, over its middle.
    readonly property point bend: {
        const half = Qt.point((from.x + to.x) / 2, (from.y + to.y) / 2);
        const far = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y));
        const across = Qt.point((from.y - to.y) / far, (to.x - from.x) / far);
        const inwards = across.x * (middle.x - half.x) + across.y * (middle.y - half.y);
        const side = (session.layout.kind === RoomLayout.Table ? inwards : -across.y) < 0 ? -1 : 1;
        const room = 2 * Math.max(0, Math.min(place.height, place.width) - 2.5 * ball); // its top is half as far as its bend
        const by = side * Math.min(0.6 * far, room);
        return Qt.point(half.x + across.x * by, half.y + across.y * by);
    }
    property real gone: 0 // of the way, 0 to 1

    // The place on the stage that lies nearest to a seat's pad; for a seat without one, beside where it is shown.
    function anchor(seat: int): point {
        const shown = root.beyond.at(seat);
        const pad = shown.width > 0 ? Qt.rect(shown.x - 2 * ball, shown.y, 0, shown.height) : root.pads.place(seat);
        const inset = ball;
        const x = pad.height > 0 ? pad.x + pad.width / 2 : place.x + place.width;
        const y = pad.height > 0 ? pad.y + pad.height / 2 : place.y + place.height;
        return Qt.point(Math.max(place.x + inset, Math.min(place.x + place.width - inset, x)),
            Math.max(place.y + inset, Math.min(place.y + place.height - inset, y)));
    }
    function at(share: real): point {
        const a = (1 - share) * (1 - share);
        const b = 2 * share * (1 - share);
        const c = share * share;
        return Qt.point(a * from.x + b * bend.x + c * to.x, a * from.y + b * bend.y + c * to.y);
    }

    visible: running
    Accessible.ignored: true

    Repeater {
        model: root.running && (root.from.x !== root.to.x || root.from.y !== root.to.y) ? 11 : 0

        Rectangle {
            required property int index
            readonly property point dot: root.at((index + 1) / 12)

            width: 2 * Math.round(Math.max(2, 0.08 * root.ball))
            height: width
            radius: width / 2
            x: Math.round(dot.x - width / 2)
            y: Math.round(dot.y - height / 2)
            color: Theme.quietInk
            visible: Math.hypot(dot.x - moving.centre.x, dot.y - moving.centre.y) > 0.7 * root.ball
        }
    }
    Glyph {
        id: moving

        readonly property point centre: root.at(root.gone)

        width: root.ball
        height: width
        x: Math.round(centre.x - width / 2)
        y: Math.round(centre.y - height / 2)
        kind: Glyph.Edge
        color: Theme.ink
        fill: Theme.ink
        cornerRadius: width / 2
        strokeWidth: 1
    }

    states: State {
        name: "travelling"
        when: root.session.travelling

        PropertyChanges { target: root; gone: 1 }
    }
    transitions: Transition {
        to: "travelling"
        enabled: !Theme.still

        NumberAnimation { property: "gone"; duration: 1500; easing.type: Easing.InOutSine }
    }
}
