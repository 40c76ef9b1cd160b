// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/machine.h"

#include "sound/fluid_synthesizer.h"

#include <QDir>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPointingDevice>
#include <QProcess>
#include <QScreen>
#include <QSysInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <set>
#include <sstream>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

std::string firstLine(const fs::path &file)
{
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

/// Whether bit `bit` is set in the kernel's words of hexadecimal digits, the highest first.
bool hasBit(const std::string &words, unsigned bit)
{
    std::vector<std::string> all;
    std::istringstream in(words);
    for (std::string word; in >> word;)
        all.push_back(word);
    constexpr unsigned kWord = sizeof(long) * 8;
    const std::size_t place = bit / kWord;
    if (place >= all.size())
        return false;
    return (std::strtoul(all[all.size() - 1 - place].c_str(), nullptr, 16) >> (bit % kWord) & 1U) != 0;
}

/// The inodes of a process's sockets.
void addSockets(const fs::path &process, std::set<std::string> &inodes)
{
    std::error_code error;
    for (fs::directory_iterator file(process / "fd", error), end; !error && file != end; file.increment(error)) {
        std::error_code gone;
        const std::string target = fs::read_symlink(file->path(), gone).string();
        if (constexpr std::string_view kSocket = "socket:["; !gone && target.starts_with(kSocket))
            inodes.insert(target.substr(kSocket.size(), target.size() - kSocket.size() - 1));
    }
}

} // namespace

DisplayFacts displayOfThisMachine(double smallestCapPx)
{
    DisplayFacts facts;
    facts.answers = QGuiApplication::platformName() != u"offscreen"_s;
    facts.smallestCapPx = smallestCapPx;
    QList<QScreen *> screens = QGuiApplication::screens();
    if (QScreen *first = QGuiApplication::primaryScreen(); screens.removeOne(first))
        screens.prepend(first);
    for (const QScreen *screen : screens) {
        const QSizeF mm = screen->physicalSize();
        const QSize pixels = screen->size() * screen->devicePixelRatio();
        if (!pixels.isEmpty())
            facts.screens.push_back({screen->name().toStdString(), pixels.width(), pixels.height(), std::hypot(mm.width(), mm.height()) / 25.4});
    }
    return facts;
}

TouchFacts touchOfThisMachine()
{
    TouchFacts facts;
    for (const QInputDevice *device : QInputDevice::devices())
        if (const auto *pointing = qobject_cast<const QPointingDevice *>(device); pointing && pointing->type() == QInputDevice::DeviceType::TouchScreen) {
            ++facts.panels;
            facts.fingers = std::max(facts.fingers, pointing->maximumPoints());
        }
    facts.kernelPanels = kernelTouchPanels(inputClassOfThisMachine());
    return facts;
}

FontFacts fontsOfThisMachine()
{
    const QStringList families = QFontDatabase::families();
    return {!families.isEmpty(), families.contains(u"Inter"_s) || families.contains(u"Atkinson Hyperlegible"_s)};
}

fs::path inputClassOfThisMachine()
{
    const QByteArray another = qgetenv("TUTTI_INPUT_CLASS");
    return another.isEmpty() ? fs::path("/sys/class/input") : fs::path(another.toStdString());
}

int kernelTouchPanels(const fs::path &inputClass)
{
    // linux/input-event-codes.h: a finger on the picture itself, in several places.
    constexpr unsigned kDirect = 1;         // INPUT_PROP_DIRECT
    constexpr unsigned kManyFingers = 0x35; // ABS_MT_POSITION_X
    int panels = 0;
    std::error_code error;
    for (fs::directory_iterator entry(inputClass, error), end; !error && entry != end; entry.increment(error)) {
        if (!entry->path().filename().string().starts_with("event"))
            continue;
        const fs::path device = entry->path() / "device";
        if (hasBit(firstLine(device / "properties"), kDirect) && hasBit(firstLine(device / "capabilities" / "abs"), kManyFingers))
            ++panels;
    }
    return panels;
}

SoundFacts soundOfThisMachine()
{
    SoundFacts facts;
    facts.card = hasSoundCard();
    if (const auto jack = askJack()) {
        facts.jack = *jack;
        return facts;
    } else {
        facts.reasons = jack.error();
    }
    if (const auto pulse = askPulse()) {
        facts.pulse = *pulse;
        if (const auto speaker = askPulseSpeaker(*pulse))
            facts.speaker = *speaker;
    } else {
        facts.reasons += ", " + pulse.error();
    }
    return facts;
}

