// Desk: what one book's run keeps in the output folder until it is done.
//
// It lies in ".sheetsplit/<book id>".  There stand the values of the stages
// that are over, so that a run that was killed is taken up where it stopped;
// the files of the songs until all of them are written; and, for good, the name
// of the folder that the book's results are in.  Everything but that name goes
// when the book is done.  Not thread-safe but for staged().
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "job/understand.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {

class Desk {
public:
    // `options_digest` keeps apart what was found under different options.
    Desk(FolderStore& store, std::string book_id, std::string options_digest);

    const std::string& book_id() const { return book_id_; }

    // The book's lock; nothing while another run works on the same book.
    Expected<std::unique_ptr<StoreLock>> try_lock();

    // Held from a claim on the book in a shared ledger to its record; nothing while another run has it.
    Expected<std::unique_ptr<StoreLock>> try_lock_claim();

    // The values of stages that were kept, as far as they can still be read.
    Findings findings(const StageContext& context) const;
    void keep(Stage stage, const Findings& findings, const StageContext& context);

    // The plan with everything a manifest says besides the files.
    std::optional<Manifest> draft() const;
    void keep(const Manifest& draft);

    // Where a file waits until all are written.
    std::string staged(const std::string& name) const;

    // The manifest whose files are about to be moved to their places, with those that stood there before:
    // whatever it names is ours.
    Expected<std::optional<Manifest>> announced() const;
    Status announce(const std::string& manifest_json);

    // Has a commit begun that was not seen to its end?
    Expected<bool> commit_is_open() const;

    // Is nobody at work, and did nobody leave work or a lock behind?
    bool is_at_rest() const;

    // Where the results of the book are; nothing before its first run is done.
    Expected<std::optional<std::string>> results() const;
    Status remember_results(const std::string& folder);

    // Puts copies of the stages' values where the mirror finds them when the desk is cleared.
    void keep_artifacts();

    // Forgets the values of unfinished runs; forget_all_values() those of other options too, and clear()
    // staged files and announcement as well.  forget_all_values() is false when something of them is left.
    void forget_values();
    bool forget_all_values();
    void clear();

private:
    std::optional<std::string> text(const std::string& name) const;
    std::string announcement() const { return folder_ + "/announced.json"; }

    FolderStore& store_;
    std::string book_id_;
    std::string folder_;
    std::string values_;
};

}  // namespace sheetsplit
