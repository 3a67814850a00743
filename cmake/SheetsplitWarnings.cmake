# The warnings that every target of ours is built with; vendor headers are SYSTEM and not affected.
add_library(sheetsplit_warnings INTERFACE)
target_compile_options(sheetsplit_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 at -O3 sees overlapping copies in std::string's operator+ where there are none (its bug 105651).
    target_compile_options(sheetsplit_warnings INTERFACE -Wno-restrict)
endif()
option(SHEETSPLIT_WERROR "Treat warnings as errors" ON)
if(SHEETSPLIT_WERROR)
    target_compile_options(sheetsplit_warnings INTERFACE -Werror)
endif()

set(SHEETSPLIT_SANITIZE "" CACHE STRING "Sanitizers to build everything with, e.g. address,undefined")
if(SHEETSPLIT_SANITIZE)
    add_compile_options(-fsanitize=${SHEETSPLIT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SHEETSPLIT_SANITIZE})
endif()
