// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/weston.h"

#include "e2e/rig/local_socket.h"

#include <fmt/format.h>
#include <linux/input-event-codes.h>

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace tutti::rig {
namespace {

int buttonCode(int button)
{
    switch (button) {
    case 2: return BTN_MIDDLE;
    case 3: return BTN_RIGHT;
    default: return BTN_LEFT;
    }
}

} // namespace

std::string headlessWeston(int width, int height, const std::filesystem::path &module)
{
    return fmt::format("--backend=headless-backend.so --use-pixman --debug --width={} --height={} --modules={}", width, height, module.string());
}

Result<std::unique_ptr<WestonPanel>> WestonPanel::connect(const std::filesystem::path &socket, int timeoutMs)
{
    const auto fd = connectTo(socket, timeoutMs);
    if (!fd)
        return Failure(fd.error());
    return std::unique_ptr<WestonPanel>(new WestonPanel(*fd));
}

WestonPanel::~WestonPanel() { close(m_fd); }

std::int64_t WestonPanel::tell(const std::string &lines)
{
    const std::int64_t t = nowNs();
    send(m_fd, lines.data(), lines.size(), MSG_NOSIGNAL);
    return t;
}

std::int64_t WestonPanel::down(unsigned finger, double x, double y) { return tell(fmt::format("down {} {} {}\nframe\n", finger, x, y)); }
std::int64_t WestonPanel::move(unsigned finger, double x, double y) { return tell(fmt::format("move {} {} {}\nframe\n", finger, x, y)); }
std::int64_t WestonPanel::up(unsigned finger) { return tell(fmt::format("up {}\nframe\n", finger)); }
std::int64_t WestonPanel::mouseMove(double x, double y) { return tell(fmt::format("mouse {} {}\n", x, y)); }
std::int64_t WestonPanel::mousePress(int button) { return tell(fmt::format("button {} 1\n", buttonCode(button))); }
std::int64_t WestonPanel::mouseRelease(int button) { return tell(fmt::format("button {} 0\n", buttonCode(button))); }
std::int64_t WestonPanel::keyDown(int code) { return tell(fmt::format("key {} 1\n", code)); }
std::int64_t WestonPanel::keyUp(int code) { return tell(fmt::format("key {} 0\n", code)); }
void WestonPanel::sync() { ask("sync"); }
void WestonPanel::unplugTouch() { tell("unplug\n"); }
void WestonPanel::plugTouch() { tell("plug\n"); }

std::vector<std::string> WestonPanel::ask(const char *question)
{
    tell(fmt::format("{}\n", question));
    std::vector<std::string> lines;
    for (;;) {
        if (const auto end = m_received.find('\n'); end != std::string::npos) {
            const std::string line = m_received.substr(0, end);
            m_received.erase(0, end + 1);
            if (line == "done")
                return lines;
            lines.push_back(line);
            continue;
        }
        pollfd wait{m_fd, POLLIN, 0};
        std::array<char, 512> part{};
        if (poll(&wait, 1, 5000) != 1)
            return {};
        const ssize_t got = read(m_fd, part.data(), part.size());
        if (got <= 0)
            return {}; // it has ended
        m_received.append(part.data(), static_cast<std::size_t>(got));
    }
}

std::vector<WestonPanel::View> WestonPanel::views()
{
    std::vector<View> views;
    for (const auto &line : ask("views")) {
        View view;
        if (std::sscanf(line.c_str(), "view %d %d %d", &view.pid, &view.width, &view.height) == 3)
            views.push_back(view);
    }
    return views;
}

} // namespace tutti::rig
