// The ledger of a folder of results, and options of shared ledgers that cannot be meant.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace sheetsplit::test;

TEST_CASE("ledger lists and shows the books of a folder") {
    const Program program;
    const std::string vector = program.book("parlour-vector.pdf");
    const std::string no_toc = program.book("no-toc.pdf");
    REQUIRE(program.run({"run", "-o", "out", "-q", vector, no_toc}).exit_code == 3);

    const Ran listed = program.run({"ledger", "list", "-o", "out"});
    CHECK(listed.exit_code == 0);
    CHECK(listed.out.starts_with("BOOK "));
    CHECK(listed.out.find("parlour-vector.pdf") != std::string::npos);
    CHECK(listed.out.find("manual_review") != std::string::npos);
    CHECK(listed.error.empty());

    const Ran json = program.run({"ledger", "list", "-o", "out", "--json", "--status", "success"});
    const auto books = nlohmann::json::parse(json.out).at("books");
    REQUIRE(books.size() == 1);
    CHECK(books[0].at("songs_extracted") == 12);
    CHECK(books[0].at("status") == "success");
    const std::string id = books[0].at("book_id");

    const Ran shown = program.run({"ledger", "show", id, "-o", "out"});
    CHECK(shown.exit_code == 0);
    CHECK(shown.out.find("songs      12, 12 confirmed\n") != std::string::npos);
    CHECK(program.run({"ledger", "show", "0000000000000000", "-o", "out"}).exit_code == 2);
}

TEST_CASE("a book that is reset is run again, into the same files") {
    const Program program;
    const std::string book = program.book("parlour-vector.pdf");
    REQUIRE(program.run({"run", "-o", "out", "-q", book}).exit_code == 0);
    const auto before = files_below(program.path("out"));
    const auto json = nlohmann::json::parse(program.run({"ledger", "list", "-o", "out", "--json"}).out);
    const std::string id = json.at("books")[0].at("book_id");

    CHECK(program.run({"run", "-o", "out", book}).error.find("done before") != std::string::npos);
    const Ran reset = program.run({"ledger", "reset", id, "-o", "out"});
    CHECK(reset.exit_code == 0);
    CHECK(reset.error.find(id) != std::string::npos);
    CHECK(program.run({"run", "-o", "out", book}).error.find("done before") == std::string::npos);
    const auto after = files_below(program.path("out"));
    CHECK(after.size() == before.size());
    for (const auto& [name, content] : before)
        if (name.ends_with(".pdf")) CHECK(after.at(name) == content);
    CHECK(program.run({"ledger", "reset", "0000000000000000", "-o", "out"}).exit_code == 2);
}

TEST_CASE("ledger commands that cannot be meant are wrong usage") {
    const Program program;
    CHECK(program.run({"ledger"}).exit_code == 1);
    CHECK(program.run({"ledger", "delete"}).exit_code == 1);
    CHECK(program.run({"ledger", "list", "0123456789abcdef"}).exit_code == 1);
    CHECK(program.run({"ledger", "show"}).exit_code == 1);
    CHECK(program.run({"ledger", "list", "--status", "done"}).exit_code == 1);
    CHECK(program.run({"ledger", "list", "-o", "nowhere"}).exit_code == 2);
}

TEST_CASE("a shared ledger that cannot be opened is wrong usage, before any book is run") {
    const Program program;
    const std::string book = program.book("parlour-vector.pdf");
    const Ran wrong = program.run({"run", "-o", "out", "--ledger", "table", book});
    CHECK(wrong.exit_code == 1);
    CHECK(wrong.error.find("dynamodb://TABLE") != std::string::npos);
    const Ran no_region = program.run({"run", "-o", "out", "--ledger", "dynamodb://table", book});
    CHECK(no_region.exit_code == 1);
    CHECK(no_region.error.find("AWS_REGION") != std::string::npos);
    CHECK(files_below(program.path("out")).empty());
}
