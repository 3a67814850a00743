# Sees to it that the static prefix exists: runs cmake/static, which keeps a prefix of the same recipe, and sets
# SHEETSPLIT_STATIC_PREFIX to it. Included by SheetsplitVendors.cmake only.

set(SHEETSPLIT_SOURCES "" CACHE PATH "Folder with the files of cmake/static/sources.txt; empty: download them")
set(SHEETSPLIT_JOBS "" CACHE STRING "Compilers at a time for the static prefix; empty: all processors")

set(superbuild "${CMAKE_BINARY_DIR}/static-deps")
set(settings -DCMAKE_C_COMPILER=${CMAKE_C_COMPILER} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
    -DCMAKE_C_COMPILER_LAUNCHER=${CMAKE_C_COMPILER_LAUNCHER}
    -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER} -DSHEETSPLIT_SOURCES=${SHEETSPLIT_SOURCES})
if(SHEETSPLIT_JOBS)
    list(APPEND settings -DSHEETSPLIT_JOBS=${SHEETSPLIT_JOBS})
endif()
message(STATUS "Static prefix: building it unless there is one; the first time takes some minutes")
execute_process(COMMAND ${CMAKE_COMMAND} -S "${CMAKE_CURRENT_LIST_DIR}/static" -B "${superbuild}" ${settings}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
    execute_process(COMMAND ${CMAKE_COMMAND} --build "${superbuild}"
        RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
endif()
if(NOT result EQUAL 0)
    # As a notice, because an error message would be filled into lines of another length.
    message(NOTICE "${output}")
    message(FATAL_ERROR "the static prefix could not be built; the reason stands above")
endif()
file(READ "${superbuild}/prefix-path.txt" SHEETSPLIT_STATIC_PREFIX)
message(STATUS "Static prefix: ${SHEETSPLIT_STATIC_PREFIX}")
