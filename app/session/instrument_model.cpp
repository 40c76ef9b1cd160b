// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/instrument_model.h"

#include <algorithm>
#include <array>

namespace tutti {

QVariant InstrumentModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case InstrumentId: return entry.id;
    case Name: return entry.name;
    case FamilyRole: return entry.family;
    default: return {};
    }
}

QStringList InstrumentModel::names() const
{
    QStringList names;
    for (const Entry &entry : m_entries)
        names.append(entry.name);
    return names;
}

void InstrumentModel::set(std::vector<Entry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
    Q_EMIT namesChanged();
}

const InstrumentModel::Entry *InstrumentModel::find(std::string_view id) const
{
    const QString wanted = QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) { return entry.id == wanted; });
    return found == m_entries.end() ? nullptr : &*found;
}

InstrumentModel::Family InstrumentModel::familyFrom(std::string_view word)
{
    constexpr std::array<std::string_view, 10> words{"drum", "wood", "shaker", "bar", "tongue", "bell", "bowl", "string", "bass", "pad"};
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? Drum : static_cast<Family>(found - words.begin());
}

} // namespace tutti
