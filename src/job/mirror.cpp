#include "sheetsplit/mirror.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

#include <fmt/format.h>

#include "core/parallel.hpp"
#include "job/artifacts.hpp"
#include "job/book_folder.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {
namespace {

constexpr int requests_at_a_time = 8;

// Something to be copied, from one key to another.
struct Piece {
    std::string from;                  // of the output folder
    std::string to;                    // of the mirror
    std::optional<WrittenFile> known;  // what the manifest says of it
};

Error incomplete(Error error, const std::string& kept_in) {
    error.code = ErrorCode::mirror_failed;
    error.detail =
        fmt::format("the mirror is incomplete, the result in {} is whole: {}", kept_in, error.detail);
    if (error.remedy.empty()) error.remedy = "Run the same command again to complete it";
    return error;
}

Error interruption(const ObjectStore& mirror) {
    return {ErrorCode::mirror_failed, mirror.name(), {}, "interrupted", ""};
}

// The first error of several threads, by what it is about, so that equal runs say equal things.
class FirstError {
public:
    void add(std::size_t number, Error error) {
        const std::lock_guard guard(mutex_);
        if (!error_ || number < number_) {
            error_ = std::move(error);
            number_ = number;
        }
        failed_ = true;
    }
    bool any() const { return failed_; }
    Status status() const {
        if (error_) return *error_;
        return Done{};
    }

private:
    std::mutex mutex_;
    std::atomic<bool> failed_ = false;
    std::optional<Error> error_;
    std::size_t number_ = 0;
};

// Copies pieces, and knows which of them need it.
class Copier {
public:
    Copier(const FolderStore& output, ObjectStore& mirror, std::stop_token stop)
        : output_(output), mirror_(mirror), stop_(std::move(stop)) {}

    // The pieces that do not stand in the mirror as they should.
    Expected<std::vector<Piece>> lacking(const std::vector<Piece>& pieces) const {
        std::vector<char> lacks(pieces.size(), 0);
        const Status looked = for_each(pieces.size(), [&](std::size_t i) -> Status {
            const auto there = mirror_.facts(pieces[i].to);
            if (!there) return there.error();
            if (!*there) {
                lacks[i] = 1;
                return Done{};
            }
            const auto digest = digest_of_piece(pieces[i]);
            if (!digest) return digest.error();
            lacks[i] = (*there)->sha256 != *digest ? 1 : 0;
            return Done{};
        });
        if (!looked) return looked.error();
        std::vector<Piece> lacking;
        for (std::size_t i = 0; i < pieces.size(); ++i)
            if (lacks[i]) lacking.push_back(pieces[i]);
        return lacking;
    }

    Status copy(const std::vector<Piece>& pieces) const {
        return for_each(pieces.size(), [&](std::size_t i) -> Status {
            const auto bytes = local(pieces[i]);
            if (!bytes) return bytes.error();
            // What is named in a manifest must be what the manifest says.
            if (pieces[i].known && sha256_hex(*bytes) != pieces[i].known->sha256)
                return Error{ErrorCode::mirror_failed,
                             output_.name() + "/" + pieces[i].from,
                             {},
                             "has changed since it was written",
                             "Make the book anew with --force"};
            return mirror_.put(pieces[i].to, *bytes);
        });
    }

    // Removes what was put there by this program and nothing else.
    Status remove(const std::vector<std::string>& keys) const {
        return for_each(keys.size(), [&](std::size_t i) -> Status {
            const auto there = mirror_.facts(keys[i]);
            if (!there) return there.error();
            if (!*there || (*there)->sha256.empty()) return Done{};
            return mirror_.remove(keys[i]);
        });
    }

private:
    template <class Work>
    Status for_each(std::size_t count, const Work& work) const {
        FirstError error;
        for_each_index(count, requests_at_a_time, [&](std::size_t i) {
            if (error.any()) return;  // the others would fail as well, and take their time for it
            if (stop_.stop_requested()) return error.add(i, interruption(mirror_));
            if (const Status done = work(i); !done) error.add(i, done.error());
        });
        return error.status();
    }

    Expected<Bytes> local(const Piece& piece) const {
        auto bytes = output_.get(piece.from);
        if (!bytes) return bytes.error();
        if (!*bytes)
            return Error{ErrorCode::mirror_failed,
                         output_.name() + "/" + piece.from,
                         {},
                         "is no longer there",
                         "Make the book anew with --force"};
        return std::move(**bytes);
    }

