#include <algorithm>
#include <set>

#include "adapters/pdf/document.hpp"
#include "adapters/pdf/lexer.hpp"

namespace sheetsplit::pdf {

namespace {

constexpr std::size_t tail_size = 2048;              // "startxref" must stand in the last bytes
constexpr std::size_t max_table_bytes = 256U << 20;  // of all unpacked cross-reference streams
constexpr long long max_object_number = 8'388'607;   // as the standard has it

// Gathers the sections from the newest to the oldest; what a newer one said stays.
class TableReader {
public:
    explicit TableReader(std::string_view bytes) : bytes_(bytes) {}

    std::optional<ObjectTable> read() {
        const auto start = newest_section();
        if (!start) return {};
        pending_.push_back(*start);
        while (!pending_.empty()) {
            const std::size_t at = pending_.back();
            pending_.pop_back();
            // A chain that bites its tail has told all it knows.
            if (!visited_.insert(at).second) continue;
            if (!read_section(at)) return {};
        }
        if (!table_.trailer.find("Root") || table_.trailer.find("Encrypt")) return {};
        return std::move(table_);
    }

private:
    std::optional<std::size_t> newest_section() const {
        const std::string_view tail = bytes_.substr(bytes_.size() - std::min(bytes_.size(), tail_size));
        const std::size_t mark = tail.rfind("startxref");
        if (mark == std::string_view::npos) return {};
        const auto offset = parse_count(tail, mark + 9);
        return offset ? inside(offset->value) : std::nullopt;
    }

    std::optional<std::size_t> inside(long long offset) const {
        if (offset <= 0 || static_cast<unsigned long long>(offset) >= bytes_.size()) return {};
        return static_cast<std::size_t>(offset);
    }

    bool read_section(std::size_t at) {
        const Token token = next_token(bytes_, at);
        if (token.kind == Token::Kind::keyword && token.text == "xref") return read_plain_section(token.end);
        const auto trailer = read_stream_section(at);
        return trailer && follow(*trailer, "Prev");
    }

    // Remembers where an object is, unless a newer section said so already.
    bool place(long long number, const ObjectPlace& where) {
        // A file cannot hold more objects than it has bytes, unless it is made to exhaust us.
        if (number > max_object_number || static_cast<std::size_t>(number) > bytes_.size() + 1000)
            return false;
        const auto at = static_cast<std::size_t>(number);
        if (at >= known_.size()) {
            known_.resize(at + 1);
            table_.places.resize(at + 1);
        }
        if (!known_[at]) {
            known_[at] = true;
            table_.places[at] = where;
        }
        return true;
    }

    // What is missing in the newest trailer is taken from the older ones.
    void merge_trailer(const Dict& trailer) {
        for (const char* key : {"Root", "Info", "Encrypt"})
            if (const Value* value = trailer.find(key); value && !table_.trailer.find(key))
                table_.trailer.set(key, *value);
    }

    bool follow(const Dict& trailer, std::string_view key) {
        const Value* value = trailer.find(key);
        if (!value) return true;
        const auto offset = value->as_integer();
        // Some writers say /Prev 0 and mean that there is nothing.
        if (offset == 0) return true;
        const auto at = offset ? inside(*offset) : std::nullopt;
        if (!at) return false;
        pending_.push_back(*at);
        return true;
    }

    bool read_plain_section(std::size_t at) {
        std::vector<long long> unused;
        for (;;) {
            const auto first = parse_count(bytes_, at);
            if (!first) break;
            const auto count = parse_count(bytes_, first->end);
            if (!count || first->value > max_object_number) return false;
            at = count->end;
            for (long long i = 0; i < count->value; ++i) {
                const auto offset = parse_count(bytes_, at);
                const auto generation = offset ? parse_count(bytes_, offset->end) : std::nullopt;
                if (!generation) return false;
                at = skip_space(bytes_, generation->end);
                if (at >= bytes_.size() || (bytes_[at] != 'n' && bytes_[at] != 'f')) return false;
                const bool used = bytes_[at] == 'n' && offset->value != 0;
                ++at;
                if (!used) {
                    unused.push_back(first->value + i);
                } else if (!place(first->value + i,
                                  {ObjectPlace::Kind::plain, static_cast<std::uint64_t>(offset->value)})) {
                    return false;
                }
            }
        }
        const Token token = next_token(bytes_, at);
        if (token.kind != Token::Kind::keyword || token.text != "trailer") return false;
        const ParsedValue parsed = parse_value(bytes_, token.end);
        if (!parsed.value || !parsed.value->dict()) return false;
        const Dict& trailer = *parsed.value->dict();
        merge_trailer(trailer);
        // In a hybrid file the objects that only newer readers see are unused here and stand there.
        if (const Value* hybrid = trailer.find("XRefStm")) {
            const auto offset = hybrid->as_integer();
            const auto stream_at = offset ? inside(*offset) : std::nullopt;
            if (!stream_at || !read_stream_section(*stream_at)) return false;
        }
        for (const long long number : unused)
            if (!place(number, {})) return false;
        return follow(trailer, "Prev");
    }

