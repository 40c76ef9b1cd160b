// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/journal.h"

#include "records/log_format.h"
#include "records/log_json.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <memory>
#include <utility>

namespace tutti {

namespace fs = std::filesystem;

namespace {

/// An open file that closes itself.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) noexcept : m_fd(fd) {}
    Descriptor(Descriptor &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    [[nodiscard]] int get() const noexcept { return m_fd; }
    explicit operator bool() const noexcept { return m_fd >= 0; }

private:
    int m_fd = -1;
};

std::string reason(int error)
{
    return std::error_code(error, std::generic_category()).message();
}

fs::path journalOf(const fs::path &dataFolder)
{
    return dataFolder / "session" / "current.jsonl";
}

/// 20261122T100000Z
std::string utc(std::time_t time)
{
    std::tm parts{};
    std::array<char, 32> text{};
    if (::gmtime_r(&time, &parts) == nullptr || std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts) == 0)
        return "unknown";
    return text.data();
}

bool isRecovered(const fs::path &file)
{
    return file.filename().string().starts_with("recovered-") && file.extension() == ".jsonl";
}

/// Makes a new name in a folder, or the loss of one, last through a power cut. Nothing is lost where that fails but a name.
void syncFolder(const fs::path &folder)
{
    if (const Descriptor dir{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)})
        ::fsync(dir.get());
}

constexpr std::size_t kMaxLine = 1 << 20; // what the reader takes, too

/// Where the whole lines of a file end, and whether anyone played in it.
struct Survey {
    off_t end = 0;
    bool played = false;
    bool newlineMissing = false; ///< the last line is whole but for its end
};

tl::expected<Survey, int> survey(int fd)
{
    Survey result;
    std::array<char, 1 << 16> chunk{};
    std::string line;
    for (off_t at = 0;;) {
        const ssize_t got = ::pread(fd, chunk.data(), chunk.size(), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tl::make_unexpected(errno);
        if (got == 0)
            break;
        for (ssize_t i = 0; i < got; ++i, ++at) {
            const char c = chunk[static_cast<std::size_t>(i)];
            if (c != '\n') {
                if (line.size() < kMaxLine)
                    line += c;
                continue;
            }
            result.played = result.played || line.find("\"in\":") != std::string::npos;
            result.end = at + 1;
            line.clear();
        }
    }
    if (!line.empty() && Json::accept(line)) {
        result.end += static_cast<off_t>(line.size());
        result.played = result.played || line.find("\"in\":") != std::string::npos;
        result.newlineMissing = true;
    }
    return result;
}

} // namespace

tl::expected<std::optional<fs::path>, std::string> recoverJournal(const fs::path &dataFolder)
{
    const fs::path current = journalOf(dataFolder);
    const Descriptor file{::open(current.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW)};
    if (!file) {
        if (errno == ENOENT || errno == ENOTDIR)
            return std::nullopt;
        return tl::make_unexpected(fmt::format("{} from an earlier session could not be opened ({}); check who may write there.",
                                               current.string(), reason(errno)));
    }
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
        return tl::make_unexpected(fmt::format("Another Tutti is using {}; close it or choose another folder.", dataFolder.string()));

    const auto cannot = [&](int error) {
        return tl::make_unexpected(fmt::format("{} from an earlier session could not be put aside ({}); check the disk.",
                                               current.string(), reason(error)));
    };
    struct stat state {};
    if (::fstat(file.get(), &state) != 0)
        return cannot(errno);
    const auto found = survey(file.get());
    if (!found)
        return cannot(found.error());
    if (!found->played) {
        if (::unlink(current.c_str()) != 0)
            return cannot(errno);
        return std::nullopt;
    }
    // Half a line is what a power cut leaves; a reader would only report it. A full disk cannot take the line end, which
    // is no harm.
    if (found->end < state.st_size && ::ftruncate(file.get(), found->end) != 0)
        return cannot(errno);
    if (found->newlineMissing)
        [[maybe_unused]] const ssize_t wrote = ::pwrite(file.get(), "\n", 1, found->end);

    const fs::path folder = current.parent_path();
    const fs::path aside = folder / ("recovered-" + utc(state.st_mtime) + ".jsonl");
    if (::rename(current.c_str(), aside.c_str()) != 0)
        return cannot(errno);
    syncFolder(folder);

    std::error_code error;
    std::vector<fs::path> older;
    for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
        if (isRecovered(it->path()) && it->path() != aside)
            older.push_back(it->path());
    for (const fs::path &old : older)
        fs::remove(old, error); // at worst it stays for the next time
    return aside;
}

