# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed where, and two Debian packages of it: `tutti`, the program on any desktop, and `tutti-kiosk`, which
# makes an appliance of a machine. kiosk/install builds and installs them; kiosk/prove-packages tries them in clean roots.
include(GNUInstallDirs)

set(TUTTI_PACKAGE_REVISION 1 CACHE STRING "Counts packages of one version of Tutti")

set(packages_dir ${CMAKE_CURRENT_LIST_DIR})
set(packages_out ${CMAKE_CURRENT_BINARY_DIR}/packages)

# ---- what the packages say of themselves

# As Debian's own tools take it; who builds a package answers for it.
set(packager "Tutti contributors <tutti@localhost>")
if(DEFINED ENV{DEBEMAIL})
    set(packager "$ENV{DEBEMAIL}")
    if(DEFINED ENV{DEBFULLNAME} AND NOT packager MATCHES "<")
        set(packager "$ENV{DEBFULLNAME} <${packager}>")
    endif()
endif()

# Debian 12's package is older than Debian 13's, so that an upgrade of the system brings the one that fits it.
cmake_host_system_information(RESULT debian QUERY DISTRIB_VERSION_ID)
set(package_revision ${TUTTI_PACKAGE_REVISION})
if(debian)
    string(APPEND package_revision "~deb${debian}")
endif()
set(package_version ${PROJECT_VERSION}-${package_revision})

# Both heed SOURCE_DATE_EPOCH.
string(TIMESTAMP TUTTI_RELEASE_DATE "%Y-%m-%d" UTC)
string(TIMESTAMP package_date "%a, %d %b %Y %H:%M:%S +0000" UTC)

# packages_of(LIST OUT): a list of kiosk/lib.sh, the one place that says what Tutti needs.
function(packages_of list out)
    execute_process(COMMAND bash -c ". \"$1\" && printf '%s;' \"\${${list}[@]}\"" lib ${CMAKE_SOURCE_DIR}/kiosk/lib.sh
        OUTPUT_VARIABLE packages COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX REPLACE ";$" "" packages "${packages}")
    if(packages STREQUAL "")
        message(FATAL_ERROR "kiosk/lib.sh has no list ${list}, or nothing is in it.")
    endif()
    # Any bank that Debian offers plays; this is the one whose levels were measured.
    list(TRANSFORM packages REPLACE "^fluid-soundfont-gm$" "fluid-soundfont-gm | sf2-soundfont-gm")
    set(${out} "${packages}" PARENT_SCOPE)
endfunction()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/kiosk/lib.sh)

