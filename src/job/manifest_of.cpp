#include "job/manifest_of.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "sheetsplit/naming.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

std::vector<PdfPage> pages_of_leaves(const std::vector<LeafIndex>& wanted, const std::vector<Leaf>& leaves) {
    std::vector<PdfPage> pages;
    for (const LeafIndex leaf : wanted) {
        const PdfPage page = pdf_page(leaves[leaf.at()].page);
        if (pages.empty() || pages.back() != page) pages.push_back(page);
    }
    return pages;
}

MappingSegment in_pdf_pages(const FolioSegment& segment, const std::vector<Leaf>& leaves) {
    const PdfPage first = pdf_page(leaves[segment.leaves.first.at()].page);
    const PdfPage last = pdf_page(leaves[segment.leaves.last.at()].page);
    const int first_folio = segment.leaves.first.value() + 1 - segment.offset;
    return {first, last, segment.numerals, first.value() - first_folio, segment.readings};
}

bool all_by_person(const SplitPlan& plan) {
    return std::all_of(plan.songs.begin(), plan.songs.end(),
                       [](const PlannedSong& song) { return song.confirmed_by_person; });
}

std::string in_words(const std::vector<PdfPage>& pages_with_gaps) {
    constexpr std::size_t most_named = 5;
    std::string words = "Something is damaged, or could not be drawn, on PDF page";
    if (pages_with_gaps.size() > 1) words += 's';
    for (std::size_t i = 0; i < std::min(most_named, pages_with_gaps.size()); ++i)
        words += fmt::format("{} {}", i > 0 ? "," : "", pages_with_gaps[i].value());
    if (pages_with_gaps.size() > most_named)
        words += fmt::format(" and {} more", pages_with_gaps.size() - most_named);
    return words;
}

}  // namespace

Manifest draft_of(const Findings& findings, const Book& book, const std::string& options_digest) {
    Manifest draft;
    draft.tool_version = SHEETSPLIT_VERSION;
    draft.options_digest = options_digest;
    draft.plan = *findings.plan;
    draft.source_mended = book.facts().repaired;
    for (const PageIndex page : book.facts().pages_with_gaps) draft.pages_with_gaps.push_back(pdf_page(page));
    const Toc& toc = *findings.toc;
    draft.toc_method = toc.method;
    draft.toc_pages = pages_of_leaves(toc.leaves, book.leaves());
    draft.toc_entries = static_cast<int>(toc.entries.size());
    draft.toc_confidence = toc.confidence;
    for (const FolioSegment& segment : findings.page_map->segments)
        draft.segments.push_back(in_pdf_pages(segment, book.leaves()));
    draft.mapping_confidence = findings.page_map->confidence;
    draft.samples_verified = findings.page_map->samples_verified;
    return draft;
}

Manifest draft_of(const SplitPlan& plan, const std::optional<Manifest>& before,
                  const std::string& options_digest) {
    Manifest draft;
    if (before && before->plan.source_sha256 == plan.source_sha256) {
        draft.source_mended = before->source_mended;
        draft.pages_with_gaps = before->pages_with_gaps;
        draft.toc_method = before->toc_method;
        draft.toc_pages = before->toc_pages;
        draft.toc_entries = before->toc_entries;
        draft.toc_confidence = before->toc_confidence;
        draft.segments = before->segments;
        draft.mapping_confidence = before->mapping_confidence;
        draft.samples_verified = before->samples_verified;
    }
    draft.tool_version = SHEETSPLIT_VERSION;
    draft.options_digest = options_digest;
    draft.plan = plan;
    return draft;
}

Manifest finished(Manifest draft, std::vector<WrittenFile> files, std::vector<Error> errors,
                  const Gates& gates) {
    const auto songs_written = std::count_if(files.begin(), files.end(),
                                             [](const WrittenFile& file) { return file.song.has_value(); });
    draft.files = std::move(files);
    draft.errors.insert(draft.errors.end(), std::make_move_iterator(errors.begin()),
                        std::make_move_iterator(errors.end()));
    if (songs_written == 0 && draft.errors.empty())
        draft.errors.push_back({ErrorCode::no_songs,
                                draft.plan.source_pdf,
                                {},
                                "no songs were found in it",
                                "Give a list of its songs with --index, or edit plan.json and run split"});
    // That a book is short cannot be known of one that has lost pages.
    Gates applied = gates;
    applied.short_book = gates.short_book && !draft.source_mended;
    const Judgement judgement = judge(draft.plan, draft.toc_entries, draft.toc_method != TocMethod::none,
                                      static_cast<std::size_t>(songs_written), applied);
    draft.status = judgement.status;
    draft.gates_failed = judgement.gates_failed;
    // What was to be seen there may have been a song, unless a person has looked.
    if (!draft.pages_with_gaps.empty() && !all_by_person(draft.plan)) {
        draft.gates_failed.push_back(in_words(draft.pages_with_gaps));
        draft.status = BookStatus::manual_review;
    }
    // Nothing on disk is nothing usable, and an error is no success, whatever the gates allow.
    if (songs_written == 0) draft.status = BookStatus::failed;
    return with_troubles(std::move(draft), {}, {});
}

Manifest with_troubles(Manifest manifest, const std::vector<Error>& errors,
                       const std::vector<std::string>& warnings) {
    manifest.errors.insert(manifest.errors.end(), errors.begin(), errors.end());
    manifest.plan.warnings.insert(manifest.plan.warnings.end(), warnings.begin(), warnings.end());
    if (!manifest.errors.empty() && manifest.status == BookStatus::success) {
        manifest.status = BookStatus::manual_review;
        manifest.gates_failed.push_back("An error occurred");
    }
    return manifest;
}

Manifest failed_manifest(const std::string& source, const std::string& sha256, const BookOptions& options,
                         Error error) {
    Manifest manifest;
    manifest.tool_version = SHEETSPLIT_VERSION;
    manifest.options_digest = digest_of(options);
    manifest.plan.source_pdf = source;
    manifest.plan.source_sha256 = sha256;
    const BookIdentity identity = identify_book(source, Toc{}, options.naming);
    manifest.plan.artist = identity.artist;
    manifest.plan.book_name = identity.name;
    manifest.plan.genre = options.naming.genre;
    manifest.plan = with_names(std::move(manifest.plan), options.naming);
    manifest.gates_failed.push_back(describe(error));
    manifest.errors.push_back(std::move(error));
    return manifest;
}

}  // namespace sheetsplit
