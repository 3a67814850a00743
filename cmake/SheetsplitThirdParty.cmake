# Writes down what the program is made of, from cmake/components.txt and from what this build really uses:
#
#   SHEETSPLIT_COMPONENTS_FILE   a line per component: name, version, licence, separated by tabs
#   SHEETSPLIT_COPYRIGHT_FILE    the terms of the program, where its source is, and the components
#   SHEETSPLIT_NOTICES_FILE      the same with every component's licence statement
#
# Include after SheetsplitVendors.

set(SHEETSPLIT_COMPONENTS_FILE "${CMAKE_BINARY_DIR}/generated/components.txt")
set(SHEETSPLIT_COPYRIGHT_FILE "${CMAKE_BINARY_DIR}/generated/copyright")
set(SHEETSPLIT_NOTICES_FILE "${CMAKE_BINARY_DIR}/generated/third-party.txt")

# The version of an installed package, or "unknown version" on a machine without dpkg.
function(sheetsplit_package_version out package)
    execute_process(COMMAND dpkg-query --show --showformat "\${Version}" ${package}
        OUTPUT_VARIABLE version RESULT_VARIABLE result ERROR_QUIET)
    if(NOT result EQUAL 0 OR version STREQUAL "")
        set(version "unknown version")
    endif()
    set(${out} "${version}" PARENT_SCOPE)
endfunction()

if(SHEETSPLIT_STATIC)
    set(flavour static)
    file(STRINGS "${SHEETSPLIT_STATIC_PREFIX}/recipe.txt" pins REGEX "^source ")
else()
    set(flavour debian)
    set(pins "")
endif()

set(table "")
set(statements "")
set(rule "================================================================================\n")
file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/components.txt" rows REGEX "^(all|${flavour})\t")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/components.txt")
foreach(row IN LISTS rows)
    string(REPLACE "\t" ";" row "${row}")
    list(GET row 1 name)
    list(GET row 2 licence)
    list(GET row 3 package)
    list(GET row 4 pin)
    set(statement "/usr/share/doc/${package}/copyright")
    set(pinned ${pins})
    list(FILTER pinned INCLUDE REGEX " ${pin} ")
    if(pinned)
        list(GET pinned 0 pinned)
        string(REGEX REPLACE "^source [0-9a-f]+ [^ ]+ ([^ ]+) .*" "\\1" version "${pinned}")
        set(statement "${SHEETSPLIT_STATIC_PREFIX}/share/licenses/${pin}/copyright")
    else()
        sheetsplit_package_version(version ${package})
    endif()
    string(APPEND table "${name}\t${version}\t${licence}\n")

    string(APPEND statements "${rule}${name} ${version} (${licence})\n${rule}\n")
    if(EXISTS "${statement}")
        file(READ "${statement}" text)
        string(APPEND statements "${text}\n")
    elseif(SHEETSPLIT_STATIC)
        message(FATAL_ERROR "there is no licence statement of ${name} at ${statement}")
    else()
        string(APPEND statements "The licence statement is in the package ${package}.\n\n")
    endif()
endforeach()

# The statements point to these texts by the place where Debian keeps them.
foreach(licence IN ITEMS Apache-2.0 GPL-2 GPL-3 LGPL-2 LGPL-2.1 LGPL-3)
    if(EXISTS "/usr/share/common-licenses/${licence}")
        file(READ "/usr/share/common-licenses/${licence}" text)
        string(APPEND statements "${rule}/usr/share/common-licenses/${licence}\n${rule}\n${text}\n")
    endif()
endforeach()

string(REPLACE "\t" "  " readable "${table}")
set(origin "")
foreach(pin IN LISTS pins)
    string(REGEX REPLACE "^source ([0-9a-f]+) ([^ ]+) ([^ ]+) (.*)" "  \\4\n    SHA-256 \\1\n" pin "${pin}")
    string(APPEND origin "${pin}")
endforeach()
if(origin)
    string(PREPEND origin "Built from these files of Debian's source packages, with Debian's patches:\n\n")
    string(APPEND origin "\nand, for every other component, from the Debian package of the version given above.\n")
endif()

# Written only when different, so that nothing is compiled anew without need.
function(sheetsplit_write_if_different path text)
    if(EXISTS "${path}")
        file(READ "${path}" present)
        if(present STREQUAL text)
            return()
        endif()
    endif()
    file(WRITE "${path}" "${text}")
endfunction()

sheetsplit_write_if_different("${SHEETSPLIT_COMPONENTS_FILE}" "${table}")
set(terms
"sheetsplit ${PROJECT_VERSION} and what it is made of

Copyright 2026 the sheetsplit authors. The source code of sheetsplit itself is under the licence in its file
LICENSE. This program also contains the components below. Because MuPDF and jbig2dec are among them, the
program as a whole is under the GNU Affero General Public License, version 3 or later.

The source: whoever has this program may have the complete corresponding source code of it, of the sheetsplit
of this version and of every component, with the scripts that build it. It is published beside the program, as
sheetsplit-${PROJECT_VERSION}-source.tar, and can be had from those who gave you the program for as long as they
give it out. Whoever lets others use the program over a network owes them the same.

${readable}
${origin}")
sheetsplit_write_if_different("${SHEETSPLIT_COPYRIGHT_FILE}" "${terms}
The licence statements of all components, and the text of the GNU Affero General Public License, are in the file
THIRD-PARTY.txt in this folder. On Debian, /usr/share/common-licenses holds the Apache License, version 2.0, and
the GNU General and Lesser General Public Licenses.
")
sheetsplit_write_if_different("${SHEETSPLIT_NOTICES_FILE}" "${terms}\n${statements}")
