// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "care/machine.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

using namespace tutti;
using namespace Qt::StringLiterals;

namespace {

/// A folder that looks like /proc or /sys.
class Tree {
public:
    std::filesystem::path path() const { return m_dir.path().toStdString(); }
    void write(const QString &name, const QByteArray &text) const
    {
        const QString file = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
            qFatal("no temporary folder");
    }
    void link(const QString &name, const QByteArray &target) const
    {
        const QString file = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(file).path());
        if (::symlink(target.constData(), file.toLocal8Bit().constData()) != 0)
            qFatal("no temporary folder");
    }

private:
    QTemporaryDir m_dir;
};

constexpr const char *kColumns = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

QByteArray socketLine(const char *local, const char *state, int inode)
{
    return QByteArray("   0: ") + local + " 00000000:0000 " + state + " 00000000:00000000 00:00000000 00000000     0        0 " + QByteArray::number(inode) + " 1 0000\n";
}

/// A socket of this process, open to others.
class Open {
public:
    explicit Open(int type) : m_fd(::socket(AF_INET, type | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        m_good = m_fd >= 0 && ::bind(m_fd, reinterpret_cast<const sockaddr *>(&address), size) == 0 && (type != SOCK_STREAM || ::listen(m_fd, 1) == 0)
            && ::getsockname(m_fd, reinterpret_cast<sockaddr *>(&address), &size) == 0;
        m_port = ntohs(address.sin_port);
    }
    ~Open() { ::close(m_fd); }
    Open(const Open &) = delete;
    Open &operator=(const Open &) = delete;
    bool good() const { return m_good; }
    int port() const { return m_port; }

private:
    int m_fd;
    int m_port = 0;
    bool m_good = false;
};

} // namespace

