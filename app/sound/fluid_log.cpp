// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/fluid_log.h"

#include <fluidsynth.h>

#include <array>
#include <cstring>
#include <mutex>

namespace tutti {
namespace {

// The first complaint names the cause; those after it are its consequences.
thread_local std::array<char, 256> t_complaint{};

void keep(int, const char *message, void *)
{
    if (t_complaint[0] == '\0')
        std::strncpy(t_complaint.data(), message, t_complaint.size() - 1);
}

} // namespace

void quietFluidLog()
{
    static std::once_flag once;
    std::call_once(once, [] {
        fluid_set_log_function(FLUID_PANIC, keep, nullptr);
        fluid_set_log_function(FLUID_ERR, keep, nullptr);
        fluid_set_log_function(FLUID_WARN, nullptr, nullptr);
        fluid_set_log_function(FLUID_INFO, nullptr, nullptr);
        fluid_set_log_function(FLUID_DBG, nullptr, nullptr);
    });
}

void clearFluidComplaint() noexcept
{
    t_complaint[0] = '\0';
}

std::string fluidComplaint()
{
    return t_complaint.data();
}

} // namespace tutti
