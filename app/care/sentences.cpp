// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace tutti {

Sentences::Sentences(World world) : m_world(std::move(world))
{
    if (!m_world.write)
        m_world.write = [](const std::string &line) { fmt::print(stderr, "{}\n", line); };
    if (!m_world.now)
        m_world.now = [] { return Clock::now(); };
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout([this] { look(); });
}

void Sentences::stand(Subject about, const QString &sentence)
{
    QString &standing = m_entries[static_cast<std::size_t>(about)].standing;
    if (standing == sentence)
        return;
    note(std::exchange(standing, sentence), sentence);
    look();
}

void Sentences::mention(Subject about, const QString &sentence)
{
    auto &mention = m_entries[static_cast<std::size_t>(about)].mention;
    spend(m_world.now());
    if (sentence.isEmpty()) {
        if (mention)
            note(mention->text, sentence);
        mention.reset();
    } else if (!mention || mention->text != sentence) {
        note({}, sentence);
        mention = Mention{sentence, m_world.now(), {}};
    }
    look();
}

void Sentences::look()
{
    const auto now = m_world.now();
    spend(now);
    for (Entry &entry : m_entries)
        if (entry.mention && (entry.mention->shown >= kRead || now - entry.mention->said >= kForget))
            entry.mention.reset();

    const auto first = std::ranges::find_if(m_entries, [](const Entry &entry) { return !entry.standing.isEmpty() || entry.mention; });
    QString text;
    if (first != m_entries.end()) {
        const bool stands = !first->standing.isEmpty();
        text = stands ? first->standing : first->mention->text;
        m_reading = stands ? nullptr : &*first->mention;
    }
    auto next = Clock::duration::max();
    for (const Entry &entry : m_entries)
        if (entry.mention)
            next = std::min(next, kForget - (now - entry.mention->said));
    if (m_reading != nullptr)
        next = std::min(next, kRead - m_reading->shown);
    if (next != Clock::duration::max())
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(next));
    else
        m_timer.stop();
    if (std::exchange(m_shown, text) != text)
        m_world.show(text);
}

/// The time the mention on the screen has had counts, and it is looked at anew which one that is.
void Sentences::spend(Clock::time_point now)
{
    if (Mention *const reading = std::exchange(m_reading, nullptr))
        reading->shown += now - m_since;
    m_since = now;
}

void Sentences::note(const QString &before, const QString &now) const
{
    if (!now.isEmpty())
        m_world.write(now.toStdString());
    else if (!before.isEmpty())
        m_world.write("No longer: " + before.toStdString());
}

} // namespace tutti
