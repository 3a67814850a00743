// What a run may be told, with its defaults.  Immutable once built; the
// application fills it from the command line, environment and config file.
#pragma once

#include <optional>
#include <string>

namespace sheetsplit {

// Which songs and pages become files.
struct SplitPolicy {
    bool crop_shared_pages = false;  // else a shared page stands in both songs
    bool keep_inserts = false;       // plates inside and after a song stay with it
    bool write_matter = false;       // front and back matter as PDFs of their own
    bool cut_unlisted = true;        // songs in no TOC; else they are only reported
    bool operator==(const SplitPolicy&) const = default;
};

// When is a book a success rather than a case for a person?
struct Gates {
    int min_entries = 10;  // unless short_book
    bool short_book = false;
    double min_verified = 0.95;  // share of songs with verdict confirmed
    double min_written = 0.90;   // share of entries that became files
    int max_song_pages = 40;     // longer ones must be verified
    bool allow_partial = false;  // missing entries alone do not ask for review
    bool operator==(const Gates&) const = default;
};

// How files and metadata are named.
struct Naming {
    // Tokens: {artist} {book} {title} {number} {page} {arrangement}; '/' makes folders.
    // A component whose tokens are all empty disappears with its separators.
    std::string file_template = "{artist}/{book}/{artist} - {title}";
    std::optional<std::string> artist;  // overrides every guess about the book's artist
    std::optional<std::string> book;    // overrides the name taken from the file
    std::string genre;
    bool operator==(const Naming&) const = default;
};

// What one book may cost before it is given up; 0 = no limit.
struct Limits {
    int seconds = 1800;
    int megabytes = 4096;     // address space of the book's process
    bool in_process = false;  // no process of its own, and so no limits
    bool operator==(const Limits&) const = default;
};

struct ReadingOptions {
    int jobs = 0;          // threads for the pages of a book; 0 = one a core
    std::string tessdata;  // folder with <language>.traineddata; empty = the built-in English
    std::string language = "eng";
    std::string password;       // of an encrypted book
    int page_megapixels = 120;  // a page that takes more to draw is not looked at
    std::string cache_folder;   // empty = no cache on disk
    long long cache_megabytes = 512;
    bool operator==(const ReadingOptions&) const = default;
};

}  // namespace sheetsplit
