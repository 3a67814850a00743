#include "job/desk.hpp"

#include <set>

#include <fmt/format.h>

#include "job/artifacts.hpp"

namespace sheetsplit {
namespace {

constexpr const char* toc_location_file = "/discover.json";
constexpr const char* toc_file = "/parse.json";
constexpr const char* page_map_file = "/map.json";
constexpr const char* songs_file = "/verify.json";
constexpr const char* plan_file = "/plan.json";
constexpr const char* draft_file = "/draft.json";

template <class T>
std::optional<T> value_of(Expected<T> expected) {
    if (!expected) return std::nullopt;
    return std::move(*expected);
}

}  // namespace

Desk::Desk(FolderStore& store, std::string book_id, std::string options_digest)
    : store_(store),
      book_id_(std::move(book_id)),
      folder_(".sheetsplit/" + book_id_),
      values_(folder_ + "/" + options_digest) {}

Expected<std::unique_ptr<StoreLock>> Desk::try_lock() {
    return store_.try_lock(folder_ + "/lock");
}

Expected<std::unique_ptr<StoreLock>> Desk::try_lock_claim() {
    return store_.try_lock(folder_ + "/claim");
}

std::optional<std::string> Desk::text(const std::string& name) const {
    const auto bytes = store_.get(name);
    if (!bytes || !*bytes) return std::nullopt;
    return text_of(**bytes);
}

Findings Desk::findings(const StageContext& context) const {
    Findings known;
    if (const auto json = text(values_ + toc_location_file))
        known.location = value_of(toc_location_from_json(*json, values_ + toc_location_file, context));
    if (const auto json = text(values_ + toc_file))
        known.toc = value_of(toc_from_json(*json, values_ + toc_file, context));
    if (const auto json = text(values_ + page_map_file))
        known.page_map = value_of(page_map_from_json(*json, values_ + page_map_file, context));
    if (const auto json = text(values_ + songs_file))
        known.songs = value_of(songs_from_json(*json, values_ + songs_file, context));
    // Each value needs those before it.
    if (!known.location) known.toc.reset();
    if (!known.toc) known.page_map.reset();
    if (!known.page_map) known.songs.reset();
    return known;
}

void Desk::keep(Stage stage, const Findings& findings, const StageContext& context) {
    // A value that cannot be kept costs time later and nothing else: if the folder is not writable, the
    // songs will say so.
    const auto put = [&](const char* name, const std::string& json) {
        [[maybe_unused]] const Status kept = store_.put(values_ + name, bytes_of(json));
    };
    if (stage == Stage::discover) put(toc_location_file, to_json(*findings.location, context));
    if (stage == Stage::parse) put(toc_file, to_json(*findings.toc, context));
    if (stage == Stage::map) put(page_map_file, to_json(*findings.page_map, context));
    if (stage == Stage::verify) put(songs_file, to_json(*findings.songs, context));
}

std::optional<Manifest> Desk::draft() const {
    const auto plan_json = text(values_ + plan_file);
    const auto draft_json = text(values_ + draft_file);
    if (!plan_json || !draft_json) return std::nullopt;
    auto plan = plan_from_json(*plan_json, values_ + plan_file);
    auto draft = manifest_from_json(*draft_json, values_ + draft_file);
    if (!plan || !draft) return std::nullopt;
    draft->plan = std::move(*plan);
    return std::move(*draft);
}

void Desk::keep(const Manifest& draft) {
    if (store_.put(values_ + plan_file, bytes_of(to_json(draft.plan)))) [[maybe_unused]]
        const Status kept = store_.put(values_ + draft_file, bytes_of(to_json(draft)));
}

std::string Desk::staged(const std::string& name) const {
    return fmt::format("{}/staged/{}", folder_, name);
}

Expected<std::optional<Manifest>> Desk::announced() const {
    const auto json = store_.get(announcement());
    if (!json) return json.error();
    if (!*json) return std::optional<Manifest>();
    return value_of(manifest_from_json(text_of(**json), announcement()));
}

Status Desk::announce(const std::string& manifest_json) {
    return store_.put(announcement(), bytes_of(manifest_json));
}

Expected<bool> Desk::commit_is_open() const {
    const auto there = store_.size(announcement());
    if (!there) return there.error();
    return there->has_value();
}

bool Desk::is_at_rest() const {
    const auto open = commit_is_open();
    const auto lock = store_.size(folder_ + "/lock");
    return open && !*open && lock && !*lock;
}

Expected<std::optional<std::string>> Desk::results() const {
    const auto bytes = store_.get(folder_ + "/results");
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<std::string>();
    return std::optional<std::string>(text_of(**bytes));
}

Status Desk::remember_results(const std::string& folder) {
    return store_.put(folder_ + "/results", bytes_of(folder));
}

void Desk::keep_artifacts() {
    constexpr const char* values[] = {toc_location_file, toc_file, page_map_file, songs_file};
    static_assert(std::size(values) == artifact_names.size());
    for (std::size_t i = 0; i < artifact_names.size(); ++i) {
        const std::string kept = waiting_artifact(book_id_, artifact_names[i]);
        if (const auto json = text(values_ + values[i])) {
            [[maybe_unused]] const Status put = store_.put(kept, bytes_of(*json));
        } else {
            [[maybe_unused]] const Status removed = store_.remove(kept);
        }
    }
}

void Desk::forget_values() {
    [[maybe_unused]] const Status removed = store_.remove_folder(values_);
}

bool Desk::forget_all_values() {
    const std::set<std::string> kept{folder_ + "/lock", folder_ + "/claim", folder_ + "/results",
                                     announcement()};
    const auto keys = store_.list(folder_);
    bool all = keys.has_value();
    for (const std::string& key : keys ? *keys : std::vector<std::string>()) {
        if (kept.contains(key)) continue;
        all = store_.remove(key) && all;
        store_.remove_empty_folders(key.substr(0, key.rfind('/')));
    }
    return all;
}

void Desk::clear() {
    // Values of other options go too: the book is done, and they would never be asked for again.
    // Last, since it says that there is something to tidy up, and which files of a half-done commit are ours.
    if (forget_all_values()) [[maybe_unused]]
        const Status removed = store_.remove(announcement());
}

}  // namespace sheetsplit
