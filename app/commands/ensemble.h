// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/library.h"
#include "engine/engine.h"
#include "session/glass_watch.h"
#include "session/keyboard.h"
#include "session/session.h"
#include "sound/note_player.h"

#include <QQmlApplicationEngine>
#include <QQuickWindow>

#include <tl/expected.hpp>

#include <memory>
#include <string>

namespace tutti {

/// The objects every screen needs, built in their order and put together: catalogue, engine, session and the window.
/// What makes the difference between the real thing, the demo and the gallery is given: the clock, the record, and who
/// calls the engine's render.
/// Thread: GUI.
class Ensemble {
public:
    struct Parts {
        Header header;
        Library library;
        SessionRecord &record;
        Session::Clock clock;
        Micros epoch{};
        RoomSpec room;
        int sampleRate = 48000;
    };

    explicit Ensemble(Parts parts);
    ~Ensemble();
    Ensemble(const Ensemble &) = delete;
    Ensemble &operator=(const Ensemble &) = delete;

    [[nodiscard]] Engine &engine() { return *m_engine; }
    [[nodiscard]] NotePlayer &player() { return m_player; }
    [[nodiscard]] Session &session() { return m_session; }
    /// Once the window is open.
    [[nodiscard]] GlassWatch &glassWatch() { return *m_watch; }
    [[nodiscard]] const Catalogue &catalogue() const { return m_library.catalogue; }
    /// Another engine, for a stream of another rate. The old one must not be rendered any more.
    void replaceEngine(int sampleRate);

    /// Loads the screens. Call once. The error is one sentence.
    [[nodiscard]] tl::expected<QQuickWindow *, std::string> openWindow();

private:
    Library m_library;
    std::shared_ptr<const Repertoire> m_repertoire;
    std::unique_ptr<Engine> m_engine;
    NotePlayer m_player;
    Session m_session;
    std::unique_ptr<Keyboard> m_keyboard;
    std::unique_ptr<GlassWatch> m_watch;
    std::unique_ptr<QQmlApplicationEngine> m_qml; ///< last: goes before what it shows
};

/// A header for a session on the screen: an activity with the catalogue's instruments for it, and nobody there yet.
[[nodiscard]] Header headerFor(std::string activity, const Library &library);

} // namespace tutti
