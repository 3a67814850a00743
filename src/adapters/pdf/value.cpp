#include "adapters/pdf/value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "adapters/pdf/lexer.hpp"

namespace sheetsplit::pdf {

namespace {

bool stands_before(const DictEntry& entry, std::string_view key) {
    return entry.key < key;
}

auto position_of(auto& entries, std::string_view key) {
    return std::lower_bound(entries.begin(), entries.end(), key, stands_before);
}

void append_name(std::string& to, std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    to += '/';
    for (const char c : text) {
        if (c > ' ' && c <= '~' && c != '#' && !is_delimiter(c)) {
            to += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            to += '#';
            to += digits[byte >> 4];
            to += digits[byte & 15];
        }
    }
    if (text.empty()) to += ' ';  // or what follows would become the name
}

void append_string(std::string& to, std::string_view bytes) {
    to += '(';
    for (const char c : bytes) {
        // A bare carriage return in a string would be read back as a line feed.
        if (c == '\r') {
            to += "\\r";
            continue;
        }
        if (c == '(' || c == ')' || c == '\\') to += '\\';
        to += c;
    }
    to += ')';
}

// Two tokens that end and begin with ordinary characters need a space between them.
void append_separated(std::string& to, std::string_view token) {
    if (!to.empty() && to.back() > ' ' && !is_delimiter(to.back())) to += ' ';
    to += token;
}

}  // namespace

Dict::Dict(std::vector<DictEntry> entries) : entries_(std::move(entries)) {
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const DictEntry& a, const DictEntry& b) { return a.key < b.key; });
    auto kept = entries_.begin();
    for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
        if (kept != entries_.begin() && std::prev(kept)->key == entry->key) --kept;
        if (kept != entry) *kept = std::move(*entry);
        ++kept;
    }
    entries_.erase(kept, entries_.end());
}

const Value* Dict::find(std::string_view key) const {
    const auto at = position_of(entries_, key);
    return at != entries_.end() && at->key == key ? &at->value : nullptr;
}

void Dict::set(std::string_view key, Value value) {
    const auto at = position_of(entries_, key);
    if (at != entries_.end() && at->key == key) {
        at->value = std::move(value);
    } else {
        entries_.insert(at, DictEntry{std::string(key), std::move(value)});
    }
}

void Dict::erase(std::string_view key) {
    const auto at = position_of(entries_, key);
    if (at != entries_.end() && at->key == key) entries_.erase(at);
}

bool Dict::empty() const {
    return entries_.empty();
}

bool Dict::operator==(const Dict& other) const {
    return entries_ == other.entries_;
}

Value Value::integer(long long number) {
    return Number{std::to_string(number)};
}

Value Value::real(double number) {
    char buffer[64];
    const double rounded = std::round(number * 10000) / 10000;
    const auto written = std::to_chars(buffer, buffer + sizeof buffer, rounded == 0 ? 0.0 : rounded,
                                       std::chars_format::fixed, 4);
    if (written.ec != std::errc()) return Number{"0"};
    std::string text(buffer, written.ptr);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return Number{text};
}

std::optional<double> Value::as_double() const {
    if (!number()) return {};
    std::string_view text = number()->text;
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto read =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (read.ec != std::errc() || !std::isfinite(value)) return {};
    return value;
}

std::optional<long long> Value::as_integer() const {
    if (!number()) return {};
    std::string_view text = number()->text;
    if (text.starts_with('+')) text.remove_prefix(1);
    // Some writers give integers a fraction of zeros.
    text = text.substr(0, text.find('.'));
    long long value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return {};
    return value;
}

void append_text(std::string& to, const Dict& dict) {
    to += "<<";
    for (const DictEntry& entry : dict.entries()) {
        append_name(to, entry.key);
        append_text(to, entry.value);
    }
    to += ">>";
}

void append_text(std::string& to, const Value& value) {
    if (const auto* number = value.number()) {
        append_separated(to, number->text);
    } else if (const auto* name = value.name()) {
        append_name(to, name->text);
    } else if (const auto* string = value.string()) {
        append_string(to, string->bytes);
    } else if (const auto* ref = value.ref()) {
        append_separated(to, std::to_string(ref->number));
        to += " 0 R";
    } else if (const auto* array = value.array()) {
        to += '[';
        for (const Value& item : *array) append_text(to, item);
        to += ']';
    } else if (const auto* dict = value.dict()) {
        append_text(to, *dict);
    } else if (const auto* flag = value.boolean()) {
        append_separated(to, *flag ? "true" : "false");
    } else {
        append_separated(to, "null");
    }
}

}  // namespace sheetsplit::pdf
