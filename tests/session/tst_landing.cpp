// SPDX-License-Identifier: GPL-3.0-or-later
// Where cues land in the sound: the real session, engine and synthesizer, twelve seats that drum, and a screen that
// stalls for a quarter of a second once a second.
#include "core/event_names.h"
#include "engine/engine.h"
#include "session/session.h"
#include "sound/fluid_synthesizer.h"
#include "sound/note_player.h"
#include "sound/tiny_soundfont.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>

using namespace tutti;

namespace {

constexpr int kRate = 48000;
constexpr double kLandsWithin = 0.020;

// The tiny SoundFont sounds 480 Hz at key 60: every voice gets a pitch of its own, far from the others.
constexpr int kCallKey = 84; // 1920 Hz
constexpr int kMarkKey = 90; // 2715 Hz
constexpr int kBassKey = 36;
constexpr int kBassUp = 57;  // 3229 Hz
constexpr int kSeatKey = 98; // 4310 Hz
constexpr double hertz(int key) { return 480 * std::exp2((key - 60) / 12.0); }

std::shared_ptr<const Repertoire> repertoire()
{
    auto all = std::make_shared<Repertoire>();
    const auto drum = [](const char *id, int key) {
        Instrument instrument;
        instrument.id = id;
        instrument.pitched = false;
        instrument.drumKeys.fill(key);
        return instrument;
    };
    all->palette = Palette({drum("seat", kSeatKey), drum("surdo", kMarkKey), drum("djembe", kCallKey), {"bass", true, 28, 55, {}, false}, {"warm-pad", true, 60, 71, {}, false}});
    Groove groove;
    groove.id = "bar";
    groove.division = 1;
    groove.parts = {{"one", "bass", GroovePart::Voice::Bass, 0.8, *Pattern::fromSteps("1..."), {}, {}}};
    all->grooves = {groove};
    return all;
}

class Kept final : public SessionRecord {
public:
    void input(const Input &) override {}
    void output(const Output &out) override { outputs.push_back(out); }
    /// The time of the `count`th beat after that at `seconds`, in s.
    [[nodiscard]] double beatAfter(double seconds, int count) const
    {
        for (const Output &out : outputs)
            if (std::holds_alternative<BeatMark>(out.what) && toSeconds(out.t) > seconds - 1e-3 && count-- == 0)
                return toSeconds(out.t);
        qFatal("no such beat");
        return 0;
    }

    std::vector<Output> outputs;
};

/// A room in a time of its own.
class Room12 {
public:
    explicit Room12(double bpm, bool stalls) : m_bpm(bpm), m_stalls(stalls), m_player({m_all, &m_all->palette})
    {
        m_bytes = test::TinySoundFont({{0, 0}, {0, 1, kBassUp}, {128, 0}}).bytes();
        SynthSpec spec;
        spec.bytes = m_bytes;
        for (std::size_t i = 0; i < m_all->palette.all().size(); ++i)
            spec.instruments.push_back({m_all->palette.all()[i].pitched ? 0 : 128, m_all->palette.all()[i].id == "bass" ? 1 : 0, 0});
        auto synth = FluidSynthesizer::create(spec);
        if (!synth)
            qFatal("%s", synth.error().c_str());
        m_engine = std::make_unique<Engine>(kRate, std::move(*synth));
        m_player.setEngine(m_engine.get());
        Header header;
        header.seats = 12;
        header.activity = "our-pulse";
        header.settings = {{"intro_s", SettingValue{Scalar{0.0}}}, {"bpm", SettingValue{Scalar{bpm}}}, {"governor", SettingValue{Scalar{false}}},
            {"instruments", SettingValue{std::vector<std::string>(12, "seat")}}};
        m_session = std::make_unique<Session>(header, m_all, m_player, m_record, [this] { return m_now; }, Micros{0});
        m_session->begin();
    }

