// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/signals.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace tutti {
namespace {

std::array<int, 2> s_sockets{-1, -1};

// A handler may do next to nothing: it writes one byte, and the event loop reads it.
extern "C" void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(s_sockets[0], &byte, 1);
}

} // namespace

void quitOnSignals()
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, s_sockets.data()) != 0)
        return; // the signals then end the program at once, and the journal stays for the next start
    auto *notifier = new QSocketNotifier(s_sockets[1], QSocketNotifier::Read, QCoreApplication::instance());
    // Not quit(): that asks the window, and a kiosk's says no.
    QObject::connect(notifier, &QSocketNotifier::activated, QCoreApplication::instance(), [] { QCoreApplication::exit(0); });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (int signal : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(signal, &action, nullptr);
}

} // namespace tutti
