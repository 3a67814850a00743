# The vendor libraries as targets, in two flavours that look alike to whoever links them.
#
#   vendor::mupdf  vendor::podofo  vendor::tesseract  vendor::leptonica  vendor::openssl  vendor::curl
#   vendor::utf8proc  vendor::zlib
#
# Debian packages (the default): the installed development packages, linked dynamically where Debian does.
# Static prefix (-DSHEETSPLIT_STATIC=ON): what cmake/static builds, and archives of Debian for the rest; every
# program of the build is then a static-pie. The prefix is built on the way, unless -DSHEETSPLIT_STATIC_PREFIX=DIR
# names one. Include this file before any target is made.
#
# After inclusion:
#   SHEETSPLIT_EMBEDDED_ENG   path of eng.traineddata, for embedding
#
# vendor::tesseract defines SHEETSPLIT_TESSERACT_OPENMP=1 where the library is parallel by OpenMP (Debian's):
# each thread that recognises text must then call omp_set_max_active_levels(0) first.

include_guard(GLOBAL)

option(SHEETSPLIT_STATIC "Link everything into one static program" OFF)
set(SHEETSPLIT_STATIC_PREFIX "" CACHE PATH "Prefix built by cmake/static; empty: build it where SHEETSPLIT_STATIC is on")
set(SHEETSPLIT_ENG_TRAINEDDATA "" CACHE FILEPATH "eng.traineddata to embed; empty: that of Debian's tesseract-ocr-eng")

# Sets OUT to the full path of a library or header folder, or stops with the package that has it.
function(sheetsplit_require_library out package)
    find_library(${out} NAMES ${ARGN} NO_CACHE)
    if(NOT ${out})
        message(FATAL_ERROR "cannot find the library '${ARGN}'. Remedy: apt-get install ${package}")
    endif()
    set(${out} "${${out}}" PARENT_SCOPE)
endfunction()

function(sheetsplit_require_header out package header)
    find_path(${out} NAMES ${header} NO_CACHE ${ARGN})
    if(NOT ${out})
        message(FATAL_ERROR "cannot find the header '${header}'. Remedy: apt-get install ${package}")
    endif()
    set(${out} "${${out}}" PARENT_SCOPE)
endfunction()

# A target that compiles with the header folders and links the paths and targets given.
function(sheetsplit_vendor name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;LINK")
    add_library(vendor::${name} INTERFACE IMPORTED GLOBAL)
    # Imported targets are system includes: no warning of ours may fire in a vendor's header.
    target_include_directories(vendor::${name} INTERFACE ${arg_HEADERS})
    target_link_libraries(vendor::${name} INTERFACE ${arg_LINK})
endfunction()

find_package(Threads REQUIRED)

if(SHEETSPLIT_STATIC_PREFIX)
    set(SHEETSPLIT_STATIC ON)
elseif(SHEETSPLIT_STATIC)
    include("${CMAKE_CURRENT_LIST_DIR}/SheetsplitStaticPrefix.cmake")
endif()
if(SHEETSPLIT_STATIC)
    include("${CMAKE_CURRENT_LIST_DIR}/SheetsplitVendorsStatic.cmake")
else()
    include("${CMAKE_CURRENT_LIST_DIR}/SheetsplitVendorsDebian.cmake")
endif()

set(SHEETSPLIT_EMBEDDED_ENG "${SHEETSPLIT_ENG_TRAINEDDATA}")
if(NOT SHEETSPLIT_EMBEDDED_ENG)
    file(GLOB sheetsplit_eng_candidates /usr/share/tesseract-ocr/*/tessdata/eng.traineddata)
    if(NOT sheetsplit_eng_candidates)
        message(FATAL_ERROR "cannot find eng.traineddata. Remedy: apt-get install tesseract-ocr-eng")
    endif()
    list(SORT sheetsplit_eng_candidates COMPARE NATURAL ORDER DESCENDING)
    list(GET sheetsplit_eng_candidates 0 SHEETSPLIT_EMBEDDED_ENG)
endif()
