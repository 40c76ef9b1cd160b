// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/quiet_hours.h"

#include <tl/expected.hpp>

#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tutti {

/// What set-up decides once for a kiosk. It says nothing of people.
struct KioskSettings {
    enum class Theme : std::uint8_t { Paper, Dusk, Contrast };
    enum class Kind : std::uint8_t { Wall, Table, Small };
    enum class Side : std::uint8_t { Left, Right };
    enum class Audio : std::uint8_t { Auto, Jack, PulseAudio, Alsa, Qt, None };

    static constexpr int kVolumeSteps = 5;
    static constexpr std::array kTurns{0, 90, 180, 270};
    static constexpr double kSmallestIn = 4, kLargestIn = 200;
    static constexpr double kHighestMm = 2500;
    static constexpr int kShortestDarkMin = 1, kLongestDarkMin = 240;
    static constexpr double kSoftestDb = 30, kLoudestDb = 120;

    Theme theme = Theme::Paper;         ///< "theme": paper, dusk, contrast
    Kind kind = Kind::Wall;             ///< "panel"."kind": wall, table, small
    std::optional<double> diagonalIn;   ///< "panel"."diagonal_in": inches, 4 to 200; none: ask the display
    std::optional<double> lowerEdgeMm;  ///< "panel"."lower_edge_mm": above the floor, 0 to 2500; none: not measured
    int turn = 0;                       ///< "panel"."turn": which way up, degrees clockwise: 0, 90, 180, 270
    std::optional<int> seats;           ///< "seats": 1 to 12; none: as many as the glass has room for
    Side leadSide = Side::Right;        ///< "lead_side": left, right
    int volumeStep = 3;                 ///< "volume_step": 1 (softest) to 5
    bool volumeLocked = false;          ///< "volume_locked": the step stays as it is until the leader unlocks it
    int loudestStep = kVolumeSteps;     ///< "loudest_step": 1 to 5: no step above it can be chosen
    std::optional<double> measuredDb;   ///< "measured_db": what a meter showed of the test sound at the loudest step, one metre
                                        ///< away, dB(A), 30 to 120; none: not calibrated
    std::optional<double> waitS;        ///< "wait_s": how long a seat is waited for to begin with, s, 5 to 60; none: Tutti's own
    std::optional<QuietHours> quiet;    ///< "quiet"."from", "quiet"."until": such as "21:00", "07:00"; none: no quiet hours
    int quietStep = 2;                  ///< "quiet"."loudest_step": 1 to 5: the loudest step in those hours
    int darkAfterMin = 20;              ///< "dark_after_min": minutes without a touch until the screen is dark, 1 to 240
    std::string soundfont;              ///< "soundfont": path; empty: Tutti's own choice
    bool still = false;                 ///< "still": no movement on the screen but the outline that answers a touch
    Audio audio = Audio::Auto;          ///< "audio": auto, jack, pulseaudio, alsa, qt, none
    friend bool operator==(const KioskSettings &, const KioskSettings &) = default;
};

/// The word the file and the command line use. Both directions are total on the sets.
[[nodiscard]] std::string_view nameOf(KioskSettings::Theme theme) noexcept;
[[nodiscard]] std::string_view nameOf(KioskSettings::Kind kind) noexcept;
[[nodiscard]] std::string_view nameOf(KioskSettings::Side side) noexcept;
[[nodiscard]] std::string_view nameOf(KioskSettings::Audio audio) noexcept;
[[nodiscard]] std::optional<KioskSettings::Theme> themeFrom(std::string_view name) noexcept;
[[nodiscard]] std::optional<KioskSettings::Kind> panelKindFrom(std::string_view name) noexcept;
[[nodiscard]] std::optional<KioskSettings::Side> sideFrom(std::string_view name) noexcept;
[[nodiscard]] std::optional<KioskSettings::Audio> audioFrom(std::string_view name) noexcept;

/// The settings file, one JSON object. Thread: any one. Nothing throws.
class SettingsFile {
public:
    explicit SettingsFile(QString path) : m_path(std::move(path)) {}

    struct Reading {
        KioskSettings settings;
        std::vector<std::string> problems; ///< one sentence each, naming the file and the key or place
    };
    /// No such file: the defaults and no problem. A key that is wrong keeps its default, the others count.
    [[nodiscard]] Reading read() const;

    /// All or nothing: what was there stays until the new file is whole. Makes the folder where it is missing. Keys
    /// of the file that we do not know are kept, in their order; a file that is not JSON is kept beside the new one,
    /// as `<name>.unreadable`. The error is one sentence.
    [[nodiscard]] tl::expected<void, std::string> write(const KioskSettings &settings) const;

    [[nodiscard]] const QString &path() const noexcept { return m_path; }

private:
    QString m_path;
};

} // namespace tutti
