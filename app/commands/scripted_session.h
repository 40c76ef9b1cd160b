// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/ensemble.h"
#include "commands/stepped_time.h"
#include "sound/wav_writer.h"

#include <QImage>
#include <QString>

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tutti {

/// Keeps the lines of a scripted session, to be written when it is over.
class KeptRecord final : public SessionRecord {
public:
    void input(const Input &in) override { lines.emplace_back(in); }
    void output(const Output &out) override { lines.emplace_back(out); }
    std::vector<std::variant<Input, Output>> lines;
};

/// A session that plays from a script, on the real screen and through the real engine, in a time of its own: sound is
/// rendered as the script goes on, and a picture is taken whenever it is asked for.
/// Thread: GUI.
class ScriptedSession {
public:
    struct Given {
        RoomSpec room;
        int theme = 0;
        std::unique_ptr<Synth> synth;    ///< null: silent
        std::unique_ptr<WavWriter> wav;  ///< null: not heard
    };

    [[nodiscard]] static tl::expected<std::unique_ptr<ScriptedSession>, std::string> create(Given given);

    [[nodiscard]] Session &session() { return m_ensemble.session(); }
    [[nodiscard]] double now() const { return toSeconds(m_now); }
    /// Plays on until `seconds`; what is due falls due, and the sound comes that far. Errors are remembered for finish().
    void playTo(double seconds);
    void strike(int seat, int pad = 0, double strength = 0.75);
    void lift(int seat, int pad = 0);
    /// A press of a sixth of a second from now; time goes on that far.
    void tap(int seat);
    /// Presses a button of the screen, by its object's name, as a screen reader does.
    void pressed(const QString &button);
    /// The word that is said to a seat.
    [[nodiscard]] QString said(int seat);
    /// How many pages the leader's drawer has on this panel.
    [[nodiscard]] int drawerPages() const;
    /// What the screen shows once its movements are over.
    [[nodiscard]] QImage picture();
    /// What it shows `ms` after this moment, movements and all.
    [[nodiscard]] QImage pictureAfter(int ms);

    /// Ends the session, plays out its last `tail` seconds and writes the log. The error is one sentence.
    [[nodiscard]] tl::expected<void, std::string> finish(const QString &log, double tail);

private:
    explicit ScriptedSession(Given given);

    Micros m_now{};
    SteppedTime m_animation; ///< outlives what it moves
    KeptRecord m_record;
    Header m_header;
    Ensemble m_ensemble;
    std::unique_ptr<WavWriter> m_wav;
    QQuickWindow *m_window = nullptr;
    std::string m_error;
};

} // namespace tutti
