# Run by cpack when the files of a package are laid out: makes them what that kind of package wants, and gives
# all one date, so that equal files make equal packages. CPACK_* come from cpack.

file(GLOB roots LIST_DIRECTORIES true "${CPACK_TEMPORARY_INSTALL_DIRECTORY}" "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr")
foreach(root IN LISTS roots)
    set(documents "${root}/share/doc/sheetsplit")
    if(NOT IS_DIRECTORY "${documents}" OR CPACK_GENERATOR STREQUAL "DEB")
        continue()
    endif()
    # What only Debian asks for, and what Debian keeps in one place for all packages.
    file(REMOVE_RECURSE "${root}/share/lintian" "${documents}/changelog.gz" "${documents}/copyright")
    file(COPY "${CPACK_SHEETSPLIT_LICENCE}" DESTINATION "${documents}")
endforeach()

file(GLOB_RECURSE files LIST_DIRECTORIES true "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*")
execute_process(COMMAND touch --no-dereference --date=@${CPACK_SHEETSPLIT_DATE}
    "${CPACK_TEMPORARY_INSTALL_DIRECTORY}" ${files} COMMAND_ERROR_IS_FATAL ANY)
