// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/demo.h"

#include "commands/command_line.h"
#include "commands/panel.h"
#include "commands/scripted_session.h"
#include "session/cues.h"
#include "commands/sounds.h"

#include <QDir>

#include <fmt/format.h>

#include <cstdio>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

constexpr double kTail = 3;
constexpr double kBeat = 0.68; // 88 bpm: an unhurried group

/// The script, and what it leaves behind.
class Demo {
public:
    Demo(ScriptedSession &on, QDir folder) : m_on(on), m_folder(std::move(folder)) {}

    void play()
    {
        step("The screen waits");
        m_on.playTo(1);
        picture("01-waiting");

        step("Somebody touches a pad, then another joins");
        m_on.strike(0);
        m_on.playTo(1.3);
        picture("02-first-touch", 250);
        m_on.lift(0);
        for (int i = 0; i < 6; ++i) {
            m_on.playTo(2 + 0.9 * i);
            m_on.tap(i % 2);
        }

        step("Everyone finds a beat");
        for (int i = 0; i < 24; ++i) {
            m_on.playTo(8 + kBeat * i);
            for (int seat = 0; seat < 3; ++seat)
                if (i % (seat + 1) == 0)
                    m_on.strike(seat, 0, seat == 0 ? 0.8 : 0.65);
            m_on.playTo(8 + kBeat * i + 0.2);
            if (i == 23)
                picture("03-together", 300);
            for (int seat = 0; seat < 3; ++seat)
                m_on.lift(seat);
        }

        step("The leader makes it softer");
        m_on.session().toggleDrawer();
        m_on.session().cue(cues::Softer);
        picture("04-lead");
        keepUp(6);
        m_on.session().toggleDrawer();

        step("Someone stops it; they play on");
        m_on.session().stop();
        m_on.playTo(m_on.now() + 3);
        picture("05-quiet");
        m_on.session().resume();
        keepUp(8);

        step("They finish together");
        m_on.session().finish();
        const double asked = m_on.now();
        while (m_on.said(0) != u"2"_s && m_on.now() < asked + 10)
            m_on.playTo(m_on.now() + 0.02);
        picture("06-finish", 200);
        while (m_on.session().state() != StageState::Rest && m_on.now() < asked + 12)
            m_on.playTo(m_on.now() + 0.02);
        m_on.playTo(m_on.now() + 5);
        picture("07-a-breath");
        drum();
    }

    [[nodiscard]] const std::string &error() const { return m_error; }

private:
    /// Behind the other door: the group finds its beat, and someone leads it.
    void drum()
    {
        step("They open the door Drum");
        m_on.session().goHome();
        m_on.playTo(m_on.now() + 1);
        picture("08-doors");
        m_on.session().openDoor(u"drum"_s);
        keepUp(14);
        picture("09-drum", 300);

        step("All on one");
        m_on.session().cue(cues::Accent);
        keepUpUntil([this] { return m_on.said(0) == u"1"_s; });
        picture("10-all-on-one", 200);
        keepUp(4);

        step("They roll, and stop it together");
        m_on.session().cue(cues::Rumble);
        for (int i = 0; i < 3; ++i)
            m_on.strike(i);
        m_on.playTo(m_on.now() + 3);
        m_on.session().cue(cues::Rumble);
        m_on.playTo(m_on.now() + 6);
        for (int i = 0; i < 3; ++i)
            m_on.lift(i);

        step("One layer each");
        m_on.session().desk()->another(u"build-a-groove"_s);
        keepUpUntil([this] { return shown(0, SeatModel::Layered) && shown(1, SeatModel::Asked); });
        keepUp(8);
        picture("11-layers");
        keepUpUntil([this] { return shown(1, SeatModel::Layered); });

        step("One of them leads the band");
        m_on.session().desk()->another(u"conductor"_s);
        m_on.playTo(m_on.now() + 2);
        m_on.tap(1);
        keepUpUntil([this] { return m_on.session().conductor() == 1 && m_on.session().state() == StageState::Conduct; });
        m_on.session().slide(SeatId{1}, 60, microsFromSeconds(m_on.now()));
        m_on.playTo(m_on.now() + 4);
        picture("12-conductor");

        finishTogether();
        passItRound();
    }

