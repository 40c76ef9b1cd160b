// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Struck, plucked and shaken things as sums of decaying vibrations. Pure functions of their arguments: the same
/// call gives the same samples.
namespace tutti::synthesis {

/// Hz. Nothing here reaches far above 8 kHz, and what the player's interpolation adds to that lies above hearing.
inline constexpr int kRate = 32000;

/// One way a body vibrates.
struct Mode {
    double ratio;       ///< frequency as a multiple of the body's lowest
    double level;       ///< linear; a negative one begins the other way
    double t60;         ///< seconds until it has fallen by 60 dB
    bool rings = false; ///< still heard in the loop; the others have gone before it begins
};

/// The touch that starts it: noise with a short life, low-passed as a soft mallet or a fingertip does.
struct Contact {
    double level = 0;      ///< linear, against modes of level 1
    double seconds = 0.004; ///< its time constant
    double cutoffHz = 1500;
    double rise = 0.0006;  ///< seconds until the body has got all its swing: too short to hear as late, long enough not to click
};

/// The fall in pitch of a skin that a strike has stretched: by `depth` (a part of the frequency) within `seconds`
/// (a time constant).
struct Glide {
    double depth = 0;
    double seconds = 0.05;
};

struct Wave {
    std::vector<double> samples; ///< -1 to 1
    std::size_t loopStart = 0;   ///< equal to loopEnd: no loop
    std::size_t loopEnd = 0;     ///< the sample after the loop's last
    double t60 = 0;              ///< the fall the player's envelope has to add; 0: it is in the samples
};

[[nodiscard]] std::size_t framesOf(double seconds);

/// A body that rings so long that the tail is a loop. The slowest decay (that of `modes[0]`) is left out of the
/// samples, for the player's envelope to make; so the loop is steady, uses all 16 bits, and may be short. Every mode
/// that rings makes a whole number of turns in the loop, which moves it by at most 0.5 / `loopSeconds` Hz and makes
/// the seam exact. `modes[0]` must ring and decay slowest. What is gone before the loop sounds in `room`.
[[nodiscard]] Wave ringing(double hz, std::span<const Mode> modes, double attackSeconds, double loopSeconds, const Contact &contact,
    std::uint64_t seed, double room = 0);

/// A body that is soon silent, recorded whole.
[[nodiscard]] Wave struck(double hz, std::span<const Mode> modes, double seconds, const Glide &glide, const Contact &contact,
    std::uint64_t seed);

/// A wave that goes round for ever, begun where it is loudest. `period` joins its own end.
[[nodiscard]] Wave looped(std::vector<double> period);

/// What the things nearby give back in the first 25 ms, at `level` against the sound itself: a handful of soft echoes
/// with no order. Without them a sum of modes sounds made.
void inRoom(std::vector<double> &samples, double level, std::uint64_t seed);

/// White noise, uniform in -1..1, the same for the same seed on every machine.
class Noise {
public:
    explicit Noise(std::uint64_t seed) : m_state(seed * 2 + 1) {}
    double operator()() noexcept;

private:
    std::uint64_t m_state;
};

/// Second-order filters (R. Bristow-Johnson, Audio EQ Cookbook).
class Filter {
public:
    static Filter lowPass(double hz, double q = 0.707);
    static Filter highPass(double hz, double q = 0.707);
    static Filter bandPass(double hz, double q); ///< 0 dB at its centre
    double operator()(double in) noexcept;

private:
    double m_b0 = 0, m_b1 = 0, m_b2 = 0, m_a1 = 0, m_a2 = 0;
    double m_x1 = 0, m_x2 = 0, m_y1 = 0, m_y2 = 0;
};

/// Adds a wave without a loop.
void mix(Wave &into, const Wave &wave, double level = 1);
/// Takes away what lies below hearing: it moves loudspeakers for nothing.
void removeDc(Wave &wave);
/// Ends soon after the last sample that is not yet `db` under the peak.
void endAt(Wave &wave, double db, double fadeSeconds);
/// The last `seconds` sink to zero along half a cosine.
void fadeOut(Wave &wave, double seconds);
/// Linear factor after `seconds` of a fall by 60 dB in `t60`.
[[nodiscard]] double fallen(double seconds, double t60);

} // namespace tutti::synthesis
