// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/sound_servers.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

using namespace tutti;
using namespace std::chrono_literals;

/// What a server that runs says is heard at the window (tests/e2e/tst_machines).
class TestSoundServers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whereNobodyListensThereIsNoSpeaker()
    {
        const QTemporaryDir folder;
        const auto speaker = askPulseSpeaker("unix:" + folder.path().toStdString() + "/native");
        QVERIFY(!speaker);
        QVERIFY(!speaker.error().empty());
    }

    void aServerThatHangsIsNotWaitedForForEver()
    {
        const QTemporaryDir folder;
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = folder.path().toStdString() + "/native";
        QVERIFY(path.size() < sizeof address.sun_path);
        std::memcpy(address.sun_path, path.c_str(), path.size());
        const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); // takes everybody in and never says a word
        QVERIFY(::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 && ::listen(listener, 4) == 0);
        QElapsedTimer time;
        time.start();
        const auto speaker = askPulseSpeaker("unix:" + path, 200ms);
        const auto took = time.elapsed();
        ::close(listener);
        QVERIFY(!speaker);
        QCOMPARE(speaker.error(), std::string("the PulseAudio server did not answer"));
        QVERIFY2(took < 5000, qPrintable(QString::number(took)));
    }
};

QTEST_GUILESS_MAIN(TestSoundServers)
#include "tst_sound_servers.moc"
