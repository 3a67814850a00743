# The vendor targets from Debian's development packages. Included by SheetsplitVendors.cmake only.

sheetsplit_require_library(jpeg libjpeg62-turbo-dev jpeg)
sheetsplit_require_library(openjp2 libopenjp2-7-dev openjp2)
sheetsplit_require_library(jbig2dec libjbig2dec0-dev jbig2dec)
sheetsplit_require_library(freetype libfreetype-dev freetype)
sheetsplit_require_library(harfbuzz libharfbuzz-dev harfbuzz)
sheetsplit_require_library(png libpng-dev png16)
sheetsplit_require_library(zlib zlib1g-dev z)
sheetsplit_vendor(zlib LINK ${zlib})

sheetsplit_require_library(mupdf libmupdf-dev mupdf)
sheetsplit_require_library(mupdf_third libmupdf-dev mupdf-third)
sheetsplit_require_library(mujs libmujs-dev mujs)
sheetsplit_require_library(gumbo libgumbo-dev gumbo)
sheetsplit_require_header(mupdf_headers libmupdf-dev mupdf/fitz.h)
sheetsplit_vendor(mupdf HEADERS ${mupdf_headers}
    LINK ${mupdf} ${mupdf_third} ${mujs} ${gumbo} ${openjp2} ${jbig2dec} ${jpeg} ${freetype} ${harfbuzz} ${png}
         ${zlib} m Threads::Threads)

sheetsplit_require_library(podofo libpodofo-dev podofo)
sheetsplit_require_header(podofo_headers libpodofo-dev podofo.h PATH_SUFFIXES podofo)
sheetsplit_vendor(podofo HEADERS ${podofo_headers} LINK ${podofo})
# Sources say <podofo/podofo.h>; the headers of the library say "base/...".
cmake_path(GET podofo_headers PARENT_PATH podofo_headers_above)
target_include_directories(vendor::podofo INTERFACE ${podofo_headers_above})

sheetsplit_require_library(leptonica libleptonica-dev lept leptonica)
sheetsplit_require_header(leptonica_headers libleptonica-dev allheaders.h PATH_SUFFIXES leptonica)
sheetsplit_vendor(leptonica HEADERS ${leptonica_headers} LINK ${leptonica})
cmake_path(GET leptonica_headers PARENT_PATH leptonica_headers_above)
target_include_directories(vendor::leptonica INTERFACE ${leptonica_headers_above})

sheetsplit_require_library(tesseract libtesseract-dev tesseract)
sheetsplit_require_header(tesseract_headers libtesseract-dev tesseract/baseapi.h)
# Debian's library runs on libgomp, which is therefore named itself: FindOpenMP would choose the runtime of
# whatever compiler is in use, and switching off the threads of another runtime has no effect.
sheetsplit_vendor(tesseract HEADERS ${tesseract_headers} LINK ${tesseract} vendor::leptonica gomp Threads::Threads)
target_compile_definitions(vendor::tesseract INTERFACE SHEETSPLIT_TESSERACT_OPENMP=1)

sheetsplit_require_library(utf8proc libutf8proc-dev utf8proc)
sheetsplit_require_header(utf8proc_headers libutf8proc-dev utf8proc.h)
sheetsplit_vendor(utf8proc HEADERS ${utf8proc_headers} LINK ${utf8proc})

sheetsplit_require_library(crypto libssl-dev crypto)
sheetsplit_require_header(openssl_headers libssl-dev openssl/evp.h)
sheetsplit_vendor(openssl HEADERS ${openssl_headers} LINK ${crypto})

sheetsplit_require_library(curl libcurl4-openssl-dev curl)
sheetsplit_require_header(curl_headers libcurl4-openssl-dev curl/curl.h)
sheetsplit_vendor(curl HEADERS ${curl_headers} LINK ${curl})
