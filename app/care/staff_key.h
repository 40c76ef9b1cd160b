// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string>

namespace tutti {

/// A key to the staff door: a file on a USB stick, for who would rather carry something than remember something. The file
/// holds 32 random bytes in hexadecimal; what is kept of it is their SHA-256, which opens nothing.

inline constexpr const char *kStaffKeyFile = "tutti-staff.key";

/// Where sticks appear: the box's own folder for them, and those of desktops.
[[nodiscard]] QStringList stickFolders();
/// The sticks that are in, of those folders.
[[nodiscard]] QStringList sticksIn(const QStringList &folders);

/// Whether one of these sticks carries the key of this fingerprint.
[[nodiscard]] bool hasKey(const QStringList &sticks, const std::string &fingerprint);

struct StaffKey {
    std::string text;        ///< of the file
    std::string fingerprint; ///< to be kept
};
/// A new one, by the system's random numbers.
[[nodiscard]] StaffKey newKey();

} // namespace tutti
