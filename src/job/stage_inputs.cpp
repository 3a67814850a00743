#include "job/stage_inputs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sheetsplit/naming.hpp"

namespace sheetsplit {
namespace {

constexpr double person_weight = 12;  // certain, as far as this program can know

// The first "kind" of the text; a plan has none.
std::string kind_of(std::string_view json) {
    std::size_t at = json.find("\"kind\"");
    if (at == std::string_view::npos) return {};
    at = json.find_first_not_of(" \t\r\n:", at + 6);
    if (at == std::string_view::npos || json[at] != '"') return {};
    const std::size_t end = json.find('"', at + 1);
    return end == std::string_view::npos ? std::string() : std::string(json.substr(at + 1, end - at - 1));
}

template <class T>
Status take(Expected<T> value, std::optional<T>& slot) {
    if (!value) return value.error();
    slot = std::move(*value);
    return Done{};
}

Status read_into(const std::string& text, const std::string& file, const StageContext& context,
                 const Naming& naming, Findings& findings) {
    const std::string kind = kind_of(text);
    if (kind == "toc_location") return take(toc_location_from_json(text, file, context), findings.location);
    if (kind == "toc") return take(toc_from_json(text, file, context), findings.toc);
    if (kind == "page_map") return take(page_map_from_json(text, file, context), findings.page_map);
    if (kind == "songs") return take(songs_from_json(text, file, context), findings.songs);
    auto plan = plan_from_json(text, file);
    if (!plan) return plan.error();
    findings.plan = as_confirmed(std::move(*plan), naming);
    return Done{};
}

Expected<std::string> text_of_file(const std::string& file) {
    const auto bytes = read_file(file);
    if (!bytes) return bytes.error();
    return text_of(**bytes);
}

}  // namespace

SplitPlan as_confirmed(SplitPlan plan, const Naming& naming) {
    for (PlannedSong& song : plan.songs) {
        if (!song.confirmed_by_person) continue;
        song.verdict = Verdict::confirmed;
        song.confidence = 1;
        const bool said =
            std::any_of(song.evidence.begin(), song.evidence.end(),
                        [](const Evidence& evidence) { return evidence.source == EvidenceSource::person; });
        if (!said)
            song.evidence.push_back(
                {EvidenceSource::person, song.first_page, "confirmed", song.title, person_weight});
    }
    return with_names(std::move(plan), naming);
}

Expected<Findings> read_stage_values(const std::vector<std::string>& files, const StageContext& context,
                                     const Naming& naming) {
    Findings findings;
    for (const std::string& file : files) {
        const auto text = text_of_file(file);
        if (!text) return text.error();
        if (const Status read = read_into(*text, file, context, naming, findings); !read) return read.error();
    }
    return findings;
}

Expected<std::optional<SplitPlan>> read_plan(const std::vector<std::string>& files, const Naming& naming) {
    for (const std::string& file : files) {
        const auto text = text_of_file(file);
        if (!text) return text.error();
        if (!kind_of(*text).empty() && kind_of(*text) != "plan") continue;
        auto plan = plan_from_json(*text, file);
        if (!plan) return plan.error();
        return std::optional<SplitPlan>(as_confirmed(std::move(*plan), naming));
    }
    return std::optional<SplitPlan>();
}

Status check_plan(const SplitPlan& plan, const std::string& source, const std::string& sha256,
                  std::size_t page_count) {
    if (plan.source_sha256 != sha256)
        return Error{ErrorCode::wrong_book,
                     source,
                     {},
                     fmt::format("the plan was made for another book ({})", plan.source_pdf),
                     "Use the plan.json that lies beside this book's songs, or run the book again"};
    if (const Status valid = validate(plan, page_count); !valid) {
        Error error = valid.error();
        if (error.file.empty()) error.file = source;
        return error;
    }
    return Done{};
}

Status check_fit(const Findings& findings) {
    if (!findings.toc || !findings.page_map) return Done{};
    for (const Placement& placement : findings.page_map->placements)
        if (placement.entry >= findings.toc->entries.size())
            return Error{ErrorCode::invalid_json,
                         "",
                         {},
                         fmt::format("the page map places entry {}, but the TOC has {} entries",
                                     placement.entry + 1, findings.toc->entries.size()),
                         "Give the TOC it was made from with another --from"};
    return Done{};
}

}  // namespace sheetsplit
