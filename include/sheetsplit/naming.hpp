// How songs' files are called.
//
// A template makes the path of a song's file below the output folder.  Tokens:
//
//   {artist}       in folders the book's, in the file's name the song's
//   {book}         the book's name
//   {title}        the song's
//   {number}       position in the book, from 1, with leading zeros
//   {page}         the printed page, else the PDF page, with leading zeros
//   {arrangement}  "Guitar Tab", "Easy Piano", ... when the book's name says so
//
// '/' makes folders; ".pdf" is added.  What is empty disappears with the
// separators beside it.  Each component is in Unicode's form C, legal on
// Windows, unproblematic in S3 keys, never ".." and at most 255 bytes long.
// Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "sheetsplit/expected.hpp"
#include "sheetsplit/options.hpp"
#include "sheetsplit/plan.hpp"

namespace sheetsplit {

// A preset ("default", "legacy") or a template of one's own, checked.  Fails with usage, naming the
// tokens and presets there are.
Expected<std::string> file_template_from(std::string_view preset_or_template);

// The plan with a folder, if it has none, and a file name for every song that has none.  No two
// songs have the same name, whatever the letter case; equal titles are numbered in the order of the songs.
SplitPlan with_names(SplitPlan plan, const Naming& naming);

}  // namespace sheetsplit
