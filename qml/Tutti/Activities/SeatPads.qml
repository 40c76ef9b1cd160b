// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Session

// The pads of all seats, and what each seat is asked to do, written where hands do not cover it.
Item {
    id: root

    required property Session session

    function stateOf(seat: int): SeatState {
        // The count is asked first so that this is looked up again when seats come and go.
        return seats.count > seat ? seats.itemAt(seat) as SeatState : null;
    }

    // Where a seat's big pad lies; nowhere for a seat beyond the glass.
    function place(seat: int): rect {
        for (let i = 0; i < places.count; ++i) {
            const pad = places.itemAt(i) as SeatPad;
            if (pad && pad.seat === seat && pad.pad === 0)
                return pad.rect;
        }
        return Qt.rect(0, 0, 0, 0);
    }

    Repeater {
        id: seats

        model: root.session.seats

        SeatState {}
    }
    Repeater {
        id: places

        model: root.session.layout.pads

        SeatPad {
            state: root.stateOf(seat)
            paused: root.session.paused
            level: root.session.conductedLevel
            onStruck: root.session.strikeSeat(seat, pad)
        }
    }
}
