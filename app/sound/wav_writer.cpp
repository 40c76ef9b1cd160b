// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/wav_writer.h"

#include "engine/engine.h"

#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

namespace tutti {
namespace {

constexpr int kPart = 1024; // frames at a time

struct CloseFile {
    void operator()(SNDFILE *file) const noexcept { sf_close(file); }
};

/// libsndfile notes the loudest sample of a file of floats in a PEAK chunk, with the time of day, and for RF64 it cannot be
/// told not to. The time is taken out: the same notes give the same bytes. False if the file cannot be written.
bool forgetTimeOfDay(const std::string &path)
{
    constexpr std::size_t kHeader = 512;
    constexpr std::size_t kIntoChunk = 12; // name, size, version
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    std::string header(kHeader, '\0');
    file.read(header.data(), kHeader);
    file.clear(); // a short file is no error
    const std::size_t chunk = header.find("PEAK");
    if (chunk != std::string::npos) {
        file.seekp(static_cast<std::streamoff>(chunk + kIntoChunk));
        file.write("\0\0\0\0", 4);
    }
    file.close();
    return !file.fail();
}

std::string cannotWrite(const std::string &shown)
{
    return fmt::format("{} cannot be written. Choose another folder, or make room on the disk.", shown);
}

} // namespace

struct WavWriter::File {
    std::unique_ptr<SNDFILE, CloseFile> handle;
    std::string path;
};

WavWriter::WavWriter(std::string shown, std::unique_ptr<File> file)
    : m_shown(std::move(shown))
    , m_file(std::move(file))
    , m_interleaved(2 * kPart)
{
}

WavWriter::~WavWriter() = default;

tl::expected<std::unique_ptr<WavWriter>, std::string> WavWriter::create(const std::string &path, int sampleRate)
{
    std::string shown = std::filesystem::path(path).filename().string();
    if (shown.empty())
        shown = path.empty() ? "A file without a name" : path;
    SF_INFO info{};
    info.samplerate = sampleRate;
    info.channels = 2;
    info.format = SF_FORMAT_RF64 | SF_FORMAT_FLOAT;
    auto file = std::make_unique<File>();
    file->path = path;
    file->handle.reset(sf_open(path.c_str(), SFM_WRITE, &info));
    if (!file->handle)
        return tl::unexpected(cannotWrite(shown));
    sf_command(file->handle.get(), SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);
    return std::unique_ptr<WavWriter>(new WavWriter(std::move(shown), std::move(file)));
}

tl::expected<void, std::string> WavWriter::renderTo(Engine &engine, std::int64_t until)
{
    std::array<float, kPart> left{};
    std::array<float, kPart> right{};
    while (m_frames < until) {
        const int part = static_cast<int>(std::min<std::int64_t>(until - m_frames, kPart));
        engine.render(left.data(), right.data(), part);
        for (std::size_t i = 0; i < static_cast<std::size_t>(part); ++i) {
            m_interleaved[2 * i] = left[i];
            m_interleaved[2 * i + 1] = right[i];
        }
        if (auto written = write(m_interleaved.data(), part); !written)
            return written;
    }
    return {};
}

tl::expected<void, std::string> WavWriter::write(const float *interleaved, std::int64_t frames)
{
    if (!m_file->handle || sf_writef_float(m_file->handle.get(), interleaved, frames) != frames)
        return tl::unexpected(cannotWrite(m_shown));
    m_frames += frames;
    return {};
}

tl::expected<void, std::string> WavWriter::finish()
{
    SNDFILE *file = m_file->handle.release();
    if (file == nullptr)
        return {};
    const bool failed = sf_error(file) != SF_ERR_NO_ERROR;
    if (sf_close(file) != 0 || failed || !forgetTimeOfDay(m_file->path))
        return tl::unexpected(cannotWrite(m_shown));
    return {};
}

} // namespace tutti