# zipped(FILE NAME.gz): as Debian compresses documents, the same bytes every time.
function(zipped file name)
    file(MAKE_DIRECTORY ${packages_out})
    execute_process(COMMAND gzip -9nc ${file} OUTPUT_FILE ${packages_out}/${name} COMMAND_ERROR_IS_FATAL ANY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endfunction()

# documents(PACKAGE COMPONENT): what Debian wants to stand in /usr/share/doc of every package.
function(documents package component)
    configure_file(${packages_dir}/changelog.in ${packages_out}/${package}-changelog @ONLY)
    zipped(${packages_out}/${package}-changelog ${package}-changelog.gz)
    set(doc ${CMAKE_INSTALL_DATADIR}/doc/${package})
    install(FILES ${packages_dir}/copyright DESTINATION ${doc} COMPONENT ${component})
    install(FILES ${packages_out}/${package}-changelog.gz DESTINATION ${doc} RENAME changelog.Debian.gz COMPONENT ${component})
    install(FILES ${packages_dir}/${package}.lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME ${package}
        COMPONENT ${component})
endfunction()

# ---- the program

configure_file(${packages_dir}/tutti.metainfo.xml.in ${packages_out}/tutti.metainfo.xml @ONLY)
zipped(${CMAKE_SOURCE_DIR}/CHANGELOG.md changelog.gz)
zipped(${packages_dir}/tutti.1 tutti.1.gz)

install(TARGETS tutti RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(FILES ${packages_dir}/tutti.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT program)
install(FILES ${packages_dir}/tutti.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps COMPONENT program)
install(FILES ${packages_out}/tutti.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT program)
install(FILES ${packages_out}/tutti.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${packages_out}/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/tutti COMPONENT program)
install(PROGRAMS ${packages_dir}/tutti-open DESTINATION lib/tutti COMPONENT program)
install(FILES ${CMAKE_SOURCE_DIR}/kiosk/session/lib.sh DESTINATION lib/tutti COMPONENT program)
documents(tutti program)

# ---- the appliance

# session(PROGRAMS|FILES FOLDER FILE...): files of kiosk/session, under their own names.
# session(FILES FOLDER FILE RENAME NAME): one of them under another.
# The calls below are the one list of them; the scripts that dpkg runs are told from it which units there are.
set(units)
function(session kind folder)
    cmake_parse_arguments(PARSE_ARGV 2 ARG "" "RENAME" "")
    set(sources)
    foreach(file IN LISTS ARG_UNPARSED_ARGUMENTS)
        set(source ${CMAKE_SOURCE_DIR}/kiosk/session/${file})
        if(NOT EXISTS ${source})
            message(FATAL_ERROR "kiosk/session/${file} is not there; kiosk/packages/packages.cmake names it.")
        endif()
        list(APPEND sources ${source})
        file(STRINGS ${source} starts REGEX "^\\[Install\\]")
        if(starts)
            list(APPEND units ${file})
        endif()
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    endforeach()
    if(ARG_RENAME)
        install(${kind} ${sources} DESTINATION ${folder} RENAME ${ARG_RENAME} COMPONENT appliance EXCLUDE_FROM_ALL)
    else()
        install(${kind} ${sources} DESTINATION ${folder} COMPONENT appliance EXCLUDE_FROM_ALL)
    endif()
    set(units ${units} PARENT_SCOPE)
endfunction()

session(PROGRAMS lib/tutti kiosk-ask kiosk-quiet kiosk-screen kiosk-session kiosk-update)
session(FILES lib/tutti weston.ini)
session(FILES lib/systemd/system
    tutti-kiosk.service tutti-screen.service
    tutti-kiosk-ask.path tutti-kiosk-ask.service
    tutti-kiosk-update.service tutti-kiosk-update.timer
    tutti-stick@.service)
session(FILES lib/systemd/system/apt-daily.service.d apt-daily-quiet.conf RENAME tutti-kiosk.conf)
session(FILES lib/systemd/system/apt-daily-upgrade.service.d apt-daily-upgrade.conf RENAME tutti-kiosk.conf)
session(FILES lib/systemd/system/user@.service.d user.conf RENAME tutti-kiosk.conf)
session(FILES lib/systemd/journald.conf.d journald.conf RENAME tutti-kiosk.conf)
session(FILES lib/systemd/logind.conf.d logind.conf RENAME tutti-kiosk.conf)
session(FILES lib/systemd/system.conf.d system.conf RENAME tutti-kiosk.conf)
session(FILES lib/sysctl.d sysctl.conf RENAME 60-tutti-kiosk.conf)
session(FILES lib/sysusers.d sysusers.conf RENAME tutti-kiosk.conf)
session(FILES lib/tmpfiles.d tmpfiles.conf RENAME tutti-kiosk.conf)
session(FILES lib/udev/rules.d 70-tutti-kiosk.rules)
documents(tutti-kiosk appliance)

list(JOIN units " " units)
foreach(script postinst prerm postrm)
    configure_file(${packages_dir}/${script}.in ${packages_out}/${script} @ONLY)
endforeach()

# ---- CPack

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL program appliance)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_SOURCE_DIR}/build/packages)
set(CPACK_PACKAGE_NAME tutti)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each has its own, the first line of its description
set(CPACK_VERBATIM_VARIABLES ON)
# The appliance has files in /etc, so paths are whole and staged with DESTDIR.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${packages_dir}/tidy.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${packager})
set(CPACK_DEBIAN_PACKAGE_RELEASE ${package_revision})
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)

packages_of(packages_play play)
packages_of(packages_offer offer)
packages_of(packages_wall wall)
list(JOIN play ", " play)
list(JOIN offer ", " offer)
list(JOIN wall ", " wall)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME tutti)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS ${play}) # what is loaded at run time, which no linker sees
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS ${offer})
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS tutti-kiosk)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "touchscreen instrument for a whole group
People walk up to one big touchscreen, touch, and hear their sound at once,
together with everybody else's. No names, no log-in, no network, no right or
wrong note. For care homes, special-needs classrooms and wherever people who
do not read music want to make some.")

set(CPACK_DEBIAN_APPLIANCE_PACKAGE_NAME tutti-kiosk)
set(CPACK_DEBIAN_APPLIANCE_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_APPLIANCE_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_APPLIANCE_PACKAGE_DEPENDS "tutti (= ${package_version}), ${wall}")
set(CPACK_DEBIAN_APPLIANCE_PACKAGE_CONTROL_EXTRA ${packages_out}/postinst ${packages_out}/prerm ${packages_out}/postrm)
set(CPACK_DEBIAN_APPLIANCE_DESCRIPTION "machine that is nothing but Tutti
Makes an appliance of a machine with a touchscreen and a loudspeaker: it
starts into Tutti by itself, stays there, and keeps strangers out. Another
display manager rests meanwhile; removing this package gives the machine
back as it was.")

include(CPack)
