// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/performance.h"

#include "core/overloaded.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace tutti {

Performance::Performance(Header header, std::shared_ptr<const Repertoire> repertoire, Audience &audience)
    : m_header(std::move(header)), m_audience(audience), m_stage(m_header, std::move(repertoire))
{
}

void Performance::begin()
{
    for (const NamedSetting &setting : m_header.settings)
        if (auto applied = Settings{}.apply(Set{setting, {}}); !applied)
            m_audience.onProblem(applied.error());
    m_stage.begin(m_effects);
    apply();
}

bool Performance::Later::operator()(const Due &a, const Due &b) const
{
    return std::tie(a.output.t, a.order, a.sequence) > std::tie(b.output.t, b.order, b.sequence);
}

void Performance::input(Input in)
{
    if (m_ended)
        return;
    in.t = std::max(in.t, m_now);
    advanceTo(in.t);
    m_now = in.t;
    if (auto *strike = std::get_if<Strike>(&in.what)) {
        strike->strength = std::round(strike->strength * 1000) / 1000;
        strike->assisted |= m_stage.room().settings.assisted[static_cast<std::size_t>(strike->seat.value)];
        if (!m_stage.isPresent(strike->seat))
            step(Input{in.t, Join{strike->seat}});
    }
    step(in);
    if (std::holds_alternative<End>(in.what))
        end(in.t);
}

void Performance::step(const Input &in)
{
    m_audience.onInput(in);
    if (auto stepped = m_stage.step(in, m_effects); !stepped)
        m_audience.onProblem(stepped.error());
    apply();
}

void Performance::advanceTo(Micros t)
{
    // What was planned and what the stage wants to be stepped for, in order of time, each at its own time.
    while (!m_ended) {
        const std::optional<Micros> stage = m_stage.nextDue();
        const bool planned = !m_due.empty() && m_due.front().output.t <= t;
        if (planned && (!stage || m_due.front().output.t <= *stage)) {
            std::pop_heap(m_due.begin(), m_due.end(), Later{});
            const Due due = std::move(m_due.back());
            m_due.pop_back();
            m_now = std::max(m_now, due.output.t);
            tell(due.output);
        } else if (stage && *stage <= t) {
            m_now = std::max(m_now, *stage);
            m_stage.due(m_now, m_effects);
            apply();
        } else {
            return;
        }
    }
}

std::optional<Micros> Performance::nextDue() const
{
    if (m_ended)
        return std::nullopt;
    std::optional<Micros> next = m_stage.nextDue();
    if (!m_due.empty())
        next = next ? std::min(*next, m_due.front().output.t) : m_due.front().output.t;
    return next;
}

void Performance::apply()
{
    // Taken out first: what hears an effect may ask for the next one.
    auto list = std::exchange(m_effects.list, std::move(m_spare));
    m_spare.clear();
    for (auto &effect : list) {
        std::visit(Overloaded{
                       [&](Effects::Play &x) {
                           m_audience.onPlay(x.note, x.at, x.ends);
                           const NoteId id = x.note.id;
                           say(Output{x.at, std::move(x.note)});
                           if (x.ends)
                               say(Output{*x.ends, Off{id}});
                       },
                       [&](Effects::Release &x) {
                           m_audience.onRelease(x.id, x.at);
                           say(Output{x.at, Off{x.id}});
                       },
                       [&](Effects::Say &x) { say(std::move(x.output)); },
                       [&](Effects::CancelPlanned &) { cancelPlanned(); },
                       [&](Effects::Silence &) {
                           m_audience.onStop(m_now);
                           endOpenNotes();
                       },
                       [&](Effects::Unsilence &) { m_audience.onResume(m_now); },
                   },
                   effect);
    }
    list.clear();
    m_spare = std::move(list);
}

void Performance::say(Output output)
{
    if (output.t <= m_now) {
        output.t = m_now;
        tell(output);
        return;
    }
    const int order = std::holds_alternative<Off>(output.what) ? 0 : 1;
    m_due.push_back(Due{order, m_sequence++, std::move(output)});
    std::push_heap(m_due.begin(), m_due.end(), Later{});
}

void Performance::tell(const Output &output)
{
    if (const auto *note = std::get_if<Note>(&output.what)) {
        m_open.insert(note->id);
    } else if (const auto *off = std::get_if<Off>(&output.what)) {
        if (m_open.erase(off->id) == 0)
            return; // ended already: exactly one off for each note
    }
    m_audience.onOutput(output);
}

void Performance::cancelPlanned()
{
    // What has begun keeps its end; what has not begun never was.
    std::erase_if(m_due, [&](const Due &due) {
        const auto *off = std::get_if<Off>(&due.output.what);
        return !off || !m_open.contains(off->id);
    });
    std::make_heap(m_due.begin(), m_due.end(), Later{});
    m_audience.onCancelPlanned(m_now);
}

void Performance::endOpenNotes()
{
    const std::set<NoteId> open = m_open;
    for (NoteId id : open)
        tell(Output{m_now, Off{id}});
    m_due.clear();
}

void Performance::end(Micros t)
{
    if (m_ended)
        return;
    advanceTo(t);
    m_now = std::max(m_now, t);
    cancelPlanned();
    for (NoteId id : m_open)
        m_audience.onRelease(id, m_now);
    endOpenNotes();
    m_ended = true;
}

} // namespace tutti
