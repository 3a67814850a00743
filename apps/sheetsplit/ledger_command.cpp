#include <unistd.h>

#include <filesystem>

#include "cloud.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "tables.hpp"

namespace sheetsplit::cli {
namespace {

Error no_such_folder(const std::string& folder) {
    return {ErrorCode::input_missing,
            folder,
            {},
            "there is no such folder",
            "Name the folder that was given to run with -o, or a table with --ledger"};
}

Error unknown(const std::string& book_id, const Ledger& ledger) {
    return {ErrorCode::input_missing,
            ledger.name(),
            {},
            "it knows no book " + book_id,
            "The ids stand in the last column of 'sheetsplit ledger list'"};
}

Expected<std::vector<LedgerRecord>> rows_of(const std::vector<std::string>& book_ids, Ledger& ledger) {
    std::vector<LedgerRecord> rows;
    for (const std::string& book_id : book_ids) {
        const auto row = ledger.get(book_id);
        if (!row) return row.error();
        if (!*row) return unknown(book_id, ledger);
        rows.push_back(**row);
    }
    return rows;
}

std::string text_of_rows(const std::vector<LedgerRecord>& rows, const Arguments& arguments,
                         const Ledger& ledger) {
    if (arguments.as_json) return ledger_json(rows, ledger.name());
    const bool coloured = wants_colour(STDOUT_FILENO);
    if (arguments.what == "list") return ledger_table(rows, coloured);
    std::string text;
    for (const LedgerRecord& row : rows) text += (text.empty() ? "" : "\n") + ledger_lines(row, coloured);
    return text;
}

// One book after the other, as far as it goes.
int reset(const std::vector<std::string>& book_ids, Ledger& ledger, Console& console) {
    int code = done;
    for (const std::string& book_id : book_ids) {
        const auto known = ledger.reset(book_id);
        if (known && *known) {
            console.note("book " + book_id + " will be run again");
            continue;
        }
        console.error(known ? unknown(book_id, ledger) : known.error());
        code = failed;
    }
    return code;
}

}  // namespace

int ledger(const Arguments& arguments, std::stop_token stop) {
    Console console(arguments);
    Cloud cloud(stop);
    std::unique_ptr<FolderStore> folder;
    std::unique_ptr<Ledger> ledger;
    std::error_code ignored;
    if (!arguments.cloud.ledger.empty()) {
        auto table = cloud.ledger(arguments.cloud);
        if (!table) {
            console.error(table.error());
            return exit_code_of(table.error());
        }
        ledger = std::move(*table);
    } else if (std::filesystem::is_directory(arguments.output, ignored)) {
        folder = open_folder_store(arguments.output);
        ledger = local_ledger(*folder);
    } else {
        console.error(no_such_folder(arguments.output));
        return failed;
    }
    if (arguments.what == "reset") return reset(arguments.inputs, *ledger, console);
    const auto rows =
        arguments.what == "list" ? ledger->list(arguments.status) : rows_of(arguments.inputs, *ledger);
    if (!rows) {
        console.error(rows.error());
        return failed;
    }
    if (const Status written = write_file("-", text_of_rows(*rows, arguments, *ledger)); !written) {
        console.error(written.error());
        return failed;
    }
    return done;
}

}  // namespace sheetsplit::cli
