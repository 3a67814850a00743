#include "core/names.hpp"
#include "sheetsplit/job.hpp"

namespace sheetsplit {
namespace {

constexpr NameTable<ExportFormat, 4> export_names{{{ExportFormat::mobilesheets, "mobilesheets"},
                                                   {ExportFormat::forscore, "forscore"},
                                                   {ExportFormat::csv, "csv"},
                                                   {ExportFormat::bookmarks, "bookmarks"}}};
constexpr NameTable<ReviewPage, 3> review_names{
    {{ReviewPage::always, "always"}, {ReviewPage::doubtful, "doubtful"}, {ReviewPage::never, "never"}}};
constexpr NameTable<Stage, 9> stage_names{{{Stage::read, "read"},
                                           {Stage::discover, "discover"},
                                           {Stage::parse, "parse"},
                                           {Stage::map, "map"},
                                           {Stage::verify, "verify"},
                                           {Stage::plan, "plan"},
                                           {Stage::write, "write"},
                                           {Stage::manifest, "manifest"},
                                           {Stage::commit, "commit"}}};

}  // namespace

std::string_view name_of(ExportFormat format) {
    return export_names.name(format);
}
std::optional<ExportFormat> export_format_from(std::string_view name) {
    return export_names.value(name);
}
std::string_view name_of(ReviewPage when) {
    return review_names.name(when);
}
std::optional<ReviewPage> review_page_from(std::string_view name) {
    return review_names.value(name);
}
std::string_view name_of(Stage stage) {
    return stage_names.name(stage);
}
std::optional<Stage> stage_from(std::string_view name) {
    return stage_names.value(name);
}

}  // namespace sheetsplit
