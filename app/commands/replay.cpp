// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/replay.h"

#include "activities/performance.h"
#include "commands/command_line.h"
#include "commands/sounds.h"
#include "engine/engine.h"
#include "records/log_writer.h"
#include "sound/note_player.h"
#include "sound/wav_writer.h"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

namespace tutti {
namespace {

using Error = tl::unexpected<std::string>;

constexpr int kRate = 48000;
constexpr Micros kTail = 3s;

std::int64_t frameOf(Micros t) { return t.count() * kRate / 1'000'000; }

/// Hears a performance and passes it on to the file of events, to the engine, or to nobody.
class Listener final : public Audience {
public:
    Replayed result;
    std::optional<LogWriter> events;
    NotePlayer *player = nullptr;

    void onInput(const Input &in) override
    {
        if (events)
            events->write(in);
    }
    void onOutput(const Output &out) override
    {
        if (events)
            events->write(out);
        if (player)
            if (const auto *gain = std::get_if<Gain>(&out.what))
                player->gain(gain->seat, static_cast<float>(gain->db), gain->rampMs);
        result.outputs.push_back(out);
    }
    void onPlay(const Note &note, Micros at, std::optional<Micros> ends) override
    {
        if (player)
            player->play(note, at, ends, NotePlayer::Landing::AtTime);
    }
    void onRelease(NoteId id, Micros at) override
    {
        if (player)
            player->release(id, at, NotePlayer::Landing::AtTime);
    }
    void onCancelPlanned(Micros asOf) override
    {
        if (player)
            player->cancelPlanned(asOf);
    }
    void onStop(Micros) override
    {
        if (player)
            player->stop();
    }
    void onResume(Micros at) override
    {
        if (player)
            player->resume(at, NotePlayer::Landing::AtTime);
    }
    void onProblem(const std::string &sentence) override { result.problems.push_back(sentence); }
};

/// The engine, its notes and the file they go to.
struct Sound {
    Sound(std::unique_ptr<Synth> synth, const std::shared_ptr<const Repertoire> &repertoire, std::unique_ptr<WavWriter> writer)
        : engine(kRate, std::move(synth)), player({repertoire, &repertoire->palette}), wav(std::move(writer))
    {
        player.setEngine(&engine);
    }
    Engine engine;
    NotePlayer player;
    std::unique_ptr<WavWriter> wav;
};

} // namespace

tl::expected<Replayed, std::string> replay(const SessionLog &log, const Library &library, const ReplayRequest &request)
{
    if (!activityNamed(log.header.activity))
        return Error(fmt::format("{}: this version cannot play \"{}\". A newer Tutti may.", log.name, log.header.activity));

    Listener listener;
    if (!request.events.isEmpty()) {
        auto writer = LogWriter::create(request.events, log.header);
        if (!writer)
            return Error(writer.error());
        listener.events = std::move(*writer);
    }
    const auto repertoire = std::make_shared<const Repertoire>(library.repertoireOf(log.header, listener.result.problems));
    std::optional<Sound> sound;
    if (!request.wav.isEmpty()) {
        LoadedSound loaded = loadSound(soundRequest(library.catalogue, kRate, request.soundFont, request.soundFont.isEmpty() ? Fallback::EmbeddedOnly : Fallback::Installed));
        listener.result.problems.insert(listener.result.problems.end(), loaded.problems.begin(), loaded.problems.end());
        auto wav = WavWriter::create(request.wav.toStdString(), kRate);
        if (!wav)
            return Error(wav.error());
        sound.emplace(std::move(loaded.synth), repertoire, std::move(*wav));
        listener.player = &sound->player;
    }
    const auto renderTo = [&](Micros t) -> tl::expected<void, std::string> {
        return sound ? sound->wav->renderTo(sound->engine, frameOf(t)) : tl::expected<void, std::string>{};
    };

    Performance performance(log.header, repertoire, listener);
    performance.begin();
    Micros last{};
    // Each step is taken when the sound has come that far, so that what is struck now lands on the next block, as live.
    const auto advance = [&](Micros t) -> tl::expected<void, std::string> {
        while (const auto due = performance.nextDue()) {
            if (*due > t)
                break;
            const Micros at = std::max(*due, performance.now());
            if (auto rendered = renderTo(at); !rendered)
                return rendered;
            performance.advanceTo(at);
        }
        return renderTo(t);
    };
    for (const Input &in : log.inputs) {
        if (performance.ended())
            break; // what comes after the end is ignored
        if (auto advanced = advance(std::max(in.t, performance.now())); !advanced)
            return Error(advanced.error());
        performance.input(in);
        last = std::max(last, in.t);
    }
    if (!performance.ended()) {
        for (const Output &out : log.outputs)
            last = std::max(last, out.t);
        if (auto advanced = advance(last); !advanced)
            return Error(advanced.error());
        performance.end(last);
    }
    listener.result.length = performance.now();

    if (sound) {
        if (auto rendered = renderTo(performance.now() + kTail); !rendered)
            return Error(rendered.error());
        if (auto finished = sound->wav->finish(); !finished)
            return Error(finished.error());
    }
    if (listener.events)
        if (auto finished = listener.events->finish(); !finished)
            return Error(finished.error());
    return std::move(listener.result);
}

int runReplay(const CommandLine &line)
{
    const auto log = readLogFile(line.file);
    if (!log)
        return couldNotBeDone(log.error());
    for (const std::string &problem : log->problems)
        fmt::print(stderr, "{}\n", problem);
    const auto replayed = replay(*log, Library::builtIn(), ReplayRequest{line.events, line.wav, line.soundFont});
    if (!replayed)
        return couldNotBeDone(replayed.error());
    for (const std::string &problem : replayed->problems)
        fmt::print(stderr, "{}\n", problem);
    fmt::print("{}: {} inputs, {} outputs, {:.1f} s.\n", log->name, log->inputs.size(), replayed->outputs.size(), toSeconds(replayed->length));
    return static_cast<int>(ExitStatus::Done);
}

} // namespace tutti
