// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/x_server.h"

#include <fmt/format.h>
#include <fmt/os.h>

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XInput2.h>

#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

namespace tutti::rig {
namespace {

std::string configuration(const std::filesystem::path &folder, int width, int height)
{
    // Times as a monitor has them; the dummy driver wants at most 300 MHz, so large screens refresh less often.
    const int columns = width + 280;
    const int rows = height + 45;
    double clock = columns * rows * 60e-6;
    while (clock > 290)
        clock /= 2;
    const auto device = [&](const char *name, const char *type, const char *more) {
        return fmt::format(R"(Section "InputDevice"
    Identifier "{0}"
    Driver "inputtest"
    Option "SocketPath" "{1}/{0}.sock"
    Option "DeviceType" "{2}"
{3}EndSection
)", name, folder.string(), type, more);
    };
    return fmt::format(R"(Section "ServerFlags"
    Option "AutoAddDevices" "false"
    Option "AutoAddGPU" "false"
    Option "DontVTSwitch" "true"
    Option "BlankTime" "0"
EndSection
Section "Monitor"
    Identifier "monitor"
    HorizSync 5-1000
    VertRefresh 5-200
    Modeline "{0}x{1}" {2:.2f} {0} {3} {4} {5} {1} {6} {7} {8}
EndSection
Section "Device"
    Identifier "dummy"
    Driver "dummy"
    VideoRam 262144
EndSection
Section "Screen"
    Identifier "screen"
    Device "dummy"
    Monitor "monitor"
    DefaultDepth 24
    SubSection "Display"
        Depth 24
        Modes "{0}x{1}"
    EndSubSection
EndSection
Section "ServerLayout"
    Identifier "layout"
    Screen "screen"
    InputDevice "pointer" "CorePointer"
    InputDevice "keyboard" "CoreKeyboard"
    InputDevice "touch" "SendCoreEvents"
EndSection
)", width, height, clock, width + 88, width + 132, columns, height + 4, height + 9, rows)
        + device("touch", "Touch", "    Option \"TouchCount\" \"40\"\n")
        + device("pointer", "PointerAbsolute", "")
        + device("keyboard", "Keyboard", "");
}

} // namespace

struct XServer::Connection {
    Display *display = nullptr;
    ~Connection()
    {
        if (display)
            XCloseDisplay(display);
    }
};

Result<std::unique_ptr<XServer>> XServer::start(const std::filesystem::path &folder, int width, int height)
{
    const auto config = folder / "xorg.conf";
    try {
        fmt::output_file(config.string()).print("{}", configuration(folder, width, height));
    } catch (const std::system_error &error) {
        return Failure(fmt::format("{} cannot be written: {}.", config.string(), error.what()));
    }
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return Failure("No pipe to the X server.");
    std::unique_ptr<XServer> server(new XServer);
    server->m_folder = folder;
    if (const auto written = server->writeInputClass(true); !written)
        return Failure(written.error());
    server->m_width = width;
    auto process = Process::start({.command = {"Xorg", "-config", config.string(), "-displayfd", std::to_string(ends[1]), "-noreset",
                                       "-nolisten", "tcp", "-novtswitch", "-logfile", (folder / "Xorg.log").string()},
        .environment = {}, .log = folder / "Xorg.out", .keepFd = ends[1]});
    close(ends[1]);
    std::string number;
    if (process) {
        pollfd wait{ends[0], POLLIN, 0};
        char c = 0;
        while (poll(&wait, 1, 15000) == 1 && read(ends[0], &c, 1) == 1 && c != '\n')
            number += c;
    }
    close(ends[0]);
    if (!process)
        return Failure(process.error());
    server->m_process = std::move(*process);
    if (number.empty())
        return Failure(fmt::format("The X server did not start: {}", server->m_process->output()));
    server->m_display = ":" + number;
    auto panel = InputTestPanel::connect(folder, width, height);
    if (!panel)
        return Failure(panel.error());
    server->m_panel = std::move(*panel);
    server->m_connection = std::make_unique<Connection>();
    server->m_connection->display = XOpenDisplay(server->m_display.c_str());
    if (!server->m_connection->display)
        return Failure(fmt::format("The X server at {} does not answer.", server->m_display));
    // Without this the keyboard has the key codes of a time before evdev, and Page Down is another key.
    auto keys = Process::start({.command = {"setxkbmap", "-display", server->m_display, "-rules", "evdev", "-model", "pc105", "-layout", "us"},
        .environment = {}, .log = folder / "setxkbmap.out"});
    if (!keys)
        return Failure(keys.error());
    if ((*keys)->wait(10000) != 0)
        return Failure(fmt::format("The keyboard cannot be set up: {}", (*keys)->output()));
    int major = 2, minor = 2;
    XIQueryVersion(server->m_connection->display, &major, &minor);
    return server;
}

XServer::~XServer() = default;

std::optional<XServer::Window> XServer::shownWindow()
{
    Display *const d = m_connection->display;
    ::Window root = 0, parent = 0, *children = nullptr;
    unsigned count = 0;
    std::optional<Window> found;
    int widest = m_width / 2;
    XGrabServer(d); // a window that goes between the two questions would end this program
    if (XQueryTree(d, DefaultRootWindow(d), &root, &parent, &children, &count)) {
        for (unsigned i = 0; i < count; ++i) {
            XWindowAttributes a;
            if (XGetWindowAttributes(d, children[i], &a) && a.map_state == IsViewable && a.width >= widest) {
                widest = a.width;
                found = children[i];
            }
        }
        XFree(children);
    }
    XUngrabServer(d);
    XSync(d, False);
    return found;
}

void XServer::hide(Window window)
{
    XUnmapWindow(m_connection->display, window);
    XSync(m_connection->display, False);
}

void XServer::show(Window window)
{
    XMapRaised(m_connection->display, window);
    XSync(m_connection->display, False);
}

int XServer::touchDevice() const
{
    int count = 0, id = 0;
    XIDeviceInfo *const devices = XIQueryDevice(m_connection->display, XIAllDevices, &count);
    for (int i = 0; i < count; ++i)
        if (std::string_view(devices[i].name) == "touch")
            id = devices[i].deviceid;
    XIFreeDeviceInfo(devices);
    return id;
}

void XServer::setTouchEnabled(bool enabled)
{
    Display *const d = m_connection->display;
    unsigned char value = enabled ? 1 : 0;
    XIChangeProperty(d, touchDevice(), XInternAtom(d, "Device Enabled", False), XA_INTEGER, 8, PropModeReplace, &value, 1);
    XSync(d, False);
}

void XServer::tellOfAnother()
{
    Display *const d = m_connection->display;
    char name[] = "second";
    XIAnyHierarchyChangeInfo change{};
    change.add = {XIAddMaster, name, False, True};
    XIChangeHierarchy(d, &change, 1);
    XSync(d, False);
    int count = 0, added = 0;
    XIDeviceInfo *const devices = XIQueryDevice(d, XIAllMasterDevices, &count);
    for (int i = 0; i < count; ++i)
        if (devices[i].use == XIMasterPointer && std::string_view(devices[i].name) == "second pointer")
            added = devices[i].deviceid;
    XIFreeDeviceInfo(devices);
    change = {};
    change.remove = {XIRemoveMaster, added, XIFloating, 0, 0};
    XIChangeHierarchy(d, &change, 1);
    XSync(d, False);
}

/// As /sys/class/input has it: a panel of many fingers, and nothing else.
Result<void> XServer::writeInputClass(bool touch) const
{
    const auto device = m_folder / "input" / "event0" / "device";
    std::error_code error;
    std::filesystem::remove_all(m_folder / "input", error);
    std::filesystem::create_directories(touch ? device / "capabilities" : m_folder / "input", error);
    if (error)
        return Failure(fmt::format("{} cannot be made: {}.", device.string(), error.message()));
    if (!touch)
        return {};
    try {
        fmt::output_file((device / "properties").string()).print("2\n");
        fmt::output_file((device / "capabilities" / "abs").string()).print("260800000000003\n");
    } catch (const std::system_error &problem) {
        return Failure(fmt::format("{} cannot be written: {}.", device.string(), problem.what()));
    }
    return {};
}

Result<void> XServer::unplugTouch()
{
    setTouchEnabled(false);
    return writeInputClass(false);
}

Result<void> XServer::plugTouch(Plug how)
{
    setTouchEnabled(true);
    if (how == Plug::WithAnother)
        tellOfAnother();
    if (const auto written = writeInputClass(true); !written)
        return written;
    return m_panel->reconnectTouch();
}

Result<void> XServer::arrange(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), {"xrandr", "--display", m_display, "--output"});
    auto xrandr = Process::start({.command = arguments, .environment = {}, .log = m_folder / "xrandr.out"});
    if (!xrandr)
        return Failure(xrandr.error());
    if ((*xrandr)->wait(10000) != 0)
        return Failure(fmt::format("The screen cannot be arranged: {}", (*xrandr)->output()));
    return {};
}

