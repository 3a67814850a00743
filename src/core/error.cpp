#include "sheetsplit/error.hpp"

#include <fmt/format.h>

namespace sheetsplit {

std::string_view name_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage:
            return "usage";
        case ErrorCode::input_missing:
            return "input_missing";
        case ErrorCode::input_unreadable:
            return "input_unreadable";
        case ErrorCode::not_a_pdf:
            return "not_a_pdf";
        case ErrorCode::damaged:
            return "damaged";
        case ErrorCode::encrypted:
            return "encrypted";
        case ErrorCode::no_pages:
            return "no_pages";
        case ErrorCode::no_songs:
            return "no_songs";
        case ErrorCode::output_unwritable:
            return "output_unwritable";
        case ErrorCode::disk_full:
            return "disk_full";
        case ErrorCode::limit_exceeded:
            return "limit_exceeded";
        case ErrorCode::crashed:
            return "crashed";
        case ErrorCode::invalid_json:
            return "invalid_json";
        case ErrorCode::invalid_index:
            return "invalid_index";
        case ErrorCode::wrong_book:
            return "wrong_book";
        case ErrorCode::ocr_unavailable:
            return "ocr_unavailable";
        case ErrorCode::interrupted:
            return "interrupted";
        case ErrorCode::mirror_failed:
            return "mirror_failed";
        case ErrorCode::internal:
            return "internal";
    }
    return "internal";
}

std::string describe(const Error& error) {
    std::string line = error.file;
    if (error.page) line += fmt::format("{}page {}", line.empty() ? "" : ", ", error.page->value());
    if (!line.empty() && !error.detail.empty()) line += ": ";
    line += error.detail;
    if (!error.remedy.empty()) line += ". " + error.remedy;
    return line;
}

}  // namespace sheetsplit
