#include "core/names.hpp"

#include "sheetsplit/manifest.hpp"
#include "sheetsplit/songs.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit {
namespace {

constexpr NameTable<TocMethod, 5> method_names{{{TocMethod::none, "none"},
                                                {TocMethod::text_layer, "text_layer"},
                                                {TocMethod::ocr, "ocr"},
                                                {TocMethod::outline, "outline"},
                                                {TocMethod::index_file, "index_file"}}};
constexpr NameTable<TocNumbers, 3> numbers_names{
    {{TocNumbers::none, "none"}, {TocNumbers::folios, "folios"}, {TocNumbers::song_numbers, "song_numbers"}}};
constexpr NameTable<LeafRole, 7> role_names{{{LeafRole::cover, "cover"},
                                             {LeafRole::front, "front"},
                                             {LeafRole::toc, "toc"},
                                             {LeafRole::song, "song"},
                                             {LeafRole::insert, "insert"},
                                             {LeafRole::blank, "blank"},
                                             {LeafRole::back, "back"}}};
constexpr NameTable<BookStatus, 3> status_names{{{BookStatus::success, "success"},
                                                 {BookStatus::manual_review, "manual_review"},
                                                 {BookStatus::failed, "failed"}}};

}  // namespace

std::string_view name_of(TocMethod method) {
    return method_names.name(method);
}
std::optional<TocMethod> toc_method_from(std::string_view name) {
    return method_names.value(name);
}
std::string_view name_of(TocNumbers numbers) {
    return numbers_names.name(numbers);
}
std::optional<TocNumbers> toc_numbers_from(std::string_view name) {
    return numbers_names.value(name);
}
std::string_view name_of(LeafRole role) {
    return role_names.name(role);
}
std::optional<LeafRole> leaf_role_from(std::string_view name) {
    return role_names.value(name);
}
std::string_view name_of(BookStatus status) {
    return status_names.name(status);
}
std::optional<BookStatus> book_status_from(std::string_view name) {
    return status_names.value(name);
}

}  // namespace sheetsplit
