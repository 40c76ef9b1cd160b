// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfont_data.h"

#include <QResource>

// A macro that has to stand outside every namespace; a static library's resources are not found without it.
static void initEmbeddedBank()
{
    Q_INIT_RESOURCE(embedded_bank);
}

namespace tutti {

std::span<const std::byte> embeddedBank()
{
    // Thread-safe, and once: registering is not.
    static const std::span<const std::byte> bytes = [] {
        initEmbeddedBank();
        const QResource resource(QStringLiteral(":/tutti/embedded.sf2"));
        Q_ASSERT(resource.compressionAlgorithm() == QResource::NoCompression);
        return std::as_bytes(std::span(resource.data(), static_cast<std::size_t>(resource.size())));
    }();
    return bytes;
}

} // namespace tutti
