# SPDX-License-Identifier: GPL-3.0-or-later
# From ctest's JUnit file: "PASSED FAILED SKIPPED NAMES OF WHAT FAILED".
# A Qt Test program counts by the functions it reports, any other test as one. What ended badly without reporting a
# failed function (a crash, a time-out, a sanitizer's verdict, a program that is not there) is one failure.

function close_test() {
    if (name == "") return
    if (bad && !failed_here) failed_here = 1
    if (!bad && !reported) { if (left_out) skipped_here = 1; else passed_here = 1 }
    passed += passed_here; failed += failed_here; skipped += skipped_here
    if (failed_here) names = names " " name
    name = ""
}

/<testcase / {
    close_test()
    match($0, /name="[^"]*"/); name = substr($0, RSTART + 6, RLENGTH - 7)
    bad = /status="fail"/; left_out = /status="(notrun|disabled)"/
    passed_here = failed_here = skipped_here = reported = 0
}

/<skipped message="/ && !/"SKIP_/ { bad = 1 }

/Totals: [0-9]+ passed, [0-9]+ failed, [0-9]+ skipped/ {
    line = $0; sub(/.*Totals: /, "", line); split(line, number, /[^0-9]+/)
    passed_here += number[1]; failed_here += number[2]; skipped_here += number[3]; reported = 1
}

END { close_test(); print passed + 0, failed + 0, skipped + 0, names }
