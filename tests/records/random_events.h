// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace tutti {

/// Any event the log can hold, from a seed; times never run back.
class RandomEvents {
public:
    explicit RandomEvents(std::uint32_t seed) : m_rng(seed) {}

    Header header()
    {
        return {text(), text(), whole(0, kMaxSeats), m_rng(), text(), settings(), whole(-1'000'000, 1'000'000), grooves()};
    }

    std::vector<Header::Used> grooves()
    {
        std::vector<Header::Used> all(static_cast<std::size_t>(whole(0, 3)));
        for (Header::Used &used : all)
            used = {text(), text()};
        return all;
    }

    Input input()
    {
        m_in += Micros{whole(0, 3'000'000)};
        return {m_in, inputWhat()};
    }

    Output output()
    {
        m_out += Micros{whole(0, 3'000'000)};
        return {m_out, outputWhat()};
    }

    int whole(int from, int to) { return std::uniform_int_distribution<int>(from, to)(m_rng); }

private:
    double real() { return std::uniform_real_distribution<double>(-1000, 1000)(m_rng); }
    bool maybe() { return whole(0, 1) == 1; }
    SeatId seat() { return SeatId{whole(0, kMaxSeats - 1)}; }
    SeatId voice() { return SeatId{whole(-1, kMaxSeats - 1)}; }
    PadIndex pad() { return PadIndex{whole(0, kMaxPads - 1)}; }
    std::optional<std::int64_t> touch()
    {
        return maybe() ? std::optional(static_cast<std::int64_t>(m_rng()) << whole(0, 30)) : std::nullopt;
    }
    NoteId id() { return static_cast<NoteId>(m_rng()); }
    template <class E>
    E any(E last)
    {
        return static_cast<E>(whole(0, static_cast<int>(last)));
    }
    std::string text()
    {
        static const std::vector<std::string> kPieces{"a", "wait_s", " ", "\"", "\\", "\n", "\t", "\x01", "é", "漢", "🥁", "{", "]", "-"};
        std::string s;
        for (int k = whole(0, 6); k > 0; --k)
            s += kPieces[static_cast<std::size_t>(whole(0, static_cast<int>(kPieces.size()) - 1))];
        return s;
    }
    Scalar scalar()
    {
        switch (whole(0, 3)) {
        case 0: return maybe();
        case 1: return real();
        case 2: return static_cast<double>(whole(-100, 100));
        default: return text();
        }
    }
    SettingValue setting()
    {
        if (maybe())
            return {scalar()};
        std::vector<std::string> list;
        for (int k = whole(0, 4); k > 0; --k)
            list.push_back(text());
        return {list};
    }
    std::vector<NamedSetting> settings()
    {
        std::vector<NamedSetting> list;
        for (int k = whole(0, 3); k > 0; --k)
            list.push_back({std::to_string(k) + text(), setting()}); // no name twice
        return list;
    }
    std::vector<SeatId> seats()
    {
        std::vector<SeatId> list;
        for (int k = whole(0, 3); k > 0; --k)
            list.push_back(seat());
        return list;
    }
    decltype(Input::what) inputWhat()
    {
        switch (whole(0, 11)) {
        case 0: return Strike{seat(), pad(), touch(), whole(0, 1000) / 1000., any(StrikeBy::Dwell), maybe()};
        case 1: return Lift{seat(), pad(), touch()};
        case 2: return Move{seat(), text(), real()};
        case 3: return Choose{seat(), text(), scalar()};
        case 4: return Cue{any(CueKind::Hold), seats(), maybe() ? std::optional(scalar()) : std::nullopt};
        case 5: return Set{{text(), setting()}, maybe() ? std::optional(seat()) : std::nullopt};
        case 6: return Join{seat()};
        case 7: return Leave{seat()};
        case 8: return RestOn{seat()};
        case 9: return RestOff{seat()};
        case 10: return Start{text(), settings()};
        default: return End{};
        }
    }
    decltype(Output::what) outputWhat()
    {
        switch (whole(0, 6)) {
        case 0: return Note{id(), voice(), text(), whole(0, 127), real(), any(Role::Prompt)};
        case 1: return Off{id()};
        case 2: return StateChange{any(StageState::Paused), maybe() ? std::optional(seat()) : std::nullopt, seats(),
                                   maybe() ? std::optional(real()) : std::nullopt};
        case 3: return Prompt{seat(), any(PromptStep::Together)};
        case 4: return BeatMark{whole(-8, 100'000), Bpm{whole(1, 900) + whole(0, 1000) / 1013.}};
        case 5: return Gain{voice(), real(), whole(0, 100'000)};
        default: return Word{whole(0, 500), whole(0, 50)};
        }
    }

    std::mt19937 m_rng;
    Micros m_in{};
    Micros m_out{};
};

} // namespace tutti
