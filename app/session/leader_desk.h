// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/stage.h"
#include "session/instrument_model.h"

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <array>
#include <functional>
#include <optional>

namespace tutti {

/// What the leader's drawer shows and does. Everything it does is an input to the session, so the log has it.
/// Thread: GUI.
class LeaderDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Session owns it")
    /// The page of the drawer: 0 the first.
    Q_PROPERTY(int page READ page WRITE setPage NOTIFY changed)
    Q_PROPERTY(bool calm READ isCalm NOTIFY changed)
    Q_PROPERTY(bool rumbling READ isRumbling NOTIFY changed)
    Q_PROPERTY(bool marked READ isMarked NOTIFY changed)
    Q_PROPERTY(bool calling READ isCalling NOTIFY changed)
    Q_PROPERTY(bool away READ isAway NOTIFY changed)
    Q_PROPERTY(int showcase READ showcase NOTIFY changed)
    Q_PROPERTY(int half READ half NOTIFY changed)
    /// Whose turn is waited for, or -1, and the last step of the ladder that was taken: 0 invited, 1 a cue, 2 an example,
    /// 3 together; -1 where nobody is waited for.
    Q_PROPERTY(int turnSeat READ turnSeat NOTIFY changed)
    Q_PROPERTY(int rung READ rung NOTIFY changed)
    /// How many take part, more than sit; 0: as many as sit.
    Q_PROPERTY(int people READ people NOTIFY changed)
    Q_PROPERTY(Variant variant READ variant NOTIFY changed)
    /// Who plays out of turn is heard in full.
    Q_PROPERTY(bool fullOutOfTurn READ isFullOutOfTurn NOTIFY changed)
    Q_PROPERTY(int chosenSeat READ chosenSeat NOTIFY changed)
    Q_PROPERTY(bool volumeLocked READ isVolumeLocked WRITE setVolumeLocked NOTIFY volumeLockedChanged)
    /// How loud it was in the last seconds: 0 at -48 dB below full scale and less, 1 at full scale. Moves slowly.
    Q_PROPERTY(double heard READ heard NOTIFY heardChanged)
    Q_PROPERTY(tutti::InstrumentModel *instruments READ instruments CONSTANT)

public:
    /// In the order of tutti::Variant.
    enum Variant { Usual, Choose, Mirror, WithApp, Sides, Hold };
    Q_ENUM(Variant)

    using What = decltype(Input::what);
    using Give = std::function<void(What)>;

    explicit LeaderDesk(Give give, QObject *parent = nullptr);

    /// What there is to see now; told whenever anything was stepped.
    void show(const Stage &stage);
    /// The peak of the last moment, linear; asked for a few times a second.
    void hear(double peak, double seconds);

    [[nodiscard]] int page() const { return m_page; }
    void setPage(int page);
    [[nodiscard]] bool isCalm() const { return m_view.calm; }
    [[nodiscard]] bool isRumbling() const { return m_view.rumbling; }
    [[nodiscard]] bool isMarked() const { return m_view.marked; }
    [[nodiscard]] bool isCalling() const { return m_view.calling; }
    [[nodiscard]] bool isAway() const { return m_view.away; }
    [[nodiscard]] int showcase() const { return m_view.showcase; }  ///< seat, or -1
    [[nodiscard]] int turnSeat() const { return m_view.turnSeat; }
    [[nodiscard]] int rung() const { return m_view.rung; }
    [[nodiscard]] int people() const { return m_view.people; }
    [[nodiscard]] Variant variant() const { return m_view.variant; }
    [[nodiscard]] bool isFullOutOfTurn() const { return m_view.fullOutOfTurn; }
    [[nodiscard]] int half() const { return m_half; }               ///< of the room: 0 everybody, 1 left, 2 right
    [[nodiscard]] int chosenSeat() const { return m_chosen; }       ///< or -1
    [[nodiscard]] bool isPicked(SeatId seat) const { return m_picked[static_cast<std::size_t>(seat.value)]; }
    [[nodiscard]] bool isVolumeLocked() const { return m_volumeLocked; }
    void setVolumeLocked(bool locked);
    [[nodiscard]] double heard() const { return m_heard; }
    [[nodiscard]] InstrumentModel *instruments() { return &m_instruments; }
    [[nodiscard]] const InstrumentModel &instruments() const { return m_instruments; }

    Q_INVOKABLE void cue(int kind); ///< a cues::Kind

    // Who plays.
    Q_INVOKABLE void pick(int seat);          ///< in, or out again
    Q_INVOKABLE void pickHalf(bool left);     ///< of the seats that are there, in their order
    Q_INVOKABLE void pickFamily(int family);  ///< everyone with an instrument of it
    Q_INVOKABLE void pickColour(int colour);  ///< 0 to 5
    /// The picked play (and nobody else in full), play softly, or very softly; with nobody picked everybody plays.
    Q_INVOKABLE void give(int share);         ///< 0 play, 1 softly, 2 very softly
    /// One half of the room plays, with the next touch the other, then everybody.
    Q_INVOKABLE void halfTheRoom();

    // One seat.
    Q_INVOKABLE void choose(int seat);
    Q_INVOKABLE void play(const QString &instrumentId);
    Q_INVOKABLE void help(int level);
    Q_INVOKABLE void quiet();
    Q_INVOKABLE void rest();
    Q_INVOKABLE void ask();                   ///< it is their turn, or they lead

    // Turns.
    Q_INVOKABLE void step();                  ///< the next step of waiting, at once
    Q_INVOKABLE void takePart(int by);        ///< so many people more, or fewer
    Q_INVOKABLE void vary(Variant variant);   ///< the way it is played; the same again: as usual
    Q_INVOKABLE void waitLonger(int seconds); ///< for the chosen seat; less where negative
    Q_INVOKABLE void endLater(double seconds); ///< more quiet until the chosen seat's turn is over; less where negative
    Q_INVOKABLE void assist();                ///< a helper's hand does it, or no longer
    Q_INVOKABLE void waitWith(int step);      ///< for the chosen seat: 0 a cue, 1 an example, 2 company; or no longer
    Q_INVOKABLE void hearOutOfTurn();         ///< in full, or softly again

    Q_INVOKABLE void another(const QString &activity);

Q_SIGNALS:
    void changed();
    void volumeLockedChanged();
    void heardChanged();
    /// Another activity was chosen.
    void anotherAsked(const QString &activity);

private:
    struct View {
        bool calm = false, rumbling = false, marked = false, calling = false, away = false;
        int showcase = -1;
        int turnSeat = -1, rung = -1, people = 0;
        Variant variant = Usual;
        bool fullOutOfTurn = false;
        friend bool operator==(const View &, const View &) = default;
    };
    [[nodiscard]] std::vector<SeatId> present() const;
    void sculpt(std::vector<SeatId> seats, int share);
    void clearPicks();

    Give m_give;
    View m_view;
    std::array<bool, kMaxSeats> m_present{};
    std::array<bool, kMaxSeats> m_resting{};
    std::array<std::string, kMaxSeats> m_instrumentOf{};
    std::array<double, kMaxSeats> m_waitS{};
    std::array<double, kMaxSeats> m_restS{};
    std::array<bool, kMaxSeats> m_assisted{};
    std::array<WaitingSteps, kMaxSeats> m_ladder{};
    InstrumentModel m_instruments;
    std::array<bool, kMaxSeats> m_picked{};
    int m_chosen = -1;
    int m_half = 0; ///< 0 everybody, 1 left, 2 right
    int m_page = 0;
    bool m_volumeLocked = false;
    double m_heard = 0;
};

} // namespace tutti
