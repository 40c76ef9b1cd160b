// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <string_view>
#include <vector>

namespace tutti {

/// The instruments there are, in the order of choice lists. Thread: GUI.
class InstrumentModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("LeaderDesk owns it")
    Q_PROPERTY(QStringList names READ names NOTIFY namesChanged)

public:
    enum Family { Drum, Wood, Shaker, Bar, Tongue, Bell, Bowl, String, Bass, Pad };
    Q_ENUM(Family)
    enum Role { InstrumentId = Qt::UserRole + 1, Name, FamilyRole };

    struct Entry {
        QString id;
        QString name;
        Family family = Drum;
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_entries.size()); }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override
    {
        return {{InstrumentId, "instrumentId"}, {Name, "name"}, {FamilyRole, "family"}};
    }

    void set(std::vector<Entry> entries);
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] const Entry *find(std::string_view id) const;

    /// The catalogue's word for a family; one that is not known counts as a drum.
    [[nodiscard]] static Family familyFrom(std::string_view word);

Q_SIGNALS:
    void namesChanged();

private:
    std::vector<Entry> m_entries;
};

} // namespace tutti
