// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/strike_sink.h"
#include "activities/performance.h"
#include "session/leader_desk.h"
#include "session/mark_model.h"
#include "session/room_layout.h"
#include "session/room_setup.h"
#include "session/seat_model.h"
#include "session/session_plan.h"
#include "session/staff.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

namespace tutti {

class NotePlayer;

/// Doors on Home that lead somewhere in this version: Play together, Drum, Pass it round.
inline constexpr int kDoorsBuilt = 3;

/// Where the lines of the running session go, in the order they happened. Called soon after they happened, never on the
/// way from a touch to its sound.
class SessionRecord {
public:
    virtual ~SessionRecord() = default;
    virtual void input(const Input &in) = 0;
    virtual void output(const Output &out) = 0;
};

/// What the screen talks to. Owns the performance of the running session, drives it by the session clock, hands its
/// notes to the engine and its lines to the record, and says in words and numbers what there is to see.
/// Thread: GUI. Nothing it does waits.
class Session final : public QObject, public StrikeSink, private Audience {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("main builds it")
    Q_PROPERTY(Place place READ place NOTIFY placeChanged)
    Q_PROPERTY(bool paused READ isPaused NOTIFY stateChanged)
    Q_PROPERTY(bool resting READ isResting NOTIFY stateChanged)
    Q_PROPERTY(Activity activity READ activity NOTIFY stateChanged)
    Q_PROPERTY(QString headline READ headline NOTIFY headlineChanged)
    Q_PROPERTY(bool calm READ isCalm NOTIFY stateChanged)
    Q_PROPERTY(Pastime pastime READ pastime NOTIFY pastimeChanged)
    Q_PROPERTY(bool bigBeat READ isBigBeat NOTIFY stateChanged)
    Q_PROPERTY(int meter READ meter NOTIFY beatChanged)
    /// The seat whose finger shapes the band, or -1; how loud it is, 0 to 1; which parts of the band play.
    Q_PROPERTY(int conductor READ conductor NOTIFY conductorChanged)
    Q_PROPERTY(double conductedLevel READ conductedLevel NOTIFY conductorChanged)
    Q_PROPERTY(QList<bool> sections READ sections NOTIFY conductorChanged)
    Q_PROPERTY(QList<int> sectionFamilies READ sectionFamilies NOTIFY conductorChanged)
    Q_PROPERTY(QStringList sectionNames READ sectionNames NOTIFY conductorChanged)
    /// One turn after the other: from which seat, or -1, the way leads to which, or -1 for everybody, and whether it is on
    /// its way.
    Q_PROPERTY(bool passing READ isPassing NOTIFY turnChanged)
    Q_PROPERTY(int turnFrom READ turnFrom NOTIFY turnChanged)
    Q_PROPERTY(int turnTo READ turnTo NOTIFY turnChanged)
    Q_PROPERTY(bool travelling READ isTravelling NOTIFY turnChanged)
    /// Seats without a pad on this glass, which switches and keys play: whose turn it is, and who is next.
    Q_PROPERTY(QList<int> beyondAsked READ beyondAsked NOTIFY turnChanged)
    Q_PROPERTY(QList<int> beyondNext READ beyondNext NOTIFY turnChanged)
    /// Before the stage: the music is about to stop, or has.
    Q_PROPERTY(bool curtain READ isCurtain NOTIFY stateChanged)
    Q_PROPERTY(bool beating READ isBeating NOTIFY beatChanged)
    Q_PROPERTY(int beatMs READ beatMs NOTIFY beatChanged)
    Q_PROPERTY(QString message READ message NOTIFY messageChanged)
    Q_PROPERTY(bool drawerOpen READ isDrawerOpen NOTIFY drawerOpenChanged)
    Q_PROPERTY(bool still READ isStill WRITE setStill NOTIFY stillChanged)
    Q_PROPERTY(int volumeStep READ volumeStep WRITE setVolumeStep NOTIFY volumeStepChanged)
    Q_PROPERTY(int theme READ theme WRITE setTheme NOTIFY themeChanged)
    Q_PROPERTY(tutti::SeatModel *seats READ seats CONSTANT)
    Q_PROPERTY(tutti::LeaderDesk *desk READ desk CONSTANT)
    Q_PROPERTY(tutti::SessionPlan *plan READ plan CONSTANT)
    Q_PROPERTY(tutti::MarkModel *marks READ marks CONSTANT)
    Q_PROPERTY(tutti::RoomLayout *layout READ layout CONSTANT)
    Q_PROPERTY(tutti::Staff *staff READ staff CONSTANT)
    Q_PROPERTY(tutti::RoomSetup *setup READ setup CONSTANT)
    /// Nobody is there: the screen shows nothing until it is touched.
    Q_PROPERTY(bool dark READ isDark NOTIFY darkChanged)
    /// Behind the staff door the test sound is on.
    Q_PROPERTY(bool testSounding READ isTestSounding NOTIFY testSoundingChanged)

public:
    enum Place { Playing, Home };
    Q_ENUM(Place)
    /// In the order of tutti::Activity.
    enum Activity { OpenPads, OurPulse, BuildAGroove, Conductor, PassItOn, Hello, Goodbye, Echo, Freeze, Together, Conversation, GroovePass };
    Q_ENUM(Activity)
    /// What there is to do on the beat for who does not reach the screen.
    enum Pastime { NoPastime, Clap, Knee, Sway, Sing };
    Q_ENUM(Pastime)
    /// What a door's seats play, by seat.
    struct Palettes {
        std::vector<std::string> openPads;
        std::vector<std::string> drums;
    };

