// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/audio_output.h"

#include "engine/engine.h"
#include "sound/silent_clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

namespace tutti {
namespace {

using namespace std::chrono_literals;

constexpr auto kStall = 1s;
constexpr auto kWarmUp = 2s;
constexpr auto kAskAgain = 1500ms;
constexpr auto kPatience = 4s;
constexpr auto kFarewell = 2s;
constexpr auto kSaySo = 1s; // a shorter silence is not worth a word

void onThreadOfItsOwn(AudioOutput::Work work)
{
    std::thread(std::move(work)).detach();
}

} // namespace

/// One round of questions, best driver first. Runs aside, on its own copy of everything.
struct AudioOutput::Search {
    struct Question {
        DriverChoice choice;
        std::size_t rank = 0; ///< its place in m_choices
    };

    std::vector<Question> questions;
    DriverSettings settings;
    std::shared_ptr<AudioDriver> retired;  ///< goes first: it may hold the device the next one wants
    std::string retiredName;
    std::atomic<int> asking{-1};           ///< which question; -1 while the retired one goes
    std::atomic<bool> givenUp{false};
    std::shared_ptr<AudioDriver> found;
    std::size_t rank = 0;
    std::vector<Failure> failures;

    void run()
    {
        retired.reset();
        for (const Question &question : questions) {
            if (givenUp.load(std::memory_order_relaxed))
                return;
            asking.fetch_add(1, std::memory_order_relaxed);
            DriverResult opened = question.choice.open(settings);
            if (opened) {
                found = std::move(*opened);
                rank = question.rank;
                return;
            }
            failures.push_back({question.choice.name, opened.error()});
        }
    }

    /// The driver it waits for.
    [[nodiscard]] std::string waitsFor() const
    {
        const int i = asking.load(std::memory_order_relaxed);
        return i < 0 ? retiredName : questions[static_cast<std::size_t>(i)].choice.name;
    }
};

/// The way back to the GUI thread; empty when nobody is there any more.
struct AudioOutput::Mailbox {
    std::mutex mutex;
    AudioOutput *reader = nullptr;

