// The plan: the one document between the stages and a person.
//
// It says which pages of the source become which file, with titles, artists,
// names and verdicts.  A person may edit its JSON form and apply it with
// `split --from plan.json`.  Pages are PDF pages, from 1, inclusive.  Plain
// values, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/evidence.hpp"
#include "sheetsplit/expected.hpp"
#include "sheetsplit/geometry.hpp"
#include "sheetsplit/pages.hpp"
#include "sheetsplit/songs.hpp"

namespace sheetsplit {

inline constexpr int plan_schema_version = 1;

// One page of a song's file: a page of the source, or a half or a part of it.
struct PlanPage {
    PdfPage page;
    Half half = Half::whole;
    std::optional<double> crop_top;  // points from the top of the leaf, when only a part is wanted
    std::optional<double> crop_bottom;
    bool operator==(const PlanPage&) const = default;
};

struct PlannedSong {
    std::string title;
    std::string artist;                       // of this song; empty = the book's
    std::optional<std::string> printed_page;  // the folio or song number as printed
    PdfPage first_page;
    PdfPage last_page;
    Half first_half = Half::whole;  // two-up books: where in those pages it starts and ends
    Half last_half = Half::whole;
    bool shares_first_page = false;
    std::optional<double> top;  // where on a shared page the song begins and ends, points
    std::optional<double> bottom;
    std::vector<PdfPage> dropped;  // pages inside first..last left out (inserts)
    bool listed = true;
    bool adjusted = false;
    bool confirmed_by_person = false;
    Verdict verdict = Verdict::unverified;
    double confidence = 0;
    std::vector<Evidence> evidence;
    std::string file;  // relative to the output folder, '/' between components
    bool operator==(const PlannedSong&) const = default;
};

struct PlannedPage {
    PdfPage page;
    LeafRole role = LeafRole::front;
    std::vector<std::size_t> songs;           // subscripts of SplitPlan::songs
    std::optional<std::string> printed_page;  // folio read or inferred; "12|13" on a two-up page
    bool two_leaves = false;                  // holds a left and a right leaf
    bool operator==(const PlannedPage&) const = default;
};

struct SplitPlan {
    int schema_version = plan_schema_version;
    std::string source_pdf;
    std::string source_sha256;
    int page_count = 0;
    bool two_up = false;
    bool crop_shared_pages = false;  // songs get their part of a shared page, not all of it
    std::string artist;              // of the book; empty = unknown
    std::string book_name;
    std::string folder;  // the book's folder, relative to the output folder
    std::string genre;
    std::vector<PlannedSong> songs;
    std::vector<PlannedPage> pages;  // one a PDF page
    std::vector<MissingEntry> missing;
    std::vector<std::string> warnings;
    bool operator==(const SplitPlan&) const = default;
};

// Who the song is by: its own artist, else the book's; empty = unknown.  "Various Artists" is nobody.
std::string artist_of(const SplitPlan& plan, const PlannedSong& song);

// The pages of the song's file, in order.  Pure.
std::vector<PlanPage> pages_of(const SplitPlan& plan, const PlannedSong& song);

// Checks a plan that came from outside: pages inside the book, first <= last, titles present, names
// unique and inside the folder.  Fails with invalid_json and the song's title in the detail.
Status validate(const SplitPlan& plan, std::size_t page_count);

}  // namespace sheetsplit
