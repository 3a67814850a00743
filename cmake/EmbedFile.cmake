# Puts a file into a program as read-only bytes, without a copy in a C++ source.
#
#   sheetsplit_embed(<target> NAME <symbol> FILE <path> [PACKED])
#
# adds to <target> an assembler source that includes the file, and a header
# "sheetsplit/resources/<symbol>.hpp" that declares
#
#   std::span<const std::byte> sheetsplit::resources::<symbol>() noexcept;
#
# The bytes live as long as the program and start on a 16-byte boundary. With PACKED they are those of the file
# compressed by gzip, for "sheetsplit/unpacked.hpp" to undo: for what is large and not always wanted. <path> is
# absolute or relative to the calling directory, and may be made during the build by a command of the same directory.
# Several targets may embed the same file, but a program that links two of them will not link.

# Languages can be enabled in file scope only, therefore here and not in the function.
enable_language(ASM)
find_program(GZIP gzip REQUIRED)

function(sheetsplit_embed target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "PACKED" "NAME;FILE" "")
    if(NOT arg_NAME OR NOT arg_FILE OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "usage: sheetsplit_embed(<target> NAME <symbol> FILE <path> [PACKED])")
    endif()
    if(NOT arg_NAME MATCHES "^[a-z][a-z0-9_]*$")
        message(FATAL_ERROR "sheetsplit_embed: '${arg_NAME}' is no snake_case identifier")
    endif()

    get_filename_component(file "${arg_FILE}" ABSOLUTE)
    get_source_file_property(made_by_build "${file}" GENERATED)
    if(NOT made_by_build AND NOT EXISTS "${file}")
        message(FATAL_ERROR "sheetsplit_embed: there is no file '${file}'")
    endif()

    set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}-resources")
    if(arg_PACKED)
        # Without name and time, so that equal files give equal bytes.
        file(MAKE_DIRECTORY "${directory}")
        set(packed "${directory}/${arg_NAME}.gz")
        add_custom_command(OUTPUT "${packed}" COMMAND ${GZIP} -9 --no-name --stdout "${file}" > "${packed}"
            DEPENDS "${file}" VERBATIM)
        set(file "${packed}")
    endif()

    # The path stands in a string of the assembler source.
    string(REPLACE "\\" "\\\\" quoted_file "${file}")
    string(REPLACE "\"" "\\\"" quoted_file "${quoted_file}")

    set(assembler "${directory}/${arg_NAME}.S")
    set(header "${directory}/sheetsplit/resources/${arg_NAME}.hpp")
    set(symbol "sheetsplit_resource_${arg_NAME}")

    file(CONFIGURE OUTPUT "${assembler}" @ONLY CONTENT [=[
    .section .rodata.@symbol@, "a", %progbits
    .balign 16
    .globl @symbol@
    .hidden @symbol@
    .type @symbol@, %object
@symbol@:
    .incbin "@quoted_file@"
@symbol@_end:
    .size @symbol@, @symbol@_end - @symbol@
    .balign 8
    .globl @symbol@_size
    .hidden @symbol@_size
    .type @symbol@_size, %object
@symbol@_size:
    .quad @symbol@_end - @symbol@
    .size @symbol@_size, 8
    .section .note.GNU-stack, "", %progbits
]=])
    file(CONFIGURE OUTPUT "${header}" @ONLY CONTENT [=[
// Made by cmake/EmbedFile.cmake: the bytes of an embedded file. They never change and outlive every thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" {
[[gnu::visibility("hidden")]] extern const std::byte @symbol@[];
[[gnu::visibility("hidden")]] extern const std::uint64_t @symbol@_size;
}

namespace sheetsplit::resources {

/// The whole file. Cannot fail.
inline std::span<const std::byte> @arg_NAME@() noexcept {
    return {@symbol@, static_cast<std::size_t>(@symbol@_size)};
}

}  // namespace sheetsplit::resources
]=])

    # The assembler does not report what it included, so a changed file would go unnoticed.
    set_source_files_properties("${assembler}" PROPERTIES OBJECT_DEPENDS "${file}")
    target_sources(${target} PRIVATE "${assembler}")
    target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${directory}>")
endfunction()
