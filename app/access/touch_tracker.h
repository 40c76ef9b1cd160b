// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/pad_map.h"
#include "access/touch_numbers.h"
#include "core/event.h"
#include "core/units.h"

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace tutti {

/// One finger of one panel. Two panels may use the same point numbers; the mouse counts as a panel of its own.
struct ContactId {
    std::int32_t device = 0;
    std::int32_t point = 0;
    friend bool operator==(const ContactId &, const ContactId &) = default;
};

struct TouchOptions {
    /// No press lasts longer: whatever a panel forgets to report, no note hangs for ever.
    Micros maxHold = 60s;
    /// Strength 1 at a pad's centre down to 0.5 at its edge, instead of 0.75 everywhere. Reported pressure is not trusted.
    bool strengthByPlace = false;
    /// This many contacts on one pad, begun within `flatHandWithin` of the first and no two further apart than
    /// `flatHandSpanMm`, are one flat hand. 0: there is no such thing, every contact sounds at once.
    int flatHand = 4;
    Micros flatHandWithin = 30ms;
    double flatHandSpanMm = 90;
};

/// A contact that leads has moved away from its player (up) or towards them, in mm.
struct Slide {
    SeatId seat;
    double upMm = 0;
    friend bool operator==(const Slide &, const Slide &) = default;
};

struct TouchOutput {
    std::variant<Strike, Lift, Slide> what;
    Micros arrival{}; ///< of the press or of what ended it
};

/// Turns contacts into strikes and lifts. Every strike gets exactly one lift, whatever happens to the panel.
///
/// A press sounds at once; any number of contacts may be down. A contact that slides onto another pad lifts the first and
/// strikes the second, under a new touch number; sliding within a pad does nothing. While it slides, a pad is left only
/// for the drawn part of another, so a trembling finger in the gap between two does not play both.
///
/// The flat hand. "Several fingers on one pad each sound" and "four or more contacts at once on one pad are one hit"
/// pull against each other: when the second finger lands nobody can know whether a fourth will follow. Sounding it at once
/// and taking it back later would leave three strikes of one hand in the sound and in the log. So the first contact always
/// sounds at once; the second and third on the *same* pad, landing within 30 ms and 90 mm of it, wait until those 30 ms
/// are over, or until they are lifted, and then sound; a fourth makes a hand of them all and the others stay silent. Two
/// sounds of one pad closer than 30 ms are heard as one stroke or a flam, so the wait costs no rhythm; fingers on different
/// pads, further apart or later never wait. A strike that waited keeps the arrival time of its press.
/// A hand's one sound lasts until its last contact is gone.
///
/// A seat may be a control: a contact that begins there stays with it wherever it goes, and its way is told as Slides.
///
/// Knows no clock and no window: times come in, events go out, appended to the list the caller hands over.
/// Thread: one. Allocates only while its lists grow to the number of contacts.
class TouchTracker {
public:
    using Outputs = std::vector<TouchOutput>;

    /// Both must outlive the tracker, or their successors given by the setters.
    TouchTracker(const PadMap &pads, TouchNumbers &numbers, TouchOptions options = {});

    void setPads(const PadMap &pads) { m_pads = &pads; }
    void setNumbers(TouchNumbers &numbers) { m_numbers = &numbers; }
    void setOptions(const TouchOptions &options) { m_options = options; }
    [[nodiscard]] const TouchOptions &options() const { return m_options; }
    /// Contacts that begin on this seat from now on lead.
    void setControlSeat(std::optional<SeatId> seat) { m_controlSeat = seat; }

    /// A press at a point in mm. `press` tells presses of one id apart (the toolkit's own press time): the same id with the
    /// same `press` is the same press delivered again and is ignored; with another one the release in between was lost.
    void began(ContactId id, double xMm, double yMm, std::uint64_t press, StrikeBy by, Micros t, Outputs &out);
    /// Unknown ids are ignored: what did not begin here does not slide onto a pad. Returns whether it is known.
    bool moved(ContactId id, double xMm, double yMm, Micros t, Outputs &out);
    void ended(ContactId id, Micros t, Outputs &out);
    /// Everything the panel says is down. Contacts of this device that are not in `live` have ended unnoticed.
    void reap(std::int32_t device, std::span<const std::int32_t> live, Micros t, Outputs &out);
    /// The panel went away, or took its touches back.
    void deviceLost(std::int32_t device, Micros t, Outputs &out);
    /// Nobody can be playing: the window is hidden or another one is in front. The contacts are forgotten; a finger still
    /// down has to be lifted and put down again to sound.
    void cancelAll(Micros t, Outputs &out);

    /// When `advance` has something to do, at the earliest.
    [[nodiscard]] std::optional<Micros> nextDue() const;
    /// Sounds what waited long enough and ends what lasted too long.
    void advance(Micros t, Outputs &out);

    [[nodiscard]] bool knows(ContactId id) const;
    /// Contacts known, whether they sound or not.
    [[nodiscard]] std::size_t contactCount() const { return m_contacts.size(); }
    /// Strikes that have not been lifted yet.
    [[nodiscard]] std::size_t openCount() const;

private:
    enum class State : std::uint8_t {
        Sounding, ///< holds the open strike `touch`
        Waiting,  ///< may be the second or third of a flat hand
        Silent,   ///< one of a flat hand that sounds as `touch`
        Off,      ///< slid off the pads; sounds again when it enters one
        Spent,    ///< stays silent until it is lifted
    };

    struct Contact {
        ContactId id;
        std::uint64_t press = 0;
        double x = 0;
        double y = 0;
        SeatId seat;
        PadIndex pad;
        State state = State::Off;
        StrikeBy by = StrikeBy::Touch;
        std::int64_t touch = 0;
        std::uint64_t cluster = 0; ///< the cluster it waits in
        double strength = 0.75;
        bool leads = false;
        double upX = 0; ///< the way up for its player
        double upY = 0;
        Micros began{}; ///< of the press; of the strike, once it has slid
    };

    /// Contacts that landed on one pad together: perhaps a flat hand.
    struct Cluster {
        std::uint64_t serial = 0;
        SeatId seat;
        PadIndex pad;
        Micros first{};
        std::int32_t device = 0;
        std::int64_t touch = 0; ///< of its first contact
        int count = 0;
        struct Spot {
            double x = 0;
            double y = 0;
        };
        static constexpr int kSpots = 8;
        Spot spots[kSpots];
        [[nodiscard]] bool near(double x, double y, double spanMm) const;
        void add(double x, double y);
    };

    [[nodiscard]] Contact *find(ContactId id);
    void forget(Contact *contact);
    static void takeLead(Contact &contact, const PadHit &hit);
    [[nodiscard]] double strengthAt(const PadHit &hit) const;
    [[nodiscard]] Cluster *clusterFor(const Contact &contact, Micros t);
    void land(Contact &contact, const PadHit &hit, Micros t, Outputs &out);
    void sound(Contact &contact, Outputs &out);
    /// Ends what the contact sounds, or hands the sound on to another contact of the same flat hand.
    void silence(Contact &contact, Micros t, Outputs &out);
    void makeHand(const Cluster &cluster);
    void noteDue(Micros due);

    const PadMap *m_pads;
    TouchNumbers *m_numbers;
    TouchOptions m_options;
    std::optional<SeatId> m_controlSeat;
    std::vector<Contact> m_contacts;
    std::vector<Cluster> m_clusters;
    std::uint64_t m_serial = 0;
    std::optional<Micros> m_due; ///< never later than the truth
};

} // namespace tutti
