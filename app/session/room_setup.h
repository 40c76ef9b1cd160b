// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/settings_file.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace tutti {

class RoomLayout;

/// What is decided once for a room: which panel hangs where, how loud it may be, when it is dark; and the way through the
/// six pages that ask for it. Every choice acts at once, on the glass itself, and is kept.
/// Thread: GUI.
class RoomSetup final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Session owns it")
    Q_PROPERTY(Page page READ page NOTIFY changed)
    /// Of the pages this room needs: which one, from 1, and how many.
    Q_PROPERTY(int pageNumber READ pageNumber NOTIFY changed)
    Q_PROPERTY(int pageCount READ pageCount NOTIFY changed)
    Q_PROPERTY(Kind kind READ kind WRITE setKind NOTIFY changed)
    Q_PROPERTY(double diagonalIn READ diagonalIn WRITE setDiagonalIn NOTIFY changed)
    Q_PROPERTY(QList<double> usualDiagonals READ usualDiagonals CONSTANT)
    Q_PROPERTY(double lowerEdgeMm READ lowerEdgeMm WRITE setLowerEdgeMm NOTIFY changed)
    Q_PROPERTY(int turn READ turn WRITE setTurn NOTIFY turnChanged)
    Q_PROPERTY(int loudestStep READ loudestStep WRITE setLoudestStep NOTIFY changed)
    /// dB(A) of the test sound at the loudest step, one metre away; only where `measured`.
    Q_PROPERTY(double measuredDb READ measuredDb NOTIFY changed)
    Q_PROPERTY(bool measured READ isMeasured NOTIFY changed)
    Q_PROPERTY(int waitS READ waitS WRITE setWaitS NOTIFY changed)
    Q_PROPERTY(bool quietHours READ hasQuietHours NOTIFY changed)
    Q_PROPERTY(QString quietFrom READ quietFrom NOTIFY changed)
    Q_PROPERTY(QString quietUntil READ quietUntil NOTIFY changed)
    Q_PROPERTY(int quietStep READ quietStep WRITE setQuietStep NOTIFY changed)
    Q_PROPERTY(int darkAfterMin READ darkAfterMin WRITE setDarkAfterMin NOTIFY changed)

public:
    enum Page { Place, Size, Height, Sound, Touch, Look };
    Q_ENUM(Page)
    /// In the order of RoomLayout::Kind.
    enum Kind { Wall, Table, Small };
    Q_ENUM(Kind)

    static constexpr int kTimeStepMin = 30;
    static constexpr double kFirstGuessDb = 70; ///< where a meter's number begins to be looked for

    explicit RoomSetup(RoomLayout &layout, QObject *parent = nullptr);

    /// What was kept. The layout has it already, with what the command line says over it.
    void setSettings(const KioskSettings &settings);
    [[nodiscard]] const KioskSettings &settings() const { return m_settings; }

    [[nodiscard]] Page page() const { return m_page; }
    [[nodiscard]] int pageNumber() const;
    [[nodiscard]] int pageCount() const { return static_cast<int>(pages().size()); }
    [[nodiscard]] Kind kind() const;
    void setKind(Kind kind);
    [[nodiscard]] double diagonalIn() const;
    void setDiagonalIn(double inches); ///< 4 to 200
    [[nodiscard]] QList<double> usualDiagonals() const { return {24, 32, 43, 55, 65, 75, 86}; }
    [[nodiscard]] double lowerEdgeMm() const;
    void setLowerEdgeMm(double mm);    ///< 0 to 2500
    [[nodiscard]] int turn() const { return m_settings.turn; }
    void setTurn(int degrees);         ///< 0, 90, 180, 270
    [[nodiscard]] int loudestStep() const { return m_settings.loudestStep; }
    void setLoudestStep(int step);     ///< 1 to 5; what was measured belongs to the old one and goes along by its dB
    [[nodiscard]] double measuredDb() const { return m_settings.measuredDb.value_or(kFirstGuessDb); }
    [[nodiscard]] bool isMeasured() const { return m_settings.measuredDb.has_value(); }
    [[nodiscard]] int waitS() const;
    void setWaitS(int seconds);        ///< 5 to 60
    [[nodiscard]] bool hasQuietHours() const { return m_settings.quiet.has_value(); }
    [[nodiscard]] QString quietFrom() const;
    [[nodiscard]] QString quietUntil() const;
    [[nodiscard]] int quietStep() const { return m_settings.quietStep; }
    void setQuietStep(int step);       ///< 1 to 5
    [[nodiscard]] int darkAfterMin() const { return m_settings.darkAfterMin; }
    void setDarkAfterMin(int minutes); ///< 1 to 240

    Q_INVOKABLE void begin();
    Q_INVOKABLE void next();     ///< after the last page it is finished
    Q_INVOKABLE void previous(); ///< on the first page it stays
    /// The meter shows so much more, or less.
    Q_INVOKABLE void measure(double byDb);
    Q_INVOKABLE void forgetMeasure();
    Q_INVOKABLE void useQuietHours(bool use);
    Q_INVOKABLE void moveQuiet(int fromSteps, int untilSteps); ///< half hours
    Q_INVOKABLE void turnOn(); ///< a quarter

Q_SIGNALS:
    void changed();
    void turnChanged();
    /// Something that is to be kept.
    void decided();
    /// For every seat, from now on.
    void waitDecided(int seconds);
    void finished();

private:
    [[nodiscard]] QList<Page> pages() const;
    void decide();

    RoomLayout &m_layout;
    KioskSettings m_settings;
    Page m_page = Place;
};

} // namespace tutti
