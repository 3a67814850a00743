// What the program says it is made of.
#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace sheetsplit::test;

TEST_CASE("--version --verbose names every vendor library with a version and a licence") {
    const Program program;
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"--version", "--verbose"}, {"--verbose", "--version"}}) {
        const Ran ran = program.run(arguments);
        CHECK(ran.exit_code == 0);
        CHECK(ran.error.empty());
        const std::vector<std::string> lines = lines_of(ran.out);
        for (const std::string component :
             {"MuPDF", "PoDoFo", "Tesseract", "Leptonica", "OpenSSL", "CLI11", "fmt"}) {
            INFO(component);
            // A row is name, version, licence: a digit and a letter must follow the name.
            bool told = false;
            for (const std::string& line : lines)
                told |= line.starts_with(component + " ") &&
                        line.find_first_of("0123456789") != std::string::npos;
            CHECK(told);
        }
        CHECK(ran.out.find("AGPL-3.0-or-later") != std::string::npos);
    }
}

TEST_CASE("the version alone is one line") {
    const Program program;
    CHECK(lines_of(program.run({"--version"}).out).size() == 1);
}

TEST_CASE("the notices hold the terms of the program and the way to its source") {
    const Program program;
    const Ran ran = program.run({"generate", "licences"});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out.find("GNU AFFERO GENERAL PUBLIC LICENSE") != std::string::npos);
    CHECK(ran.out.find("complete corresponding source") != std::string::npos);
}
