#include <algorithm>
#include <cctype>
#include <filesystem>

#include "sheetsplit/job.hpp"

namespace sheetsplit {
namespace {

namespace fs = std::filesystem;

bool is_pdf_name(const fs::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ".pdf";
}
bool is_hidden(const fs::path& path) {
    return path.filename().string().starts_with(".");
}
bool holds_results(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / ".sheetsplit", ignored);
}

Error unreadable(const fs::path& folder, const std::error_code& code) {
    return {ErrorCode::input_unreadable,
            folder.string(),
            {},
            "cannot be read: " + code.message(),
            "Check the permissions of the folder"};
}

void collect(const fs::path& folder, bool recursive, Inputs& inputs) {
    std::vector<fs::path> books, folders;
    std::error_code code;
    fs::directory_iterator item(folder, code);
    for (; !code && item != fs::directory_iterator(); item.increment(code)) {
        std::error_code ignored;
        if (is_hidden(item->path())) continue;
        if (item->is_directory(ignored)) {
            if (recursive && !item->is_symlink(ignored)) folders.push_back(item->path());
        } else if (is_pdf_name(item->path()) && item->is_regular_file(ignored)) {
            books.push_back(item->path());
        }
    }
    if (code) inputs.errors.push_back(unreadable(folder, code));
    std::sort(books.begin(), books.end());
    std::sort(folders.begin(), folders.end());
    for (const fs::path& book : books) inputs.paths.push_back(book.string());
    for (const fs::path& inner : folders)
        if (!holds_results(inner)) collect(inner, recursive, inputs);
}

}  // namespace

Inputs find_inputs(const std::vector<std::string>& named, bool recursive) {
    Inputs inputs;
    for (const std::string& name : named) {
        std::error_code ignored;
        if (!fs::is_directory(name, ignored)) {
            inputs.paths.push_back(name);
            continue;
        }
        const std::size_t before = inputs.paths.size(), errors_before = inputs.errors.size();
        collect(name, recursive, inputs);
        if (inputs.paths.size() == before && inputs.errors.size() == errors_before)
            inputs.errors.push_back(
                {ErrorCode::input_missing,
                 name,
                 {},
                 "there is no PDF in this folder",
                 recursive ? "Check the path" : "Add --recursive to look into its folders too"});
    }
    return inputs;
}

}  // namespace sheetsplit
