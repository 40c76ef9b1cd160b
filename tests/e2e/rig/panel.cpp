// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/panel.h"

#include <fmt/format.h>
#include <xorg/xf86-input-inputtest-protocol.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

namespace tutti::rig {
namespace {

constexpr double kAxis = 65535;    ///< the driver's axes run from 0 to here
constexpr int kTouchBegin = 18, kTouchUpdate = 19, kTouchEnd = 20; ///< the X server's event numbers

template <class T>
bool send(int fd, T &event, xf86ITEventType type)
{
    event.header.length = sizeof event;
    event.header.type = type;
    return ::send(fd, &event, sizeof event, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof event);
}

Result<int> open(const std::filesystem::path &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = path.string();
    if (name.size() >= sizeof address.sun_path)
        return Failure(fmt::format("{} is too long for a socket; set TMPDIR to a shorter folder.", name));
    std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
    const std::int64_t end = nowNs() + 5'000'000'000;
    for (;;) {
        const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
            xf86ITEventClientVersion hello{};
            hello.major = XF86IT_PROTOCOL_VERSION_MAJOR;
            hello.minor = XF86IT_PROTOCOL_VERSION_MINOR;
            xf86ITResponseServerVersion answer{};
            if (send(fd, hello, XF86IT_EVENT_CLIENT_VERSION) && recv(fd, &answer, sizeof answer, MSG_WAITALL) == sizeof answer)
                return fd;
            close(fd);
            return Failure(fmt::format("The X server does not answer at {}.", name));
        }
        close(fd);
        if (nowNs() > end)
            return Failure(fmt::format("The X server did not open {}: its driver inputtest is missing.", name));
        sleepMs(5);
    }
}

} // namespace

Result<std::unique_ptr<Panel>> Panel::connect(const std::filesystem::path &folder, int width, int height)
{
    int fds[3];
    const char *const names[3] = {"touch.sock", "pointer.sock", "keyboard.sock"};
    for (int i = 0; i < 3; ++i) {
        const auto fd = open(folder / names[i]);
        if (!fd)
            return Failure(fd.error());
        fds[i] = *fd;
    }
    return std::unique_ptr<Panel>(new Panel(folder, fds[0], fds[1], fds[2], width, height));
}

Result<void> Panel::reconnectTouch()
{
    const auto fd = open(m_folder / "touch.sock");
    if (!fd)
        return Failure(fd.error());
    close(m_touch);
    m_touch = *fd;
    return {};
}

Panel::~Panel()
{
    close(m_touch);
    close(m_pointer);
    close(m_keyboard);
}

std::int64_t Panel::touch(unsigned finger, int type, double x, double y)
{
    xf86ITEventTouch event{};
    event.touchid = finger;
    event.touch_type = static_cast<std::uint32_t>(type);
    event.valuators.mask[0] = 1 | 2 | 16; // x, y, pressure
    event.valuators.valuators[0] = x / m_width * kAxis;
    event.valuators.valuators[1] = y / m_height * kAxis;
    event.valuators.valuators[4] = 1024;
    const std::int64_t t = nowNs();
    send(m_touch, event, XF86IT_EVENT_TOUCH);
    return t;
}

std::int64_t Panel::down(unsigned finger, double x, double y) { return touch(finger, kTouchBegin, x, y); }
std::int64_t Panel::move(unsigned finger, double x, double y) { return touch(finger, kTouchUpdate, x, y); }

std::int64_t Panel::up(unsigned finger)
{
    xf86ITEventTouch event{};
    event.touchid = finger;
    event.touch_type = kTouchEnd;
    const std::int64_t t = nowNs();
    send(m_touch, event, XF86IT_EVENT_TOUCH);
    return t;
}

std::int64_t Panel::mouseMove(double x, double y)
{
    xf86ITEventMotion event{};
    event.is_absolute = 1;
    event.valuators.mask[0] = 1 | 2;
    event.valuators.valuators[0] = x / m_width * kAxis;
    event.valuators.valuators[1] = y / m_height * kAxis;
    const std::int64_t t = nowNs();
    send(m_pointer, event, XF86IT_EVENT_MOTION);
    return t;
}

std::int64_t Panel::button(int button, bool press)
{
    xf86ITEventButton event{};
    event.button = button;
    event.is_press = press;
    const std::int64_t t = nowNs();
    send(m_pointer, event, XF86IT_EVENT_BUTTON);
    return t;
}

std::int64_t Panel::mousePress(int number) { return button(number, true); }
std::int64_t Panel::mouseRelease(int number) { return button(number, false); }

std::int64_t Panel::key(int code, bool press)
{
    xf86ITEventKey event{};
    event.key_code = code + 8; // X counts from 8
    event.is_press = press;
    const std::int64_t t = nowNs();
    send(m_keyboard, event, XF86IT_EVENT_KEY);
    return t;
}

std::int64_t Panel::keyDown(int code) { return key(code, true); }
std::int64_t Panel::keyUp(int code) { return key(code, false); }

void Panel::sync()
{
    for (const int fd : {m_touch, m_pointer, m_keyboard}) {
        xf86ITEventWaitForSync event{};
        xf86ITResponseSyncFinished answer{};
        if (send(fd, event, XF86IT_EVENT_WAIT_FOR_SYNC))
            recv(fd, &answer, sizeof answer, MSG_WAITALL);
    }
}

} // namespace tutti::rig
