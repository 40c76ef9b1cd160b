// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_plan.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tutti {
namespace {

constexpr int kLookMs = 5000;

} // namespace

SessionPlan::SessionPlan(Clock clock, Begin begin, QObject *parent) : QObject(parent), m_clock(std::move(clock)), m_begin(std::move(begin))
{
    m_minute.setInterval(kLookMs);
    connect(&m_minute, &QTimer::timeout, this, &SessionPlan::changed);
}

void SessionPlan::setRecipes(std::vector<Recipe> recipes)
{
    m_recipes = std::move(recipes);
    Q_EMIT recipesChanged();
}

QStringList SessionPlan::recipes() const
{
    QStringList names;
    for (const Recipe &recipe : m_recipes)
        names.append(QString::fromStdString(recipe.name));
    return names;
}

const Recipe::Step *SessionPlan::at(int step) const
{
    return step >= 0 && step < stepCount() ? &m_recipe->steps[static_cast<std::size_t>(step)] : nullptr;
}

QString SessionPlan::name() const { return at(m_step) ? QString::fromStdString(at(m_step)->name) : QString(); }
QString SessionPlan::line() const { return at(m_step) ? QString::fromStdString(at(m_step)->say) : QString(); }
QString SessionPlan::nextName() const { return at(m_step + 1) ? QString::fromStdString(at(m_step + 1)->name) : QString(); }

int SessionPlan::minutesLeft() const
{
    if (!m_recipe)
        return 0;
    const double left = m_recipe->minutes - toSeconds(m_clock() - m_began) / 60;
    return std::max(0, static_cast<int>(std::ceil(left)));
}

void SessionPlan::start(int recipe)
{
    if (recipe < 0 || recipe >= static_cast<int>(m_recipes.size()) || m_recipes[static_cast<std::size_t>(recipe)].steps.empty())
        return;
    m_recipe = m_recipes[static_cast<std::size_t>(recipe)];
    m_step = 0;
    m_goesOn = m_waiting = false;
    m_began = m_clock();
    m_minute.start();
    m_begin(m_recipe->steps.front());
    Q_EMIT changed();
}

void SessionPlan::ended()
{
    // The last step may end by itself, with its goodbye; others only where the leader went on.
    if (!m_recipe || m_waiting || !(std::exchange(m_goesOn, false) || m_step + 1 == stepCount()))
        return;
    m_waiting = true;
    ++m_step;
    Q_EMIT changed();
}

bool SessionPlan::breathed()
{
    if (!std::exchange(m_waiting, false))
        return true;
    if (const Recipe::Step *step = at(m_step)) {
        m_begin(*step);
        return true;
    }
    leave();
    return false;
}

void SessionPlan::leave()
{
    if (!m_recipe)
        return;
    m_recipe.reset();
    m_goesOn = m_waiting = false;
    m_minute.stop();
    Q_EMIT changed();
}

} // namespace tutti
