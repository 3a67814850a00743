# Run by the superbuild when all libraries are built: puts STAGE into place as RESULT, in one rename.
# STAGE, WORK, RESULT, RECIPE, STRIP: paths. ARCHIVES: the Debian packages the release links archives of.

# The copy may cross file systems; the rename at the end does not. STAGE stays whole for later builds.
string(RANDOM LENGTH 8 suffix)
set(partial "${RESULT}.partial-${suffix}")
file(COPY "${STAGE}/include" DESTINATION "${partial}")
file(GLOB libraries "${STAGE}/lib/*.a")
file(COPY ${libraries} DESTINATION "${partial}/lib")

# Tables of contents without dates and owners, and no debugging information.
file(GLOB libraries "${partial}/lib/*.a")
foreach(library IN LISTS libraries)
    execute_process(COMMAND "${STRIP}" --strip-debug --enable-deterministic-archives "${library}"
        COMMAND_ERROR_IS_FATAL ANY)
endforeach()

# What the notices of the release quote: the licence statement of everything that ends in the binary.
foreach(name IN ITEMS leptonlib tesseract libpodofo curl fonts-urw-base35 mupdf)
    set(statement "${WORK}/${name}/source/debian/copyright")
    if(EXISTS "${statement}")
        file(READ "${statement}" text)
    else()
        file(READ "${WORK}/${name}/source/COPYING.LIB" text)
    endif()
    file(WRITE "${partial}/share/licenses/${name}/copyright" "${text}")
endforeach()
foreach(package IN LISTS ARCHIVES)
    file(READ "/usr/share/doc/${package}/copyright" text)
    file(WRITE "${partial}/share/licenses/${package}/copyright" "${text}")
endforeach()
file(COPY "${RECIPE}" DESTINATION "${partial}")

file(REMOVE_RECURSE "${RESULT}")
file(RENAME "${partial}" "${RESULT}")
message(STATUS "The static prefix is ready: ${RESULT}")
