# Run by the superbuild when all libraries are built: puts STAGE into place as RESULT, in one rename.
# STAGE, WORK, RESULT, RECIPE, STRIP: paths. ARCHIVES: the Debian packages the release links archives of.

file(REMOVE_RECURSE "${STAGE}/bin" "${STAGE}/share" "${STAGE}/lib/cmake" "${STAGE}/lib/pkgconfig")

# Tables of contents without dates and owners, and no debugging information.
file(GLOB libraries "${STAGE}/lib/*.a")
foreach(library IN LISTS libraries)
    execute_process(COMMAND "${STRIP}" --strip-debug --enable-deterministic-archives "${library}"
        COMMAND_ERROR_IS_FATAL ANY)
endforeach()

# What the notices of the release quote: the licence statement of everything that ends in the binary.
foreach(name IN ITEMS leptonica tesseract podofo curl fonts mupdf)
    set(statement "${WORK}/${name}/source/debian/copyright")
    if(EXISTS "${statement}")
        file(READ "${statement}" text)
    else()
        file(READ "${WORK}/${name}/source/COPYING.LIB" text)
    endif()
    file(WRITE "${STAGE}/share/licenses/${name}/copyright" "${text}")
endforeach()
foreach(package IN LISTS ARCHIVES)
    file(READ "/usr/share/doc/${package}/copyright" text)
    file(WRITE "${STAGE}/share/licenses/${package}/copyright" "${text}")
endforeach()
file(COPY "${RECIPE}" DESTINATION "${STAGE}")

# The copy may cross file systems; the rename does not.
string(RANDOM LENGTH 8 suffix)
set(partial "${RESULT}.partial-${suffix}")
cmake_path(GET RESULT PARENT_PATH above)
file(MAKE_DIRECTORY "${above}")
file(COPY "${STAGE}/" DESTINATION "${partial}")
file(REMOVE_RECURSE "${RESULT}")
file(RENAME "${partial}" "${RESULT}")
message(STATUS "The static prefix is ready: ${RESULT}")