/// One session on the disk. Worker thread only.
class Journal::Session {
public:
    Session(const fs::path &dataFolder, const Tell &tell, const Limits &limits) : m_folder(dataFolder), m_tell(tell), m_limits(limits) {}

    void add(const std::string &line)
    {
        if (m_gaveUp)
            return;
        if (m_waiting.size() + line.size() >= m_limits.waitingBytes) {
            giveUp();
            return;
        }
        m_waiting += line;
        m_waiting += '\n';
    }

    void giveUp()
    {
        if (!std::exchange(m_gaveUp, true))
            tell(fmt::format("The rest of this session is not kept: {} has not taken it for too long. Playing goes on.",
                             journalOf(m_folder).string()));
    }

    void keep(fs::path target) { m_target = std::move(target); }

    [[nodiscard]] bool waiting() const { return !m_waiting.empty(); }

    /// Everything that waits, onto the disk. False where it could not be.
    bool write()
    {
        if (m_waiting.empty())
            return true;
        if (!m_file && !open())
            return false;
        std::size_t done = 0;
        int error = 0;
        while (done < m_waiting.size() && error == 0) {
            const ssize_t wrote = ::write(m_file.get(), m_waiting.data() + done, m_waiting.size() - done);
            if (wrote > 0)
                done += static_cast<std::size_t>(wrote);
            else if (errno != EINTR)
                error = wrote == 0 ? ENOSPC : errno;
        }
        m_waiting.erase(0, done); // part of a line may be there; the rest follows it later
        if (done > 0 && ::fdatasync(m_file.get()) != 0 && error == 0)
            error = errno;
        if (error != 0) {
            trouble(reason(error));
            return false;
        }
        m_troubled = false;
        return true;
    }

    /// The session is over: moved where someone wants it, deleted otherwise.
    void finish()
    {
        if (!m_target.empty())
            write();
        if (!m_file) {
            if (!m_target.empty())
                tell(fmt::format("This session could not be kept in {}: nothing of it could be written.", m_target.string()));
            return;
        }
        const fs::path current = journalOf(m_folder);
        if (m_target.empty()) {
            if (::unlink(current.c_str()) != 0 && errno != ENOENT)
                tell(fmt::format("{} could not be deleted ({}); please delete it by hand.", current.string(), reason(errno)));
        } else if (const auto error = moveTo(m_target)) {
            tell(fmt::format("This session could not be kept in {} ({}); it is still in {}.", m_target.string(), error.message(),
                             current.string()));
        } else if (!m_waiting.empty()) {
            tell(fmt::format("{} was kept without its last part: the disk did not take it.", m_target.string()));
        }
        syncFolder(current.parent_path());
    }

private:
    bool open()
    {
        const fs::path path = journalOf(m_folder);
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        if (error) {
            trouble(error.message());
            return false;
        }
        if (const auto recovered = recoverJournal(m_folder); !recovered) {
            if (!std::exchange(m_troubled, true))
                tell(recovered.error() + " Until then this session is not kept; playing goes on.");
            return false;
        }
        Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600)};
        // The lock tells another Tutti that this file is in use; the kernel lets go of it when we die.
        if (!file || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
            trouble(reason(errno));
            return false;
        }
        m_file = std::move(file);
        syncFolder(path.parent_path());
        return true;
    }

    std::error_code moveTo(const fs::path &target)
    {
        const fs::path current = journalOf(m_folder);
        std::error_code error;
        if (fs::exists(fs::symlink_status(target, error)))
            return std::make_error_code(std::errc::file_exists);
        fs::rename(current, target, error);
        if (error == std::errc::cross_device_link) { // a memory stick, say
            if (!fs::copy_file(current, target, error))
                return error;
            if (const Descriptor copy{::open(target.c_str(), O_RDONLY | O_CLOEXEC)}; !copy || ::fsync(copy.get()) != 0)
                return {errno, std::generic_category()};
            fs::remove(current, error);
        }
        if (!error)
            syncFolder(target.has_parent_path() ? target.parent_path() : fs::path("."));
        return error;
    }

    /// Once for each time it begins.
    void trouble(const std::string &why)
    {
        if (!std::exchange(m_troubled, true))
            tell(fmt::format("This session is not being kept: {} could not be written ({}). Playing goes on; make room there and "
                             "keeping goes on too.",
                             journalOf(m_folder).string(), why));
    }

    void tell(const std::string &sentence) const
    {
        if (m_tell)
            m_tell(sentence);
    }

    const fs::path &m_folder;
    const Tell &m_tell;
    const Limits &m_limits;
    Descriptor m_file;
    std::string m_waiting; ///< lines, or the rest of one, that are not on the disk yet
    fs::path m_target; ///< empty: nobody keeps it
    bool m_troubled = false;
    bool m_gaveUp = false;
};