    Expected<std::string> digest_of_piece(const Piece& piece) const {
        if (piece.known) return piece.known->sha256;
        const auto bytes = local(piece);
        if (!bytes) return bytes.error();
        return sha256_hex(*bytes);
    }

    const FolderStore& output_;
    ObjectStore& mirror_;
    std::stop_token stop_;
};

// ---- the results

// Which objects of the mirror are the book's, from earlier runs: one key a line, in the output folder.
class Record {
public:
    Record(FolderStore& output, const ObjectStore& mirror, const std::string& book_id)
        : output_(output),
          key_(fmt::format(".sheetsplit/mirrored-{}-{}", book_id,
                           sha256_hex(bytes_of(mirror.name())).substr(0, 8))) {}

    std::set<std::string> keys() const {
        std::set<std::string> keys;
        const auto bytes = output_.get(key_);
        if (!bytes || !*bytes) return keys;
        const std::string text = text_of(**bytes);
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            keys.insert(text.substr(begin, end - begin));
            begin = end + 1;
        }
        return keys;
    }

    Status write(const std::set<std::string>& keys) {
        if (keys == this->keys()) return Done{};
        std::string text;
        for (const std::string& key : keys) text += key + '\n';
        return output_.put(key_, bytes_of(text));
    }

private:
    FolderStore& output_;
    std::string key_;
};

struct LocalResult {
    Manifest manifest;
    Bytes manifest_bytes;
    std::vector<Piece> pieces;  // all but the manifest
};

// Nothing when there is none of this book.
Expected<std::optional<LocalResult>> result_of(const BookOutcome& outcome, const FolderStore& output) {
    const std::string key = key_in(outcome.folder, "manifest.json");
    auto bytes = output.get(key);
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<LocalResult>();
    auto manifest = manifest_from_json(text_of(**bytes), key);
    if (!manifest) return manifest.error();
    if (book_id_of(manifest->plan.source_sha256) != outcome.book_id) return std::optional<LocalResult>();
    LocalResult result{std::move(*manifest), std::move(**bytes), {}};
    for (const WrittenFile& file : result.manifest.files)
        result.pieces.push_back({file.file, file.file, file});
    std::vector<std::string> beside{key_in(outcome.folder, "plan.json"),
                                    key_in(outcome.folder, "review.html")};
    const auto exports = output.list(key_in(outcome.folder, "exports"));
    if (!exports) return exports.error();
    beside.insert(beside.end(), exports->begin(), exports->end());
    for (const std::string& file : beside) {
        const auto size = output.size(file);
        if (!size) return size.error();
        if (*size) result.pieces.push_back({file, file, {}});
    }
    return std::optional(std::move(result));
}

// What an earlier result of the book left in the mirror, as far as the mirror itself tells.
std::set<std::string> keys_of(const Manifest& before, const std::string& folder, const ObjectStore& mirror) {
    std::set<std::string> keys{key_in(folder, "plan.json"), key_in(folder, "review.html")};
    for (const WrittenFile& file : before.files) keys.insert(file.file);
    // Who may not list it is not told; what is left then is an index of files that stand.
    if (const auto exports = mirror.list(key_in(folder, "exports")))
        keys.insert(exports->begin(), exports->end());
    return keys;
}

Status put_manifest(const std::string& key, const LocalResult& result, bool is_first, ObjectStore& mirror) {
    if (!is_first) return mirror.put(key, result.manifest_bytes);
    // Where none was, somebody else may have finished another book of the same name meanwhile.
    const auto put = mirror.put_new(key, result.manifest_bytes);
    if (!put) return put.error();
    if (*put) return Done{};
    return Error{ErrorCode::mirror_failed,
                 mirror.name() + "/" + key,
                 {},
                 "another run put it there at the same time",
                 "Run the same command again"};
}

