// Index files of other programs: reading them as a table of contents, and
// writing them for a book or for its songs.
//
//   plain         title,start[,end] with # comments and inverted articles, as fake-book indices have it
//   mobilesheets  ';' between fields, '|' between values: title;pages;sorttitles;artists;...
//   forscore      Title,Start Page,End Page,... in any order of columns
//
// Text is UTF-8.  Pages that we write are PDF pages, from 1, inclusive.  Pure;
// safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/book.hpp"
#include "sheetsplit/expected.hpp"
#include "sheetsplit/plan.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit {

enum class IndexFormat { plain, mobilesheets, forscore };

std::string_view name_of(IndexFormat format);
std::optional<IndexFormat> index_format_from(std::string_view name);

// The songs of an index file, in its order.  Which format it is follows from its content; its numbers
// become folios, because whether they count printed pages or those of some PDF is for the map to find out.
// `name` is the file's name for messages.  Fails with invalid_index, naming the line and what is accepted.
Expected<Toc> toc_from_index(std::string_view text, const std::string& name);

// The index of the whole book, for use without cutting it.
std::string index_of_book(const SplitPlan& plan, IndexFormat format);

// The index of the songs' files: one row a file that has a name.
std::string index_of_files(const SplitPlan& plan, IndexFormat format);

// What a copy of the whole book is annotated with: a bookmark a song, a label a PDF page.  Pages whose
// printed number is unknown have empty labels.
std::vector<OutlineItem> outline_of(const SplitPlan& plan);
std::vector<std::string> page_labels_of(const SplitPlan& plan);

}  // namespace sheetsplit
