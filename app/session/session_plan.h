// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipe.h"
#include "core/units.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <optional>
#include <vector>

namespace tutti {

/// *Start a session*: a recipe step by step, led by Next. Nothing in it ends by the clock: the minutes left are the
/// leader's to know. Next plays the ending of what is played; after a breath, which another Next cuts short, the next step
/// begins. After the last the doors are shown. Each step stands in the log as a `start`.
/// Thread: GUI.
class SessionPlan : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Session owns it")
    Q_PROPERTY(QStringList recipes READ recipes NOTIFY recipesChanged)
    Q_PROPERTY(bool running READ isRunning NOTIFY changed)
    Q_PROPERTY(int step READ step NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString line READ line NOTIFY changed)
    Q_PROPERTY(QString nextName READ nextName NOTIFY changed)
    Q_PROPERTY(int minutesLeft READ minutesLeft NOTIFY changed)

public:
    /// Steady-clock microseconds.
    using Clock = std::function<Micros()>;
    using Begin = std::function<void(const Recipe::Step &)>;

    SessionPlan(Clock clock, Begin begin, QObject *parent = nullptr);

    void setRecipes(std::vector<Recipe> recipes);
    /// Their names, in the order they are offered.
    [[nodiscard]] QStringList recipes() const;

    [[nodiscard]] bool isRunning() const { return m_recipe.has_value(); }
    /// From 0. While it rests after one, the next is shown already.
    [[nodiscard]] int step() const { return m_step; }
    [[nodiscard]] int stepCount() const { return m_recipe ? static_cast<int>(m_recipe->steps.size()) : 0; }
    [[nodiscard]] QString name() const;
    /// What to say.
    [[nodiscard]] QString line() const;
    /// The step after this one; empty: none.
    [[nodiscard]] QString nextName() const;
    /// Of the plan, in whole minutes, 0 at the least. A session may take as long as it takes.
    [[nodiscard]] int minutesLeft() const;

    /// Begins with the first step. Nothing where there is no such recipe.
    void start(int recipe);
    /// The leader's Next: what is played is to come to its end.
    void goOn() { m_goesOn = isRunning() && !m_waiting; }
    /// What was played has come to its end: after a Next, and after the last step, the plan goes on.
    void ended();
    /// The breath is over: the next step, if one is due. False: it was the last one, and the plan is over.
    bool breathed();
    /// Somebody chose something else.
    void leave();

Q_SIGNALS:
    void recipesChanged();
    void changed();

private:
    [[nodiscard]] const Recipe::Step *at(int step) const;

    Clock m_clock;
    Begin m_begin;
    std::vector<Recipe> m_recipes;
    std::optional<Recipe> m_recipe;
    int m_step = 0;
    bool m_goesOn = false;  ///< with the end of what is played
    bool m_waiting = false; ///< the next step begins after the breath
    Micros m_began{};
    QTimer m_minute; ///< minutes left are looked at
};

} // namespace tutti
