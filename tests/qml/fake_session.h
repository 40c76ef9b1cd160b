// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/strike_sink.h"
#include "core/event_names.h"
#include "session/cues.h"
#include "session/leader_desk.h"
#include "session/mark_model.h"
#include "session/room_layout.h"
#include "session/room_setup.h"
#include "session/seat_model.h"
#include "session/session_plan.h"
#include "session/staff.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <array>
#include <functional>
#include <vector>

namespace tutti {

/// Stands in for Session under its name in QML: the screens' tests put it into any state at once and read back what was
/// asked of it.
class FakeSession : public QObject, public StrikeSink {
    Q_OBJECT
    Q_PROPERTY(Place place MEMBER place NOTIFY changed)
    Q_PROPERTY(bool paused READ isPaused NOTIFY changed)
    Q_PROPERTY(bool resting READ isResting NOTIFY changed)
    Q_PROPERTY(Activity activity MEMBER activity NOTIFY changed)
    Q_PROPERTY(QString headline MEMBER headline NOTIFY changed)
    Q_PROPERTY(bool calm MEMBER calm NOTIFY changed)
    Q_PROPERTY(Pastime pastime MEMBER pastime NOTIFY changed)
    Q_PROPERTY(bool bigBeat MEMBER bigBeat NOTIFY changed)
    Q_PROPERTY(int meter MEMBER meter NOTIFY changed)
    Q_PROPERTY(int conductor MEMBER conductor NOTIFY changed)
    Q_PROPERTY(double conductedLevel MEMBER conductedLevel NOTIFY changed)
    Q_PROPERTY(QList<bool> sections MEMBER sections NOTIFY changed)
    Q_PROPERTY(QList<int> sectionFamilies MEMBER sectionFamilies NOTIFY changed)
    Q_PROPERTY(QStringList sectionNames MEMBER sectionNames NOTIFY changed)
    Q_PROPERTY(bool passing MEMBER passing NOTIFY changed)
    Q_PROPERTY(int turnFrom MEMBER turnFrom NOTIFY changed)
    Q_PROPERTY(int turnTo MEMBER turnTo NOTIFY changed)
    Q_PROPERTY(bool travelling MEMBER travelling NOTIFY changed)
    Q_PROPERTY(QList<int> beyondAsked MEMBER beyondAsked NOTIFY changed)
    Q_PROPERTY(QList<int> beyondNext MEMBER beyondNext NOTIFY changed)
    Q_PROPERTY(bool curtain MEMBER curtain NOTIFY changed)
    Q_PROPERTY(bool beating READ isBeating NOTIFY changed)
    Q_PROPERTY(int beatMs MEMBER beatMs NOTIFY changed)
    Q_PROPERTY(QString message MEMBER message NOTIFY changed)
    Q_PROPERTY(bool drawerOpen MEMBER drawerOpen NOTIFY changed)
    Q_PROPERTY(bool still MEMBER still NOTIFY changed)
    Q_PROPERTY(int volumeStep MEMBER volumeStep NOTIFY changed)
    Q_PROPERTY(int theme MEMBER theme NOTIFY changed)
    Q_PROPERTY(tutti::SeatModel *seats READ seatModel CONSTANT)
    Q_PROPERTY(tutti::LeaderDesk *desk READ leaderDesk CONSTANT)
    Q_PROPERTY(tutti::SessionPlan *plan READ sessionPlan CONSTANT)
    Q_PROPERTY(tutti::MarkModel *marks READ markModel CONSTANT)
    Q_PROPERTY(tutti::RoomLayout *layout READ roomLayout CONSTANT)
    Q_PROPERTY(tutti::Staff *staff READ staffDoor CONSTANT)
    Q_PROPERTY(tutti::RoomSetup *setup READ roomSetup CONSTANT)
    Q_PROPERTY(bool dark MEMBER dark NOTIFY changed)
    Q_PROPERTY(bool testSounding MEMBER testSounding NOTIFY changed)

public:
    enum Place { Playing, Home };
    Q_ENUM(Place)
    enum Activity { OpenPads, OurPulse, BuildAGroove, Conductor, PassItOn, Hello, Goodbye, Echo, Freeze, Together, Conversation, GroovePass };
    Q_ENUM(Activity)
    enum Pastime { NoPastime, Clap, Knee, Sway, Sing };
    Q_ENUM(Pastime)

    FakeSession()
    {
        std::vector<InstrumentModel::Entry> entries;
        for (int i = 0; i < 25; ++i)
            entries.push_back({QStringLiteral("instrument-%1").arg(i), i % 5 == 0 ? QStringLiteral("Singing bowl") : QStringLiteral("Frame drum"),
                               static_cast<InstrumentModel::Family>(i % 10)});
        desk.instruments()->set(std::move(entries));
    }

