// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace tutti {

/// What the staff door goes by. Kept apart from the settings, so that nothing secret is where people copy from.
struct StaffSecrets {
    std::string pinSeal;        ///< care/pin.h; empty: no PIN is set
    std::string keyFingerprint; ///< care/staff_key.h; empty: no key was made
    int wrongPins = 0;          ///< since the last right one
    friend bool operator==(const StaffSecrets &, const StaffSecrets &) = default;
};

/// `staff.json` in the data folder, for its owner's eyes only (mode 0600). Thread: any one. Nothing throws.
class StaffFile {
public:
    StaffFile() = default;
    explicit StaffFile(QString path) : m_path(std::move(path)) {}

    struct Reading {
        StaffSecrets secrets;
        std::string problem; ///< one sentence, or empty
    };
    /// No such file: no PIN, no key. One that cannot be read locks nobody out of their own box: the same, and a problem.
    [[nodiscard]] Reading read() const;
    /// All or nothing. Without a path it is kept nowhere. The error is one sentence.
    [[nodiscard]] tl::expected<void, std::string> write(const StaffSecrets &secrets) const;

private:
    QString m_path;
};

} // namespace tutti
