#include "adapters/pdf/document.hpp"

#include <utility>

namespace sheetsplit::pdf {

namespace {

constexpr int max_reference_chain = 32;
constexpr std::size_t large_kept_count = 50'000;

}  // namespace

std::optional<Document> Document::open(std::string_view bytes) {
    auto objects = open_objects(bytes);
    if (!objects) return {};
    return Document(std::move(objects));
}

Document::Document(std::unique_ptr<Objects> objects)
    : objects_(std::move(objects)), kept_(static_cast<std::size_t>(objects_->last()) + 1) {}

// Null for numbers that no object has.
Document::Kept* Document::kept(int number) {
    if (number <= 0) return nullptr;
    if (number > objects_->last()) {
        damaged_ = true;
        return nullptr;
    }
    auto& slot = kept_[static_cast<std::size_t>(number)];
    if (!slot) {
        slot = std::make_unique<Kept>();
        ++kept_count_;
        if (auto object = objects_->object(number)) {
            slot->value = std::move(object->value);
            slot->stream = object->stream;
        } else {
            slot->broken = true;
        }
    }
    if (slot->broken) damaged_ = true;
    return slot.get();
}

const Value& Document::object(int number) {
    const Kept* object = kept(number);
    return object ? object->value : null_;
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

std::optional<std::string_view> Document::stream_bytes(int number) {
    Kept* object = kept(number);
    if (!object || !object->stream) return {};
    if (!object->bytes) object->bytes = objects_->stream_bytes(number);
    if (!object->bytes) damaged_ = true;
    return object->bytes;
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
    objects_->start_over();
    if (kept_count_ < large_kept_count) return;
    for (auto& object : kept_) object.reset();
    kept_count_ = 0;
}

}  // namespace sheetsplit::pdf
