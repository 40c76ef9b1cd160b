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

/// Where a bank keeps an instrument's sound, and what brings it to the common level.
struct SoundAddress {
    int bank = 0;      ///< 0 to 128; 128 holds the drum kits
    int program = 0;   ///< 0 to 127
    float gainDb = 0;  ///< -24 to +24; with it a strike of level 0.8 peaks near -12 dBFS (soundfonts/levels.md)
    friend bool operator==(const SoundAddress &, const SoundAddress &) = default;
};

/// Banks whose presets lie at the same addresses and differ in level.
enum class Bank {
    Gm,      ///< Debian's fluid-soundfont-gm; also what another General MIDI bank is taken for
    Embedded ///< our own set, built into the program
};

struct CatalogueEntry {
    Instrument instrument;
    std::string name;   ///< plain English, as shown
    std::string symbol; ///< picture id
    std::string family; ///< drum, wood, shaker, bar, tongue, bell, bowl, string, bass, pad
    SoundAddress gm;
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

    /// Same order as entries(), and so the instrument numbers of the engine.
    [[nodiscard]] Palette palette() const;
    [[nodiscard]] std::vector<SoundAddress> addresses(Bank bank) const;

private:
    std::vector<CatalogueEntry> m_entries;
    std::vector<std::string> m_openPads;
};

struct Catalogue::Reading {
    Catalogue catalogue;
    std::optional<std::string> problem; ///< one sentence: file, place, what to do
};

} // namespace tutti
