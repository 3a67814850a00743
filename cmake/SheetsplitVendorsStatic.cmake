# The vendor targets from a prefix built by cmake/static, and Debian's archives for what that does not build.
# Included by SheetsplitVendors.cmake only.

set(prefix "${SHEETSPLIT_STATIC_PREFIX}")
if(NOT EXISTS "${prefix}/recipe.txt")
    message(FATAL_ERROR "'${prefix}' is not a finished prefix of cmake/static (it has no recipe.txt). "
                        "Remedy: cmake -S cmake/static -B build/static-deps && cmake --build build/static-deps")
endif()

# Every program of this build is static and position-independent, and carries only what it calls. The last is
# needed, not only small: parts of MuPDF that nobody calls refer to libraries that are not linked.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(-static-pie -Wl,--gc-sections)
# A bit for each address to be mended when the program starts, not 24 bytes; glibc reads that since 2.36.
add_link_options(-Wl,-z,pack-relative-relocs)
# No path of this machine in the program: two builds in two places are equal to the bit.
foreach(directory IN ITEMS "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}" "${prefix}")
    add_compile_options(-ffile-prefix-map=${directory}=.)
endforeach()
# A compiler cache may have been told to make paths relative, and would name our sources otherwise than the compiler.
file(RELATIVE_PATH way_up "${CMAKE_BINARY_DIR}" "${CMAKE_SOURCE_DIR}")
string(REGEX REPLACE "/$" "" way_up "${way_up}")
add_compile_options(-ffile-prefix-map=${way_up}=.)
# Whatever else is searched for must not come back as a shared library.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)

# An archive with what it calls, so that the linker meets callers before callees.
function(sheetsplit_archive name path)
    add_library(archive::${name} STATIC IMPORTED GLOBAL)
    set_target_properties(archive::${name} PROPERTIES IMPORTED_LOCATION "${path}")
    target_link_libraries(archive::${name} INTERFACE ${ARGN})
endfunction()

function(sheetsplit_debian_archive name package)
    sheetsplit_require_library(path ${package} ${name})
    sheetsplit_archive(${name} "${path}" ${ARGN})
endfunction()

function(sheetsplit_built_archive name)
    set(path "${prefix}/lib/lib${name}.a")
    if(NOT EXISTS "${path}")
        message(FATAL_ERROR "the prefix '${prefix}' lacks ${path}. Remedy: delete it and build it again")
    endif()
    sheetsplit_archive(${name} "${path}" ${ARGN})
endfunction()

sheetsplit_debian_archive(z zlib1g-dev)
sheetsplit_debian_archive(png16 libpng-dev archive::z m)
sheetsplit_debian_archive(brotlicommon libbrotli-dev)
sheetsplit_debian_archive(brotlidec libbrotli-dev archive::brotlicommon)
sheetsplit_debian_archive(freetype libfreetype-dev archive::png16 archive::brotlidec archive::z)
sheetsplit_debian_archive(jpeg libjpeg62-turbo-dev)
sheetsplit_debian_archive(openjp2 libopenjp2-7-dev m Threads::Threads)
sheetsplit_debian_archive(jbig2dec libjbig2dec0-dev)
sheetsplit_debian_archive(unistring libunistring-dev)
sheetsplit_debian_archive(cares libc-ares-dev)
sheetsplit_debian_archive(crypto libssl-dev Threads::Threads ${CMAKE_DL_LIBS})
sheetsplit_debian_archive(ssl libssl-dev archive::crypto)
sheetsplit_debian_archive(utf8proc libutf8proc-dev)

sheetsplit_built_archive(mupdf-third)
sheetsplit_built_archive(mupdf archive::mupdf-third archive::openjp2 archive::jbig2dec archive::jpeg
    archive::freetype archive::z m Threads::Threads)
sheetsplit_built_archive(podofo archive::freetype archive::crypto archive::unistring archive::z m)
sheetsplit_built_archive(leptonica m)
sheetsplit_built_archive(tesseract archive::leptonica Threads::Threads)
sheetsplit_built_archive(curl archive::ssl archive::crypto archive::cares)

sheetsplit_vendor(utf8proc LINK archive::utf8proc)
target_compile_definitions(vendor::utf8proc INTERFACE UTF8PROC_STATIC)
sheetsplit_vendor(zlib LINK archive::z)
sheetsplit_vendor(openssl LINK archive::crypto)
sheetsplit_vendor(mupdf HEADERS ${prefix}/include LINK archive::mupdf)
sheetsplit_vendor(podofo HEADERS ${prefix}/include ${prefix}/include/podofo LINK archive::podofo)
sheetsplit_vendor(leptonica HEADERS ${prefix}/include ${prefix}/include/leptonica LINK archive::leptonica)
sheetsplit_vendor(tesseract HEADERS ${prefix}/include LINK archive::tesseract vendor::leptonica)
sheetsplit_vendor(curl HEADERS ${prefix}/include LINK archive::curl)
target_compile_definitions(vendor::curl INTERFACE CURL_STATICLIB)
