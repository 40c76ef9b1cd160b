// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace tutti {

/// What a button feels: any number of fingers or the mouse, while any number of others drum elsewhere.
///
/// Qt's own handlers take one point each and let go when two land in the same frame, as they do when a whole hand
/// comes down; a Stop that a flat hand cannot press is no Stop. Here every finger that comes down presses and the last
/// one up releases, wherever it has slid to. Keeps its own list of fingers, for Qt can tell one press twice and lose a
/// release when a panel is unplugged.
/// Thread: GUI.
class TouchTarget : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool down READ isDown NOTIFY downChanged)
    Q_PROPERTY(qreal slack READ slack WRITE setSlack NOTIFY slackChanged)

public:
    explicit TouchTarget(QQuickItem *parent = nullptr);

    [[nodiscard]] bool isDown() const { return m_down; }
    /// How far outside the item, in px, the last finger may lift and still mean it. Shaky hands slide.
    [[nodiscard]] qreal slack() const { return m_slack; }
    void setSlack(qreal slack);

signals:
    void pressed();  ///< a finger came down, just now
    void tapped();   ///< the last finger lifted within the item and its slack
    void lifted();   ///< no finger is on it any more: tapped, slid away, or taken from us
    void downChanged();
    void slackChanged();

protected:
    void touchEvent(QTouchEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void touchUngrabEvent() override;
    void mouseUngrabEvent() override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;

private:
    void press();
    void release(bool inside);
    void letGo();
    [[nodiscard]] bool reaches(QPointF position) const;

    QHash<int, ulong> m_fingers; ///< id of the finger, time of its press
    bool m_mouse = false;
    bool m_down = false;
    qreal m_slack = 0;
};

} // namespace tutti
