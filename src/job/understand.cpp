#include "job/understand.hpp"

namespace sheetsplit {
namespace {

// A foreign index stands in for the contents pages; which leaves those are is still of use.
Toc index_as_toc(const Toc& index, const Toc& printed) {
    Toc toc = index;
    toc.leaves = printed.leaves;
    toc.book_artist = printed.book_artist;
    toc.book_title = printed.book_title;
    return toc;
}

}  // namespace

Expected<Findings> understand(const Book& book, Findings known, Stage until, const BookOptions& options,
                              Steps& steps, const Keep& keep) {
    // Fills the value in unless it is known; false when the run is to stop.
    const auto find = [&](Stage stage, auto& value, const auto& work) {
        if (value) return true;
        if (steps.stopped()) return false;
        value = steps.take(stage, work);
        if (keep) keep(stage, known);
        return true;
    };

    if (!known.toc && !find(Stage::discover, known.location, [&] { return discover(book); }))
        return steps.interrupted();
    if (until == Stage::discover) return known;

    if (!find(Stage::parse, known.toc, [&] {
            const Toc printed = parse(book, *known.location);
            return options.index ? index_as_toc(*options.index, printed) : printed;
        }))
        return steps.interrupted();
    if (until == Stage::parse) return known;

    if (!find(Stage::map, known.page_map, [&] { return map(book, *known.toc); })) return steps.interrupted();
    if (until == Stage::map) return known;

    if (!find(Stage::verify, known.songs, [&] { return verify(book, *known.toc, *known.page_map); }))
        return steps.interrupted();
    if (until == Stage::verify) return known;

    if (!find(Stage::plan, known.plan, [&] {
            return plan(book, *known.toc, *known.page_map, *known.songs, options.naming, options.policy);
        }))
        return steps.interrupted();
    return known;
}

}  // namespace sheetsplit
