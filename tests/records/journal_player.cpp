// SPDX-License-Identifier: GPL-3.0-or-later
// Plays into the journal of the folder named as the first argument until it is killed. After each strike it says which one
// that was and when, in microseconds of the monotonic clock.
#include "records/journal.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace tutti;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc != 2)
        return 2;
    Journal journal(argv[1], [](const std::string &sentence) { std::fprintf(stderr, "%s\n", sentence.c_str()); });
    journal.begin({.seats = 1});
    int played = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &app, [&] {
        journal.write(Input{Micros{played}, Strike{.touch = played}});
        const auto now = std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now().time_since_epoch());
        std::printf("%d %lld\n", played++, static_cast<long long>(now.count()));
        std::fflush(stdout);
    });
    timer.start(2);
    return QCoreApplication::exec();
}
