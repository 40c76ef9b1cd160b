// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/staff.h"

#include "care/pin.h"
#include "care/staff_key.h"

#include <utility>

namespace tutti {
namespace {

constexpr auto kReportFile = "tutti-report.txt";

int wholeSeconds(Micros t) { return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(t).count()); }

/// A world with nothing in it: a demonstration, a picture.
Staff::World whole(Staff::World world)
{
    if (!world.findKey)
        world.findKey = [](const std::string &, const auto &answer) { answer(false); };
    if (!world.updates)
        world.updates = [] { return QString(); };
    if (!world.examine)
        world.examine = [](const auto &answer) { answer({}); };
    if (!world.report)
        world.report = [](const auto &answer) { answer({}); };
    if (!world.save)
        world.save = [](const QString &, const QByteArray &, const auto &answer) {
            answer(tl::unexpected(std::string("Put a USB stick in, then touch this again.")));
        };
    return world;
}

} // namespace

Staff::Staff(World world, QObject *parent) : QObject(parent)
{
    m_timer.setInterval(kLookEvery);
    connect(&m_timer, &QTimer::timeout, this, &Staff::look);
    setWorld(std::move(world));
}

void Staff::setWorld(World world)
{
    m_world = whole(std::move(world));
    const StaffFile::Reading reading = m_world.file.read();
    m_secrets = reading.secrets;
    m_lock = LockOut(m_secrets.wrongPins, m_world.now());
    m_sentence = QString::fromStdString(reading.problem);
    m_keyWasIn = true;
    if (isKeyMade()) {
        lookForKey();
        m_timer.start();
    }
    Q_EMIT changed();
}

void Staff::setArming(bool arming)
{
    if (arming == m_arming)
        return;
    m_arming = arming;
    Q_EMIT armingChanged();
}

int Staff::waitS() const { return wholeSeconds(m_lock.left(m_world.now())); }

int Staff::cleaningLeftS() const { return m_cleaningEnds ? std::max(0, wholeSeconds(*m_cleaningEnds - m_world.now())) : 0; }

void Staff::knock()
{
    if (isOpen() || isCleaning())
        return;
    go(isPinSet() ? AskPin : Menu);
    Q_EMIT opened();
}

void Staff::close()
{
    if (!isOpen())
        return;
    go(Closed);
    Q_EMIT closed();
}

void Staff::show(View view)
{
    if (m_view == Closed || m_view == AskPin || view == Closed || view == AskPin)
        return;
    if (view == Machine)
        m_updates = m_world.updates();
    go(view);
    if (view != Check || m_examining)
        return;
    m_examining = true;
    m_world.examine([this](const QStringList &findings) {
        m_examining = false;
        m_findings = findings;
        Q_EMIT changed();
    });
}

void Staff::back()
{
    if (m_view == Menu || m_view == AskPin)
        close();
    else if (isOpen())
        go(Menu);
}

void Staff::go(View view)
{
    m_view = view;
    m_typed.clear();
    if (view != RepeatPin)
        m_first.clear();
    m_sentence.clear();
    m_touchedAt = m_world.now();
    m_waitShown = waitS();
    if (isOpen() || isKeyMade() || isCleaning())
        m_timer.start();
    else
        m_timer.stop();
    Q_EMIT changed();
}

void Staff::say(const QString &sentence)
{
    m_sentence = sentence;
    Q_EMIT changed();
}

// ---- the PIN ----

void Staff::type(int digit)
{
    const bool asked = m_view == AskPin || m_view == NewPin || m_view == RepeatPin;
    if (!asked || digit < 0 || digit > 9 || digits() >= kPinLongest || (m_view == AskPin && waitS() > 0))
        return;
    m_typed += static_cast<char>('0' + digit);
    say({});
}

void Staff::erase()
{
    if (m_typed.empty())
        return;
    m_typed.pop_back();
    say({});
}

void Staff::enter()
{
    const std::string typed = std::exchange(m_typed, {});
    switch (m_view) {
    case AskPin: {
        if (typed.empty() || waitS() > 0)
            break;
        StaffSecrets secrets = m_secrets;
        const bool right = fitsPin(typed, m_secrets.pinSeal);
        right ? m_lock.right() : m_lock.wrong(m_world.now());
        secrets.wrongPins = m_lock.count();
        const bool kept = secrets == m_secrets || keep(secrets);
        m_secrets.wrongPins = secrets.wrongPins; // also where it could not be kept
        if (right)
            go(Menu);
        else if (kept)
            say(waitS() > 0 ? QString() : tr("Please type it once more."));
        m_waitShown = waitS();
        break;
    }
    case NewPin:
        if (!isPin(typed)) {
            say(tr("A PIN has four to eight digits."));
            break;
        }
        m_first = typed;
        go(RepeatPin);
        break;
    case RepeatPin:
        if (typed != m_first) {
            go(NewPin);
            say(tr("The two were different. Please choose it once more."));
            break;
        }
        if (const auto seal = sealPin(typed); !seal) {
            say(QString::fromStdString(seal.error()));
        } else {
            StaffSecrets secrets = m_secrets;
            secrets.pinSeal = *seal;
            if (keep(secrets)) {
                go(Menu);
                say(tr("The door asks for the PIN from now on."));
            }
        }
        break;
    default: break;
    }
}

