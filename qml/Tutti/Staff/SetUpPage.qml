// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// Room set-up: one question a page, each with a good answer already there, and Next. The whole way is ten touches.
StaffPage {
    id: root

    readonly property real nextHeight: Math.max(Theme.controlMinimum, 2.6 * Theme.capLeader)
    readonly property rect part: Qt.rect(0, 0, width, body.height - nextHeight - Theme.gap)
    readonly property bool last: setup.pageNumber === setup.pageCount

    PlacePage {
        visible: root.setup.page === RoomSetup.Place
        session: root.session
        guard: root.guard
        place: root.part
    }
    SizePage {
        visible: root.setup.page === RoomSetup.Size
        session: root.session
        guard: root.guard
        place: root.part
    }
    HeightPage {
        visible: root.setup.page === RoomSetup.Height
        session: root.session
        guard: root.guard
        place: root.part
    }
    SoundPage {
        visible: root.setup.page === RoomSetup.Sound
        session: root.session
        guard: root.guard
        place: root.part
    }
    TouchPage {
        visible: root.shown && root.setup.page === RoomSetup.Touch
        session: root.session
        place: root.part
    }
    LookSetUpPage {
        visible: root.setup.page === RoomSetup.Look
        session: root.session
        guard: root.guard
        place: root.part
    }
    BigButton {
        objectName: "setUpNext"
        place: Qt.rect(root.width - width, root.body.height - root.nextHeight, Math.min(root.width, 9 * Theme.capLeader + 2 * Theme.gap), root.nextHeight)
        guard: root.guard
        main: true
        cap: Theme.capLeader
        text: root.last ? qsTr("Done") : qsTr("Next")
        onTriggered: root.setup.next()
    }
    Connections {
        target: root.setup

        function onFinished(): void {
            root.staff.back();
        }
    }
}
