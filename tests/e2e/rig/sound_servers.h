// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/process.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tutti::rig {

/// What a server plays to.
struct Speaker {
    int rate = 48000; ///< Hz
    int channels = 2;
};

/// A JACK server with the dummy driver: no sound card, an exact clock. Several run side by side.
class JackServer {
public:
    /// A patient server waits for its clients in every period, so a busy machine makes it late but never tears the sound:
    /// for tests of what is heard. A prompt one goes on without them, as with a sound card: for timing.
    enum class Manner { Patient, Prompt };
    /// `period` in frames.
    static Result<std::unique_ptr<JackServer>> start(const std::filesystem::path &folder, int period, Manner manner, Speaker speaker = {});
    ~JackServer();
    JackServer(const JackServer &) = delete;
    JackServer &operator=(const JackServer &) = delete;
    /// What a client needs to find this server and no other.
    [[nodiscard]] const Environment &environment() const { return m_environment; }
    [[nodiscard]] const std::string &name() const { return m_name; }
    [[nodiscard]] int rate() const { return m_speaker.rate; }
    /// How many blocks each client did not have ready in time, by its name, as a prompt server has counted them so far.
    [[nodiscard]] std::map<std::string, int> lateBlocks() const;
    /// Killed as by a crash, and started again under the same name.
    void kill();
    Result<void> restart();

private:
    JackServer() = default;
    Result<void> launch();
    std::filesystem::path m_folder;
    std::string m_name;
    int m_period = 64;
    Speaker m_speaker;
    Manner m_manner = Manner::Patient;
    Environment m_environment;
    std::unique_ptr<Process> m_process;
};

/// A PulseAudio server with a null sink, float, in a runtime folder of its own.
class PulseServer {
public:
    static Result<std::unique_ptr<PulseServer>> start(const std::filesystem::path &folder, Speaker speaker = {});
    [[nodiscard]] const Environment &environment() const { return m_environment; }
    [[nodiscard]] const std::string &address() const { return m_address; }
    void kill();
    Result<void> restart();
    /// The sink goes away and comes back.
    Result<void> unplugSpeaker();
    Result<void> plugSpeaker();

private:
    PulseServer() = default;
    Result<void> launch();
    Result<void> command(std::vector<std::string> arguments);
    [[nodiscard]] std::vector<std::string> sink() const;
    std::filesystem::path m_folder;
    std::string m_address;
    Speaker m_speaker;
    Environment m_environment;
    std::unique_ptr<Process> m_process;
};

} // namespace tutti::rig
