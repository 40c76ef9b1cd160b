// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/audio_driver.h"
#include "sound/fluid_driver.h"
#include "sound/qt_sink_driver.h"
#include "sound/sound_servers.h"

namespace tutti {

std::vector<DriverChoice> standardDrivers()
{
    return {
        {"jack", FluidDriver::openJack, jackIsPipeWire(), false},
        {"pulseaudio", FluidDriver::openPulse, true, true},
        {"alsa", FluidDriver::openAlsa, false, false},
        {"qt", QtSinkDriver::open, true, false},
    };
}

} // namespace tutti