    /// One after the other, with all the time it takes; then a session is begun.
    void passItRound()
    {
        step("They open the door Pass it round");
        m_on.session().goHome();
        m_on.playTo(m_on.now() + 1);
        m_on.session().openDoor(u"pass-it-round"_s);
        m_on.session().next();
        takeTurn(0, 1);
        step("The next one takes their time, and is shown how");
        waitUntil([this] { return m_on.session().turnFrom() == 1 && m_on.session().state() == StageState::Turn; });
        picture("13-pass-it-round", 2400);
        takeTurn(1, 16);
        takeTurn(2, 2);
        waitUntil([this] { return m_on.session().state() == StageState::Together; });
        keepUp(5);

        step("Echo");
        m_on.session().desk()->another(u"echo"_s);
        m_on.session().next();
        for (const double pause : {0.8, 0.5, 0.5, 0.3}) {
            m_on.playTo(m_on.now() + pause);
            m_on.tap(0);
        }
        waitUntil([this] { return m_on.session().state() == StageState::Response; });
        for (const double pause : {1.0, 0.6, 0.6}) {
            m_on.playTo(m_on.now() + pause);
            m_on.tap(1);
        }
        picture("14-echo");
        waitUntil([this] { return m_on.session().state() == StageState::Both; });
        m_on.playTo(m_on.now() + 4);

        step("Two talk in music");
        m_on.session().desk()->another(u"conversation"_s);
        m_on.session().next();
        for (int i = 0; i < 8; ++i) {
            m_on.playTo(m_on.now() + (i % 4 == 0 ? 1.6 : 0.4));
            m_on.tap(i / 4);
        }
        picture("15-talk-in-music");

        step("The music stops, and goes on");
        m_on.session().desk()->another(u"freeze"_s);
        keepUp(6);
        m_on.session().next();
        waitUntil([this] { return m_on.session().state() == StageState::Freeze; });
        m_on.playTo(m_on.now() + 2);
        picture("16-freeze");
        waitUntil([this] { return m_on.session().state() == StageState::Music; });
        keepUp(4);

        step("Two are needed");
        m_on.session().desk()->another(u"together"_s);
        for (int i = 0; i < 4; ++i) {
            m_on.playTo(m_on.now() + 1.6);
            m_on.tap(i % 3);
            m_on.playTo(m_on.now() + 0.2);
            m_on.tap((i + 1) % 3);
        }
        picture("17-together");

        step("The beat goes from pair to pair");
        m_on.session().desk()->another(u"groove-pass"_s);
        keepUp(9);
        picture("18-groove-pass");
        finishTogether();

        step("A session is begun");
        m_on.session().goHome();
        m_on.playTo(m_on.now() + 1);
        m_on.session().startPlan(0);
        m_on.session().next();
        takeTurn(0, 1);
        picture("19-session");
        m_on.session().toggleDrawer();
        finishTogether();
    }

    /// A few strokes, once it is their turn and they have been thinking for a while.
    void takeTurn(int seat, double thinking)
    {
        waitUntil([this, seat] { return m_on.session().turnFrom() == seat && m_on.session().state() == StageState::Turn; });
        m_on.playTo(m_on.now() + thinking);
        for (const double pause : {0.0, 0.5, 0.3}) {
            m_on.playTo(m_on.now() + pause);
            m_on.tap(seat);
        }
    }

    template <class Done>
    void waitUntil(Done done)
    {
        for (const double end = m_on.now() + 40; !done() && m_on.now() < end;)
            m_on.playTo(m_on.now() + 0.02);
    }

    void finishTogether()
    {
        step("They finish together");
        m_on.session().finish();
        for (const double end = m_on.now() + 12; m_on.session().state() != StageState::Rest && m_on.now() < end;)
            m_on.playTo(m_on.now() + 0.02);
    }

    [[nodiscard]] bool shown(int seat, int role)
    {
        SeatModel &seats = *m_on.session().seats();
        return seats.data(seats.index(seat), role).toBool();
    }

    void step(const char *what) const
    {
        fmt::print("  {:5.1f} s  {}\n", m_on.now(), what);
        std::fflush(stdout);
    }

    void keepUp(double seconds)
    {
        const double from = m_on.now();
        for (double t = 0.1; t < seconds; t += kBeat) {
            m_on.playTo(from + t);
            for (int seat = 0; seat < 3; ++seat)
                m_on.strike(seat, 0, 0.65);
            m_on.playTo(from + t + 0.2);
            for (int seat = 0; seat < 3; ++seat)
                m_on.lift(seat);
        }
        m_on.playTo(from + seconds);
    }

    /// They play on until something has come about.
    template <class Done>
    void keepUpUntil(Done done)
    {
        constexpr double kPatience = 40;
        for (const double end = m_on.now() + kPatience; !done() && m_on.now() < end;)
            keepUp(kBeat);
    }

    void picture(const char *name, int afterMs = 900)
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name) + u".png"_s);
        if (!m_on.pictureAfter(afterMs).save(path) && m_error.empty())
            m_error = fmt::format("{} could not be written. Choose another folder or make room on the disk.", path.toStdString());
    }

    ScriptedSession &m_on;
    QDir m_folder;
    std::string m_error;
};

} // namespace

int runDemo(const CommandLine &line)
{
    const QDir folder(line.file);
    if (!folder.mkpath(u"."_s))
        return couldNotBeDone(fmt::format("The folder {} could not be made. Choose another place.", line.file.toStdString()));

    fmt::print("A group session, played by a script:\n");
    LoadedSound sound = loadSound(soundRequest(Catalogue::builtIn(), 48000, {}, Fallback::Installed));
    for (const std::string &problem : sound.problems)
        fmt::print(stderr, "{}\n", problem);
    auto wav = WavWriter::create(folder.filePath(u"session.wav"_s).toStdString());
    if (!wav)
        return couldNotBeDone(wav.error());
    auto session = ScriptedSession::create({roomSpec(line, KioskSettings{}, line.size.value_or(QSize(1920, 1080)), 0), 0, std::move(sound.synth), std::move(*wav)});
    if (!session)
        return couldNotBeDone(session.error());
    Demo demo(**session, folder);
    demo.play();
    if (!demo.error().empty())
        return couldNotBeDone(demo.error());
    if (const auto finished = (*session)->finish(folder.filePath(u"session.jsonl"_s), kTail); !finished)
        return couldNotBeDone(finished.error());
    fmt::print("Pictures (*.png), sound (session.wav) and log (session.jsonl) are in {}\n", folder.absolutePath().toStdString());
    return static_cast<int>(ExitStatus::Done);
}

} // namespace tutti
