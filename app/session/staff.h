// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/lockout.h"
#include "care/run_folder.h"
#include "care/staff_file.h"
#include "care/stick_writer.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace tutti {

/// The staff door and the pages behind it: who looks after the box, not who plays. It opens for two corners held, a code of
/// presses or a key on a USB stick; the first two then ask for the PIN where one is set. It closes by itself when nobody
/// uses it. Thread: GUI.
class Staff final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Session owns it")
    Q_PROPERTY(View view READ view NOTIFY changed)
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    /// Two corners are held: the buttons there do not act.
    Q_PROPERTY(bool arming READ isArming WRITE setArming NOTIFY armingChanged)
    Q_PROPERTY(bool pinSet READ isPinSet NOTIFY changed)
    Q_PROPERTY(bool keyMade READ isKeyMade NOTIFY changed)
    /// Digits typed so far; they are not shown.
    Q_PROPERTY(int digits READ digits NOTIFY changed)
    /// Seconds until a PIN may be tried again; 0: now.
    Q_PROPERTY(int waitS READ waitS NOTIFY changed)
    /// What there is to say on this page, or nothing.
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)
    /// A box that can be shut down and updated from here.
    Q_PROPERTY(bool box READ isBox NOTIFY changed)
    /// How the last update went.
    Q_PROPERTY(QString updates READ updates NOTIFY changed)
    Q_PROPERTY(QStringList findings READ findings NOTIFY changed)
    Q_PROPERTY(bool examining READ isExamining NOTIFY changed)
    /// The screen is being wiped, and takes no touch.
    Q_PROPERTY(bool cleaning READ isCleaning NOTIFY cleaningChanged)
    Q_PROPERTY(int cleaningLeftS READ cleaningLeftS NOTIFY cleaningChanged)

public:
    enum View { Closed, AskPin, Menu, Loudest, Hours, NewPin, RepeatPin, Key, Check, Machine, SetUp };
    Q_ENUM(View)

    static constexpr int kCleaningS = 60;
    static constexpr Micros kPinPatience = 60s;   ///< without a touch, until the door closes
    static constexpr Micros kPagePatience = 300s;

    /// What it stands in; tests give another.
    struct World {
        std::function<Micros()> now;          ///< the steady clock
        StaffFile file;
        RunFolder run;
        /// Looks whether the key of this fingerprint is in, and answers when it has: a stick may take its time.
        std::function<void(const std::string &fingerprint, std::function<void(bool in)> answer)> findKey;
        std::function<QString()> updates;     ///< how the last update went, one sentence
        /// Looks at the machine, and answers when it has: what there is to say of it, a line each; what is well is not said.
        std::function<void(std::function<void(const QStringList &)> answer)> examine;
        /// Makes the file for a bug report, and answers when it is made: its text.
        std::function<void(std::function<void(const QByteArray &)> answer)> report;
        /// Saves a file onto the one stick that is in, and answers when it has: where it lies, or one sentence.
        std::function<void(const QString &name, const QByteArray &bytes, StickWriter::Answer answer)> save;
    };

    explicit Staff(World world, QObject *parent = nullptr);
    /// Another world, before anything is asked of it. A problem of its file is its sentence.
    void setWorld(World world);

    [[nodiscard]] View view() const { return m_view; }
    [[nodiscard]] bool isOpen() const { return m_view != Closed; }
    [[nodiscard]] bool isArming() const { return m_arming; }
    void setArming(bool arming);
    [[nodiscard]] bool isPinSet() const { return !m_secrets.pinSeal.empty(); }
    [[nodiscard]] bool isKeyMade() const { return !m_secrets.keyFingerprint.empty(); }
    [[nodiscard]] int digits() const { return static_cast<int>(m_typed.size()); }
    [[nodiscard]] int waitS() const;
    [[nodiscard]] QString sentence() const { return m_sentence; }
    [[nodiscard]] bool isBox() const { return m_world.run.isThere(); }
    [[nodiscard]] QString updates() const { return m_updates; }
    [[nodiscard]] QStringList findings() const { return m_findings; }
    [[nodiscard]] bool isExamining() const { return m_examining; }
    [[nodiscard]] bool isCleaning() const { return m_cleaningEnds.has_value(); }
    [[nodiscard]] int cleaningLeftS() const;

    /// Somebody asks for the door to open: the PIN first, where there is one.
    Q_INVOKABLE void knock();
    Q_INVOKABLE void close();
    Q_INVOKABLE void show(View view); ///< a page behind the door; nothing while it is shut
    Q_INVOKABLE void back();          ///< to the menu; from there and from the PIN it closes

    // The PIN, asked for or set.
    Q_INVOKABLE void type(int digit); ///< 0 to 9
    Q_INVOKABLE void erase();
    Q_INVOKABLE void enter();
    Q_INVOKABLE void takePinAway();

    Q_INVOKABLE void makeKey();
    Q_INVOKABLE void forgetKey();
    Q_INVOKABLE void saveReport();
    Q_INVOKABLE void update();
    Q_INVOKABLE void restart();
    Q_INVOKABLE void powerOff();

    /// For a minute no touch does anything.
    Q_INVOKABLE void clean();

    /// Somebody touched something: it stays open.
    void touched();
    /// What time brings: sticks that come, patience that ends. The timer calls it.
    void look();
    static constexpr std::chrono::milliseconds kLookEvery{1000};

Q_SIGNALS:
    void changed();
    void armingChanged();
    void cleaningChanged();
    /// The door is asked for; the music is to be silent behind it.
    void opened();
    void closed();

private:
    void go(View view);
    void lookForKey();
    void say(const QString &sentence);
    void ask(Ask what, const QString &then);
    /// Writes what is kept. False: it could not, and that is said.
    bool keep(const StaffSecrets &secrets);

    World m_world;
    StaffSecrets m_secrets;
    LockOut m_lock;
    View m_view = Closed;
    bool m_arming = false;
    std::string m_typed;
    std::string m_first; ///< a new PIN, typed once
    QString m_sentence;
    QString m_updates;
    QStringList m_findings;
    bool m_examining = false;
    bool m_keyWasIn = true;  ///< it opens by being put in, not by being left in
    bool m_askedForKey = false;
    Micros m_touchedAt{};
    int m_waitShown = 0;
    std::optional<Micros> m_cleaningEnds;
    QTimer m_timer;
};

} // namespace tutti
