// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/input_test_panel.h"

#include "e2e/rig/local_socket.h"

#include <fmt/format.h>
#include <xorg/xf86-input-inputtest-protocol.h>

#include <sys/socket.h>
#include <unistd.h>

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
    auto socket = connectTo(path, 5000);
    if (!socket)
        return Failure(socket.error());
    xf86ITEventClientVersion hello{};
    hello.major = XF86IT_PROTOCOL_VERSION_MAJOR;
    hello.minor = XF86IT_PROTOCOL_VERSION_MINOR;
    xf86ITResponseServerVersion answer{};
    if (send(*socket, hello, XF86IT_EVENT_CLIENT_VERSION) && recv(*socket, &answer, sizeof answer, MSG_WAITALL) == sizeof answer)
        return *socket;
    close(*socket);
    return Failure(fmt::format("The X server does not answer at {}.", path.string()));
}

} // namespace

Result<std::unique_ptr<InputTestPanel>> InputTestPanel::connect(const std::filesystem::path &folder, int width, int height)
{
    int fds[3];
    const char *const names[3] = {"touch.sock", "pointer.sock", "keyboard.sock"};
    for (int i = 0; i < 3; ++i) {
        const auto fd = open(folder / names[i]);
        if (!fd)
            return Failure(fd.error());
        fds[i] = *fd;
    }
    return std::unique_ptr<InputTestPanel>(new InputTestPanel(folder, fds[0], fds[1], fds[2], width, height));
}

Result<void> InputTestPanel::reconnectTouch()
{
    const auto fd = open(m_folder / "touch.sock");
    if (!fd)
        return Failure(fd.error());
    close(m_touch);
    m_touch = *fd;
    return {};
}

InputTestPanel::~InputTestPanel()
{
    close(m_touch);
    close(m_pointer);
    close(m_keyboard);
}

std::int64_t InputTestPanel::touch(unsigned finger, int type, double x, double y)
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

std::int64_t InputTestPanel::down(unsigned finger, double x, double y) { return touch(finger, kTouchBegin, x, y); }
std::int64_t InputTestPanel::move(unsigned finger, double x, double y) { return touch(finger, kTouchUpdate, x, y); }

std::int64_t InputTestPanel::up(unsigned finger)
{
    xf86ITEventTouch event{};
    event.touchid = finger;
    event.touch_type = kTouchEnd;
    const std::int64_t t = nowNs();
    send(m_touch, event, XF86IT_EVENT_TOUCH);
    return t;
}

std::int64_t InputTestPanel::mouseMove(double x, double y)
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

std::int64_t InputTestPanel::button(int button, bool press)
{
    xf86ITEventButton event{};
    event.button = button;
    event.is_press = press;
    const std::int64_t t = nowNs();
    send(m_pointer, event, XF86IT_EVENT_BUTTON);
    return t;
}

std::int64_t InputTestPanel::mousePress(int number) { return button(number, true); }
std::int64_t InputTestPanel::mouseRelease(int number) { return button(number, false); }

std::int64_t InputTestPanel::key(int code, bool press)
{
    xf86ITEventKey event{};
    event.key_code = code + 8; // X counts from 8
    event.is_press = press;
    const std::int64_t t = nowNs();
    send(m_keyboard, event, XF86IT_EVENT_KEY);
    return t;
}

std::int64_t InputTestPanel::keyDown(int code) { return key(code, true); }
std::int64_t InputTestPanel::keyUp(int code) { return key(code, false); }

void InputTestPanel::sync()
{
    for (const int fd : {m_touch, m_pointer, m_keyboard}) {
        xf86ITEventWaitForSync event{};
        xf86ITResponseSyncFinished answer{};
        if (send(fd, event, XF86IT_EVENT_WAIT_FOR_SYNC))
            recv(fd, &answer, sizeof answer, MSG_WAITALL);
    }
}

} // namespace tutti::rig
