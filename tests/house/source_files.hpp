// The project's own files, for tests that look at the source.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

namespace sheetsplit::house {

struct SourceFile {
    std::string path;  // relative to the top, '/' between components
    std::vector<std::string> lines;

    bool in(const std::string& folder) const { return path.starts_with(folder + "/"); }
    bool is_header() const { return path.ends_with(".hpp"); }
};

inline SourceFile read_source(const std::filesystem::path& top, const std::filesystem::path& file) {
    SourceFile source{std::filesystem::relative(file, top).generic_string(), {}};
    std::ifstream input(file);
    for (std::string line; std::getline(input, line);) source.lines.push_back(line);
    return source;
}

// All C++ sources and headers below the folders.
inline std::vector<SourceFile> sources_below(const std::vector<std::string>& folders) {
    const std::filesystem::path top = SHEETSPLIT_SOURCE_DIR;
    std::vector<SourceFile> sources;
    for (const std::string& folder : folders) {
        if (!std::filesystem::exists(top / folder)) continue;
        for (auto item = std::filesystem::recursive_directory_iterator(top / folder);
             item != std::filesystem::recursive_directory_iterator(); ++item) {
            if (item->path().filename() == "node_modules") item.disable_recursion_pending();
            const std::string extension = item->path().extension().string();
            if (item->is_regular_file() && (extension == ".cpp" || extension == ".hpp"))
                sources.push_back(read_source(top, item->path()));
        }
    }
    return sources;
}

struct Include {
    std::string target;
    bool quoted = false;
    int line = 0;
};

inline std::vector<Include> includes_of(const SourceFile& file) {
    static const std::regex pattern(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
    std::vector<Include> includes;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        std::smatch found;
        if (std::regex_search(file.lines[i], found, pattern))
            includes.push_back({found[2].str(), found[1].str() == "\"", static_cast<int>(i) + 1});
    }
    return includes;
}

inline std::string at(const SourceFile& file, int line) {
    return file.path + ":" + std::to_string(line);
}

}  // namespace sheetsplit::house
