// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tutti {

/// What the rules of play need to know of an instrument; how it is made to sound lies with sound/.
struct Instrument {
    std::string id;      ///< catalogue id, e.g. "frame-drum"; the name used in logs
    bool pitched = true; ///< false: a key for each pad, whatever the scale
    int lowKey = 48;     ///< MIDI keys that sound well, inclusive; pitched only
    int highKey = 84;
    /// The keys an unpitched instrument is struck with, by pad: bass, tone and slap of a djembe.
    std::array<int, kMaxPads> drumKeys{60, 60, 60};
    /// A strike rings out by itself and needs no hold: drums, bells, bars. False: sounds while held.
    bool percussive = true;
    friend bool operator==(const Instrument &, const Instrument &) = default;
};

/// The instruments a performance may use, in catalogue order. Constant while it runs.
class Palette {
public:
    Palette() = default;
    explicit Palette(std::vector<Instrument> instruments) : m_instruments(std::move(instruments)) {}

    /// The index by id, or -1 for an id the catalogue does not hold.
    [[nodiscard]] int indexOf(std::string_view id) const noexcept
    {
        for (std::size_t i = 0; i < m_instruments.size(); ++i)
            if (m_instruments[i].id == id)
                return static_cast<int>(i);
        return -1;
    }
    [[nodiscard]] const Instrument *find(std::string_view id) const noexcept
    {
        const int i = indexOf(id);
        return i < 0 ? nullptr : &m_instruments[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] const std::vector<Instrument> &all() const noexcept { return m_instruments; }

private:
    std::vector<Instrument> m_instruments;
};

} // namespace tutti
