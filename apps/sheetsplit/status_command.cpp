#include <unistd.h>

#include <filesystem>

#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "tables.hpp"

namespace sheetsplit::cli {

int status(const Arguments& arguments) {
    Console console(arguments);
    const std::string& folder = arguments.inputs.front();
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
        console.error({ErrorCode::input_missing,
                       folder,
                       {},
                       "there is no such folder",
                       "Name the folder that was given to run with -o"});
        return failed;
    }
    const auto output = open_folder_store(folder);
    const auto books = standing_of(*output);
    if (!books) {
        console.error(books.error());
        return failed;
    }
    if (arguments.overview)
        if (const Status written = write_overview(*output, {}); !written) {
            console.error(written.error());
            return failed;
        }
    BatchOutcome all;
    all.books = *books;
    const std::string text =
        arguments.as_json ? summary_json(all, folder) : books_table(*books, wants_colour(STDOUT_FILENO));
    if (const Status written = write_file("-", text); !written) {
        console.error(written.error());
        return failed;
    }
    return done;
}

}  // namespace sheetsplit::cli
