// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {

/// From now on SIGTERM, SIGINT and SIGHUP end the event loop, so that a session that is shut down ends as any other.
void quitOnSignals();

} // namespace tutti
