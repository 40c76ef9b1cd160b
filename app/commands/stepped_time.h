// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAnimationDriver>

namespace tutti {

/// The time of everything that moves on the screens, while this object lives: it runs when told to, so that every frame is
/// the same on every machine. Thread: GUI, the only one that draws then.
class SteppedTime final : public QAnimationDriver {
public:
    SteppedTime() { install(); }
    ~SteppedTime() override { uninstall(); }

    [[nodiscard]] qint64 elapsed() const override { return m_ms; }
    void step(int ms)
    {
        m_ms += ms;
        advanceAnimation();
    }

private:
    qint64 m_ms = 0;
};

} // namespace tutti
