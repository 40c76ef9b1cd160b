// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/key_map.h"

#include <algorithm>

namespace tutti {

namespace {
// The values of Qt::Key.
constexpr int kSpace = 0x20;
constexpr int kZero = 0x30;
constexpr int kOne = 0x31;
constexpr int kNine = 0x39;
constexpr int kS = 0x53;
constexpr int kEscape = 0x01000000;
constexpr int kReturn = 0x01000004;
constexpr int kEnter = 0x01000005;
constexpr int kPause = 0x01000008;
} // namespace

KeyMap::KeyMap(TouchNumbers &numbers, KeyOptions options) : m_numbers(numbers), m_options(options)
{
}

bool KeyMap::isStop(int key)
{
    return key == kEscape || key == kS || key == kPause;
}

std::optional<SeatId> KeyMap::seatOf(int key) const
{
    if (key >= kOne && key <= kNine)
        return SeatId{key - kOne};
    switch (key) {
    case kZero: return SeatId{9};
    case kSpace: return m_options.spaceSeat;
    case kReturn: return m_options.enterSeat;
    default: return std::nullopt;
    }
}

KeyMap::Pressed KeyMap::press(int key, bool autoRepeat, bool numberPad)
{
    Pressed pressed;
    if (numberPad || key == kEnter) // Qt's Key_Enter is the number pad's
        return pressed;
    if (isStop(key)) {
        pressed.known = true;
        pressed.stop = !autoRepeat;
        return pressed;
    }
    const auto seat = seatOf(key);
    if (!seat)
        return pressed;
    pressed.known = true;
    if (autoRepeat || std::any_of(m_held.begin(), m_held.end(), [key](const Held &held) { return held.key == key; }))
        return pressed;
    Strike strike;
    strike.seat = *seat;
    strike.touch = m_numbers.take();
    strike.by = StrikeBy::Key;
    m_held.push_back({key, Lift{*seat, PadIndex{}, strike.touch}});
    pressed.strike = strike;
    return pressed;
}

std::optional<Lift> KeyMap::release(int key, bool autoRepeat)
{
    if (autoRepeat)
        return std::nullopt;
    const auto it = std::find_if(m_held.begin(), m_held.end(), [key](const Held &held) { return held.key == key; });
    if (it == m_held.end())
        return std::nullopt;
    const Lift lift = it->lift;
    m_held.erase(it);
    return lift;
}

std::vector<Lift> KeyMap::releaseAll()
{
    std::vector<Lift> lifts;
    for (const Held &held : m_held)
        lifts.push_back(held.lift);
    m_held.clear();
    return lifts;
}

} // namespace tutti
