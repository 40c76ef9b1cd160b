// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/staff_file.h"

#include "content/json_text.h"
#include "content/whole_file.h"

#include <QDir>
#include <QFileInfo>

#include <fmt/format.h>

namespace tutti {

StaffFile::Reading StaffFile::read() const
{
    Reading reading;
    if (m_path.isEmpty() || !QFileInfo::exists(m_path))
        return reading;
    const auto text = readTextFile(m_path);
    const auto json = text ? parseJson(*text) : tl::unexpected(text.error());
    if (!json || !json->is_object()) {
        reading.problem = fmt::format("{} cannot be read, so the staff door asks for no PIN; set one again.", m_path.toStdString());
        return reading;
    }
    const auto words = [&](const char *key, std::string &into) {
        if (const auto it = json->find(key); it != json->end() && it->is_string())
            into = it->get<std::string>();
    };
    words("pin", reading.secrets.pinSeal);
    words("key", reading.secrets.keyFingerprint);
    if (const auto it = json->find("wrong_pins"); it != json->end() && it->is_number_unsigned())
        reading.secrets.wrongPins = static_cast<int>(std::min<std::uint64_t>(it->get<std::uint64_t>(), 1000));
    return reading;
}

tl::expected<void, std::string> StaffFile::write(const StaffSecrets &secrets) const
{
    if (m_path.isEmpty())
        return {};
    const Json json{{"pin", secrets.pinSeal}, {"key", secrets.keyFingerprint}, {"wrong_pins", secrets.wrongPins}};
    const std::string text = json.dump(2) + '\n';
    const auto failed = [this](const std::string &why) {
        return tl::unexpected(fmt::format("{} could not be saved ({}); check that the folder can be written and the disk is not full.", m_path.toStdString(), why));
    };
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return failed("its folder could not be made");
    if (const auto written = writeWholeFile(m_path, QByteArray::fromStdString(text), QFileDevice::ReadOwner | QFileDevice::WriteOwner); !written)
        return failed(written.error());
    return {};
}

} // namespace tutti
