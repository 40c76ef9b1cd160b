// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// A door on Home.
BigButton {
    pictureShare: 0.7
    cornerRadius: Math.min(28 * Theme.unit, 0.2 * Math.min(width, height))
}
