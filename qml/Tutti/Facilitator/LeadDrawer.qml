// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// What the leader reaches for: four things first, then the volume, then the rest, page after page behind More. The music
// and the pads go on beside it. Which pages there are goes by what the drawer has room for.
Item {
    id: root

    enum Page { Plan, First, Turns, Volume, Cues, Who, Sounds, Seats, Another, Look }

    required property Session session
    readonly property RoomLayout layout: session.layout
    readonly property LeaderDesk desk: session.desk
    readonly property real headCap: TypeScale.fit(qsTr("close"), Theme.capSeat, Theme.capLeader,
        0.8 * Math.min(layout.drawerMore.width, layout.drawerClose.width))
    // Each page is its kind, and where in its list it begins.
    readonly property list<point> pages: {
        const all = root.session.plan.running ? [Qt.point(LeadDrawer.Plan, 0)] : [];
        all.push(Qt.point(LeadDrawer.First, 0));
        const add = (kind, page, seatsFirst) => {
            if (seatsFirst)
                all.push(Qt.point(kind, -1));
            for (let first = 0; page.capacity > 0 && first < page.count; first += page.capacity)
                all.push(Qt.point(kind, first));
        };
        if (root.turns)
            add(LeadDrawer.Turns, turnsPage, false);
        all.push(Qt.point(LeadDrawer.Volume, 0));
        add(LeadDrawer.Cues, cues, false);
        add(LeadDrawer.Who, who, who.low);
        add(LeadDrawer.Sounds, sounds, sounds.low);
        add(LeadDrawer.Seats, seats, seats.low);
        add(LeadDrawer.Another, another, false);
        add(LeadDrawer.Look, look, false);
        return all;
    }
    // What is played one after the other.
    readonly property bool turns: [Session.PassItOn, Session.Hello, Session.Goodbye, Session.Echo, Session.Freeze, Session.Conversation,
        Session.GroovePass].includes(session.activity)
    // As they were before some came or went.
    property list<point> pagesBefore: []
    readonly property int pageCount: pages.length
    readonly property point now: pages[Math.min(desk.page, pages.length - 1)]
    readonly property StrayGuard guard: StrayGuard {}

    function isOn(page: int): bool {
        return now.x === page;
    }
    function title(): string {
        switch (now.x) {
        case LeadDrawer.Plan: return session.plan.name;
        case LeadDrawer.Turns: return qsTr("Turns");
        case LeadDrawer.Volume: return qsTr("Volume");
        case LeadDrawer.Cues: return qsTr("Cues");
        case LeadDrawer.Who: return qsTr("Who");
        case LeadDrawer.Sounds: return qsTr("Sounds");
        case LeadDrawer.Seats: return qsTr("Seats");
        case LeadDrawer.Another: return qsTr("Another");
        case LeadDrawer.Look: return qsTr("Look");
        default: return qsTr("Lead");
        }
    }
    function turn(): void {
        desk.page = (Math.min(desk.page, pages.length - 1) + 1) % pages.length;
    }

    // The page that is read stays, whatever comes to stand before it; of the first there may be another.
    function keepPage(): void {
        const was = pagesBefore[Math.min(desk.page, pagesBefore.length - 1)];
        pagesBefore = pages;
        if (desk.page === 0 || !was)
            return;
        let at = 0;
        for (let i = 0; i < pages.length; ++i)
            if (pages[i].x === was.x && (pages[i].y === was.y || pages[at].x !== was.x))
                at = i;
        desk.page = at;
    }

    objectName: "leadDrawer"
    visible: session.drawerOpen
    onVisibleChanged: desk.page = 0
    onPagesChanged: keepPage()

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Lead")

    // Fingers on the drawer are the leader's, not a seat's.
    TouchTarget {
        x: root.layout.drawer.x
        y: root.layout.drawer.y
        width: root.layout.drawer.width
        height: root.layout.drawer.height
        onDownChanged: down ? root.guard.press() : root.guard.lift()

        Rectangle {
            anchors.fill: parent
            color: Theme.panel
        }
        Rectangle {
            readonly property bool onRight: root.layout.leadSide === RoomLayout.Right

            x: onRight ? 0 : parent.width - width
            width: Math.max(2, Math.round(3 * Theme.unit))
            height: parent.height
            color: Theme.line
        }
    }

    Words {
        visible: root.layout.drawerTitle.width > 0
        x: root.layout.drawerTitle.x
        y: root.layout.drawerTitle.y + (root.layout.drawerTitle.height - cap) / 2 - capTop
        size: root.headCap
        room: root.layout.drawerTitle.width
        text: root.title()
    }
    BigButton {
        objectName: "more"
        place: root.layout.drawerMore
        flat: true
        guard: root.guard
        cap: root.headCap
        text: qsTr("More")
        onTriggered: root.turn()
    }
    BigButton {
        objectName: "closeDrawer"
        place: root.layout.drawerClose
        flat: true
        quiet: true
        guard: root.guard
        cap: root.headCap
        text: root.desk.page > 0 ? qsTr("back") : qsTr("close")
        onTriggered: root.desk.page > 0 ? root.desk.page = 0 : root.session.toggleDrawer()
    }

    PlanPage {
        anchors.fill: parent
        visible: root.isOn(LeadDrawer.Plan)
        session: root.session
        guard: root.guard
    }
    TurnsPage {
        id: turnsPage

        anchors.fill: parent
        visible: root.isOn(LeadDrawer.Turns)
        session: root.session
        guard: root.guard
        first: visible ? root.now.y : 0
    }
    FirstPage {
        anchors.fill: parent
        visible: root.isOn(LeadDrawer.First)
        session: root.session
        guard: root.guard
    }
    VolumePage {
        anchors.fill: parent
        visible: root.isOn(LeadDrawer.Volume)
        session: root.session
        guard: root.guard
    }
    CueBoard {
        id: cues

        anchors.fill: parent
        visible: root.isOn(LeadDrawer.Cues)
        session: root.session
        guard: root.guard
        body: root.layout.drawerBody
        first: visible ? root.now.y : 0
    }
    WhoPage {
        id: who

        anchors.fill: parent
        visible: root.isOn(LeadDrawer.Who)
        session: root.session
        guard: root.guard
        first: visible ? root.now.y : 0
    }
    SoundsPage {
        id: sounds

        anchors.fill: parent
        visible: root.isOn(LeadDrawer.Sounds)
        session: root.session
        guard: root.guard
        first: visible ? root.now.y : 0
    }
    SeatsPage {
        id: seats

        anchors.fill: parent
        visible: root.isOn(LeadDrawer.Seats)
        session: root.session
        guard: root.guard
        first: visible ? root.now.y : 0
    }
    AnotherPage {
        id: another

        anchors.fill: parent
        visible: root.isOn(LeadDrawer.Another)
        session: root.session
        guard: root.guard
        first: visible ? root.now.y : 0
    }
    LookPage {
        id: look

        anchors.fill: parent
        visible: root.isOn(LeadDrawer.Look)
        session: root.session
        guard: root.guard
        first: visible ? root.now.y : 0
    }
}
