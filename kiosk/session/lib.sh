# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Shared by kiosk-session, kiosk-screen, kiosk/run and the menu's tutti-open, which source it.

# Does anybody listen at this socket? A file left behind by a server that has gone does not count.
listens() { timeout 3 perl -MIO::Socket::UNIX -e 'exit !IO::Socket::UNIX->new($ARGV[0])' "$1" 2>/dev/null; }

# PipeWire holds the speakers: its socket answers, and no other sound server of ours is running. (Some desktops run
# PipeWire for the screen only and PulseAudio for sound; its JACK would play into nothing there.)
pipewire_plays() {
    local process
    [[ ${XDG_RUNTIME_DIR-} ]] && listens "$XDG_RUNTIME_DIR/${PIPEWIRE_REMOTE:-pipewire-0}" || return 1
    for process in /proc/[0-9]*; do
        [[ -O $process ]] && grep -qsxE 'pulseaudio|jackd|jackdbus' "$process/comm" && return 1
    done
    return 0
}

# Through PipeWire's JACK a touch is heard ten times sooner than through its PulseAudio.
take_pipewire_jack() {
    local jack
    pipewire_plays && jack=$(dpkg-query -L pipewire-jack 2>/dev/null | grep -m 1 -x '/usr/lib/.*/pipewire-[^/]*/jack') || return 0
    export LD_LIBRARY_PATH=$jack${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} PIPEWIRE_LATENCY=${PIPEWIRE_LATENCY:-128/48000}
}

# count_crashes FOLDER: notes that a run begins, and prints how many runs before it ended badly within the last minute.
# run_ended_well FOLDER takes the note away; a run that is killed cannot. The folder is one of systemd's RuntimeDirectory=
# and in memory: a power cut is no crash. The kernel's own clock counts, because the clock of the day may jump.
count_crashes() {
    local now line recent=()
    read -r now _ </proc/uptime
    now=${now%.*}
    if [[ -e $1/running ]]; then
        if [[ -e $1/crashes ]]; then
            while read -r line; do
                [[ $line =~ ^[0-9]+$ ]] && ((now - line < 60)) && recent+=("$line")
            done <"$1/crashes"
        fi
        recent+=("$now")
        if printf '%s\n' "${recent[@]}" >"$1/crashes.new"; then mv "$1/crashes.new" "$1/crashes"; fi
    fi
    : >"$1/running" || true
    printf '%s\n' "${#recent[@]}"
}
run_ended_well() { rm -f "$1/running"; }
