// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tutti {

class Engine;

/// Lets an engine play into a file, as fast as it goes: 32-bit float stereo WAV, the same bytes for the same notes.
/// Past 4 GB (3 h) the file becomes an RF64, which readers of WAV know. Thread: any one.
class WavWriter {
public:
    [[nodiscard]] static tl::expected<std::unique_ptr<WavWriter>, std::string> create(const std::string &path, int sampleRate = 48000);
    ~WavWriter();
    WavWriter(const WavWriter &) = delete;
    WavWriter &operator=(const WavWriter &) = delete;

    /// Renders up to frame `until`, counted from the start of the file. The engine gets no clock: frame n is the session
    /// time n / rate. On failure (a full disk) one sentence that names the file.
    [[nodiscard]] tl::expected<void, std::string> renderTo(Engine &engine, std::int64_t until);
    /// Appends interleaved stereo frames. The same errors.
    [[nodiscard]] tl::expected<void, std::string> write(const float *interleaved, std::int64_t frames);
    /// Writes what is pending and closes; call it to learn of errors.
    [[nodiscard]] tl::expected<void, std::string> finish();
    [[nodiscard]] std::int64_t frames() const noexcept { return m_frames; }

private:
    struct File;

    WavWriter(std::string shown, std::unique_ptr<File> file);

    std::string m_shown;
    std::unique_ptr<File> m_file;
    std::int64_t m_frames = 0;
    std::vector<float> m_interleaved;
};

} // namespace tutti