    /// Steady-clock microseconds, as strikes are stamped.
    using Clock = std::function<Micros()>;

    /// Everything it needs is given; all must outlive it. `epoch` is when the header was, by the same clock.
    Session(Header header, std::shared_ptr<const Repertoire> repertoire, NotePlayer &player, SessionRecord &record, Clock clock,
            Micros epoch, QObject *parent = nullptr);
    ~Session() override;

    /// Steps the start of the activity. Call once.
    void begin();
    /// Ends the session: every note gets its off, the record is complete.
    void end();

    /// Hears of each strike when its command is with the engine: arrival and that moment, by the session's clock.
    using Trace = std::function<void(Micros arrival, Micros posted)>;
    void setTrace(Trace trace) { m_trace = std::move(trace); }

    // From the glass and the keys.
    void strike(const Strike &strike, Micros arrival) override;
    void lift(const Lift &lift, Micros arrival) override;
    void slide(SeatId seat, double upMm, Micros arrival) override;
    [[nodiscard]] Micros now() const override { return m_clock(); }

    /// Where the doors' instruments come from. Before the first door is opened.
    void setPalettes(Palettes palettes) { m_palettes = std::move(palettes); }

    /// Any input, as a script gives it.
    void input(Input in);
    /// Steps what is due by now. The session's own timer does; a script whose clock is not the real one calls it.
    void catchUp();

