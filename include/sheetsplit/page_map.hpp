// Where every TOC entry starts in the PDF: the value of map.
//
// The map is an alignment of all entries with all leaves at once; the offset
// between folio and leaf is an outcome, constant or not, never an assumption.
// Plain values, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sheetsplit/evidence.hpp"
#include "sheetsplit/pages.hpp"

namespace sheetsplit {

// Leaves first..last print folios that differ from the leaf's position by a constant.
struct FolioSegment {
    LeafRange leaves;
    Numerals numerals = Numerals::arabic;
    int offset = 0;    // leaf position counted from 1, minus folio
    int readings = 0;  // leaves of the segment whose printed folio was read and agrees
    bool operator==(const FolioSegment&) const = default;
};

// A title block that was read on a leaf.
struct Heading {
    LeafIndex leaf;
    double top = 0;  // points from the top of the leaf
    std::string title;
    std::string credit;  // text that stands beside or below: composer, lyricist, performer
    std::optional<int> song_number;
    double size = 0;            // font size in points
    double confidence = 0;      // of the reading, 0..1
    double prominence = 0;      // 0..1: how much it looks like the start of a song
    bool beside_staff = false;  // stands left of the first staff: the number of a piece without a title
    bool below_top = false;     // music or words of another song stand above it on this leaf
    bool operator==(const Heading&) const = default;
};

// Entry `entry` of the TOC starts at `leaf`, or is missing.
struct Placement {
    std::size_t entry = 0;
    std::optional<LeafIndex> leaf;
    std::optional<std::size_t> heading;  // subscript of PageMap::headings that bears its title
    double likeness = 0;                 // 0..1 of the title and that heading
    std::string reason_missing;          // when leaf is absent
    std::vector<Evidence> evidence;
    bool operator==(const Placement&) const = default;
};

struct PageMap {
    std::vector<std::optional<Folio>> folios;  // per leaf: printed, or inferred from its neighbours
    std::vector<bool> folio_seen;              // per leaf: true when it was read, not inferred
    std::vector<FolioSegment> segments;
    std::vector<Heading> headings;      // by leaf, then by height
    std::vector<Placement> placements;  // one an entry, in the order of the TOC
    double confidence = 0;
    int samples_verified = 0;  // placements whose title was seen on their leaf
    std::vector<std::string> notes;
    bool operator==(const PageMap&) const = default;
};

}  // namespace sheetsplit
