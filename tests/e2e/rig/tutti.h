// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/process.h"
#include "e2e/rig/session_log.h"
#include "e2e/rig/sound_font.h"
#include "e2e/rig/x_server.h"

#include <memory>
#include <string>
#include <vector>

namespace tutti::rig {

struct Point { double x = 0, y = 0; };

/// Where things are on the screen, in pixels, as `tutti layout` says.
struct Layout {
    struct Pad { int seat = 0, pad = 0; double x = 0, y = 0, w = 0, h = 0; [[nodiscard]] Point centre() const { return {x + w / 2, y + h / 2}; } };
    struct Area {
        double x = 0, y = 0, w = 0, h = 0;
        [[nodiscard]] Point centre() const { return {x + w / 2, y + h / 2}; }
        /// The middle of a cell of an even grid in it, counted from 0.
        [[nodiscard]] Point cell(int column, int columns, int row, int rows) const { return {x + w * (column + 0.5) / columns, y + h * (row + 0.5) / rows}; }
    };
    std::vector<Pad> pads;
    Point stop;
    Point finish;
    Point lead;
    Point doors;             ///< the way to Home
    Point startSession;      ///< on Home
    std::vector<Area> homes; ///< the doors there
    Area drawer, drawerBody; ///< while it is open
    Point nowhere; ///< a place on the glass that belongs to no pad and no control
};

/// What a pad sounds: the key of its note in the log, and its tone in the SoundFont made for the test.
struct PadSound {
    int seat = 0, pad = 0;
    std::string instrument;
    int key = 0;
    double hz = 0;
};

/// The real program, run from outside: its window on an X server, its sound to a sound server, its journal on disk.
class Tutti {
public:
    struct Options {
        std::filesystem::path program;
        std::filesystem::path data;        ///< its --data folder
        std::string audio;                 ///< jack or pulseaudio; empty: the default
        std::filesystem::path soundFont;   ///< empty: its own choice
        std::filesystem::path catalogue;   ///< copied into the data folder; empty: none
        int seats = 12;
        int pads = 1;
        std::vector<std::string> more;
        Environment environment;           ///< the sound server's
        bool window = true;                ///< else over the whole screen, as on a wall
        std::vector<std::string> through;  ///< a command that starts the program, such as a shell with limits
        int width = 1920, height = 1080;
    };

    /// Starts the program; the window comes later.
    static Result<std::unique_ptr<Tutti>> launch(XServer &screen, Options options);
    /// Waits for the window and until the program hears the first touch: a tap on the first pad is repeated until a
    /// strike stands in its journal. False after `timeoutMs`.
    bool awaitReady(int timeoutMs = 15000);
    /// Waits for the window alone, where there is no journal to read.
    bool awaitWindow(int timeoutMs = 15000);
    /// Waits until the program has said this on standard error.
    bool says(const std::string &words, int timeoutMs = 8000) const;

    [[nodiscard]] Process &process() { return *m_process; }
    [[nodiscard]] const Options &options() const { return m_options; }
    [[nodiscard]] const Layout &layout() const { return m_layout; }
    /// The window, once it has shown.
    [[nodiscard]] XServer::Window window() const { return m_window; }

    /// The journal: see SessionLog.
    [[nodiscard]] const std::vector<Json> &journal() const { return m_log.lines(); }
    [[nodiscard]] static int count(const std::vector<Json> &lines, const char *direction, const char *kind, std::size_t from = 0)
    {
        return SessionLog::count(lines, direction, kind, from);
    }
    [[nodiscard]] const std::vector<Json> &awaitJournal(const char *direction, const char *kind, int count, std::size_t from, int timeoutMs = 4000) const
    {
        return m_log.await(direction, kind, count, from, timeoutMs);
    }

private:
    Tutti(XServer &screen, Options options) : m_screen(screen), m_options(std::move(options)), m_log(m_options.data) {}
    XServer &m_screen;
    Options m_options;
    Layout m_layout;
    std::unique_ptr<Process> m_process;
    XServer::Window m_window = 0;
    SessionLog m_log;
};

/// Plays the log again, as it stands on disk, and holds all that came out until its last input against what had come out of
/// the session: how many lines there are, each the same. Waits until a last second is on disk.
Result<std::size_t> replaysToItself(const Tutti &tutti, const std::filesystem::path &folder);

/// Asks the program where its pads are.
Result<Layout> askLayout(const Tutti::Options &options, const std::filesystem::path &folder);

/// Sounds made for listening: a catalogue for the data folder in which every seat of Open Pads has a pitched instrument
/// of its own that sounds while it is held, and a SoundFont in which every pad has a tone that no other has and all that
/// no seat has is silent.
struct TunedPads {
    std::filesystem::path catalogue;
    std::filesystem::path soundFont;
    std::vector<PadSound> sounds;
};

/// A catalogue for the data folder with which every instrument sounds from a test's SoundFont, at its usual address: also
/// those that would else sound from the embedded set whatever SoundFont is loaded.
Result<void> writeCatalogueForSoundFont(const std::filesystem::path &file, const std::filesystem::path &catalogue);

/// The same for drumming together, where the app plays too: every drum of a seat, the big drum that marks the beat and the
/// bass of the band have a tone of their own, and all else is silent. The instruments are struck as they always are, so a
/// log of such a session is one of Tutti's own.
struct TunedDrums {
    std::filesystem::path catalogue;
    std::filesystem::path soundFont;
    std::vector<double> seatHz;
    double markHz = 0;
    double bassHz = 0;
};

/// Makes those in `folder` from the program's own catalogue. Silent: only what people strike is heard.
enum class Backing { Heard, Silent };
Result<TunedDrums> tuneDrums(const std::filesystem::path &folder, const std::filesystem::path &catalogue, const Shape &shape,
    Backing backing = Backing::Heard);

/// Makes them in `folder`: opens the program without sound, taps each pad once and reads from the journal what it plays.
/// `catalogue` is the program's own, soundfonts/catalogue.json. The options' data, audio and sounds are not used.
Result<TunedPads> tunePads(XServer &screen, Tutti::Options options, const std::filesystem::path &folder,
    const std::filesystem::path &catalogue, const Shape &shape);

} // namespace tutti::rig
