# "sheetsplit/reading_code.hpp": a digest of all that decides what is read from a page - our sources, the OCR data, the
# kind of build.  What an earlier build left in the cache is found only by builds that would read the same.
#
# Run with -P it writes the header: -DOUTPUT=FILE -DBUILD=TEXT -DFILES=LIST.  Included, it makes the build do that.

if(CMAKE_SCRIPT_MODE_FILE)
    set(digests "${BUILD}")
    foreach(file IN LISTS FILES)
        file(SHA256 "${file}" digest)
        string(APPEND digests "\n${digest}")
    endforeach()
    string(SHA256 code "${digests}")
    file(WRITE "${OUTPUT}"
"// Made by cmake/SheetsplitReadingCode.cmake: changes with whatever changes what is read from a page.
#pragma once

namespace sheetsplit {

inline constexpr const char* reading_code = \"${code}\";

}  // namespace sheetsplit
")
    return()
endif()

file(GLOB reading_sources CONFIGURE_DEPENDS
    "${PROJECT_SOURCE_DIR}/include/sheetsplit/*.hpp"
    "${PROJECT_SOURCE_DIR}/src/core/*.?pp"
    "${PROJECT_SOURCE_DIR}/src/book/*.?pp"
    "${PROJECT_SOURCE_DIR}/src/adapters/mupdf_pdf.cpp"
    "${PROJECT_SOURCE_DIR}/src/adapters/tesseract_ocr.cpp"
    "${PROJECT_SOURCE_DIR}/src/adapters/leptonica_image.cpp")
list(APPEND reading_sources "${SHEETSPLIT_EMBEDDED_ENG}")
set(reading_code "${PROJECT_BINARY_DIR}/generated/sheetsplit/reading_code.hpp")
set(reading_build "${CMAKE_BUILD_TYPE} ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${SHEETSPLIT_STATIC}")
add_custom_command(OUTPUT "${reading_code}"
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${reading_code}" "-DBUILD=${reading_build}" "-DFILES=${reading_sources}"
            -P "${CMAKE_CURRENT_LIST_FILE}"
    DEPENDS ${reading_sources} "${CMAKE_CURRENT_LIST_FILE}" VERBATIM)
target_sources(sheetsplit_core PRIVATE "${reading_code}")
