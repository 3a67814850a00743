// The parts of naming: what a book is called and what a file may be called.
//
// Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sheetsplit/options.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit {

inline constexpr std::size_t max_component_bytes = 255;
inline constexpr std::string_view various_artists = "Various Artists";

struct BookIdentity {
    std::string artist;  // empty = unknown
    std::string name;    // never empty
};

// From the options, the file's name ("Artist - Book.pdf"), its folder ("Artist/books/Book.pdf"), the
// title page: the first that says something.
BookIdentity identify_book(const std::string& path, const Toc& toc, const Naming& naming);

// The arrangement that a book's name tells of, "" when it tells none.
std::string arrangement_of(std::string_view book_name);

// `text` as one component of a path; empty when nothing of it can stay.
std::string safe_component(std::string_view text, std::size_t max_bytes = max_component_bytes);

// Why `component` may not be part of a path; empty when it may.
std::string fault_of_component(std::string_view component);

// Equal for paths that some file system takes for one.
std::string collision_key(std::string_view path);

}  // namespace sheetsplit