void Staff::takePinAway()
{
    if (m_view != NewPin)
        return;
    StaffSecrets secrets = m_secrets;
    secrets.pinSeal.clear();
    if (keep(secrets)) {
        go(Menu);
        say(tr("The door asks for no PIN from now on."));
    }
}

bool Staff::keep(const StaffSecrets &secrets)
{
    if (const auto written = m_world.file.write(secrets); !written) {
        say(QString::fromStdString(written.error()));
        return false;
    }
    m_secrets = secrets;
    if (isKeyMade())
        m_timer.start(); // also where the door has closed meanwhile
    Q_EMIT changed();
    return true;
}

// ---- the key ----

void Staff::makeKey()
{
    if (m_view != Key)
        return;
    const StaffKey key = newKey();
    say(tr("One moment."));
    m_world.save(QLatin1StringView(kStaffKeyFile), QByteArray::fromStdString(key.text), [this, key](const auto &saved) {
        if (!saved) {
            if (m_view == Key)
                say(QString::fromStdString(saved.error()));
            return;
        }
        StaffSecrets secrets = m_secrets;
        secrets.keyFingerprint = key.fingerprint;
        if (!keep(secrets))
            return;
        m_keyWasIn = true;
        if (m_view == Key)
            say(tr("This stick is the key now. Put it in, and the door opens."));
    });
}

void Staff::forgetKey()
{
    if (m_view != Key)
        return;
    StaffSecrets secrets = m_secrets;
    secrets.keyFingerprint.clear();
    if (keep(secrets))
        say(tr("No stick opens the door from now on."));
}

// ---- the machine ----

void Staff::saveReport()
{
    if (m_view != Check)
        return;
    say(tr("One moment."));
    const auto tell = [this](const QString &sentence) {
        if (m_view == Check)
            say(sentence);
    };
    m_world.report([this, tell](const QByteArray &text) {
        m_world.save(QLatin1StringView(kReportFile), text, [tell](const auto &saved) {
            tell(saved ? tr("Saved as %1. It holds no names and nothing that was played.").arg(*saved) : QString::fromStdString(saved.error()));
        });
    });
}

void Staff::ask(Ask what, const QString &then)
{
    if (m_view != Machine)
        return;
    const auto asked = m_world.run.ask(what);
    say(asked ? then : QString::fromStdString(asked.error()));
}

void Staff::update() { ask(Ask::Update, tr("Tutti looks for updates. It takes some minutes; it starts again by itself if it has to.")); }
void Staff::restart() { ask(Ask::Restart, tr("Starting again.")); }
void Staff::powerOff() { ask(Ask::PowerOff, tr("Shutting down. Wait until the screen is dark.")); }

void Staff::clean()
{
    m_cleaningEnds = m_world.now() + std::chrono::seconds(kCleaningS);
    m_timer.start();
    Q_EMIT cleaningChanged();
}

void Staff::touched() { m_touchedAt = m_world.now(); }

void Staff::look()
{
    const Micros now = m_world.now();
    if (m_cleaningEnds) {
        if (*m_cleaningEnds <= now)
            m_cleaningEnds.reset();
        Q_EMIT cleaningChanged();
    }
    if (isOpen() && now - m_touchedAt >= (m_view == AskPin ? kPinPatience : kPagePatience) && waitS() == 0) {
        close();
        return;
    }
    if (m_view == AskPin && waitS() != m_waitShown) {
        m_waitShown = waitS();
        m_touchedAt = std::max(m_touchedAt, now - kPinPatience / 2); // somebody waits
        Q_EMIT changed();
    }
    if (m_view == Machine)
        if (const QString updates = m_world.updates(); std::exchange(m_updates, updates) != updates)
            say({}); // what was asked for is under way
    if (isKeyMade()) {
        lookForKey();
    } else if (!isOpen() && !isCleaning()) {
        m_timer.stop();
    }
}

void Staff::lookForKey()
{
    if (std::exchange(m_askedForKey, true))
        return; // a stick that takes its time is asked once
    m_world.findKey(m_secrets.keyFingerprint, [this, asked = m_secrets.keyFingerprint](bool in) {
        m_askedForKey = false;
        if (asked != m_secrets.keyFingerprint)
            return; // another key was made, or none is wanted any more
        const bool put = !std::exchange(m_keyWasIn, in) && in;
        if (!put || (m_view != Closed && m_view != AskPin))
            return;
        const bool wasOpen = isOpen();
        go(Menu);
        if (!wasOpen)
            Q_EMIT opened();
    });
}

} // namespace tutti
