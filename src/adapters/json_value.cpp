#include "adapters/json_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sheetsplit::json {
namespace {

constexpr std::size_t max_document_bytes = 64u << 20;
constexpr int max_depth = 32;

// Depth of brackets outside strings.  Measured before parsing, so that no depth can exhaust the stack.
int depth_of(std::string_view text) {
    int depth = 0, deepest = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

std::string line_and_column(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n');
    const std::size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
    return fmt::format("line {}, column {}", line, column);
}

std::string shown(const Parsed& value) {
    switch (value.type()) {
        case Parsed::value_t::object:
            return "an object";
        case Parsed::value_t::array:
            return fmt::format("a list of {}", value.size());
        default:
            break;
    }
    std::string text =
        value.dump(-1, ' ', true, Parsed::error_handler_t::replace);  // ASCII: may be cut anywhere
    if (text.size() > 60) text = text.substr(0, 57) + "...";
    return text;
}

bool plain_key(std::string_view key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string joined(std::initializer_list<std::string_view> names) {
    std::string text;
    for (const std::string_view name : names) text += fmt::format("{}{}", text.empty() ? "" : ", ", name);
    return text;
}

}  // namespace

// ---------------------------------------------------------------- writing

std::string document(const Json& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json number(double value) {
    return std::isfinite(value) ? value : 0.0;
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json page(const std::optional<PdfPage>& page) {
    return page ? Json(page->value()) : Json(nullptr);
}

Json half(Half half) {
    switch (half) {
        case Half::left:
            return "L";
        case Half::right:
            return "R";
        case Half::whole:
            break;
    }
    return nullptr;
}

Json evidence(const std::vector<Evidence>& list) {
    Json rows = Json::array();
    for (const Evidence& seen : list)
        rows.push_back({{"source", name_of(seen.source)},
                        {"page", page(seen.page)},
                        {"observed", seen.observed},
                        {"expected", seen.expected},
                        {"weight", number(seen.weight)}});
    return rows;
}

Json missing(const std::vector<MissingEntry>& list) {
    Json rows = Json::array();
    for (const MissingEntry& entry : list)
        rows.push_back({{"title", entry.title},
                        {"printed_page", entry.folio ? Json(to_text(*entry.folio)) : Json(nullptr)},
                        {"reason", entry.reason}});
    return rows;
}

// ---------------------------------------------------------------- reading

Node Node::at(std::string_view key) const {
    if (!value_->is_object()) mismatch("an object");
    const auto member = value_->find(std::string(key));
    if (member == value_->end())
        throw Mismatch{path_, fmt::format("an object with the key \"{}\"", key), "none"};
    return Node(*member, fmt::format("{}.{}", path_, key));
}

std::optional<Node> Node::find(std::string_view key) const {
    if (!value_->is_object()) mismatch("an object");
    const auto member = value_->find(std::string(key));
    if (member == value_->end() || member->is_null()) return std::nullopt;
    return Node(*member, fmt::format("{}.{}", path_, key));
}

void Node::only(std::initializer_list<std::string_view> keys) const {
    if (!value_->is_object()) mismatch("an object");
    for (const auto& member : value_->items())
        if (std::find(keys.begin(), keys.end(), member.key()) == keys.end())
            throw Mismatch{path_, "only the keys " + joined(keys),
                           plain_key(member.key()) ? fmt::format("\"{}\"", member.key()) : "another key"};
}

std::vector<Node> Node::items() const {
    if (!value_->is_array()) mismatch("a list");
    if (value_->size() > max_rows) mismatch(fmt::format("at most {} rows", max_rows));
    std::vector<Node> nodes;
    nodes.reserve(value_->size());
    for (const Parsed& item : *value_) nodes.emplace_back(item, fmt::format("{}[{}]", path_, nodes.size()));
    return nodes;
}

std::vector<std::pair<std::string, Node>> Node::members() const {
    if (!value_->is_object()) mismatch("an object");
    if (value_->size() > max_rows) mismatch(fmt::format("at most {} members", max_rows));
    std::vector<std::pair<std::string, Node>> nodes;
    nodes.reserve(value_->size());
    for (const auto& member : value_->items())
        nodes.emplace_back(member.key(), Node(member.value(), fmt::format("{}.{}", path_, member.key())));
    return nodes;
}

std::string Node::text() const {
    if (!value_->is_string()) mismatch("a text");
    return value_->get<std::string>();
}

bool Node::boolean() const {
    if (!value_->is_boolean()) mismatch("true or false");
    return value_->get<bool>();
}

double Node::number(double least, double most) const {
    if (!value_->is_number()) mismatch("a number");
    const double value = value_->get<double>();
    if (!std::isfinite(value) || value < least || value > most)
        mismatch(fmt::format("a number from {} to {}", least, most));
    return value;
}

int Node::integer(int least, int most) const {
    const std::string expected = fmt::format("a whole number from {} to {}", least, most);
    if (!value_->is_number_integer()) mismatch(expected);
    if (value_->is_number_unsigned() &&
        value_->get<std::uint64_t>() > static_cast<std::uint64_t>(std::max(most, 0)))
        mismatch(expected);
    const auto value = value_->get<std::int64_t>();
    if (value < least || value > most) mismatch(expected);
    return static_cast<int>(value);
}

std::uintmax_t Node::count() const {
    if (!value_->is_number_unsigned()) mismatch("a whole number from 0");
    return value_->get<std::uintmax_t>();
}

void Node::mismatch(std::string expected) const {
    throw Mismatch{path_, std::move(expected), shown(*value_)};
}

std::string text_or_empty(const Node& node, std::string_view key) {
    const auto member = node.find(key);
    return member ? member->text() : std::string();
}

bool boolean_or(const Node& node, std::string_view key, bool otherwise) {
    const auto member = node.find(key);
    return member ? member->boolean() : otherwise;
}

double number_or(const Node& node, std::string_view key, double least, double most, double otherwise) {
    return optional_number(node, key, least, most).value_or(otherwise);
}

std::optional<double> optional_number(const Node& node, std::string_view key, double least, double most) {
    const auto member = node.find(key);
    if (!member) return std::nullopt;
    return member->number(least, most);
}

std::optional<int> optional_integer(const Node& node, std::string_view key, int least, int most) {
    const auto member = node.find(key);
    if (!member) return std::nullopt;
    return member->integer(least, most);
}

std::vector<std::string> texts_or_none(const Node& node, std::string_view key) {
    std::vector<std::string> texts;
    if (const auto member = node.find(key))
        for (const Node& item : member->items()) texts.push_back(item.text());
    return texts;
}

PdfPage read_page(const Node& node) {
    return PdfPage(node.integer(1, max_pages));
}

std::optional<PdfPage> optional_page(const Node& node, std::string_view key) {
    const auto member = node.find(key);
    if (!member) return std::nullopt;
    return read_page(*member);
}

std::vector<PdfPage> pages_or_none(const Node& node, std::string_view key) {
    std::vector<PdfPage> pages;
    if (const auto member = node.find(key))
        for (const Node& item : member->items()) pages.push_back(read_page(item));
    return pages;
}

std::optional<Half> half_from(std::string_view name) {
    if (name == "L") return Half::left;
    if (name == "R") return Half::right;
    return std::nullopt;
}

Half half_or(const Node& node, std::string_view key, Half otherwise) {
    const auto member = node.find(key);
    return member ? member->name(half_from, "L, R") : otherwise;
}

std::optional<Numerals> numerals_from(std::string_view name) {
    if (name == "arabic") return Numerals::arabic;
    if (name == "roman") return Numerals::roman;
    return std::nullopt;
}

std::string_view name_of_numerals(Numerals numerals) {
    return numerals == Numerals::roman ? "roman" : "arabic";
}

std::optional<Folio> optional_folio(const Node& node, std::string_view key) {
    const auto member = node.find(key);
    if (!member) return std::nullopt;
    if (member->is_number())
        return Folio{member->integer(0, 999'999), Numerals::arabic};  // people write 12 for "12"
    const std::string text = member->text();
    const bool digits = !text.empty() && text.size() <= 6 &&
                        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) return Folio{std::stoi(text), Numerals::arabic};
    const auto folio = folio_from_text(text);
    if (!folio) member->mismatch("a printed page number such as \"12\" or \"xii\"");
    return folio;
}

std::optional<std::string> optional_printed(const Node& node, std::string_view key) {
    const auto member = node.find(key);
    if (!member) return std::nullopt;
    if (member->is_number()) return std::to_string(member->integer(0, 999'999));
    return member->text();
}

std::vector<Evidence> evidence_or_none(const Node& node, std::string_view key) {
    std::vector<Evidence> list;
    const auto member = node.find(key);
    if (!member) return list;
    for (const Node& item : member->items()) {
        Evidence seen;
        seen.source = item.at("source").name(
            evidence_source_from,
            "toc, heading, folio, layout, outline, page_label, text_layer, neighbour, index_file, person");
        seen.page = optional_page(item, "page");
        seen.observed = text_or_empty(item, "observed");
        seen.expected = text_or_empty(item, "expected");
        seen.weight = number_or(item, "weight", -1e6, 1e6, 0);
        list.push_back(std::move(seen));
    }
    return list;
}

std::vector<MissingEntry> missing_or_none(const Node& node, std::string_view key) {
    std::vector<MissingEntry> list;
    if (const auto member = node.find(key))
        for (const Node& item : member->items())
            list.push_back({item.at("title").text(), optional_folio(item, "printed_page"),
                            text_or_empty(item, "reason")});
    return list;
}

Json errors(const std::vector<Error>& list) {
    Json rows = Json::array();
    for (const Error& error : list)
        rows.push_back({{"code", name_of(error.code)},
                        {"file", text_or_null(error.file)},
                        {"page", page(error.page)},
                        {"detail", error.detail},
                        {"remedy", text_or_null(error.remedy)}});
    return rows;
}

namespace {

std::optional<ErrorCode> error_code_from(std::string_view name) {
    for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code)
        if (name_of(static_cast<ErrorCode>(code)) == name) return static_cast<ErrorCode>(code);
    return std::nullopt;
}

}  // namespace

std::vector<Error> read_errors(const Node& root) {
    std::vector<Error> list;
    for (const Node& item : root.at("errors").items())
        list.push_back({item.at("code").name(error_code_from, "the error codes of the schema"),
                        text_or_empty(item, "file"), optional_page(item, "page"), item.at("detail").text(),
                        text_or_empty(item, "remedy")});
    return list;
}

Json files(const std::vector<WrittenFile>& list) {
    Json rows = Json::array();
    for (const WrittenFile& file : list)
        rows.push_back({{"file", file.file},
                        {"bytes", file.bytes},
                        {"sha256", file.sha256},
                        {"song", file.song ? Json(*file.song + 1) : Json(nullptr)}});
    return rows;
}

std::vector<WrittenFile> read_files(const Node& root, std::size_t songs) {
    std::vector<WrittenFile> list;
    for (const Node& item : root.at("files").items()) {
        WrittenFile file{item.at("file").text(), item.at("bytes").count(), item.at("sha256").text(),
                         std::nullopt};
        if (const auto song = item.find("song"))
            file.song = static_cast<std::size_t>(song->integer(1, static_cast<int>(songs)) - 1);
        list.push_back(std::move(file));
    }
    return list;
}

Json timings(const std::vector<StageTiming>& list) {
    Json rows = Json::array();
    for (const StageTiming& timing : list)
        rows.push_back({{"stage", timing.stage}, {"seconds", number(timing.seconds)}});
    return rows;
}

std::vector<StageTiming> read_timings(const Node& root) {
    std::vector<StageTiming> list;
    for (const Node& item : root.at("timings").items())
        list.push_back({item.at("stage").text(), item.at("seconds").number()});
    return list;
}

Expected<Parsed> parse_document(std::string_view text, const std::string& name) {
    const auto refuse = [&](std::string detail, std::string remedy) {
        return Error{ErrorCode::invalid_json, name, std::nullopt, std::move(detail), std::move(remedy)};
    };
    if (text.size() > max_document_bytes)
        return refuse(fmt::format("has {} bytes, at most {} are read", text.size(), max_document_bytes), "");
    if (depth_of(text) > max_depth) return refuse(fmt::format("nests deeper than {} levels", max_depth), "");
    try {
        return Parsed::parse(text.begin(), text.end());
    } catch (const Parsed::parse_error& failure) {
        return refuse(fmt::format("is no valid JSON at {}", line_and_column(text, failure.byte)),
                      "Check quotes, commas and brackets there");
    } catch (const Parsed::exception& failure) {
        return refuse(fmt::format("is no JSON that can be read: {}", failure.what()), "");
    }
}

Error invalid(const std::string& name, const Mismatch& mismatch) {
    return Error{ErrorCode::invalid_json, name, std::nullopt,
                 fmt::format("{}: expected {}, found {}", mismatch.path, mismatch.expected, mismatch.found),
                 ""};
}

}  // namespace sheetsplit::json
