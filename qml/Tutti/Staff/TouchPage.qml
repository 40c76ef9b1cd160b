// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// First hands off, then all of the glass is wiped; what answers fills. The test covers the glass, and its words and way
// out lie on it where everything else of set-up lies.
Item {
    id: root

    required property Session session
    required property rect place
    readonly property RoomLayout layout: session.layout
    readonly property int silent: test.places - test.answered - test.ghosts

    width: place.width
    height: place.height
    onVisibleChanged: visible ? begin() : handsOff.stop()

    function begin(): void {
        test.begin();
        handsOff.restart();
    }
    function result(): string {
        if (test.phase === TouchTest.HandsOff)
            return qsTr("Hands off the glass, please, for five seconds.");
        const said = [];
        if (test.ghosts > 0)
            said.push(qsTr("%n place(s) felt a touch by themselves: wipe the frame, and keep sunlight off it.", "", test.ghosts));
        if (test.answered === 0)
            said.push(qsTr("Now wipe over all of the glass, with both hands if you like."));
        else if (silent > 0)
            said.push(qsTr("%n place(s) have not answered yet: wipe over them.", "", silent));
        else
            said.push(qsTr("All of the glass answers."));
        if (test.points > 0)
            said.push(qsTr("%n finger(s) at once.", "", test.points));
        return said.join(" ");
    }

    Timer {
        id: handsOff

        interval: 5000
        onTriggered: test.wipe()
    }
    TouchTest {
        id: test

        objectName: "touchTest"
        x: -root.layout.staffBody.x
        y: -root.layout.staffBody.y
        width: root.layout.width
        height: root.layout.height
        side: Math.min(60 * Theme.mm, Math.min(width, height) / 8)
        answer: Theme.seatFill(1)
        ghost: Theme.ink
        line: Theme.line
    }
    Rectangle {
        anchors.fill: words
        anchors.margins: -Theme.gap
        radius: Theme.gap
        color: Theme.panel
        border.color: Theme.ink
        border.width: Math.max(1, Theme.unit)
    }
    Words {
        id: words

        x: Theme.gap
        y: Theme.gap
        width: root.width - 2 * Theme.gap
        horizontalAlignment: Text.AlignLeft
        wrapMode: Text.WordWrap
        size: Theme.capLeader
        font.weight: TypeScale.plain
        text: root.result()
    }
}
