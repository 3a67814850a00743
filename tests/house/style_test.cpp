// Rules of the house that a compiler does not check.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "source_files.hpp"

using namespace sheetsplit::house;

namespace {

constexpr std::size_t widest_line = 120;  // the formatter aims at 110 and lets long strings stand

bool has_word(const std::string& line, const std::string& word) {
    const auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    for (std::size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1)) {
        const bool begins = at == 0 || !is_letter(line[at - 1]);
        const std::size_t end = at + word.size();
        if (begins && (end == line.size() || !is_letter(line[end]))) return true;
    }
    return false;
}

// The options named in the texts of these files: "--name" at a text's begin, or behind a blank or a comma.
std::set<std::string> options_in_texts(const std::vector<SourceFile>& files) {
    static const std::regex text(R"re("((?:[^"\\]|\\.)*)")re");
    static const std::regex option(R"re((?:^|[ ,])(--[a-z][a-z-]+))re");
    std::set<std::string> options;
    for (const SourceFile& file : files)
        for (const std::string& line : file.lines)
            for (std::sregex_iterator found(line.begin(), line.end(), text), end; found != end; ++found) {
                const std::string inside = (*found)[1];
                for (std::sregex_iterator o(inside.begin(), inside.end(), option); o != end; ++o)
                    options.insert((*o)[1]);
            }
    return options;
}

}  // namespace

TEST_CASE("the top of the project holds what the design names, and nothing else") {
    const std::set<std::string> allowed{"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE",
                                        "cmake",          "include",           "src",       "apps",
                                        "tests",          "testdata"};
    const std::set<std::string> not_kept{"build", "SheetMusicOut", "node_modules"};
    for (const auto& item : std::filesystem::directory_iterator(SHEETSPLIT_SOURCE_DIR)) {
        const std::string name = item.path().filename().string();
        if (!name.starts_with(".") && !allowed.contains(name) && !not_kept.contains(name)) FAIL_CHECK(name);
    }
}

TEST_CASE("nothing is left for later") {
    // Written apart, so that this file passes its own test.
    const std::vector<std::string> words{
        "TO"
        "DO",
        "FIX"
        "ME",
        "XX"
        "X",
        "HA"
        "CK"};
    for (const SourceFile& file : sources_below({"include", "src", "apps", "tests"}))
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (const std::string& word : words)
                if (has_word(file.lines[i], word))
                    FAIL_CHECK(at(file, static_cast<int>(i) + 1) << " says " << word);
}

TEST_CASE("every option that a message names is one of the program's") {
    const std::set<std::string> offered = options_in_texts(sources_below({"apps"}));
    const std::set<std::string> named = options_in_texts(sources_below({"src", "include"}));
    REQUIRE(named.size() > 10);
    for (const std::string& option : named)
        if (!offered.contains(option)) FAIL_CHECK(option);
}

TEST_CASE("a page is never a bare number: index, PDF page, leaf or folio") {
    const std::vector<std::string> words{
        "page_"
        "number",
        "page"
        "Number",
        "page_"
        "num",
        "page"
        "no"};
    for (const SourceFile& file : sources_below({"include", "src", "apps", "tests"}))
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (const std::string& word : words)
                if (has_word(file.lines[i], word))
                    FAIL_CHECK(at(file, static_cast<int>(i) + 1) << " says " << word);
}

TEST_CASE("every header opens with what it is and is included once") {
    for (const SourceFile& file : sources_below({"include", "src", "apps"})) {
        if (!file.is_header()) continue;
        INFO(file.path);
        REQUIRE_FALSE(file.lines.empty());
        CHECK(file.lines.front().starts_with("// "));
        CHECK(std::count(file.lines.begin(), file.lines.end(), "#pragma once") == 1);
    }
}

TEST_CASE("headers open no namespace for those who include them") {
    for (const SourceFile& file : sources_below({"include", "src", "apps"}))
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (file.is_header() && file.lines[i].starts_with("using namespace"))
                FAIL_CHECK(at(file, static_cast<int>(i) + 1));
}

// A helper of the program's own name and place would be one function with two bodies, and the linker takes
// either.
TEST_CASE("what tests share does not stand among the program's own names") {
    for (const SourceFile& file : sources_below({"tests/support"}))
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (file.lines[i].starts_with("namespace sheetsplit {"))
                FAIL_CHECK(at(file, static_cast<int>(i) + 1));
}

TEST_CASE("only the application and the writing of files know standard output") {
    const std::vector<std::string> words{"std::cout", "std::cerr", "printf", "puts", "stdout", "stderr"};
    for (const SourceFile& file : sources_below({"include", "src"}))
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const std::string code = file.lines[i].substr(0, file.lines[i].find("//"));
            for (const std::string& word : words)
                if (has_word(code, word)) FAIL_CHECK(at(file, static_cast<int>(i) + 1) << " uses " << word);
        }
}

TEST_CASE("nothing leaves the program from within") {
    const std::vector<std::string> words{"exit(", "abort(", "terminate("};
    for (const SourceFile& file : sources_below({"include", "src"}))
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (const std::string& word : words)
                if (file.lines[i].find(" " + word) != std::string::npos ||
                    file.lines[i].find("std::" + word) != std::string::npos)
                    FAIL_CHECK(at(file, static_cast<int>(i) + 1) << " uses " << word);
}

TEST_CASE("no line is wider than a screen, none ends in blanks, none is indented by tabs") {
    for (const SourceFile& file : sources_below({"include", "src", "apps", "tests"}))
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const std::string& line = file.lines[i];
            const auto width = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
                return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
            }));
            if (width > widest_line)
                FAIL_CHECK(at(file, static_cast<int>(i) + 1) << " has " << width << " columns");
            if (line.ends_with(' ')) FAIL_CHECK(at(file, static_cast<int>(i) + 1) << " ends in a blank");
            if (line.starts_with('\t'))
                FAIL_CHECK(at(file, static_cast<int>(i) + 1) << " is indented by a tab");
        }
}
