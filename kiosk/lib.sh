# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Shared by kiosk/run, kiosk/install and tests/run, which source it: what Debian has to provide, how it gets here, how
# Tutti is built. kiosk/packages reads from it what the packages depend on.
# Names are those of Debian 12 and 13 alike.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

packages_build=(
    g++ cmake ninja-build pkg-config
    qt6-base-dev qt6-declarative-dev qt6-declarative-dev-tools qt6-multimedia-dev
    libfluidsynth-dev libinstpatch-dev libsndfile1-dev libboost-dev nlohmann-json3-dev libtomlplusplus-dev libexpected-dev libfmt-dev
    libsystemd-dev # tells the service manager that it lives
    libcrypt-dev   # seals the staff's PIN
    libpulse-dev   # hears of speakers that come and go
    libebur128-dev # weighs the loudness of instruments while building
    libjack-jackd2-dev # else FluidSynth's headers bring JACK 1, which talks neither to jackd2 nor to PipeWire
)
packages_play=(
    qml6-module-qtquick qml6-module-qtquick-window qml6-module-qtqml qml6-module-qtqml-workerscript
    fonts-inter fluid-soundfont-gm
)
packages_offer=(qt6-wayland pipewire-jack) # one for a Wayland screen, one to play through PipeWire without delay
packages_wall=( # a machine that is nothing but Tutti
    weston qt6-wayland libgl1-mesa-dri
    pipewire pipewire-pulse pipewire-jack wireplumber
    systemd udev libpam-systemd dbus-user-session unattended-upgrades procps mount
)
packages_pack=(dpkg-dev file)              # puts packages together
packages_test=(
    qml6-module-qttest
    xserver-xorg-core xserver-xorg-dev xserver-xorg-video-dummy xkb-data x11-xkb-utils x11-xserver-utils xinput x11-utils libgl1-mesa-dri
    libx11-dev libxi-dev jackd2 pulseaudio pulseaudio-utils dbus
    desktop-file-utils appstream mandoc librsvg2-bin # read what the packages bring
    weston 'libweston-*-dev' qt6-wayland systemd # the session on the wall; the one package whose name Debian 12 and 13 do not share
)

# Words for whoever looks on go to standard error: standard output is the program's.
say() { printf 'tutti: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Qt, and moc while building, complain of any other encoding.
[[ $(locale charmap 2>/dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8

installed() { dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

wanted=()

# need WHY PACKAGE...: notes which of them are missing and says what for.
need() {
    local why=$1 package missing=()
    shift
    command -v dpkg-query >/dev/null || return 0
    for package in "$@"; do
        installed "$package" || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    say "Missing $why: ${missing[*]}"
    wanted+=("${missing[@]}")
}

# apt_install [OPTION...] PACKAGE...: installs packages, or files of them, as the administrator or by sudo. Never asks and
# never takes another package away.
apt_install() {
    local asroot=(env DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_MODE=l)
    if ((EUID != 0)); then
        if ! sudo -n true 2>/dev/null; then
            fail "Installing needs an administrator. Run 'sudo -v' first, which asks for your password, and then this again; or ask one to run: apt-get install --no-install-recommends $*"
        fi
        asroot=(sudo -n "${asroot[@]}")
    fi
    local log=$root/build/apt.log
    mkdir -p "$root/build"
    if ! "${asroot[@]}" apt-get update -q >"$log" 2>&1; then
        say "The list of packages could not be renewed; trying with the one that is here."
    fi
    # What a power cut left half done keeps apt from everything else. What cannot be finished like this, apt mends itself.
    "${asroot[@]}" dpkg --force-confold --configure -a >>"$log" 2>&1 </dev/null || true
    if ! "${asroot[@]}" apt-get install -q -y --no-install-recommends --no-remove -o DPkg::Lock::Timeout=300 \
        -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold "$@" >>"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        fail "The packages could not be installed: the machine is not on the network, or one of them does not go with what is here. The lines above are apt's own, the end of build/apt.log."
    fi
}

# install_files FILE...: our own packages and what they need; over an older version, a newer one, or the remains of one.
install_files() { apt_install --fix-broken --reinstall --allow-downgrades "$@"; }

# install_missing: fetches what need() found; does nothing when all is here.
install_missing() {
    ((${#wanted[@]})) || return 0
    say "Fetching and installing them; the first time this takes some minutes (details in build/apt.log)."
    apt_install "${wanted[@]}"
    wanted=()
}

# build PRESET [-DOPTION...] [TARGET...]: configures and builds a preset; a second when nothing has changed.
build() {
    local preset=$1 options=()
    shift
    while [[ ${1-} == -* ]]; do options+=("$1"); shift; done
    say "Building ($preset); the first time this takes some minutes."
    cmake -S "$root" --preset "$preset" --log-level=NOTICE ${options[@]+"${options[@]}"} >/dev/null || fail "CMake could not set up the preset $preset; its reason stands above."
    (cd "$root" && cmake --build --preset "$preset" ${1:+--target "$@"}) >&2 || fail "The preset $preset could not be built; the compiler's reason stands above."
}
