// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace tutti {

/// Finds what a touch panel does not do: first nobody touches, and what is felt all the same is felt by itself; then the
/// glass is wiped over, and where nothing was felt it does not answer. Counts how many fingers come at once. Draws the
/// places it has felt; says nothing in words.
/// Thread: GUI.
class TouchTest : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(Phase phase READ phase NOTIFY phaseChanged)
    /// Side of a place, in pixels.
    Q_PROPERTY(qreal side READ side WRITE setSide NOTIFY sideChanged)
    Q_PROPERTY(int places READ places NOTIFY felt)        ///< in all
    Q_PROPERTY(int answered READ answered NOTIFY felt)    ///< of them
    Q_PROPERTY(int ghosts READ ghosts NOTIFY felt)        ///< places that felt something though nobody touched
    Q_PROPERTY(int points READ points NOTIFY felt)        ///< fingers at once, the most there were
    Q_PROPERTY(QColor answer MEMBER m_answer NOTIFY coloursChanged)
    Q_PROPERTY(QColor ghost MEMBER m_ghost NOTIFY coloursChanged)
    Q_PROPERTY(QColor line MEMBER m_line NOTIFY coloursChanged)

public:
    enum Phase { HandsOff, Wipe };
    Q_ENUM(Phase)

    explicit TouchTest(QQuickItem *parent = nullptr);

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] qreal side() const { return m_side; }
    void setSide(qreal side);
    [[nodiscard]] int places() const { return static_cast<int>(m_felt.size()); }
    [[nodiscard]] int answered() const;
    [[nodiscard]] int ghosts() const;
    [[nodiscard]] int points() const { return m_points; }

    /// From the beginning: hands off.
    Q_INVOKABLE void begin();
    /// Nobody touched until now; from now on all of it is wiped.
    Q_INVOKABLE void wipe();

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void phaseChanged();
    void sideChanged();
    void felt();
    void coloursChanged();

protected:
    void touchEvent(QTouchEvent *event) override;
    void touchUngrabEvent() override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void geometryChange(const QRectF &to, const QRectF &from) override;

private:
    enum class Felt : std::uint8_t { Nothing, Answer, Ghost };

    void feel(const QPointF &from, const QPointF &to);
    void lay();

    Phase m_phase = HandsOff;
    qreal m_side = 60;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<Felt> m_felt; ///< row by row
    QHash<int, QPointF> m_down;
    QPointF m_mouse;
    int m_points = 0;
    QColor m_answer = Qt::black;
    QColor m_ghost = Qt::red;
    QColor m_line = Qt::gray;
};

} // namespace tutti