    [[nodiscard]] Place place() const { return m_place; }
    [[nodiscard]] const Stage &stage() const { return m_performance.stage(); }
    [[nodiscard]] StageState state() const { return stage().state(); }
    [[nodiscard]] Activity activity() const { return static_cast<Activity>(stage().activity().index()); }
    [[nodiscard]] bool isCalm() const { return stage().circle().loudness.calm; }
    [[nodiscard]] bool isBigBeat() const { return stage().circle().lead.lasting.marked; }
    [[nodiscard]] Pastime pastime() const { return m_pastime; }
    [[nodiscard]] int meter() const { return stage().room().settings.meter; }
    [[nodiscard]] int conductor() const;
    [[nodiscard]] double conductedLevel() const;
    // The parts of the band that whoever conducts brings in and out, at most four.
    [[nodiscard]] QList<bool> sections() const;       ///< which of them play
    [[nodiscard]] QList<int> sectionFamilies() const; ///< InstrumentModel::Family of each
    [[nodiscard]] QStringList sectionNames() const;
    [[nodiscard]] bool isCurtain() const { return state() == StageState::Warn || state() == StageState::Freeze; }
    [[nodiscard]] bool isPassing() const { return m_way.passing; }
    [[nodiscard]] int turnFrom() const { return m_way.from; }
    [[nodiscard]] int turnTo() const { return m_way.to; }
    [[nodiscard]] bool isTravelling() const { return m_way.travelling; }
    [[nodiscard]] QList<int> beyondAsked() const { return m_way.beyondAsked; }
    [[nodiscard]] QList<int> beyondNext() const { return m_way.beyondNext; }
    [[nodiscard]] bool isPaused() const { return state() == StageState::Paused; }
    [[nodiscard]] bool isResting() const { return state() == StageState::Rest; }
    [[nodiscard]] QString headline() const { return m_headline; }
    [[nodiscard]] bool isBeating() const { return m_beatMs > 0; }
    [[nodiscard]] int beatMs() const { return m_beatMs; }
    [[nodiscard]] QString message() const { return m_message; }
    [[nodiscard]] bool isDrawerOpen() const { return m_drawerOpen; }
    [[nodiscard]] bool isStill() const { return m_still; }
    /// As it is heard: the step that was chosen, or the loudest that may be now.
    [[nodiscard]] int volumeStep() const { return std::min(m_volumeStep, loudestStep()); }
    [[nodiscard]] int chosenVolumeStep() const { return m_volumeStep; }
    [[nodiscard]] int theme() const { return m_theme; }
    [[nodiscard]] SeatModel *seats() { return &m_seats; }
    [[nodiscard]] LeaderDesk *desk() { return &m_desk; }
    [[nodiscard]] SessionPlan *plan() { return &m_plan; }
    [[nodiscard]] MarkModel *marks() { return &m_marks; }
    [[nodiscard]] RoomLayout *layout() { return &m_layout; }
    [[nodiscard]] Staff *staff() { return &m_staff; }
    [[nodiscard]] RoomSetup *setup() { return &m_setup; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] bool isTestSounding() const { return m_testSounds; }
    /// People are in the midst of something, though there is no beat: it is stopped, a session is led, somebody is waited
    /// for, one plays to another, a finger lies on a pad.
    [[nodiscard]] bool isHeld() const;
    /// Somebody has struck anything since the session began.
    [[nodiscard]] bool hasPlayed() const { return m_played; }
    /// No step above it is heard now: the room's own, or that of the quiet hours.
    [[nodiscard]] int loudestStep() const;

    void setStill(bool still);
    void setVolumeStep(int step); ///< 1 to 5, and never above loudestStep()
    void setQuietHours(bool now);
    /// Dark: whoever was there has gone, and what waits is Play together, for a stranger's first touch.
    void setDark(bool dark);
    void setTheme(int theme);
    /// One plain sentence for the screen; empty takes it away.
    void setMessage(const QString &sentence);

    Q_INVOKABLE void stop();
    Q_INVOKABLE void resume();
    Q_INVOKABLE void finish();
    /// Next; where it is stopped, on again.
    Q_INVOKABLE void next();
    Q_INVOKABLE void again();
    Q_INVOKABLE void cue(int kind); ///< a cues::Kind
    /// A short strike, for who presses a pad by a screen reader.
    Q_INVOKABLE void strikeSeat(int seat, int pad);
    Q_INVOKABLE void openDoor(const QString &door);
    /// *Start a session*, by one of the plan's recipes, from its first step; the drawer shows what to say.
    Q_INVOKABLE void startPlan(int recipe);
    /// The plan's Next: the ending of this step, a breath, the next; in the breath, the next at once.
    Q_INVOKABLE void nextStep();
    /// A seat takes its own layer out of the groove; or, without one, asks for a turn.
    Q_INVOKABLE void toggleLayer(int seat);
    /// A part of the band, by whoever conducts: 0 to 3.
    Q_INVOKABLE void toggleSection(int section);
    /// Plays Finish, then shows Home.
    Q_INVOKABLE void goHome();
    Q_INVOKABLE void toggleDrawer();
    /// Behind the staff door, while all else is silent: a steady sound at the loudest step, for a sound level meter.
    Q_INVOKABLE void testSound(bool on);

    /// The level of a volume step, in dB: 4 dB apart, the top one is the ceiling.
    [[nodiscard]] static float volumeDb(int step);

Q_SIGNALS:
    void placeChanged();
    void stateChanged();
    void headlineChanged();
    void pastimeChanged();
    void conductorChanged();
    void turnChanged();
    void beatChanged();
    void beatStruck(int beat);
    void messageChanged();
    void drawerOpenChanged();
    void stillChanged();
    void volumeStepChanged();
    void themeChanged();
    void darkChanged();
    void testSoundingChanged();

private:
    void onInput(const Input &in) override;
    void onOutput(const Output &out) override;
    void onPlay(const Note &note, Micros at, std::optional<Micros> ends) override;
    void onRelease(NoteId id, Micros at) override;
    void onCancelPlanned(Micros asOf) override;
    void onStop(Micros at) override;
    void onResume(Micros at) override;
    void onProblem(const std::string &sentence) override;

