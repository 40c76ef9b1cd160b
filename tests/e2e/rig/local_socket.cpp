// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/local_socket.h"

#include <fmt/format.h>

#include <unistd.h>

#include <cstring>

namespace tutti::rig {

Result<sockaddr_un> addressOf(const std::filesystem::path &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = path.string();
    if (name.size() >= sizeof address.sun_path)
        return Failure(fmt::format("{} is too long for a socket; set TMPDIR to a shorter folder.", name));
    std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
    return address;
}

Result<int> connectTo(const std::filesystem::path &path, int timeoutMs)
{
    const auto address = addressOf(path);
    if (!address)
        return Failure(address.error());
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    for (;;) {
        const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd >= 0 && connect(fd, reinterpret_cast<const sockaddr *>(&*address), sizeof *address) == 0)
            return fd;
        close(fd);
        if (nowNs() > end)
            return Failure(fmt::format("Nobody listens at {}.", path.string()));
        sleepMs(5);
    }
}

} // namespace tutti::rig
