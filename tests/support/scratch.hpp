// A folder for one test, gone afterwards.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include <stdlib.h>

namespace sheetsplit::test {

class Scratch {
public:
    Scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "sheetsplit-test-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder_ = pattern;
    }
    ~Scratch() {
        std::error_code ignored;
        // A test may have taken the rights away.
        for (auto item = std::filesystem::recursive_directory_iterator(
                 folder_, std::filesystem::directory_options::skip_permission_denied, ignored);
             !ignored && item != std::filesystem::recursive_directory_iterator(); item.increment(ignored)) {
            std::error_code unchanged;
            if (item->is_directory(unchanged) && !item->is_symlink(unchanged))
                std::filesystem::permissions(item->path(), std::filesystem::perms::owner_all,
                                             std::filesystem::perm_options::add, unchanged);
        }
        std::filesystem::remove_all(folder_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::string path(const std::string& name = "") const {
        return name.empty() ? folder_.string() : (folder_ / name).string();
    }

    std::string write(const std::string& name, std::string_view content) const {
        const std::filesystem::path file = folder_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
        return file.string();
    }

private:
    std::filesystem::path folder_;
};

inline std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

}  // namespace sheetsplit::test
