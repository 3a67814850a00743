#include "exit_code.hpp"

#include <algorithm>

namespace sheetsplit::cli {
namespace {

// Not by number: an incomplete mirror is of more concern than a review.
int concern(int code) {
    switch (code) {
        case review_needed:
            return 1;
        case mirror_incomplete:
            return 2;
        case failed:
            return 3;
        case interrupted:
            return 4;
        default:
            return 0;
    }
}

int exit_code_of(const BookOutcome& book) {
    int code = book.status == BookStatus::success         ? done
               : book.status == BookStatus::manual_review ? review_needed
                                                          : failed;
    for (const Error& error : book.errors)
        for (const int other : {error.code == ErrorCode::mirror_failed ? mirror_incomplete : done,
                                error.code == ErrorCode::interrupted ? interrupted : done})
            if (concern(other) > concern(code)) code = other;
    return code;
}

}  // namespace

int exit_code_of(const std::vector<BookOutcome>& books) {
    int worst = done;
    for (const BookOutcome& book : books)
        if (const int code = exit_code_of(book); concern(code) > concern(worst)) worst = code;
    return worst;
}

int exit_code_of(const Error& error) {
    switch (error.code) {
        case ErrorCode::usage:
        case ErrorCode::invalid_index:
            return usage;
        case ErrorCode::interrupted:
            return interrupted;
        case ErrorCode::mirror_failed:
            return mirror_incomplete;
        default:
            return failed;
    }
}

}  // namespace sheetsplit::cli