    Q_INVOKABLE void stop() { asked << QStringLiteral("stop"); }
    Q_INVOKABLE void resume() { asked << QStringLiteral("resume"); }
    Q_INVOKABLE void finish() { asked << QStringLiteral("finish"); }
    Q_INVOKABLE void next() { asked << QStringLiteral("next"); }
    Q_INVOKABLE void cue(int kind) { asked << QStringLiteral("cue %1").arg(QString::fromStdString(std::string(nameOf(static_cast<CueKind>(kind))))); }
    Q_INVOKABLE void strikeSeat(int seat, int pad) { asked << QStringLiteral("strikeSeat %1 %2").arg(seat).arg(pad); }
    Q_INVOKABLE void openDoor(const QString &door) { asked << QStringLiteral("openDoor ") + door; }
    Q_INVOKABLE void startPlan(int recipe) { asked << QStringLiteral("startPlan %1").arg(recipe); }
    Q_INVOKABLE void nextStep() { asked << QStringLiteral("nextStep"); }
    Q_INVOKABLE void goHome() { asked << QStringLiteral("goHome"); }
    Q_INVOKABLE void toggleDrawer() { asked << QStringLiteral("toggleDrawer"); }
    Q_INVOKABLE void toggleLayer(int seat) { asked << QStringLiteral("toggleLayer %1").arg(seat); }
    Q_INVOKABLE void testSound(bool on)
    {
        testSounding = on;
        asked << QStringLiteral("testSound");
        emit changed();
    }
    Q_INVOKABLE void toggleSection(int section) { asked << QStringLiteral("toggleSection %1").arg(section); }

    void strike(const Strike &, Micros) override { ++struck; }
    void lift(const Lift &, Micros) override { ++lifted; }
    void slide(SeatId seat, double upMm, Micros) override { slid.emplace_back(seat.value, upMm); }

    /// Says that anything may have changed, and tells the layout what Session would.
    void show()
    {
        layout.setPaused(isPaused());
        layout.setDrawerOpen(drawerOpen);
        seats.setCount(layout.seatsShown());
        emit changed();
    }
    /// Changes what is shown of a seat.
    void seat(int index, const std::function<void(SeatModel::Place &)> &change)
    {
        SeatModel::Place &shown = places[static_cast<std::size_t>(index)];
        change(shown);
        seats.show(SeatId{index}, shown);
    }
    void say(const QString &word, SeatModel::Sign sign)
    {
        for (int i = 0; i < kMaxSeats; ++i)
            seat(i, [&](SeatModel::Place &shown) { shown.said = {word, sign}; });
    }

    [[nodiscard]] bool isPaused() const { return state == StageState::Paused; }
    [[nodiscard]] bool isResting() const { return state == StageState::Rest; }
    [[nodiscard]] bool isBeating() const { return beatMs > 0; }
    [[nodiscard]] SeatModel *seatModel() { return &seats; }
    [[nodiscard]] LeaderDesk *leaderDesk() { return &desk; }
    [[nodiscard]] SessionPlan *sessionPlan() { return &plan; }
    [[nodiscard]] MarkModel *markModel() { return &marks; }
    [[nodiscard]] RoomLayout *roomLayout() { return &layout; }
    [[nodiscard]] Staff *staffDoor() { return &staff; }
    [[nodiscard]] RoomSetup *roomSetup() { return &setup; }
    /// A page behind the staff door; behind it all is silent.
    void openStaff(Staff::View view)
    {
        state = StageState::Paused;
        staff.knock();
        staff.show(view);
        show();
    }

    Place place = Playing;
    StageState state = StageState::Ready;
    Activity activity = OpenPads;
    QString headline;
    bool calm = false;
    bool dark = false;
    bool testSounding = false;
    Pastime pastime = NoPastime;
    bool bigBeat = false;
    int meter = 4;
    bool curtain = false;
    QList<int> beyondAsked;
    QList<int> beyondNext;
    bool passing = false;
    int turnFrom = -1;
    int turnTo = -1;
    bool travelling = false;
    int conductor = -1;
    double conductedLevel = 0.5;
    QList<bool> sections;
    QList<int> sectionFamilies{9, 2, 0, 3};
    QStringList sectionNames{QStringLiteral("Warm pad"), QStringLiteral("Shaker"), QStringLiteral("Djembe"), QStringLiteral("Marimba")};
    int beatMs = 0;
    QString message;
    bool drawerOpen = false;
    bool still = false;
    int volumeStep = 3;
    int theme = 0;
    std::array<SeatModel::Place, kMaxSeats> places{};
    SeatModel seats;
    std::vector<Input> given; ///< what the drawer asked of the session, in order
    LeaderDesk desk{[this](LeaderDesk::What what) { given.push_back(Input{{}, std::move(what)}); }};
    Micros now_{};
    SessionPlan plan{[this] { return now_; }, [this](const Recipe::Step &step) { asked << QStringLiteral("begin ") + QString::fromStdString(step.activity); }};
    MarkModel marks;
    RoomLayout layout;
    RoomSetup setup{layout};
    QTemporaryDir runFolder;
    Staff staff{Staff::World{.now = [this] { return now_; }, .file = {}, .run = RunFolder(runFolder.path()), .findKey = {},
        .examine = [](const auto &answer) { answer({QStringLiteral("The disk is nearly full: 90 MB are left. Take away what is not needed."),
                                                    QStringLiteral("No touch panel was found. Plug its USB cable in; mouse and keys work meanwhile.")}); },
        .report = {}, .save = {}}};
    QStringList asked; ///< what the screen called, in order
    int struck = 0;
    int lifted = 0;
    std::vector<std::pair<int, double>> slid;

signals:
    void changed();
    void beatStruck(int beat);
};

} // namespace tutti
