// Who may include whom: vendors stay in their adapters, layers look down only, stages know no neighbour.
#include <catch2/catch.hpp>

#include <map>
#include <optional>
#include <set>

#include "source_files.hpp"

using namespace sheetsplit::house;

namespace {

struct Vendor {
    const char* name;
    std::vector<const char*> prefixes;
};

const std::vector<Vendor> vendors{
    {"MuPDF", {"mupdf/"}},
    {"PoDoFo", {"podofo"}},
    {"Tesseract", {"tesseract/"}},
    {"Leptonica", {"leptonica/", "allheaders.h"}},
    {"nlohmann-json", {"nlohmann/"}},
    {"libcurl", {"curl/"}},
    {"OpenSSL", {"openssl/"}},
    {"utf8proc", {"utf8proc"}},
    {"libjpeg", {"jpeglib.h", "jerror.h"}},
    {"zlib", {"zlib.h"}},
};

std::optional<std::string> vendor_of(const Include& include) {
    for (const Vendor& vendor : vendors)
        for (const char* prefix : vendor.prefixes)
            if (include.target.starts_with(prefix)) return vendor.name;
    return std::nullopt;
}

const std::set<std::string> stages{"discover", "parse", "map", "verify", "split", "manifest", "review"};

// The layer of a folder of src, and of what stands outside of it; a file may include its own layer and below.
int layer_of(const std::string& folder) {
    if (folder == "core") return 0;
    if (folder == "book" || folder == "cloud") return 1;
    if (stages.contains(folder)) return 2;
    if (folder == "job") return 3;
    return -1;
}

std::string folder_of_source(const SourceFile& file) {
    const std::string rest = file.path.substr(std::string("src/").size());
    return rest.substr(0, rest.find('/'));
}

std::string folder_of_target(const std::string& target) {
    return target.substr(0, target.find('/'));
}

}  // namespace

TEST_CASE("a vendor's headers are included in the adapters only") {
    for (const SourceFile& file : sources_below({"include", "src", "apps"}))
        for (const Include& include : includes_of(file))
            if (const auto vendor = vendor_of(include); vendor && !file.in("src/adapters"))
                FAIL_CHECK(at(file, include.line) << " includes " << *vendor << " outside src/adapters");
}

TEST_CASE("each vendor is included by one file alone") {
    std::map<std::string, std::set<std::string>> users;
    for (const SourceFile& file : sources_below({"src"}))
        for (const Include& include : includes_of(file))
            if (const auto vendor = vendor_of(include)) users[*vendor].insert(file.path);
    for (const auto& [vendor, files] : users) {
        std::string list;
        for (const std::string& file : files) list += " " + file;
        INFO(vendor << " is included by" << list);
        CHECK(files.size() == 1);
    }
    CHECK(users.size() >= 4);
}

TEST_CASE("no translation unit speaks to two vendors") {
    for (const SourceFile& file : sources_below({"src"})) {
        std::set<std::string> spoken_to;
        for (const Include& include : includes_of(file))
            if (const auto vendor = vendor_of(include)) spoken_to.insert(*vendor);
        INFO(file.path);
        CHECK(spoken_to.size() <= 1);
    }
}

TEST_CASE("the command-line library is spoken in the application only") {
    for (const SourceFile& file : sources_below({"include", "src"}))
        for (const Include& include : includes_of(file))
            if (include.target.starts_with("CLI/")) FAIL_CHECK(at(file, include.line));
}

TEST_CASE("a layer includes its own and lower layers only: core < book, cloud < stages < job") {
    for (const SourceFile& file : sources_below({"src"})) {
        const int own = layer_of(folder_of_source(file));
        for (const Include& include : includes_of(file)) {
            if (!include.quoted || own < 0) continue;
            const std::string target = folder_of_target(include.target);
            if (target == "adapters" || target == "apps")
                FAIL_CHECK(at(file, include.line) << " includes " << include.target);
            else if (layer_of(target) > own)
                FAIL_CHECK(at(file, include.line)
                           << " includes " << include.target << " from a higher layer");
        }
    }
}

TEST_CASE("a stage does not include another stage") {
    for (const SourceFile& file : sources_below({"src"})) {
        const std::string own = folder_of_source(file);
        if (!stages.contains(own)) continue;
        for (const Include& include : includes_of(file)) {
            const std::string target = folder_of_target(include.target);
            if (include.quoted && stages.contains(target) && target != own)
                FAIL_CHECK(at(file, include.line) << " includes " << include.target);
        }
    }
}

TEST_CASE("adapters know values and ports, not stages and jobs") {
    for (const SourceFile& file : sources_below({"src/adapters"}))
        for (const Include& include : includes_of(file)) {
            const std::string target = folder_of_target(include.target);
            if (include.quoted && (stages.contains(target) || target == "job"))
                FAIL_CHECK(at(file, include.line) << " includes " << include.target);
        }
}

TEST_CASE("public headers include public headers and the standard library only") {
    for (const SourceFile& file : sources_below({"include"}))
        for (const Include& include : includes_of(file)) {
            const bool ours = include.quoted && include.target.starts_with("sheetsplit/");
            const bool standard = !include.quoted && include.target.find('/') == std::string::npos &&
                                  include.target.find(".h") == std::string::npos;
            if (!ours && !standard) FAIL_CHECK(at(file, include.line) << " includes " << include.target);
        }
}

TEST_CASE("nothing includes an application's files") {
    for (const SourceFile& file : sources_below({"include", "src", "tests"}))
        for (const Include& include : includes_of(file))
            if (include.target.starts_with("apps/")) FAIL_CHECK(at(file, include.line));
}