    /// Twelve people drum on every beat of their own tempo, the sound is rendered in periods of 10 ms, the screen is served
    /// when it does not stall.
    void playTo(double seconds)
    {
        while (toSeconds(m_now) < seconds) {
            m_engine->beginCallback(m_now.count());
            const std::size_t from = left.size();
            left.resize(from + kRate / 100);
            m_right.resize(left.size());
            m_engine->render(left.data() + from, m_right.data() + from, kRate / 100);
            m_now += 10ms;
            if (m_stalls && m_now.count() % 1'000'000 < 250'000)
                continue; // nothing is delivered, nothing is due
            while (drumming && m_next <= toSeconds(m_now)) {
                for (int seat = 0; seat < 12; ++seat) {
                    m_session->strike(Strike{SeatId{seat}, PadIndex{0}, seat, 0.5, StrikeBy::Touch, false}, m_now);
                    m_session->lift(Lift{SeatId{seat}, PadIndex{0}, seat}, m_now);
                }
                m_next += 60 / m_bpm;
            }
            m_session->catchUp();
            QCoreApplication::processEvents(); // the record's own timer
        }
    }
    void cue(CueKind kind, std::vector<SeatId> seats = {}) { m_session->input(Input{m_now, Cue{kind, std::move(seats), {}}}); }
    /// Plays until the cue that is coming has landed; when that was, as the log has it.
    double playUntilItLands()
    {
        const auto &lead = stage().circle().lead;
        if (!lead.coming())
            qFatal("no cue is coming");
        double at = 0;
        while (lead.coming()) {
            at = toSeconds(lead.coming()->at);
            playTo(now() + 0.01);
        }
        return at;
    }
    /// All that was recorded.
    const Kept &end()
    {
        m_session->end();
        return m_record;
    }
    [[nodiscard]] double now() const { return toSeconds(m_now); }
    [[nodiscard]] const Stage &stage() const { return m_session->stage(); }

    /// When a tone of `hz` sets in, within a fifth of a second of `near`: half of what it comes to, in a window of 8 ms. It
    /// must not sound before.
    [[nodiscard]] double onset(double hz, double near) const
    {
        constexpr int kWindow = kRate / 125;
        std::vector<double> curve;
        const auto begin = static_cast<std::size_t>((near - 0.2) * kRate);
        const auto end = static_cast<std::size_t>((near + 0.2) * kRate);
        for (std::size_t at = begin; at < end; at += 24) {
            std::complex<double> sum{};
            for (int i = 0; i < kWindow; ++i) {
                const double hann = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * i / kWindow);
                sum += static_cast<double>(left[at + static_cast<std::size_t>(i)]) * hann
                       * std::polar(1.0, -2 * std::numbers::pi * hz * (static_cast<double>(at) + i) / kRate);
            }
            curve.push_back(std::abs(sum));
        }
        const double top = *std::max_element(curve.begin(), curve.end());
        const auto first = std::find_if(curve.begin(), curve.end(), [&](double x) { return x > top / 2; });
        if (first == curve.begin())
            qWarning("the tone sounds before it is to, or never: %g of %g", curve.front(), top);
        return (static_cast<double>(begin) + 24.0 * static_cast<double>(first - curve.begin()) + kWindow / 2.0) / kRate;
    }

    std::vector<float> left;
    bool drumming = true;

private:
    double m_bpm;
    bool m_stalls;
    Micros m_now{};
    double m_next = 1;
    std::vector<std::byte> m_bytes;
    std::shared_ptr<const Repertoire> m_all = repertoire();
    std::unique_ptr<Engine> m_engine;
    NotePlayer m_player;
    std::vector<float> m_right;
    Kept m_record;
    std::unique_ptr<Session> m_session;
};

} // namespace

class tst_landing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCueLandsWithinTwentyMillisecondsInTheSound_data();
    void everyCueLandsWithinTwentyMillisecondsInTheSound();
    void stopIsSilentWithinATenthOfASecondWithTheBandPlaying();
};

void tst_landing::everyCueLandsWithinTwentyMillisecondsInTheSound_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("bpm");
    QTest::addColumn<bool>("stalls");
    for (const CueKind kind : {CueKind::Accent, CueKind::Finish, CueKind::Rumble, CueKind::Groove, CueKind::Pulse, CueKind::Call})
        for (const double bpm : {50.0, 88.0, 140.0})
            for (const bool stalls : {false, true})
                QTest::addRow("%s at %.0f%s", std::string(nameOf(kind)).c_str(), bpm, stalls ? ", stalling" : "") << static_cast<int>(kind) << bpm << stalls;
}

void tst_landing::everyCueLandsWithinTwentyMillisecondsInTheSound()
{
    QFETCH(int, kind);
    QFETCH(double, bpm);
    QFETCH(bool, stalls);
    const auto cue = static_cast<CueKind>(kind);
    Room12 room(bpm, stalls);
    room.playTo(26);
    QVERIFY(room.stage().room().pulse);
    double hz = 0;
    switch (cue) {
    case CueKind::Pulse: hz = hertz(kMarkKey); break;
    case CueKind::Call: hz = hertz(kCallKey); break;
    default: hz = hertz(kBassKey + kBassUp); break; // the bass of the hit, and of the groove
    }
    if (cue == CueKind::Rumble) {
        room.cue(cue);
        room.playTo(29);
    }
    if (cue == CueKind::Call)
        room.drumming = false; // so that the app gives the call
    room.cue(cue);
    double line = room.playUntilItLands();
    if (cue == CueKind::Call) { // the first call comes from the room; where nobody gave one, the app gives the second
        room.playTo(line + 9 * 60 / bpm);
        line = room.end().beatAfter(line, 8);
    } else {
        room.playTo(line + 0.4);
    }
    const double heard = room.onset(hz, line);
    QVERIFY2(std::abs(heard - line) < kLandsWithin, qPrintable(QString::number(1000 * (heard - line)) + QStringLiteral(" ms")));
}

void tst_landing::stopIsSilentWithinATenthOfASecondWithTheBandPlaying()
{
    Room12 room(140, false);
    room.playTo(20);
    room.cue(CueKind::Groove);
    room.playTo(30);
    room.cue(CueKind::Stop);
    const double stopped = room.now();
    room.playTo(stopped + 3);
    const auto from = room.left.begin() + static_cast<std::ptrdiff_t>((stopped + 0.1) * kRate);
    const float most = std::abs(*std::max_element(from, room.left.end(), [](float a, float b) { return std::abs(a) < std::abs(b); }));
    QVERIFY2(most < 0.001F, qPrintable(QString::number(most)));
}

QTEST_GUILESS_MAIN(tst_landing)
#include "tst_landing.moc"
