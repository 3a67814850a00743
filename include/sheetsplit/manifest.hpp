// The manifest: what one run did with one book, for programs and people.
//
// Its JSON form is a contract (schema in src/manifest/manifest.schema.json,
// printed by `sheetsplit manifest --schema`).  Pages are PDF pages, from 1,
// inclusive.  Plain values, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/error.hpp"
#include "sheetsplit/options.hpp"
#include "sheetsplit/page_map.hpp"
#include "sheetsplit/plan.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit {

inline constexpr int manifest_schema_version = 1;

enum class BookStatus { success, manual_review, failed };

std::string_view name_of(BookStatus status);
std::optional<BookStatus> book_status_from(std::string_view name);

// A song's PDF as it lies on disk.
struct WrittenFile {
    std::string file;  // relative to the output folder
    std::uintmax_t bytes = 0;
    std::string sha256;
    std::optional<std::size_t> song;  // subscript of the plan's songs; absent for front and back matter
    bool operator==(const WrittenFile&) const = default;
};

struct MappingSegment {
    PdfPage first_page;
    PdfPage last_page;
    Numerals numerals = Numerals::arabic;
    int offset = 0;  // PDF page minus folio
    int readings = 0;
};

// How long each stage took; the only thing besides the timestamps that may
// differ between two runs on the same book.
struct StageTiming {
    std::string stage;
    double seconds = 0;
};

struct Manifest {
    int schema_version = manifest_schema_version;
    std::string tool_version;
    SplitPlan plan;  // source, songs, pages, missing, warnings
    TocMethod toc_method = TocMethod::none;
    std::vector<PdfPage> toc_pages;
    int toc_entries = 0;
    bool source_mended = false;            // the PDF was damaged: what it had may be gone
    std::vector<PdfPage> pages_with_gaps;  // something of them is damaged, or could not be drawn
    double toc_confidence = 0;
    std::vector<MappingSegment> segments;
    double mapping_confidence = 0;
    int samples_verified = 0;
    std::vector<WrittenFile> files;
    std::string output_directory;  // as the user named it
    BookStatus status = BookStatus::failed;
    std::vector<std::string> gates_failed;  // in words; empty exactly when status is success
    std::vector<Error> errors;
    std::string options_digest;        // of everything that can change the result
    std::string processing_timestamp;  // ISO 8601, UTC
    double processing_seconds = 0;
    std::vector<StageTiming> timings;
};

// The first 16 hex digits of the file's SHA-256: the same content under two names is one book.
std::string book_id_of(std::string_view sha256);

// Status and the reasons that stand against success, from measurements alone.  Pure.
struct Judgement {
    BookStatus status = BookStatus::failed;
    std::vector<std::string> gates_failed;
};
Judgement judge(const SplitPlan& plan, int toc_entries, bool has_toc, std::size_t songs_written,
                const Gates& gates);

}  // namespace sheetsplit
