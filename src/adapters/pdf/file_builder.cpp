#include "adapters/pdf/file_builder.hpp"

#include <algorithm>
#include <cassert>

#include "adapters/pdf/flate.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit::pdf {

namespace {

// Enough for compression to find what repeats, few enough to find one object in.
constexpr std::size_t max_packed = 1000;

// Each row minus the row above: sorted offsets compress far better so.
std::string up_predicted(std::string_view rows, std::size_t width) {
    std::string predicted;
    predicted.reserve(rows.size() + rows.size() / width + 1);
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (at % width == 0) predicted += '\x02';
        const auto above = at >= width ? static_cast<unsigned char>(rows[at - width]) : 0U;
        predicted +=
            static_cast<char>(static_cast<unsigned char>(static_cast<unsigned char>(rows[at]) - above));
    }
    return predicted;
}

void append_big_endian(std::string& to, std::size_t number, std::size_t width) {
    for (std::size_t i = width; i-- > 0;)
        to += static_cast<char>(static_cast<unsigned char>(number >> (8 * i) & 0xFF));
}

}  // namespace

FileBuilder::FileBuilder(std::string_view version, std::size_t expected_size) : entries_(1) {
    file_.reserve(expected_size);
    append("%PDF-");
    append(version < "1.5" ? "1.5" : version);
    append("\n%\xE2\xE3\xCF\xD3\n");
}

int FileBuilder::reserve() {
    entries_.emplace_back();
    return static_cast<int>(entries_.size() - 1);
}

void FileBuilder::append(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    file_.insert(file_.end(), bytes, bytes + text.size());
}

void FileBuilder::put(int number, const Value& value) {
    Entry& entry = entries_[static_cast<std::size_t>(number)];
    assert(!entry.put);
    entry.put = true;
    if (!packed_.empty()) packed_text_ += '\n';
    ((packed_head_ += std::to_string(number)) += ' ') += std::to_string(packed_text_.size()) += ' ';
    append_text(packed_text_, value);
    packed_.push_back(number);
    if (packed_.size() == max_packed) flush_packed();
}

void FileBuilder::put_stream(int number, Dict dict, std::string_view data) {
    Entry& entry = entries_[static_cast<std::size_t>(number)];
    assert(!entry.put);
    entry = {file_.size(), 0, true};
    dict.set("Length", Value::integer(static_cast<long long>(data.size())));
    std::string text = std::to_string(number) + " 0 obj\n";
    append_text(text, dict);
    text += "\nstream\n";
    append(text);
    append(data);
    append("\nendstream\nendobj\n");
}

void FileBuilder::flush_packed() {
    if (packed_.empty()) return;
    const int stream = reserve();
    for (std::size_t i = 0; i < packed_.size(); ++i) {
        Entry& entry = entries_[static_cast<std::size_t>(packed_[i])];
        entry.at = i;
        entry.packed_in = stream;
    }
    Dict dict;
    dict.set("Type", Name{"ObjStm"});
    dict.set("N", Value::integer(static_cast<long long>(packed_.size())));
    dict.set("First", Value::integer(static_cast<long long>(packed_head_.size())));
    dict.set("Filter", Name{"FlateDecode"});
    put_stream(stream, std::move(dict), deflated(packed_head_ + packed_text_));
    packed_.clear();
    packed_head_.clear();
    packed_text_.clear();
}

std::vector<std::byte> FileBuilder::finish(Ref root, Ref info) && {
    flush_packed();
    const int xref = reserve();
    const std::size_t start = file_.size();
    entries_[static_cast<std::size_t>(xref)] = {start, 0, true};

    std::size_t offset_width = 1;
    while (std::max(start, entries_.size()) >> (8 * offset_width) != 0) ++offset_width;
    constexpr std::size_t index_width = 2;
    const std::size_t row = 1 + offset_width + index_width;
    std::string rows;
    for (const Entry& entry : entries_) {
        const bool packed = entry.packed_in != 0;
        rows += !entry.put ? '\0' : packed ? '\x02' : '\x01';
        append_big_endian(rows, packed ? static_cast<std::size_t>(entry.packed_in) : entry.at, offset_width);
        append_big_endian(rows, packed ? entry.at : 0, index_width);
    }

    // An identifier that is the same for the same content, and only then.
    const std::string digest = sha256_hex(file_);
    std::string id;
    for (std::size_t i = 0; i < 32; i += 2)
        id += static_cast<char>(static_cast<unsigned char>(std::stoi(digest.substr(i, 2), nullptr, 16)));

    Dict parms;
    parms.set("Predictor", Value::integer(12));
    parms.set("Columns", Value::integer(static_cast<long long>(row)));
    Dict dict;
    dict.set("Type", Name{"XRef"});
    dict.set("Size", Value::integer(static_cast<long long>(entries_.size())));
    dict.set("W", Array{Value::integer(1), Value::integer(static_cast<long long>(offset_width)),
                        Value::integer(static_cast<long long>(index_width))});
    dict.set("Root", root);
    if (info.number != 0) dict.set("Info", info);
    dict.set("ID", Array{String{id}, String{id}});
    dict.set("Filter", Name{"FlateDecode"});
    dict.set("DecodeParms", std::move(parms));
    // put_stream() notes the offset anew; it is the same.
    entries_[static_cast<std::size_t>(xref)].put = false;
    put_stream(xref, std::move(dict), deflated(up_predicted(rows, row)));
    append("startxref\n" + std::to_string(start) + "\n%%EOF\n");
    return std::move(file_);
}

}  // namespace sheetsplit::pdf
