// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/doctor.h"

#include "commands/command_line.h"
#include "commands/data_folder.h"
#include "commands/patient.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tutti {

int runDoctor(const CommandLine &line)
{
    const QString folder = dataFolder(line.dataFolder);
    const Diagnostics found = examine(patientFor(line, folder));

    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Finding &finding : found.findings) {
        if (line.asJson)
            json.push_back({{"about", nameOf(finding.about)}, {"good", finding.good}, {"says", finding.says}});
        else
            fmt::print("{:12} {:5} {}\n", nameOf(finding.about), finding.good ? "good" : "look:", finding.says);
    }
    if (line.asJson)
        fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    if (!line.save.isEmpty())
        if (const auto saved = saveDiagnostics(line.save, found); !saved)
            return couldNotBeDone(saved.error());
    return static_cast<int>(std::ranges::all_of(found.findings, &Finding::good) ? ExitStatus::Done : ExitStatus::CouldNotBeDone);
}

} // namespace tutti
