// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/phrase.h"
#include "activities/room.h"

#include <optional>

namespace tutti {

/// In whose voice the app plays what people have played.
enum class ToldBy {
    App,    ///< the app's own, so that nobody hears their instrument played by no one
    Players ///< the instruments of those who played it
};

/// One hit of a phrase, at `at`, `gain` times as strong as it was.
void playHit(Room &room, const Phrase::Hit &hit, ToldBy by, Micros at, double gain, Role role, Effects &effects);

/// A phrase that the app plays, hit by hit, each planned Pulse::kAhead before it sounds: so it can end at any time. A value.
class Telling {
public:
    /// From `at` on, at `gain` of its strengths.
    void begin(Phrase phrase, ToldBy by, Micros at, double gain, Role role);
    void end() { *this = Telling{}; }
    /// The hit that is planned next; nothing once all are.
    [[nodiscard]] bool isOn() const { return m_next < m_phrase.hits().size(); }
    /// When its last hit sounds.
    [[nodiscard]] Micros lastAt() const { return m_at + m_phrase.length(); }

    void due(Room &room, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    /// What was planned for later than `t` is planned again.
    void cancelled(Micros t);
    void shift(Micros by) { m_at += by; }

private:
    Phrase m_phrase;
    ToldBy m_by = ToldBy::App;
    Micros m_at{};
    double m_gain = 1;
    Role m_role = Role::Model;
    std::size_t m_next = 0;
};

} // namespace tutti
