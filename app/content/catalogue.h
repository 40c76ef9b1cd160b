// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/instrument.h"
#include "core/seat.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QString;

namespace tutti {

/// The two banks an instrument may sound from.
enum class Bank {
    Gm,      ///< Debian's fluid-soundfont-gm; also what another bank, a person's own, is taken for
    Embedded ///< our own set, built into the program
};

/// What a strike of level 0.8 of a General MIDI bank peaks at when its gain is 0, by and large; taken where none was
/// measured. In dBFS.
inline constexpr float kUsualPeakDb = -12;

/// Where a bank keeps an instrument's sound, and what brings it to the common loudness.
struct SoundAddress {
    int bank = 0;                ///< 0 to 128; 128 holds the drum kits
    int program = 0;             ///< 0 to 127
    float gainDb = 0;            ///< -24 to +24; with it a strike of level 0.8 is as loud as any other (soundfonts/levels.md)
    float peakDb = kUsualPeakDb; ///< dBFS; the lowest peak of such a strike alone, over its keys
    int variations = 1;          ///< like presets that are taken in turn, see core/preset.h
    Bank lies = Bank::Gm;        ///< in this bank
    friend bool operator==(const SoundAddress &, const SoundAddress &) = default;
};

struct CatalogueEntry {
    Instrument instrument;
    std::string name;   ///< plain English, as shown
    std::string symbol; ///< picture id
    std::string family; ///< drum, wood, shaker, bar, tongue, bell, bowl, string, keys, bass, pad
    /// None: a General MIDI bank has not the thing itself, so the embedded set sounds whatever bank is loaded.
    std::optional<SoundAddress> gm;
    SoundAddress embedded;
    std::vector<SeatId> seats; ///< seats it is offered at, ascending
    friend bool operator==(const CatalogueEntry &, const CatalogueEntry &) = default;
};

/// The instruments there are. Immutable once read; the order is the order of choice lists.
class Catalogue {
public:
    /// The one built into the program: it has no errors.
    [[nodiscard]] static const Catalogue &builtIn();

    struct Reading;
    /// The built-in catalogue with the entries of `file` laid over it: an id it holds already is replaced, a new one
    /// is added at the end. No such file: the built-in one and no problem. What cannot be used is left out and told
    /// in one sentence; nothing throws.
    [[nodiscard]] static Reading read(const QString &file);
    /// The same from text; `name` is the file's name in the sentence. With `base` null the text stands for itself.
    [[nodiscard]] static Reading parse(std::string_view text, std::string_view name, const Catalogue *base);

    [[nodiscard]] const std::vector<CatalogueEntry> &entries() const noexcept { return m_entries; }
    /// Null for an id that is not here.
    [[nodiscard]] const CatalogueEntry *find(std::string_view id) const noexcept;
    /// Instrument ids for seat 0 to 11 in Open Pads; neighbours sound distinct.
    [[nodiscard]] const std::vector<std::string> &openPads() const noexcept { return m_openPads; }
    /// The same for drumming together: nothing with a pitch to think of, low and high spread over the row.
    [[nodiscard]] const std::vector<std::string> &drums() const noexcept { return m_drums; }

    /// Same order as entries(), and so the instrument numbers of the engine.
    [[nodiscard]] Palette palette() const;
    /// With `bank` loaded: of Gm, those that are only in the embedded set lie there all the same.
    [[nodiscard]] std::vector<SoundAddress> addresses(Bank bank) const;

private:
    std::vector<CatalogueEntry> m_entries;
    std::vector<std::string> m_openPads;
    std::vector<std::string> m_drums;
};

struct Catalogue::Reading {
    Catalogue catalogue;
    std::optional<std::string> problem; ///< one sentence: file, place, what to do
};

} // namespace tutti