FolderFacts folderAt(const QString &path)
{
    FolderFacts facts{path.toStdString(), FolderFacts::State::Writable};
    QTemporaryFile file(path + u"/doctor-XXXXXX"_s);
    if (!QDir().mkpath(path))
        facts.state = FolderFacts::State::NotMade;
    else if (!file.open()) // what a full disk does not take is the disk's finding
        facts.state = FolderFacts::State::ReadOnly;
    return facts;
}

DiskFacts diskAt(const QString &path)
{
    QFileInfo place(path);
    while (!place.exists() && !place.isRoot())
        place = QFileInfo(place.absolutePath());
    DiskFacts facts;
    facts.place = place.absoluteFilePath().toStdString();
    // Not QStorageInfo: it goes by the list of mounts, which says nothing of a container's root.
    std::error_code unknown;
    const std::uintmax_t free = fs::space(facts.place, unknown).available;
    if (unknown)
        facts.why = unknown.message();
    else
        facts.freeBytes = free;
    return facts;
}

ClockFacts clockOfThisMachine(ClockWatch *watch)
{
    ClockFacts facts;
    facts.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    facts.built = std::chrono::sys_days{std::chrono::days{TUTTI_BUILT_DAY}};
    std::timespec running{};
    if (watch != nullptr && ::clock_gettime(CLOCK_BOOTTIME, &running) == 0)
        facts.jumped = watch->jumped(facts.now, std::chrono::seconds{running.tv_sec});
    return facts;
}

std::vector<OpenPort> openPorts(const std::vector<int> &processes, const fs::path &proc)
{
    std::vector<OpenPort> open;
    for (const int process : processes) {
        const fs::path own = proc / std::to_string(process);
        std::set<std::string> inodes;
        addSockets(own, inodes);
        for (const char *table : {"tcp", "tcp6", "udp", "udp6"}) {
            const std::string protocol(table, 3);
            std::ifstream in(own / "net" / table);
            std::string line;
            std::getline(in, line); // the names of the columns
            while (std::getline(in, line)) {
                // sl, local address:port, remote, state, queues, timer, retransmits, user, timeout, inode
                std::istringstream columns(line);
                std::string number, local, remote, state, skipped, inode;
                if (!(columns >> number >> local >> remote >> state >> skipped >> skipped >> skipped >> skipped >> skipped >> inode) || !inodes.contains(inode))
                    continue;
                // TCP_LISTEN; a UDP socket with a port takes from anybody unless it has one partner, TCP_ESTABLISHED.
                const bool listens = protocol == "tcp" ? state == "0A" : state != "01";
                const int port = static_cast<int>(std::strtol(local.substr(local.rfind(':') + 1).c_str(), nullptr, 16));
                const OpenPort found{protocol, port};
                if (listens && port != 0 && std::ranges::find(open, found) == open.end())
                    open.push_back(found);
            }
        }
    }
    return open;
}

std::vector<int> processesOfTutti(const fs::path &proc)
{
    std::error_code error;
    const fs::path own = fs::read_symlink(proc / "self" / "exe", error);
    std::vector<int> all{static_cast<int>(::getpid())};
    for (fs::directory_iterator entry(proc, error), end; !error && entry != end; entry.increment(error)) {
        const int id = std::atoi(entry->path().filename().c_str());
        std::error_code unknown; // another user's
        if (id > 0 && id != all.front() && fs::read_symlink(entry->path() / "exe", unknown) == own && !unknown)
            all.push_back(id);
    }
    return all;
}

std::vector<PackageFacts> packagesOfThisMachine()
{
    QProcess dpkg;
    dpkg.setStandardErrorFile(QProcess::nullDevice()); // it names those it has never heard of
    dpkg.start(u"dpkg-query"_s, {u"--show"_s, u"--showformat=${Package}\\t${Version}\\t${db:Status-Status}\\n"_s, u"tutti"_s, u"tutti-kiosk"_s,
                                 u"fluid-soundfont-gm"_s, u"fonts-inter"_s, u"weston"_s});
    if (!dpkg.waitForFinished(5000)) {
        dpkg.kill();
        dpkg.waitForFinished();
        return {};
    }
    std::vector<PackageFacts> packages;
    for (const QByteArray &line : dpkg.readAllStandardOutput().split('\n'))
        if (const QList<QByteArray> columns = line.split('\t'); columns.size() == 3)
            packages.push_back({columns[0].toStdString(), columns[1].toStdString(), columns[2].toStdString()});
    return packages;
}

VersionFacts versionsOfThisMachine()
{
    return {QCoreApplication::applicationVersion().toStdString(), QSysInfo::prettyProductName().toStdString(), QSysInfo::kernelVersion().toStdString(), qVersion(),
            fluidSynthVersion()};
}

} // namespace tutti