    void post(const std::shared_ptr<Search> &done)
    {
        const std::lock_guard lock(mutex);
        if (reader != nullptr)
            QMetaObject::invokeMethod(
                reader, [to = reader, done] { to->finish(done); }, Qt::QueuedConnection);
    }
};

AudioOutput::AudioOutput(DriverSettings settings)
    : AudioOutput(settings, World{})
{
}

AudioOutput::AudioOutput(DriverSettings settings, World world, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_world(std::move(world))
    , m_mailbox(std::make_shared<Mailbox>())
{
    if (!m_world.aside)
        m_world.aside = onThreadOfItsOwn;
    if (!m_world.now)
        m_world.now = [] { return Clock::now(); };
    if (!m_world.devices)
        m_world.devices = [] { return std::make_unique<PulseDevices>(); };
    m_mailbox->reader = this;
    m_timer.setInterval(kLookEvery);
    connect(&m_timer, &QTimer::timeout, this, &AudioOutput::look);
    use(SilentClock::create(m_settings), 0);
}

AudioOutput::~AudioOutput()
{
    {
        const std::lock_guard lock(m_mailbox->mutex);
        m_mailbox->reader = nullptr;
    }
    m_driver->gate().close();
    // A server that hangs does not keep the program from ending.
    auto gone = std::make_shared<std::promise<void>>();
    std::future<void> farewell = gone->get_future();
    m_world.aside([driver = std::move(m_driver), gone]() mutable {
        driver.reset();
        gone->set_value();
    });
    farewell.wait_for(kFarewell);
}

bool AudioOutput::open(const QString &name)
{
    std::vector<DriverChoice> choices;
    for (const DriverChoice &choice : m_world.drivers)
        if (name == QLatin1String("auto") || name == QString::fromStdString(choice.name))
            choices.push_back(choice);
    if (choices.empty() && name != QLatin1String("none"))
        return false;
    dropSearch();
    std::shared_ptr<AudioDriver> before = retire();
    m_choices = std::move(choices);
    m_failures.clear();
    m_hung.clear();
    m_settled = false;
    m_lost = false;
    use(SilentClock::create(wanted()), m_choices.size());
    if (m_world.timers && !m_choices.empty())
        m_timer.start();
    if (!m_devices && !m_choices.empty())
        watchDevices();
    search(m_choices.size(), std::move(before));
    tell();
    return true;
}

void AudioOutput::setEngine(Engine *engine)
{
    m_driver->gate().close();
    m_engine = engine;
    connectEngine();
}

QString AudioOutput::driverName() const
{
    const std::string_view name = m_driver->name();
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

int AudioOutput::sampleRate() const
{
    return m_driver->sampleRate();
}

int AudioOutput::periodFrames() const
{
    return m_driver->periodFrames();
}

std::uint64_t AudioOutput::callbackCount() const
{
    return m_driver->callbackCount();
}

QString AudioOutput::sentence() const
{
    const bool pretends = playsToDesktop() && OutputDevices::onlyPretends(m_known);
    return m_silenceKnown || pretends ? tr("No sound: no speaker was found. Plug one in and we go on.") : QString();
}

void AudioOutput::look()
{
    const auto now = m_world.now();
    if (m_search && now - m_searchedAt > kPatience) {
        abandon();
        search(m_rank, nullptr);
    }
    if (!silent()) {
        if (const std::uint64_t count = m_driver->callbackCount(); count != m_counted) {
            m_counted = count;
            m_movedAt = now;
        }
        if (now - std::max(m_movedAt, m_startedAt + kWarmUp) > kStall) {
            m_lost = true;
            fall("the stream stopped");
        }
    } else if (now - m_startedAt > kSaySo) {
        knowSilence();
    }
    if (!m_search && m_rank > 0 && now - m_searchedAt >= kAskAgain)
        search(m_rank, nullptr);
}

void AudioOutput::watchDevices()
{
    m_devices = m_world.devices();
    connect(m_devices.get(), &OutputDevices::changed, this, &AudioOutput::devicesChanged);
    m_known = m_devices->list();
}

void AudioOutput::devicesChanged()
{
    const OutputDevices::List before = std::exchange(m_known, m_devices->list());
    if (silent()) {
        if (!m_search)
            search(m_rank, nullptr);
    } else if (playsToDesktop()) {
        const bool moved = !m_known.standard.isEmpty() && !before.standard.isEmpty() && m_known.standard != before.standard;
        const bool movesAlong = m_choices[m_rank].movesAlong;
        if (movesAlong && m_known.all.isEmpty() && !before.all.isEmpty()) {
            m_lost = true;
            fall("the server went away");
        } else if (moved && !movesAlong) {
            fall("another speaker was chosen");
        }
    }
    tell();
}

/// Asks every driver better than place `worse`.
void AudioOutput::search(std::size_t worse, std::shared_ptr<AudioDriver> retired)
{
    auto round = std::make_shared<Search>();
    for (std::size_t rank = 0; rank < worse && rank < m_choices.size(); ++rank)
        if (!m_hung.contains(m_choices[rank].name))
            round->questions.push_back({m_choices[rank], rank});
    round->settings = wanted();
    if (retired)
        round->retiredName = retired->name();
    round->retired = std::move(retired);
    m_search = round;
    m_searchedAt = m_world.now();
    m_world.aside([round = std::move(round), mailbox = m_mailbox] {
        round->run();
        mailbox->post(round);
    });
}

void AudioOutput::finish(const std::shared_ptr<Search> &done)
{
    { // what the round wrote before it was posted is ours to read
        const std::lock_guard lock(m_mailbox->mutex);
    }
    if (done != m_search) { // it was given up, and has come back after all
        m_hung.erase(done->retiredName);
        for (const Search::Question &question : done->questions)
            m_hung.erase(question.choice.name);
        m_world.aside([late = std::exchange(done->found, nullptr)]() mutable { late.reset(); });
        return;
    }
    m_search.reset();
    m_settled = true;
    for (const Failure &failure : done->failures)
        remember(failure.driver, failure.reason);
    if (!done->found) {
        if (silent())
            knowSilence();
        return;
    }
    std::shared_ptr<AudioDriver> worse = retire();
    use(std::exchange(done->found, nullptr), done->rank);
    m_world.aside([worse = std::move(worse)]() mutable { worse.reset(); });
    std::erase_if(m_failures, [this](const Failure &failure) {
        const auto place = std::ranges::find(m_choices, failure.driver, &DriverChoice::name);
        return place - m_choices.begin() >= static_cast<std::ptrdiff_t>(m_rank);
    });
    tell();
}

void AudioOutput::remember(const std::string &driver, const std::string &reason)
{
    const auto known = std::ranges::find(m_failures, driver, &Failure::driver);
    if (known == m_failures.end())
        m_failures.push_back({driver, reason});
    else
        known->reason = reason;
}

void AudioOutput::knowSilence()
{
    m_silenceKnown = !m_choices.empty();
    tell();
}

/// The round under way is no longer wanted; what it finds is thrown away.
void AudioOutput::dropSearch()
{
    if (m_search)
        m_search->givenUp.store(true, std::memory_order_relaxed);
    m_search.reset();
}

/// The round under way does not answer: it is dropped, and the driver it waits for is not asked again before it has.
void AudioOutput::abandon()
{
    if (const std::string name = m_search->waitsFor(); !name.empty()) {
        m_hung.insert(name);
        remember(name, "it did not answer");
    }
    dropSearch();
}

/// The stream is no good any more: silence now, and a search from the top.
void AudioOutput::fall(const std::string &why)
{
    dropSearch();
    remember(std::string(m_driver->name()), why);
    std::shared_ptr<AudioDriver> broken = retire();
    use(SilentClock::create(wanted()), m_choices.size());
    search(m_choices.size(), std::move(broken));
    tell();
}

std::shared_ptr<AudioDriver> AudioOutput::retire()
{
    m_driver->gate().close();
    return std::exchange(m_driver, nullptr);
}

void AudioOutput::use(std::shared_ptr<AudioDriver> driver, std::size_t rank)
{
    m_driver = std::move(driver);
    m_rank = rank;
    m_counted = m_driver->callbackCount();
    m_startedAt = m_movedAt = m_world.now();
    m_silenceKnown = false;
    connectEngine();
}

bool AudioOutput::playsToDesktop() const
{
    return !silent() && m_choices[m_rank].playsToDesktop;
}

/// Says what is new.
void AudioOutput::tell()
{
    const QString words = sentence();
    m_lost = m_lost || !words.isEmpty();
    const auto state = std::tuple(driverName(), sampleRate(), words);
    if (std::exchange(m_told, state) != state)
        emit changed();
    if (!silent() && words.isEmpty() && std::exchange(m_lost, false))
        emit recovered();
}

/// The engine's rate, so that as few streams as possible ask for another engine.
DriverSettings AudioOutput::wanted() const
{
    DriverSettings settings = m_settings;
    if (m_engine != nullptr)
        settings.sampleRate = m_engine->sampleRate();
    return settings;
}

void AudioOutput::connectEngine()
{
    if (m_engine == nullptr)
        return;
    if (m_engine->sampleRate() == m_driver->sampleRate())
        m_driver->gate().open(*m_engine);
    else
        emit rateChanged(m_driver->sampleRate());
}

} // namespace tutti
