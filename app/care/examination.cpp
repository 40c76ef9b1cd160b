// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/examination.h"

#include "care/machine.h"
#include "content/grooves.h"
#include "content/recipes.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace tutti {

Diagnostics examine(const Patient &patient)
{
    using namespace Qt::StringLiterals;
    const Catalogue::Reading catalogue = Catalogue::read(patient.folder + u"/catalogue.json"_s);
    const GrooveReading grooves = readGrooves(patient.folder + u"/grooves"_s, catalogue.catalogue);
    const RecipeReading recipes = readRecipes(patient.folder + u"/recipes"_s, patient.activities);
    const SettingsFile::Reading settings = SettingsFile(patient.folder + u"/settings.json"_s).read();

    Diagnostics all;
    all.display = patient.display;
    all.touch = patient.touch;
    all.drawnBy = patient.drawnBy;
    all.settings = settings.settings;
    all.sound = soundOfThisMachine();
    all.unit = unitOfThisMachine();
    all.crashes = crashesOfThisMachine();
    const ClockFacts clock = clockOfThisMachine();
    all.when = clock.now;

    all.findings = {checkDisplay(patient.display),
                    checkTouch(patient.touch),
                    checkSound(all.sound),
                    checkSounds(patient.loadSounds(catalogue.catalogue, settings.settings)),
                    checkFonts(patient.fonts),
                    checkFolder(folderAt(patient.folder)),
                    checkDisk(diskAt(patient.folder)),
                    checkClock(clock)};
    const auto add = [&](std::vector<Finding> findings) {
        all.findings.insert(all.findings.end(), std::make_move_iterator(findings.begin()), std::make_move_iterator(findings.end()));
    };
    add(checkOwnFiles(Subject::Catalogue, catalogue.problem ? std::vector{*catalogue.problem} : std::vector<std::string>{},
                      fmt::format("{} instruments.", catalogue.catalogue.entries().size())));
    add(checkOwnFiles(Subject::Grooves, grooves.problems, fmt::format("{} grooves.", grooves.grooves.size())));
    add(checkOwnFiles(Subject::Recipes, recipes.problems, fmt::format("{} recipes.", recipes.recipes.size())));
    add(checkOwnFiles(Subject::Settings, settings.problems, "In order."));
    add({checkNetwork(openPorts(processesOfTutti())), checkService(all.unit), checkLastStart(all.crashes), checkUpdates(lastUpdateOfThisMachine()),
         checkPackages(packagesOfThisMachine()),
         checkVersions(versionsOfThisMachine())});
    return all;
}

} // namespace tutti
