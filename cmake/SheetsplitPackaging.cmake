# Installation and the packages of the release: `cmake --install`, and `cpack` for .tar.gz and .deb.
# Include last; needs the target `sheetsplit` and SheetsplitThirdParty.

include(GNUInstallDirs)

# ---- Files made from the program itself, so that they cannot differ from it ----------------------------------

set(documents "${CMAKE_BINARY_DIR}/documents")
set(generated_documents "")
foreach(kind IN ITEMS man bash zsh fish)
    add_custom_command(OUTPUT "${documents}/${kind}"
        COMMAND ${CMAKE_COMMAND} -E make_directory "${documents}"
        COMMAND sheetsplit generate ${kind} > "${documents}/${kind}"
        DEPENDS sheetsplit VERBATIM)
    list(APPEND generated_documents "${documents}/${kind}")
endforeach()
find_program(GZIP gzip REQUIRED)
add_custom_command(OUTPUT "${documents}/man.gz"
    COMMAND ${GZIP} -9 --no-name --keep --force "${documents}/man"
    DEPENDS "${documents}/man" VERBATIM)

# One date for everything in the packages: that of the sources, not that of the build.
set(SHEETSPLIT_DATE "$ENV{SOURCE_DATE_EPOCH}")
if(NOT SHEETSPLIT_DATE)
    execute_process(COMMAND git -C "${PROJECT_SOURCE_DIR}" log -1 --format=%ct
        OUTPUT_VARIABLE SHEETSPLIT_DATE OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT SHEETSPLIT_DATE)
    set(SHEETSPLIT_DATE 1735689600)   # sources without history: the start of 2025, as good as any
endif()
execute_process(COMMAND date --utc --date=@${SHEETSPLIT_DATE} "+%a, %d %b %Y %T +0000"
    OUTPUT_VARIABLE readable_date OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)

# Debian wants the history of the package, and reasons for what it does otherwise than packages of Debian.
file(CONFIGURE OUTPUT "${documents}/changelog" @ONLY CONTENT
"sheetsplit (@PROJECT_VERSION@) unstable; urgency=medium

  * Release @PROJECT_VERSION@.

 -- sheetsplit maintainers <maintainers@sheetsplit.invalid>  @readable_date@
")
execute_process(COMMAND ${GZIP} -9 --no-name --keep --force "${documents}/changelog" COMMAND_ERROR_IS_FATAL ANY)
file(CONFIGURE OUTPUT "${documents}/lintian-overrides" @ONLY CONTENT
"# The program is one file that needs nothing else, on any distribution: that is what it is for. What it contains,
# with versions and licences, stands in /usr/share/doc/sheetsplit/copyright.
sheetsplit: shared-library-lacks-prerequisites [usr/bin/sheetsplit]
sheetsplit: embedded-library *
")

add_custom_target(sheetsplit_documents ALL DEPENDS ${generated_documents} "${documents}/man.gz")

# ---- Installation --------------------------------------------------------------------------------------------

install(TARGETS sheetsplit RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES "${documents}/man.gz" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 RENAME sheetsplit.1.gz)
install(FILES "${documents}/bash" DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME sheetsplit)
install(FILES "${documents}/zsh" DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _sheetsplit)
install(FILES "${documents}/fish" DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
    RENAME sheetsplit.fish)
install(FILES "${SHEETSPLIT_NOTICES_FILE}" DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME THIRD-PARTY.txt)
install(FILES "${SHEETSPLIT_COPYRIGHT_FILE}" DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES "${documents}/changelog.gz" DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES "${documents}/lintian-overrides" DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
    RENAME sheetsplit)

# ---- Packages ------------------------------------------------------------------------------------------------

set(CPACK_GENERATOR "TGZ;DEB")
set(CPACK_PACKAGE_NAME sheetsplit)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_VENDOR "The sheetsplit project")
set(CPACK_PACKAGE_CONTACT "sheetsplit maintainers <maintainers@sheetsplit.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "split sheet-music books into one PDF per song")
set(CPACK_PACKAGE_DESCRIPTION
"Finds the table of contents of a sheet-music book, maps printed page numbers to
pages of the PDF, verifies the first page of every song and writes one PDF per
song without rendering anything anew, with a manifest that says how sure each
cut is. Works offline; text recognition for English is built in.")
set(CPACK_PACKAGE_FILE_NAME "sheetsplit-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_STRIP_FILES OFF)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PROJECT_CONFIG_FILE "${PROJECT_SOURCE_DIR}/cmake/packaging/date.cmake")
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/packaging/tidy.cmake")
set(CPACK_SHEETSPLIT_LICENCE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_SHEETSPLIT_DATE ${SHEETSPLIT_DATE})
if(NOT SHEETSPLIT_STATIC)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
