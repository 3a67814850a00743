#include "adapters/pdf/document.hpp"

#include <algorithm>
#include <utility>

#include "adapters/pdf/lexer.hpp"

namespace sheetsplit::pdf {

namespace {

constexpr int max_reference_chain = 32;
constexpr int max_load_depth = 8;                      // a packed object's stream's length's stream …
constexpr std::size_t max_packed_bytes = 64U << 20;    // of one unpacked object stream
constexpr std::size_t large_packed_bytes = 32U << 20;  // of all that are kept
constexpr std::size_t large_read_count = 50'000;

// An honest file is read about once; one whose objects overlap could keep us busy for ever.
constexpr std::size_t work_per_byte = 16;
constexpr std::size_t least_work = 16U << 20;
constexpr std::size_t longest_head = 64;        // of "12 0 obj"
constexpr std::size_t max_stream_end_gap = 16;  // white space between data and "endstream"

// The position of the first byte of stream data, given the position behind the keyword.
std::size_t data_start(std::string_view bytes, std::size_t at) {
    // Blanks before the line's end are wrong but common.
    std::size_t line_end = at;
    while (line_end < bytes.size() && bytes[line_end] == ' ') ++line_end;
    if (line_end < bytes.size() && (bytes[line_end] == '\r' || bytes[line_end] == '\n')) at = line_end;
    if (at < bytes.size() && bytes[at] == '\r') ++at;
    if (at < bytes.size() && bytes[at] == '\n') ++at;
    return at;
}

}  // namespace

std::optional<Document> Document::open(std::string_view bytes) {
    auto table = read_object_table(bytes);
    if (!table) return {};
    return Document(bytes, std::move(*table));
}

Document::Document(std::string_view bytes, ObjectTable table)
    : bytes_(bytes),
      table_(std::move(table)),
      objects_(table_.places.size()),
      work_left_(bytes.size() * work_per_byte + least_work) {
    unreadable_.broken = true;
}

Document::Object& Document::loaded(int number) {
    auto& slot = objects_[static_cast<std::size_t>(number)];
    if (!slot) {
        if (depth_ == max_load_depth) {
            damaged_ = true;
            return unreadable_;
        }
        slot = std::make_unique<Object>();
        // The slot stands before it is filled, so that a cycle finds null instead of turning for ever.
        Object& object = *slot;
        ++read_count_;
        const ObjectPlace& place = table_.places[static_cast<std::size_t>(number)];
        ++depth_;
        if (place.kind == ObjectPlace::Kind::plain) read_plain(number, place.at, object);
        if (place.kind == ObjectPlace::Kind::packed) read_packed(number, place, object);
        --depth_;
    }
    if (slot->broken) damaged_ = true;
    return *slot;
}

const Value& Document::object(int number) {
    if (number <= 0 || static_cast<std::size_t>(number) >= objects_.size()) return null_;
    return loaded(number).value;
}

const Value& Document::resolved(const Value& value) {
    const Value* at = &value;
    for (int step = 0; at->ref(); ++step) {
        if (step == max_reference_chain) return null_;
        at = &object(at->ref()->number);
    }
    return *at;
}

int Document::final_number(const Value& value) {
    int number = 0;
    const Value* at = &value;
    for (int step = 0; at->ref() && step < max_reference_chain; ++step) {
        number = at->ref()->number;
        at = &object(number);
    }
    return at->ref() ? 0 : number;
}

const Value& Document::entry(const Dict& dict, std::string_view key) {
    const Value* value = dict.find(key);
    return value ? resolved(*value) : null_;
}

void Document::read_plain(int number, std::size_t at, Object& object) {
    object.broken = true;
    if (at >= bytes_.size()) return;
    const std::string_view head = bytes_.substr(at, longest_head);
    const auto read_number = parse_count(head, 0);
    const auto generation = read_number ? parse_count(head, read_number->end) : std::nullopt;
    if (!generation || read_number->value != number) return;
    const std::size_t keyword = skip_space(head, generation->end);
    if (!head.substr(keyword).starts_with("obj")) return;
    auto text = parsed(bytes_, at + keyword + 3);
    if (!text.value) {
        // An object may be empty, but not one that ends within a dictionary or array.
        const std::size_t body = skip_space(bytes_, at + keyword + 3);
        object.broken = !bytes_.substr(std::min(body, bytes_.size())).starts_with("endobj");
        return;
    }
    const std::size_t behind = skip_space(bytes_, text.end);
    charge(behind - text.end);
    if (text.value->dict() && bytes_.substr(behind).starts_with("stream"))
        object.data_at = data_start(bytes_, behind + 6);
    object.value = std::move(*text.value);
    object.broken = false;
}

ParsedValue Document::parsed(std::string_view text, std::size_t at) {
    if (work_left_ == 0) return {{}, at};
    ParsedValue result = parse_value(text, at);
    charge(result.end - at);
    return result;
}

void Document::charge(std::size_t work) {
    work_left_ -= std::min(work_left_, work);
}

void Document::read_packed(int number, const ObjectPlace& place, Object& object) {
    object.broken = true;
    const PackedObjects* packed = packed_objects(static_cast<int>(place.at));
    if (!packed) return;
    const auto at =
        std::lower_bound(packed->index.begin(), packed->index.end(), std::pair(number, std::size_t{0}));
    if (at == packed->index.end() || at->first != number) return;
    auto text = parsed(packed->text, at->second);
    if (!text.value) return;
    object.value = std::move(*text.value);
    object.broken = false;
}

const Document::PackedObjects* Document::packed_objects(int stream) {
    const auto [slot, fresh] = packed_.try_emplace(stream);
    PackedObjects& packed = slot->second;
    if (!fresh) return packed.text.empty() ? nullptr : &packed;
    if (stream <= 0 || static_cast<std::size_t>(stream) >= table_.places.size()) return nullptr;
    // An object stream inside an object stream is forbidden.
    if (table_.places[static_cast<std::size_t>(stream)].kind != ObjectPlace::Kind::plain) return nullptr;
    const Dict* dict = object(stream).dict();
    const auto data = stream_bytes(stream);
    if (!dict || !data) return nullptr;
    const auto count = entry(*dict, "N").as_integer();
    const auto first = entry(*dict, "First").as_integer();
    const auto undoing = filters(*dict);
    if (!count || !first || *first < 0 || !undoing) return nullptr;
    // What a broken compression still gives is used.
    std::string text = decoded(*data, *undoing, max_packed_bytes).bytes;
    const auto start = static_cast<std::size_t>(*first);
    if (start >= text.size()) return nullptr;

    std::size_t at = 0;
    const std::string_view head = std::string_view(text).substr(0, start);
    for (long long i = 0; i < *count; ++i) {
        const auto number = parse_count(head, at);
        const auto offset = number ? parse_count(head, number->end) : std::nullopt;
        if (!offset || number->value > 8'388'607) break;
        const auto where = static_cast<unsigned long long>(offset->value) + start;
        if (where < text.size())
            packed.index.emplace_back(static_cast<int>(number->value), static_cast<std::size_t>(where));
        at = offset->end;
    }
    std::sort(packed.index.begin(), packed.index.end());
    packed_bytes_ += text.size();
    packed.text = std::move(text);
    return &packed;
}

std::optional<std::string_view> Document::stream_bytes(int number) {
    if (number <= 0 || static_cast<std::size_t>(number) >= objects_.size()) return {};
    Object& object = loaded(number);
    if (object.data_at == 0) return {};
    if (!object.data) object.data = found_data(object);
    return object.data;
}

std::string_view Document::found_data(const Object& object) {
    constexpr std::string_view end_mark = "endstream";
    const std::string_view rest = bytes_.substr(std::min(object.data_at, bytes_.size()));
    if (const auto length = entry(*object.value.dict(), "Length").as_integer();
        length && *length >= 0 && static_cast<unsigned long long>(*length) <= rest.size()) {
        const auto size = static_cast<std::size_t>(*length);
        // skip_space() would take a % in the data for a comment.
        std::size_t behind = size;
        while (behind < rest.size() && behind < size + max_stream_end_gap && is_space(rest[behind])) ++behind;
        if (rest.substr(behind).starts_with(end_mark)) return rest.substr(0, size);
    }
    // The length is wrong: the data ends where its end is marked.
    if (!stream_ends_) {
        stream_ends_.emplace();
        for (std::size_t at = bytes_.find(end_mark); at != std::string_view::npos;
             at = bytes_.find(end_mark, at + end_mark.size()))
            stream_ends_->push_back(at);
    }
    const auto end_at = std::lower_bound(stream_ends_->begin(), stream_ends_->end(), object.data_at);
    if (end_at == stream_ends_->end()) {
        damaged_ = true;
        return {};
    }
    std::size_t end = *end_at - object.data_at;
    if (end > 0 && rest[end - 1] == '\n') --end;
    if (end > 0 && rest[end - 1] == '\r') --end;
    return rest.substr(0, end);
}

std::optional<std::vector<Filter>> Document::filters(const Dict& stream) {
    const Value& filter = entry(stream, "Filter");
    if (filter.is_null()) return std::vector<Filter>{};
    const Value& parms = entry(stream, "DecodeParms");
    const auto one = [&](const Value& name_value, const Value& parameters) -> std::optional<Filter> {
        const Value& name = resolved(name_value);
        const auto kind = name.name() ? filter_kind_from(name.name()->text) : std::nullopt;
        if (!kind) return {};
        Filter result{*kind};
        if (const Dict* given = resolved(parameters).dict()) {
            const auto number = [&](std::string_view key, long long otherwise) {
                const Value& value = entry(*given, key);
                return value.is_null() ? otherwise : value.as_integer().value_or(-1);
            };
            result.predictor = number("Predictor", 1);
            result.colors = number("Colors", 1);
            result.bits = number("BitsPerComponent", 8);
            result.columns = number("Columns", 1);
            result.early_change = number("EarlyChange", 1) != 0;
        }
        return result;
    };

    std::vector<Filter> result;
    if (const Array* names = filter.array()) {
        constexpr std::size_t max_filters = 8;
        if (names->size() > max_filters) return {};
        for (std::size_t i = 0; i < names->size(); ++i) {
            const Array* parameters = parms.array();
            const bool given = parameters && i < parameters->size();
            const auto read =
                one((*names)[i], given ? (*parameters)[i] : (names->size() == 1 ? parms : null_));
            if (!read) return {};
            result.push_back(*read);
        }
    } else {
        const Value& parameters =
            parms.array() && parms.array()->size() == 1 ? parms.array()->front() : parms;
        const auto read = one(filter, parameters);
        if (!read) return {};
        result.push_back(*read);
    }
    return result;
}

std::optional<std::string> Document::stream_text(int number, std::size_t limit) {
    const auto data = stream_bytes(number);
    const Dict* dict = object(number).dict();
    if (!data || !dict) return {};
    const auto undoing = filters(*dict);
    if (!undoing) return {};
    Decoded text = decoded(*data, *undoing, limit);
    if (!text.complete) return {};
    return std::move(text.bytes);
}

void Document::start_over() {
    damaged_ = false;
    work_left_ = bytes_.size() * work_per_byte + least_work;
    if (read_count_ < large_read_count && packed_bytes_ < large_packed_bytes) return;
    for (auto& object : objects_) object.reset();
    packed_.clear();
    read_count_ = 0;
    packed_bytes_ = 0;
}

}  // namespace sheetsplit::pdf
