// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/audio_driver.h"
#include "sound/fluid_driver.h"
#include "sound/qt_sink_driver.h"

namespace tutti {

std::vector<DriverChoice> standardDrivers()
{
    return {
        {"jack", FluidDriver::openJack},
        {"pulseaudio", FluidDriver::openPulse},
        {"alsa", FluidDriver::openAlsa},
        {"qt", QtSinkDriver::open},
    };
}

} // namespace tutti
