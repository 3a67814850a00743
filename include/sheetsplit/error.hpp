// What went wrong, in terms a person can act on.
//
// An Error is a plain value: which kind of failure, in which file, on which
// PDF page if that is known, what was observed and what would help.  It is
// printed as one line on stderr by the application and copied into the
// manifest's `errors[]`.  Values of this header are safe to use from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sheetsplit/pages.hpp"

namespace sheetsplit {

enum class ErrorCode {
    usage,              // contradictory or unknown options
    input_missing,      // no such file
    input_unreadable,   // exists, cannot be read
    not_a_pdf,          // content is something else
    damaged,            // a PDF that could not be repaired
    encrypted,          // needs a password that we do not have
    no_pages,           // a PDF with no page in it
    no_songs,           // nothing in the book could be taken for a song
    output_unwritable,  // folder or file cannot be created
    disk_full,          // the output ran out of space
    limit_exceeded,     // time, memory or pixel limit of a book
    crashed,            // the worker process of a book died
    invalid_json,       // a stage value, plan or config that does not follow its schema
    invalid_index,      // a foreign index file with broken rows
    wrong_book,         // a plan that was made for other content
    ocr_unavailable,    // the OCR engine or its data could not be set up
    interrupted,        // the user or the system asked to stop
    mirror_failed,      // the copy to the object store is incomplete
    internal            // a bug of ours
};

// The stable name that manifests and logs use, e.g. "not_a_pdf".
std::string_view name_of(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string file;             // as the user named it; empty when no file is involved
    std::optional<PdfPage> page;  // where in the book, when known
    std::string detail;           // what was observed
    std::string remedy;           // what would help; may be empty
};

// One line: "FILE, page N: DETAIL. REMEDY" with the absent parts left out.
std::string describe(const Error& error);

}  // namespace sheetsplit