class TestMachine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPortOfThisProcessIsFound()
    {
        const std::vector self{static_cast<int>(::getpid())};
        QCOMPARE(openPorts(self), std::vector<OpenPort>{});
        {
            const Open tcp(SOCK_STREAM), udp(SOCK_DGRAM);
            QVERIFY(tcp.good() && udp.good());
            QCOMPARE(openPorts(self), (std::vector<OpenPort>{{"tcp", tcp.port()}, {"udp", udp.port()}}));
        }
        QCOMPARE(openPorts(self), std::vector<OpenPort>{});
    }

    void onlyPortsThatAreOursAndOpenCount()
    {
        const Tree proc;
        proc.link(u"7/fd/0"_s, "/dev/null");
        proc.link(u"7/fd/3"_s, "socket:[300]");
        proc.link(u"7/fd/4"_s, "socket:[400]");
        proc.link(u"7/fd/5"_s, "socket:[500]");
        proc.link(u"7/fd/6"_s, "pipe:[600]");
        proc.link(u"7/fd/7"_s, "socket:[700]");
        proc.write(u"7/net/tcp"_s, QByteArray(kColumns) + socketLine("0100007F:1F90", "0A", 300) // listens, ours
                + socketLine("0100007F:0050", "0A", 999)                                         // listens, another's
                + socketLine("0100007F:8001", "01", 400)                                         // connected
                + "torn\n");
        proc.write(u"7/net/tcp6"_s, QByteArray(kColumns) + socketLine("00000000000000000000000000000000:1F90", "0A", 300)); // once is enough
        proc.write(u"7/net/udp"_s, QByteArray(kColumns) + socketLine("00000000:0D05", "07", 500) + socketLine("0100007F:8002", "01", 700)
                + socketLine("00000000:0001", "07", 600));
        QCOMPARE(openPorts({7}, proc.path()), (std::vector<OpenPort>{{"tcp", 8080}, {"udp", 3333}}));
        QCOMPARE(openPorts({8}, proc.path()), std::vector<OpenPort>{});
    }

    void whoRunsTheSameProgramIsOneOfUs()
    {
        const Tree proc;
        proc.link(u"self/exe"_s, "/usr/bin/tutti");
        proc.link(u"41/exe"_s, "/usr/bin/tutti");
        proc.link(u"42/exe"_s, "/usr/bin/weston");
        proc.write(u"43/comm"_s, "tutti"); // another user's
        proc.write(u"uptime"_s, "1 1");
        const auto all = processesOfTutti(proc.path());
        QCOMPARE(all, (std::vector{static_cast<int>(::getpid()), 41}));
    }

    void aTouchPanelIsToldFromOtherInputs()
    {
        const Tree input;
        const auto device = [&](const QString &name, const char *properties, const char *abs) {
            input.write(name + u"/device/properties"_s, properties);
            input.write(name + u"/device/capabilities/abs"_s, abs);
        };
        QCOMPARE(kernelTouchPanels(input.path()), 0);
        QCOMPARE(kernelTouchPanels(input.path() / "not there"), 0);
        device(u"event0"_s, "0\n", "0\n");                // keyboard
        device(u"event1"_s, "1\n", "3\n");                // pointer
        device(u"event2"_s, "5\n", "2e0800000000003\n");  // touchpad
        device(u"event3"_s, "2\n", "3\n");                // one finger only
        device(u"event4"_s, "0\n", "260800000000003\n");  // a table of fingers that is no picture
        input.write(u"event5/dev"_s, "13:69\n");
        QCOMPARE(kernelTouchPanels(input.path()), 0);
        device(u"event6"_s, "2\n", "2608000 3\n");        // as a kernel of 32 bits writes it
        QCOMPARE(kernelTouchPanels(input.path()), sizeof(long) == 4 ? 1 : 0);
        device(u"event7"_s, "2\n", "260800000000003\n");
        device(u"mouse0"_s, "2\n", "260800000000003\n");  // the same panel once more
        QCOMPARE(kernelTouchPanels(input.path()), sizeof(long) == 4 ? 2 : 1);
    }

    void aFolderIsWritableOrNot()
    {
        const Tree place;
        const QString folder = QString::fromStdString(place.path().string());
        QVERIFY(folderAt(folder + u"/a/b"_s).state == FolderFacts::State::Writable);
        QVERIFY(QDir(folder + u"/a/b"_s).isEmpty());
        place.write(u"blocked"_s, "a file where the folder should be: refused to root as well");
        QVERIFY(folderAt(folder + u"/blocked/data"_s).state == FolderFacts::State::NotMade);
        // Where the kernel lets nobody make a file, not even root.
        QVERIFY(folderAt(u"/proc/self"_s).state == FolderFacts::State::ReadOnly);
    }

    void theDiskIsAskedForAFolderThatIsNotThereYet()
    {
        const Tree place;
        const DiskFacts facts = diskAt(QString::fromStdString((place.path() / "not" / "yet").string()));
        QVERIFY(facts.freeBytes);
        QCOMPARE(facts.place, place.path().string());
    }

    void theClockIsReadAndWatched()
    {
        ClockWatch watch;
        const ClockFacts facts = clockOfThisMachine(&watch);
        QVERIFY(std::chrono::abs(facts.now - std::chrono::system_clock::now()) < std::chrono::seconds(5));
        QVERIFY(facts.built > std::chrono::sys_days{std::chrono::year{2024} / 1 / 1});
        QVERIFY(!clockOfThisMachine(&watch).jumped);
    }

    void versionsAreThere()
    {
        const VersionFacts facts = versionsOfThisMachine();
        QVERIFY(!facts.system.empty() && !facts.kernel.empty());
        QCOMPARE(QString::fromStdString(facts.qt), QString::fromLatin1(qVersion()));
        QVERIFY2(facts.fluidSynth.starts_with("2."), facts.fluidSynth.c_str());
    }
};

QTEST_GUILESS_MAIN(TestMachine)
#include "tst_machine.moc"
