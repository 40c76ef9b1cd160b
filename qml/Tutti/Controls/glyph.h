// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainterPath>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace tutti {

/// Every picture on the screen: the six seat shapes, the icons, and outlines that are dashed or fill up while held.
/// Drawn from paths, so it is crisp at any size and in any theme. A shape is kept centred in the item, in its own
/// proportions. Lengths are pixels. Takes no input.
/// Thread: GUI; painting happens where Qt Quick paints.
class Glyph : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(tutti::Glyph::Kind kind READ kind WRITE setKind NOTIFY kindChanged)
    Q_PROPERTY(qreal aspect READ aspect NOTIFY kindChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)
    Q_PROPERTY(QColor fill READ fill WRITE setFill NOTIFY fillChanged)
    Q_PROPERTY(qreal strokeWidth READ strokeWidth WRITE setStrokeWidth NOTIFY strokeWidthChanged)
    Q_PROPERTY(bool outlined READ outlined WRITE setOutlined NOTIFY outlinedChanged)
    Q_PROPERTY(bool ringed READ ringed WRITE setRinged NOTIFY ringedChanged)
    Q_PROPERTY(bool dashed READ dashed WRITE setDashed NOTIFY dashedChanged)
    Q_PROPERTY(qreal progress READ progress WRITE setProgress NOTIFY progressChanged)
    Q_PROPERTY(qreal cornerRadius READ cornerRadius WRITE setCornerRadius NOTIFY cornerRadiusChanged)

public:
    enum Kind {
        // The shapes of seats 0 to 5, in their order; seats 6 to 11 have them again, ringed.
        Disc, Square, Triangle, Cross, Crescent, Drop,
        // The item's own rounded edge.
        Edge,
        // Pictures.
        Hand, Finish, Softer, Louder, VerySoft, Next, Play, Together, Minus, Plus, Sheet, Moon, Halves, LeftHalf, Ripples, Tick, Swing,
        Eye, Ear, Djembe, LowDrum, Roll, Faster, Slower, Settle, AllOnOne, CallAnswer, ChooseWho, OnePlays, WindDown, Waves,
        ChangePlaces, Clap, Knee, Sway, Sing, Locked, Open, QuietOne, Chair, Layers, Baton,
        PassRound, Mirrored, Talk, Snow, TwoTogether, Pairs, Greet, Sunset, Steps, GiveBack, Helped,
        // Families of instruments.
        Wood, Shaker, Bars, Tongues, Bell, Bowl, Strings, LowString,
    };
    Q_ENUM(Kind)

    explicit Glyph(QQuickItem *parent = nullptr);

    [[nodiscard]] Kind kind() const { return m_kind; }
    void setKind(Kind kind);
    /// Width by height of the drawing.
    [[nodiscard]] qreal aspect() const;
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color);
    /// Edge only: what lies within it; transparent unless set.
    [[nodiscard]] QColor fill() const { return m_fill; }
    void setFill(const QColor &fill);
    /// Width of lines; of shapes only where outlined.
    [[nodiscard]] qreal strokeWidth() const { return m_strokeWidth; }
    void setStrokeWidth(qreal width);
    /// A seat shape as a line instead of a fill.
    [[nodiscard]] bool outlined() const { return m_outlined; }
    void setOutlined(bool outlined);
    /// A seat shape within a ring: what seats 6 to 11 have in place of the plain one.
    [[nodiscard]] bool ringed() const { return m_ringed; }
    void setRinged(bool ringed);
    /// Edge: short round dashes, spread evenly. Pictures: dotted lines.
    [[nodiscard]] bool dashed() const { return m_dashed; }
    void setDashed(bool dashed);
    /// Edge only: how much of it is drawn, 0 to 1, clockwise from the top.
    [[nodiscard]] qreal progress() const { return m_progress; }
    void setProgress(qreal progress);
    /// Edge only: radius of its corners; half the shorter side or more makes a circle or a bar.
    [[nodiscard]] qreal cornerRadius() const { return m_cornerRadius; }
    void setCornerRadius(qreal radius);

    void paint(QPainter *painter) override;

signals:
    void kindChanged();
    void colorChanged();
    void fillChanged();
    void strokeWidthChanged();
    void outlinedChanged();
    void ringedChanged();
    void dashedChanged();
    void progressChanged();
    void cornerRadiusChanged();

private:
    void paintEdge(QPainter &painter) const;
    void paintShape(QPainter &painter) const;
    void paintPicture(QPainter &painter) const;
    [[nodiscard]] QTransform fit(qreal inset) const;

    template <typename T>
    void assign(T &member, const T &value, void (Glyph::*changed)())
    {
        if (member == value)
            return;
        member = value;
        update();
        emit(this->*changed)();
    }

    Kind m_kind = Disc;
    QColor m_color = Qt::black;
    QColor m_fill = Qt::transparent;
    qreal m_strokeWidth = 2;
    bool m_outlined = false;
    bool m_ringed = false;
    bool m_dashed = false;
    qreal m_progress = 1;
    qreal m_cornerRadius = 1e6;
};

} // namespace tutti
