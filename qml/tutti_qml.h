// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/QQmlExtensionPlugin>

// The screens are static QML modules: whoever shows them includes this once, in one source file outside any namespace.
Q_IMPORT_QML_PLUGIN(Tutti_AppPlugin)
Q_IMPORT_QML_PLUGIN(Tutti_FacilitatorPlugin)
Q_IMPORT_QML_PLUGIN(Tutti_StaffPlugin)
Q_IMPORT_QML_PLUGIN(Tutti_ActivitiesPlugin)
Q_IMPORT_QML_PLUGIN(Tutti_ControlsPlugin)
