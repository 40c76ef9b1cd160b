// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/render_gate.h"

#include "engine/engine.h"

#include <algorithm>
#include <thread>

namespace tutti {

void RenderGate::open(Engine &engine) noexcept
{
    close();
    m_engine = &engine;
    m_state.store(Open, std::memory_order_release);
}

void RenderGate::close() noexcept
{
    int state = Open;
    while (!m_state.compare_exchange_weak(state, state == Inside ? Leaving : Closed, std::memory_order_acquire)) {
        if (state == Closed)
            break;
    }
    while (m_state.load(std::memory_order_acquire) != Closed)
        std::this_thread::yield();
    if (m_engine != nullptr)
        m_engine->streamEnded();
    m_engine = nullptr;
}

void RenderGate::render(float *left, float *right, int frames) noexcept
{
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - m_epoch);
    renderAt(now.count(), left, right, frames);
}

void RenderGate::renderAt(std::int64_t nowUs, float *left, float *right, int frames) noexcept
{
    m_callbacks.fetch_add(1, std::memory_order_relaxed);
    int expected = Open;
    if (!m_state.compare_exchange_strong(expected, Inside, std::memory_order_acquire)) {
        std::fill_n(left, frames, 0.0F);
        std::fill_n(right, frames, 0.0F);
        return;
    }
    m_engine->beginCallback(nowUs);
    m_engine->render(left, right, frames);
    expected = Inside;
    if (!m_state.compare_exchange_strong(expected, Open, std::memory_order_release, std::memory_order_relaxed))
        m_state.store(Closed, std::memory_order_release);
}

} // namespace tutti