Status mirror_results(const LocalResult& result, const std::string& folder, FolderStore& output,
                      ObjectStore& mirror, const std::stop_token& stop) {
    const std::string book_id = book_id_of(result.manifest.plan.source_sha256);
    const std::string manifest_key = key_in(folder, "manifest.json");
    const Copier copier(output, mirror, stop);

    const auto before = mirror.get(manifest_key);
    if (!before) return before.error();
    const bool same = *before && **before == result.manifest_bytes;
    std::optional<Manifest> manifest_before;
    if (*before && !same) {
        auto read = manifest_from_json(text_of(**before), manifest_key);
        if (!read || book_id_of(read->plan.source_sha256) != book_id)
            return Error{ErrorCode::mirror_failed,
                         mirror.name() + "/" + manifest_key,
                         {},
                         "it belongs to another book of the same name",
                         "Give this one another name with --book, or mirror it to another prefix"};
        manifest_before = std::move(*read);
    }

    const auto lacking = copier.lacking(result.pieces);
    if (!lacking) return lacking.error();

    Record record(output, mirror, book_id);
    std::set<std::string> ours{manifest_key};
    for (const Piece& piece : result.pieces) ours.insert(piece.to);
    std::set<std::string> all = record.keys();
    all.insert(ours.begin(), ours.end());
    if (manifest_before) all.merge(keys_of(*manifest_before, folder, mirror));
    if (const Status written = record.write(all); !written) return written.error();

    // While files change under it, the old manifest would not be true.
    if (manifest_before)
        if (const Status removed = mirror.remove(manifest_key); !removed) return removed.error();
    if (const Status copied = copier.copy(*lacking); !copied) return copied.error();
    if (!same)
        if (const Status put = put_manifest(manifest_key, result, !*before || manifest_before, mirror); !put)
            return put.error();

    std::vector<std::string> obsolete;
    std::set_difference(all.begin(), all.end(), ours.begin(), ours.end(), std::back_inserter(obsolete));
    if (const Status removed = copier.remove(obsolete); !removed) return removed.error();
    return record.write(ours);
}

// ---- the artifacts

Status mirror_artifacts(const BookOutcome& outcome, FolderStore& output, ObjectStore& mirror,
                        const std::stop_token& stop) {
    std::vector<Piece> pieces, manifest, waiting;
    const auto add = [&](const std::string& from, std::string_view name, std::vector<Piece>& list) -> Status {
        const auto size = output.size(from);
        if (!size) return size.error();
        if (*size) list.push_back({from, fmt::format("{}/{}", outcome.book_id, name), {}});
        return Done{};
    };
    for (const std::string_view name : artifact_names)
        if (const Status added = add(waiting_artifact(outcome.book_id, name), name, waiting); !added)
            return added.error();
    pieces = waiting;
    if (const Status added = add(key_in(outcome.folder, "plan.json"), "plan.json", pieces); !added)
        return added.error();
    if (const Status added = add(key_in(outcome.folder, "manifest.json"), "manifest.json", manifest); !added)
        return added.error();

    const Copier copier(output, mirror, stop);
    for (const std::vector<Piece>& step : {pieces, manifest}) {
        const auto lacking = copier.lacking(step);
        if (!lacking) return lacking.error();
        if (const Status copied = copier.copy(*lacking); !copied) return copied.error();
    }
    for (const Piece& piece : waiting)
        if (const Status removed = output.remove(piece.from); !removed) return removed.error();
    return Done{};
}

}  // namespace

std::vector<Error> mirror_book(const BookOutcome& outcome, FolderStore& output, const Mirrors& mirrors,
                               std::stop_token stop) {
    std::vector<Error> errors;
    const bool interrupted =
        std::any_of(outcome.errors.begin(), outcome.errors.end(),
                    [](const Error& error) { return error.code == ErrorCode::interrupted; });
    if (outcome.book_id.empty() || interrupted) return errors;
    const std::string kept_in = output.name() + "/" + outcome.folder;
    const auto result = result_of(outcome, output);
    if (!result) return {incomplete(result.error(), kept_in)};
    if (!*result) return errors;
    if (mirrors.artifacts)
        if (const Status done = mirror_artifacts(outcome, output, *mirrors.artifacts, stop); !done)
            errors.push_back(incomplete(done.error(), kept_in));
    if (mirrors.results)
        if (const Status done = mirror_results(**result, outcome.folder, output, *mirrors.results, stop);
            !done)
            errors.push_back(incomplete(done.error(), kept_in));
    return errors;
}

BookRunner with_mirrors(BookRunner run, Mirrors mirrors) {
    if (!mirrors.any()) return run;
    return [run = std::move(run), mirrors = std::move(mirrors)](
               const BookJob& job, FolderStore& output, const Listener& listener, std::stop_token stop) {
        BookJob asked = job;
        asked.keep_artifacts = mirrors.artifacts != nullptr;
        BookOutcome outcome = run(asked, output, listener, stop);
        for (Error& error : mirror_book(outcome, output, mirrors, stop))
            outcome.errors.push_back(std::move(error));
        return outcome;
    };
}

}  // namespace sheetsplit
