#include "version.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "sheetsplit/resources/components.hpp"
#include "sheetsplit/resources/third_party_notices.hpp"
#include "sheetsplit/unpacked.hpp"
#include "table.hpp"

namespace sheetsplit::cli {
namespace {

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The part before the separator; `text` keeps what follows it.
std::string take(std::string_view& text, char separator) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string part(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

}  // namespace

std::string version_text(bool verbose) {
    std::string text = "sheetsplit " SHEETSPLIT_VERSION "\n";
    if (!verbose) return text;
    std::vector<std::vector<Cell>> rows;
    for (std::string_view table = text_of(resources::components()); !table.empty();) {
        const std::string line = take(table, '\n');
        std::string_view cells = line;
        const std::string name = take(cells, '\t'), version = take(cells, '\t'), licence = take(cells, '\t');
        rows.push_back({name, version, licence});
    }
    text += "\n" + table_of({{"component"}, {"version"}, {"licence"}}, rows, false);
    text +=
        "\nThe program as a whole is under the GNU AGPL, version 3 or later.\n"
        "`sheetsplit generate licences` prints all terms, and how to get the source.\n";
    return text;
}

std::string licence_notices() {
    return unpacked(resources::third_party_notices());
}

}  // namespace sheetsplit::cli
