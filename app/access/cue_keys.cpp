// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/cue_keys.h"

#include <algorithm>
#include <array>

namespace tutti {

namespace {

using Act = CueKeys::Act;

// The values of Qt::Key.
constexpr int kComma = 0x2c;
constexpr int kFullStop = 0x2e;
constexpr int kEnter = 0x01000005; // the number pad's
constexpr int kInsert = 0x01000006;
constexpr int kDelete = 0x01000007;
constexpr int kClear = 0x0100000b;
constexpr int kHome = 0x01000010;
constexpr int kEnd = 0x01000011;
constexpr int kLeft = 0x01000012;
constexpr int kUp = 0x01000013;
constexpr int kRight = 0x01000014;
constexpr int kDown = 0x01000015;
constexpr int kPageUp = 0x01000016;
constexpr int kPageDown = 0x01000017;

struct Meaning {
    int key;
    Act act;
    CueKind cue = CueKind::Attention;
};

constexpr std::array kKeyboard{
    Meaning{kPageUp, Act::Again},
    Meaning{kLeft, Act::Again},
    Meaning{'B', Act::Stop},
    Meaning{kFullStop, Act::Stop},
    Meaning{kComma, Act::Stop},
    Meaning{'A', Act::Cue, CueKind::Attention},
    Meaning{'G', Act::Cue, CueKind::Groove},
    Meaning{'P', Act::Cue, CueKind::Pulse},
    Meaning{'F', Act::Finish},
    Meaning{'R', Act::Cue, CueKind::Rumble},
    Meaning{'L', Act::Cue, CueKind::Louder},
    Meaning{'K', Act::Cue, CueKind::Softer},
    Meaning{'M', Act::Cue, CueKind::Faster},
    Meaning{'N', Act::Cue, CueKind::Slower},
    Meaning{'T', Act::Cue, CueKind::Settle},
    Meaning{'O', Act::Cue, CueKind::Accent},
    Meaning{'C', Act::Cue, CueKind::Call},
    Meaning{'H', Act::Halves},
    Meaning{'I', Act::Cue, CueKind::Showcase},
    Meaning{'D', Act::Cue, CueKind::Fade},
    Meaning{'Q', Act::Cue, CueKind::Calm},
    Meaning{'E', Act::Cue, CueKind::Swap},
};

constexpr std::array kNumberPad{
    Meaning{'0', Act::Again},
    Meaning{kFullStop, Act::Stop},
    Meaning{kComma, Act::Stop},
    Meaning{'1', Act::Cue, CueKind::Slower},
    Meaning{'2', Act::Cue, CueKind::Settle},
    Meaning{'3', Act::Cue, CueKind::Faster},
    Meaning{'4', Act::Cue, CueKind::Rumble},
    Meaning{'5', Act::Cue, CueKind::Accent},
    Meaning{'6', Act::Cue, CueKind::Call},
    Meaning{'7', Act::Cue, CueKind::Attention},
    Meaning{'8', Act::Cue, CueKind::Groove},
    Meaning{'9', Act::Cue, CueKind::Pulse},
    Meaning{'+', Act::Cue, CueKind::Louder},
    Meaning{'-', Act::Cue, CueKind::Softer},
    Meaning{'/', Act::Halves},
    Meaning{'*', Act::Cue, CueKind::Showcase},
};

/// What the number pad sends while its lock is off, as what it sends while it is on.
int unlocked(int key)
{
    switch (key) {
    case kInsert: return '0';
    case kDelete: return kFullStop;
    case kEnd: return '1';
    case kDown: return '2';
    case kPageDown: return '3';
    case kLeft: return '4';
    case kClear: return '5';
    case kRight: return '6';
    case kHome: return '7';
    case kUp: return '8';
    case kPageUp: return '9';
    default: return key;
    }
}

bool isForward(int key, bool numberPad)
{
    return key == kEnter || (!numberPad && (key == kPageDown || key == kRight));
}

} // namespace

CueKeys::Asked CueKeys::press(int key, bool autoRepeat, bool numberPad)
{
    if (isForward(key, numberPad)) {
        if (!autoRepeat) {
            m_forward = true;
            m_finished = false;
        }
        return {true};
    }
    const auto find = [autoRepeat](const auto &meanings, int wanted) {
        const auto found = std::find_if(meanings.begin(), meanings.end(), [wanted](const Meaning &meaning) { return meaning.key == wanted; });
        if (found == meanings.end())
            return Asked{};
        return autoRepeat ? Asked{true} : Asked{true, found->act, found->cue};
    };
    return numberPad ? find(kNumberPad, unlocked(key)) : find(kKeyboard, key);
}

CueKeys::Asked CueKeys::release(int key, bool autoRepeat, bool numberPad)
{
    if (!isForward(key, numberPad))
        return {};
    if (autoRepeat || !m_forward)
        return {true};
    const bool finished = m_finished;
    releaseAll();
    return {true, finished ? Act::Nothing : Act::Next};
}

CueKeys::Asked CueKeys::held()
{
    if (!isHolding())
        return {};
    m_finished = true;
    return {true, Act::Finish};
}

} // namespace tutti
