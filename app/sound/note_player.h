// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"
#include "core/instrument.h"

#include <memory>
#include <optional>
#include <vector>

namespace tutti {

class Engine;

/// Turns the notes of a performance into commands for the engine: seats have channels 0 to 11, the app's own voice
/// takes 12 to 15 in turn by instrument. The one way from a performance to its sound, live and in a replay.
/// Thread: the one that steps the performance. Does not wait.
class NotePlayer {
public:
    static constexpr Micros kRing{2'000'000};

    explicit NotePlayer(std::shared_ptr<const Palette> palette);

    /// Who makes the sound, or null. It outlives this or a later setEngine, and takes over the volume and the gains.
    void setEngine(Engine *engine);

    enum class Landing {
        Now,    ///< with the next block: a touch
        AtTime, ///< at the note's own time: what is planned, and all of a replay
    };

    /// False: the engine has no room for it or is stopped, or there is none. It will not sound.
    bool play(const Note &note, Micros at, std::optional<Micros> ends, Landing landing);
    /// A finger has left. What sounds while it is held ends; a drum, a bell or a bar rings on as it would in the room, and
    /// is ended kRing later, so that no SoundFont can make it last for ever.
    void release(NoteId id, Micros at, Landing landing);
    void cancelPlanned(Micros asOf);
    void stop();
    void resume(Micros at, Landing landing);
    /// What the rules ask for: seat -1 is the master. dB.
    void gain(SeatId seat, float db, int rampMs);
    /// The facilitator's volume, dB.
    void volume(float db);

private:
    std::shared_ptr<const Palette> m_palette;
    Engine *m_engine = nullptr;
    std::vector<NoteId> m_held; ///< of instruments that sound while they are held
    float m_volumeDb = 0;
    float m_masterDb = 0;
};

} // namespace tutti