Journal::Journal(fs::path dataFolder, Tell tell) : Journal(std::move(dataFolder), std::move(tell), Limits{}) {}

Journal::Journal(fs::path dataFolder, Tell tell, Limits limits)
    : m_folder(std::move(dataFolder)), m_tell(std::move(tell)), m_limits(limits), m_worker([this] { run(); })
{
}

Journal::~Journal()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
    m_worker.join();
}

void Journal::begin(Header header) { hand(std::move(header)); }
void Journal::write(Input input) { hand(std::move(input)); }
void Journal::write(Output output) { hand(std::move(output)); }
void Journal::keep(fs::path target) { hand(Keep{std::move(target)}); }
void Journal::end() { hand(Finish{}); }

void Journal::hand(Item item)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        const bool event = std::holds_alternative<Input>(item) || std::holds_alternative<Output>(item);
        if (std::holds_alternative<Header>(item))
            m_flooded = false;
        // Once one event is lost, so must be all that follow it.
        if (event && (m_flooded || m_queue.size() >= m_limits.waitingEvents)) {
            m_flooded = true;
            return;
        }
        first = m_queue.empty();
        m_queue.push_back(std::move(item));
        ++m_handed;
    }
    if (first)
        m_wake.notify_one();
}

bool Journal::waitUntilWritten(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t target = m_handed;
    m_hurry = true;
    m_wake.notify_one();
    return m_done.wait_for(lock, limit, [&] { return m_written >= target; });
}

void Journal::run()
{
    std::unique_ptr<Session> session;
    std::vector<Item> batch;
    auto next = std::chrono::steady_clock::now();
    const auto finish = [&] {
        if (!session)
            return;
        session->finish();
        session.reset();
    };

    for (bool closing = false; !closing;) {
        std::uint64_t handed = 0;
        bool flooded = false;
        {
            std::unique_lock lock(m_mutex);
            if (!session || !session->waiting())
                m_wake.wait(lock, [&] { return !m_queue.empty() || m_hurry || m_closing; });
            m_wake.wait_until(lock, next, [&] { return m_hurry || m_closing; });
            batch.swap(m_queue);
            handed = m_handed;
            flooded = m_flooded;
            closing = m_closing;
            m_hurry = false;
        }
        for (Item &item : batch) {
            if (auto *header = std::get_if<Header>(&item)) {
                finish();
                session = std::make_unique<Session>(m_folder, m_tell, m_limits);
                session->add(lineOf(*header));
            } else if (auto *in = std::get_if<Input>(&item)) {
                if (session)
                    session->add(lineOf(*in));
            } else if (auto *out = std::get_if<Output>(&item)) {
                if (session)
                    session->add(lineOf(*out));
            } else if (auto *kept = std::get_if<Keep>(&item)) {
                if (session)
                    session->keep(std::move(kept->target));
            } else {
                finish();
            }
        }
        batch.clear();
        if (flooded && session)
            session->giveUp();
        const bool good = !session || session->write();
        next = std::chrono::steady_clock::now() + (good ? m_limits.syncEvery : m_limits.retryEvery);
        if (good) {
            const std::lock_guard lock(m_mutex);
            m_written = handed;
            m_done.notify_all();
        }
    }
}

} // namespace tutti
