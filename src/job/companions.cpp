#include "job/companions.hpp"

#include <algorithm>
#include <set>

#include "job/book_folder.hpp"
#include "sheetsplit/index.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/review.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

constexpr ExportFormat all_formats[] = {ExportFormat::mobilesheets, ExportFormat::forscore, ExportFormat::csv,
                                        ExportFormat::bookmarks};

Bytes bytes_from(std::string_view text) {
    const auto bytes = bytes_of(text);
    return Bytes(bytes.begin(), bytes.end());
}

bool stands(const Store& store, const std::string& key) {
    const auto size = store.size(key);
    return size && *size;
}

// Apps find an index by the name of the book's file, so exports have it too, each kind in its own folder.
std::string name_in_exports(const SplitPlan& plan) {
    const std::string file = plan.source_pdf.substr(plan.source_pdf.rfind('/') + 1);
    const bool has_ending = collision_key(file).ends_with(".pdf");
    constexpr std::size_t room_for_ending = 20;
    const std::string name = safe_component(file.substr(0, file.size() - (has_ending ? 4 : 0)),
                                            max_component_bytes - room_for_ending);
    return name.empty() ? "book" : name;
}

IndexFormat index_format(ExportFormat format) {
    if (format == ExportFormat::mobilesheets) return IndexFormat::mobilesheets;
    return format == ExportFormat::forscore ? IndexFormat::forscore : IndexFormat::plain;
}

SplitPlan with_written_files_only(const Manifest& manifest) {
    std::set<std::size_t> written;
    for (const WrittenFile& file : manifest.files)
        if (file.song) written.insert(*file.song);
    SplitPlan plan = manifest.plan;
    for (std::size_t i = 0; i < plan.songs.size(); ++i)
        if (!written.contains(i)) plan.songs[i].file.clear();
    return plan;
}

Expected<Bytes> book_with_bookmarks(const SplitPlan& plan, const Source& source, const Ports& ports) {
    const auto writer =
        ports.open_writer(source.bytes, plan.source_pdf, [&] { return source.file->clean_copy(); });
    if (!writer) return writer.error();
    return (*writer)->annotated(outline_of(plan), page_labels_of(plan),
                                {.title = plan.book_name,
                                 .author = plan.artist,
                                 .subject = plan.genre,
                                 .keywords = "",
                                 .producer = "sheetsplit " SHEETSPLIT_VERSION});
}

void add_exports(const Manifest& manifest, const BookOptions& options, const Source& source,
                 const Ports& ports, const Store& store, Companions& companions) {
    const SplitPlan plan = with_written_files_only(manifest);
    for (const ExportFormat format : all_formats) {
        const std::vector<std::string> files = export_files(plan, format);
        const bool wanted =
            std::find(options.exports.begin(), options.exports.end(), format) != options.exports.end();
        if (!wanted && !stands(store, files[0])) continue;
        if (format != ExportFormat::bookmarks) {
            companions.files.push_back({files[0], bytes_from(index_of_book(plan, index_format(format)))});
            companions.files.push_back({files[1], bytes_from(index_of_files(plan, index_format(format)))});
            continue;
        }
        auto copy = book_with_bookmarks(plan, source, ports);
        if (copy) {
            companions.files.push_back({files[0], std::move(*copy)});
        } else {
            companions.errors.push_back(copy.error());
        }
    }
}

void add_review_page(const Manifest& manifest, const BookOptions& options, const Source& source,
                     const Store& store, Companions& companions) {
    const std::string file = key_in(manifest.plan.folder, "review.html");
    // Who has mended a book once finds the page again.
    const auto& songs = manifest.plan.songs;
    const bool doubtful = manifest.status != BookStatus::success || stands(store, file) ||
                          std::any_of(songs.begin(), songs.end(),
                                      [](const PlannedSong& song) { return song.confirmed_by_person; });
    const bool wanted =
        options.review == ReviewPage::always || (options.review == ReviewPage::doubtful && doubtful);
    if (!wanted) return;
    const auto page = make_review_page(manifest, *source.file, options.reading.jobs);
    if (page)
        companions.files.push_back({file, bytes_from(*page)});
    else
        companions.warnings.push_back("The review page could not be made: " + page.error().detail);
}

}  // namespace

std::vector<std::string> export_files(const SplitPlan& plan, ExportFormat format) {
    const std::string stem =
        key_in(plan.folder, "exports/") + std::string(name_of(format)) + "/" + name_in_exports(plan);
    if (format == ExportFormat::bookmarks) return {stem + ".pdf"};
    return {stem + ".csv", stem + " (songs).csv"};
}

Companions companions_of(const Manifest& manifest, const BookOptions& options, const Source& source,
                         const Ports& ports, const Store& store) {
    Companions companions;
    companions.files.push_back(
        {key_in(manifest.plan.folder, "plan.json"), bytes_from(to_json(manifest.plan))});
    add_exports(manifest, options, source, ports, store, companions);
    add_review_page(manifest, options, source, store, companions);
    return companions;
}

}  // namespace sheetsplit
