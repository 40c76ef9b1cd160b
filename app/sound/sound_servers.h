// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <chrono>
#include <string>

/// Quick questions to the sound servers of this machine; none of them starts one. Thread: any but the audio thread.
namespace tutti {

struct JackServer {
    int sampleRate = 48000;
    int periodFrames = 0;
};

/// The JACK server that runs, if it has somewhere to play to; else why not.
[[nodiscard]] tl::expected<JackServer, std::string> askJack();

/// Whether the JACK of this process is PipeWire's, whose speakers are those of the desktop.
[[nodiscard]] bool jackIsPipeWire();

/// The name of a PulseAudio server that takes connections, in PulseAudio's own form, such as
/// "unix:/run/user/1000/pulse/native"; else why not. One on another machine is believed.
[[nodiscard]] tl::expected<std::string, std::string> askPulse();

/// The loudspeaker a PulseAudio server plays to unless it is told otherwise.
struct PulseSpeaker {
    std::string name;      ///< the server's own, such as alsa_output.usb-...: it may hold a serial number
    int sampleRate = 0;    ///< Hz
    int channels = 0;
    bool pretends = false; ///< it plays to nobody: the server has lost its last one
};
/// Asks the server at an address of askPulse(); else why it did not say. Waits `patience` at most.
[[nodiscard]] tl::expected<PulseSpeaker, std::string> askPulseSpeaker(const std::string &server,
                                                                      std::chrono::milliseconds patience = std::chrono::seconds(2));

/// Whether the kernel has a device that plays.
[[nodiscard]] bool hasSoundCard();

} // namespace tutti