    [[nodiscard]] Micros sessionNow() const { return m_clock() - m_epoch; }
    void stepped();
    [[nodiscard]] std::pair<std::optional<SeatId>, std::optional<SeatId>> leading() const;
    void armTimer();
    void flushRecord();
    void showState(const StateChange &change);
    void setPlace(Place place);
    [[nodiscard]] QString headlineFor(StageState state) const;
    void refreshHeadline();
    void setBeatMs(int ms);
    void setPastime(Pastime pastime);
    void startActivity(const QString &id, const std::vector<NamedSetting> &settings = {});
    void beginStep(const Recipe::Step &step);
    void showTurn();
    void showExchange(StageState state);
    void mark(const Note &note, Micros t);
    [[nodiscard]] int sectionCount() const;
    [[nodiscard]] const InstrumentModel::Entry *sectionInstrument(int section) const; ///< null: not in the catalogue
    /// What the drawer and the keys ask for; not everything while the doors are shown.
    void lead(LeaderDesk::What what);
    void speak(const Cue &cue);
    void showPlace();
    void refreshSeats();
    void applyVolume();
    [[nodiscard]] std::vector<NamedSetting> settingsForAStranger() const;
    void openStaffDoor();
    void closeStaffDoor();
    [[nodiscard]] SeatModel::Place placeOf(SeatId seat) const;
    [[nodiscard]] SeatModel::Said saidTo(SeatId seat) const;
    [[nodiscard]] SeatModel::Said saidByActivity(SeatId seat) const;
    [[nodiscard]] std::vector<SeatId> asked() const;
    [[nodiscard]] std::vector<SeatId> askedNext() const;

    NotePlayer &m_player;
    SessionRecord &m_record;
    Clock m_clock;
    Micros m_epoch;
    Trace m_trace;
    std::optional<Micros> m_arrival; ///< of the strike that is being stepped, for the trace
    Performance m_performance;
    SeatModel m_seats;
    LeaderDesk m_desk;
    SessionPlan m_plan;
    MarkModel m_marks;
    RoomLayout m_layout;
    RoomSetup m_setup;
    Staff m_staff;
    Palettes m_palettes;
    QTimer m_timer;
    QTimer m_flush;
    /// Lines that wait for the strike path to be done.
    std::vector<std::variant<Input, Output>> m_unwritten;

    Place m_place = Playing;
    QString m_headline;
    QString m_message;
    /// The cue that is shown: its state, and how far it is counted (0: it is only announced).
    struct Shown {
        StageState state = StageState::Ready;
        int count = 0;
    };
    std::optional<Shown> m_coming;
    /// A cue that acts at once is said for a while.
    struct Spoken {
        CueKind kind = CueKind::Softer;
        Micros until{};
    };
    std::optional<Spoken> m_spoken;
    struct Way {
        bool passing = false;
        int from = -1;
        int to = -1;
        bool travelling = false;
        QList<int> beyondAsked;
        QList<int> beyondNext;
        friend bool operator==(const Way &, const Way &) = default;
    };
    Way m_way;
    bool m_inputToShow = false; ///< one has come that changes what there is to see
    Pastime m_pastime = NoPastime;
    int m_beatMs = 0;
    int m_volumeStep = 3;
    int m_theme = 0;
    bool m_quietHours = false;
    bool m_dark = false;
    bool m_played = false;
    bool m_testSounds = false;
    bool m_waitsAfterStaff = false; ///< nobody was there when the door opened: afterwards it waits for a touch again
    bool m_drawerOpen = false;
    bool m_still = false;
    bool m_homeNow = false; ///< the rest has begun that leads there
    bool m_breathed = false; ///< it is over: the plan goes on
    std::pair<std::optional<SeatId>, std::optional<SeatId>> m_leadingShown;
    bool m_homeAfterFinish = false;
};

} // namespace tutti
