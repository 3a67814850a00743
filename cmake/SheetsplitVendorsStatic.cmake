# The vendor targets from a prefix built by cmake/static, and Debian's archives for what that does not build.
# Included by SheetsplitVendors.cmake only.

set(prefix "${SHEETSPLIT_STATIC_PREFIX}")
if(NOT EXISTS "${prefix}/recipe.txt")
    message(FATAL_ERROR "'${prefix}' is not a finished prefix of cmake/static (it has no recipe.txt). "
                        "Remedy: cmake -S cmake/static -B build/static-deps && cmake --build build/static-deps")
endif()

# Every program of this build is static and position-independent.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_link_options(-static-pie)
# Whatever else is searched for must not come back as a shared library.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)

foreach(archive IN ITEMS mupdf mupdf-third podofo tesseract leptonica curl)
    set(built_${archive} "${prefix}/lib/lib${archive}.a")
    if(NOT EXISTS "${built_${archive}}")
        message(FATAL_ERROR "the prefix '${prefix}' lacks ${built_${archive}}. Remedy: delete it and build it again")
    endif()
endforeach()

sheetsplit_require_library(jpeg libjpeg62-turbo-dev jpeg)
sheetsplit_require_library(openjp2 libopenjp2-7-dev openjp2)
sheetsplit_require_library(jbig2dec libjbig2dec0-dev jbig2dec)
sheetsplit_require_library(freetype libfreetype-dev freetype)
sheetsplit_require_library(brotlidec libbrotli-dev brotlidec)
sheetsplit_require_library(brotlicommon libbrotli-dev brotlicommon)
sheetsplit_require_library(png libpng-dev png16)
sheetsplit_require_library(zlib zlib1g-dev z)
sheetsplit_require_library(ssl libssl-dev ssl)
sheetsplit_require_library(crypto libssl-dev crypto)
sheetsplit_require_library(cares libc-ares-dev cares)
sheetsplit_require_library(utf8proc libutf8proc-dev utf8proc)

sheetsplit_vendor(utf8proc LINK ${utf8proc})
target_compile_definitions(vendor::utf8proc INTERFACE UTF8PROC_STATIC)
sheetsplit_vendor(zlib LINK ${zlib})
sheetsplit_vendor(openssl LINK ${crypto} Threads::Threads)
sheetsplit_vendor(mupdf HEADERS ${prefix}/include
    LINK ${built_mupdf} ${built_mupdf-third} ${openjp2} ${jbig2dec} ${jpeg} ${freetype} ${png} ${brotlidec}
         ${brotlicommon} ${zlib} m Threads::Threads)
sheetsplit_vendor(podofo HEADERS ${prefix}/include ${prefix}/include/podofo
    LINK ${built_podofo} ${freetype} ${png} ${brotlidec} ${brotlicommon} ${zlib} m vendor::openssl)
sheetsplit_vendor(leptonica HEADERS ${prefix}/include ${prefix}/include/leptonica
    LINK ${built_leptonica} m)
sheetsplit_vendor(tesseract HEADERS ${prefix}/include LINK ${built_tesseract} vendor::leptonica Threads::Threads)
sheetsplit_vendor(curl HEADERS ${prefix}/include
    LINK ${built_curl} ${cares} ${ssl} vendor::openssl ${zlib})
target_compile_definitions(vendor::curl INTERFACE CURL_STATICLIB)
set(SHEETSPLIT_HAVE_CURL TRUE)
