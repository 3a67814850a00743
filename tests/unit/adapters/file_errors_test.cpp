// What the operating system's error numbers become for the user.
#include <catch2/catch.hpp>

#include <cerrno>

#include "adapters/file_errors.hpp"

using namespace sheetsplit;

TEST_CASE("a file that cannot be written is told with what to do about it") {
    CHECK(write_error(ENOSPC, "a.pdf").code == ErrorCode::disk_full);
    CHECK(write_error(EDQUOT, "a.pdf").code == ErrorCode::disk_full);
    for (const auto& [code, remedy] :
         {std::pair{EFBIG, "ulimit -f"}, {EMFILE, "ulimit -n"}, {EACCES, "-o"}}) {
        const Error error = write_error(code, "a.pdf");
        CHECK(error.code == ErrorCode::output_unwritable);
        CHECK(error.file == "a.pdf");
        CHECK(error.remedy.find(remedy) != std::string::npos);
    }
}

TEST_CASE("a file that cannot be read is told apart from one that is not there") {
    CHECK(read_error(ENOENT, "a.pdf").code == ErrorCode::input_missing);
    CHECK(read_error(ENOTDIR, "a.pdf").code == ErrorCode::input_missing);
    CHECK(read_error(EIO, "a.pdf").code == ErrorCode::input_unreadable);
    CHECK(read_error(EMFILE, "a.pdf").remedy.find("ulimit -n") != std::string::npos);
}
