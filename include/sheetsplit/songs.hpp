// The songs of a book with verdicts, and a role for every leaf: the value of verify.
//
// Plain values, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/evidence.hpp"
#include "sheetsplit/pages.hpp"

namespace sheetsplit {

struct Song {
    std::string title;
    std::string artist;          // of this song; empty = the book's
    std::optional<Folio> folio;  // what the TOC or the page prints
    std::optional<int> song_number;
    LeafRange leaves;
    bool shares_first_leaf = false;  // the song before ends on this song's first leaf
    double top = 0;                  // where on the first leaf it starts, points
    std::optional<double> bottom;    // where on the last leaf it ends, when another follows there
    bool listed = true;              // false: found on the pages, in no TOC
    bool adjusted = false;           // starts elsewhere than the TOC's number says
    Verdict verdict = Verdict::unverified;
    double confidence = 0;  // 0..1
    std::vector<Evidence> evidence;
    std::vector<LeafIndex> inserts;  // leaves inside the range that are no part of the song
    bool operator==(const Song&) const = default;
};

enum class LeafRole { cover, front, toc, song, insert, blank, back };

std::string_view name_of(LeafRole role);
std::optional<LeafRole> leaf_role_from(std::string_view name);

// A TOC entry that could not be placed.
struct MissingEntry {
    std::string title;
    std::optional<Folio> folio;
    std::string reason;
    bool operator==(const MissingEntry&) const = default;
};

struct Songs {
    std::vector<Song> songs;      // by first leaf, then by top
    std::vector<LeafRole> roles;  // one a leaf
    std::vector<MissingEntry> missing;
    std::vector<std::string> warnings;
    bool operator==(const Songs&) const = default;
};

}  // namespace sheetsplit