Result<void> XServer::unplugScreen() { return arrange({"DUMMY0", "--off"}); }

Result<void> XServer::plugScreen(int width, int height)
{
    m_width = width;
    m_panel->setSize(width, height);
    return arrange({"DUMMY0", "--mode", fmt::format("{}x{}", width, height)});
}

Result<void> XServer::plugSecondScreen()
{
    // An output that nothing is plugged into has no modes; it takes one of the first one's.
    auto named = Process::start({.command = {"xrandr", "--display", m_display, "--addmode", "DUMMY1", "1024x768"}, .environment = {}, .log = m_folder / "xrandr.out"});
    if (!named)
        return Failure(named.error());
    if ((*named)->wait(10000) != 0)
        return Failure(fmt::format("There is no second screen: {}", (*named)->output()));
    return arrange({"DUMMY1", "--mode", "1024x768", "--right-of", "DUMMY0"});
}

Result<void> XServer::unplugSecondScreen() { return arrange({"DUMMY1", "--off"}); }

XServer::Size XServer::sizeOf(Window window)
{
    XWindowAttributes a;
    XGrabServer(m_connection->display);
    const bool there = XGetWindowAttributes(m_connection->display, window, &a) != 0;
    XUngrabServer(m_connection->display);
    XSync(m_connection->display, False);
    return there ? Size{a.width, a.height} : Size{};
}

Result<void> XServer::screenshot(const std::filesystem::path &file)
{
    Display *const d = m_connection->display;
    const int width = DisplayWidth(d, DefaultScreen(d));
    const int height = DisplayHeight(d, DefaultScreen(d));
    XImage *const image = XGetImage(d, DefaultRootWindow(d), 0, 0, static_cast<unsigned>(width), static_cast<unsigned>(height), AllPlanes, ZPixmap);
    if (!image)
        return Failure("The screen could not be read.");
    std::string pixels = fmt::format("P6 {} {} 255\n", width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const unsigned long p = XGetPixel(image, x, y);
            pixels += static_cast<char>(p >> 16 & 255);
            pixels += static_cast<char>(p >> 8 & 255);
            pixels += static_cast<char>(p & 255);
        }
    }
    XDestroyImage(image);
    std::FILE *const out = std::fopen(file.c_str(), "wb");
    if (!out)
        return Failure(fmt::format("{} cannot be written.", file.string()));
    const bool whole = std::fwrite(pixels.data(), 1, pixels.size(), out) == pixels.size();
    if (std::fclose(out) != 0 || !whole)
        return Failure(fmt::format("{} cannot be written.", file.string()));
    return {};
}

} // namespace tutti::rig
