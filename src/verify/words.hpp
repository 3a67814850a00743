// What the words on a leaf are: a title, the body of a song, its lyrics.
//
// Lines are read only where their setting does not tell.  Leaves are 0-based reading positions; safe from any
// thread as far as the book is.
#pragma once

#include <string>

#include "sheetsplit/book.hpp"

namespace sheetsplit {

// How much of two titles must agree to be one, 0..1.
inline constexpr double good_title = 0.8;

// At least one real word: dynamics and chord names are none.
bool is_wordy(const std::string& title);

// How alike a title and a text are, 0..1, when either may go on after the other has ended.
double match_of(const std::string& title, const std::string& seen);

// A line of words as the text below has them.  A running head has a number at its end, says what the heads of
// the leaves around say, or has letters of its own.
bool is_body(const Book& book, LeafIndex leaf, std::size_t line);

// A page of words behind the music of a song: its lyrics, plainly something else, or who knows.
enum class WordPage { lyrics, other, unclear };

// `title` is the song's, `following` that of the next one, empty when there is none.
WordPage words_on(const Book& book, LeafIndex leaf, const std::string& title, const std::string& following);

}  // namespace sheetsplit
