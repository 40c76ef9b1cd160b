// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <string>

namespace tutti {

/// What the program may ask of the machine. It runs as nobody in particular; whoever may do it waits for a file with this
/// name in the folder `ask`.
enum class Ask {
    PowerOff,
    Restart,
    Update,
    Save, ///< onto the USB stick: stick_writer.h
};

/// The folder in memory that the service manager makes for a running box, as RUNTIME_DIRECTORY names it: what is asked of
/// the machine, and whether somebody plays. Without such a folder there is no box, and nothing may be asked.
/// Thread: any one.
class RunFolder {
public:
    RunFolder() = default;
    explicit RunFolder(QString path) : m_path(std::move(path)) {}
    /// By RUNTIME_DIRECTORY.
    [[nodiscard]] static RunFolder ofThisBox();

    [[nodiscard]] bool isThere() const { return !m_path.isEmpty(); }
    [[nodiscard]] const QString &path() const { return m_path; }

    /// The error is one sentence.
    [[nodiscard]] tl::expected<void, std::string> ask(Ask what) const;

    /// The file `playing`: as long as it is there nobody updates or restarts the box. False: it could not be made.
    bool setPlaying(bool playing) const;

    /// The program ends in the dark and will be started again: that start is to stay dark. False: it could not be left.
    bool leaveDark() const;
    /// Whether it was left so; asked once.
    [[nodiscard]] bool takeDark() const;

private:
    QString m_path;
};

} // namespace tutti