    // Gives the section's trailer.
    std::optional<Dict> read_stream_section(std::size_t at) {
        const auto number = parse_count(bytes_, at);
        const auto generation = number ? parse_count(bytes_, number->end) : std::nullopt;
        if (!generation) return {};
        const Token keyword = next_token(bytes_, generation->end);
        if (keyword.kind != Token::Kind::keyword || keyword.text != "obj") return {};
        ParsedValue parsed = parse_value(bytes_, keyword.end);
        if (!parsed.value || !parsed.value->dict()) return {};
        const Dict& dict = *parsed.value->dict();
        const Value* type = dict.find("Type");
        if (!type || !type->is_name("XRef")) return {};
        const auto text = section_text(dict, parsed.end);
        if (!text || !read_entries(dict, *text)) return {};
        merge_trailer(dict);
        return dict;
    }

    // The unpacked entries of a cross-reference stream.  All its keys are direct.
    std::optional<std::string> section_text(const Dict& dict, std::size_t at) {
        const Token keyword = next_token(bytes_, at);
        const Value* length = dict.find("Length");
        const long long size = length ? length->as_integer().value_or(-1) : -1;
        if (keyword.text != "stream" || size < 0) return {};
        at = keyword.end;
        if (bytes_.substr(at).starts_with("\r\n")) {
            at += 2;
        } else {
            ++at;
        }
        if (at > bytes_.size() || static_cast<unsigned long long>(size) > bytes_.size() - at) return {};
        std::vector<Filter> filters;
        if (const Value* filter = dict.find("Filter")) {
            const Value* only =
                filter->array() && filter->array()->size() == 1 ? &filter->array()->front() : filter;
            if (!only->is_name("FlateDecode")) return {};
            filters.emplace_back();
            if (const Value* parms = dict.find("DecodeParms")) {
                if (parms->array() && parms->array()->size() == 1) parms = &parms->array()->front();
                if (const Dict* given = parms->dict()) {
                    const auto number = [&](std::string_view key, long long otherwise) {
                        const Value* value = given->find(key);
                        return value ? value->as_integer().value_or(-1) : otherwise;
                    };
                    filters[0].predictor = number("Predictor", 1);
                    filters[0].colors = number("Colors", 1);
                    filters[0].bits = number("BitsPerComponent", 8);
                    filters[0].columns = number("Columns", 1);
                }
            }
        }
        Decoded text =
            decoded(bytes_.substr(at, static_cast<std::size_t>(size)), filters, max_table_bytes - unpacked_);
        if (!text.complete) return {};
        unpacked_ += text.bytes.size();
        return std::move(text.bytes);
    }

    bool read_entries(const Dict& dict, std::string_view text) {
        const Value* widths = dict.find("W");
        if (!widths || !widths->array() || widths->array()->size() < 3) return false;
        std::size_t width[3];
        for (std::size_t i = 0; i < 3; ++i) {
            const auto value = (*widths->array())[i].as_integer();
            if (!value || *value < 0 || *value > 8) return false;
            width[i] = static_cast<std::size_t>(*value);
        }
        const std::size_t entry = width[0] + width[1] + width[2];
        if (entry == 0) return false;

        const Value* size = dict.find("Size");
        Array index{Value::integer(0), size ? *size : Value()};
        if (const Value* given = dict.find("Index"); given && given->array()) index = *given->array();
        for (std::size_t i = 0; i + 1 < index.size(); i += 2) {
            const auto first = index[i].as_integer();
            const auto count = index[i + 1].as_integer();
            if (!first || !count || *first < 0 || *first > max_object_number || *count < 0) return false;
            for (long long n = 0; n < *count; ++n) {
                // A section may promise more than it has; what is there counts.
                if (text.size() < entry) return true;
                if (!read_entry(*first + n, text.substr(0, entry), width)) return false;
                text.remove_prefix(entry);
            }
        }
        return true;
    }

    bool read_entry(long long number, std::string_view text, const std::size_t (&width)[3]) {
        std::uint64_t field[3] = {1, 0, 0};  // without a first field all objects are plain
        for (std::size_t i = 0; i < 3; ++i) {
            if (width[i] == 0) continue;
            field[i] = 0;
            for (const char c : text.substr(0, width[i]))
                field[i] = field[i] << 8 | static_cast<unsigned char>(c);
            text.remove_prefix(width[i]);
        }
        ObjectPlace where;
        if (field[0] == 1 && field[1] > 0) {
            where = {ObjectPlace::Kind::plain, field[1]};
        } else if (field[0] == 2) {
            if (field[1] > static_cast<std::uint64_t>(max_object_number)) return false;
            where = {ObjectPlace::Kind::packed, field[1]};
        }
        return place(number, where);
    }

    std::string_view bytes_;
    ObjectTable table_;
    std::vector<bool> known_;
    std::vector<std::size_t> pending_;
    std::set<std::size_t> visited_;
    std::size_t unpacked_ = 0;
};

}  // namespace

std::optional<ObjectTable> read_object_table(std::string_view bytes) {
    if (!bytes.starts_with("%PDF-")) return {};
    return TableReader(bytes).read();
}

}  // namespace sheetsplit::pdf
