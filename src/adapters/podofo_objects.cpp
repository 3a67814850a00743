// The objects of a PDF, read by PoDoFo.
//
// PoDoFo 0.9.8 says nothing about some spellings that it takes for something
// else.  The text of every object is therefore looked through for them before
// its value is believed; see reads_exactly().
#include <podofo/podofo-base.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "adapters/pdf/lexer.hpp"
#include "adapters/pdf/objects.hpp"

namespace sheetsplit::pdf {

namespace {

// An honest file is read a few times over at most.
constexpr std::size_t reads_per_byte = 32;
constexpr std::size_t least_reads = 32U << 20;
constexpr std::size_t max_unpacked = 64U << 20;  // of all object streams and cross-reference streams
constexpr long max_objects = 1'000'000;          // PoDoFo keeps forty bytes for each that could be
constexpr std::size_t max_integer_digits = 18;   // longer ones are cut to what 64 bits hold
constexpr std::size_t max_stream_end_gap = 16;   // white space between data and "endstream"
constexpr std::uintptr_t max_stack = 1U << 20;   // it does not count how deeply dictionaries are nested
constexpr int max_nesting = 100;

bool is_escape(char c) {
    return std::string_view("nrtbf()\\01234567\n").find(c) != std::string_view::npos;
}

// Of literal strings PoDoFo drops a character behind a needless backslash, takes no end of line for a line
// feed, and turns round the bytes behind what looks like the mark of little-endian UTF-16.
bool reads_exactly_literal(std::string_view spelled, std::string_view meant) {
    for (std::size_t at = 0; at < spelled.size(); ++at) {
        if (spelled[at] == '\r') return false;
        if (spelled[at] == '\\' && !is_escape(spelled[++at])) return false;
    }
    return !meant.starts_with("\xFF\xFE");
}

// Of names it takes any two characters behind a # for hexadecimal digits.
bool reads_exactly_name(std::string_view spelled) {
    const auto is_hex = [&](std::size_t at) {
        return at < spelled.size() &&
               std::string_view("0123456789abcdefABCDEF").find(spelled[at]) != std::string_view::npos;
    };
    for (std::size_t at = spelled.find('#'); at != std::string_view::npos; at = spelled.find('#', at + 1))
        if (!is_hex(at + 1) || !is_hex(at + 2)) return false;
    return true;
}

// Words that only begin like null, true or false are these to it.
bool is_known_keyword(std::string_view word) {
    return word == "R" || word == "true" || word == "false" || word == "null" || word == "endobj" ||
           word == "stream";
}

// Whether PoDoFo makes of the objects in `text` what they mean.  It also makes numbers of "--5" and "1-2";
// the lexer has them as keywords.
bool reads_exactly(std::string_view text) {
    int nesting = 0;
    for (std::size_t at = 0;;) {
        const std::size_t start = skip_space(text, at);
        const Token token = next_token(text, start);
        const std::string_view spelled = text.substr(start, token.end - start);
        bool exact = true;
        switch (token.kind) {
            case Token::Kind::end:
                return true;
            case Token::Kind::broken:
                return false;
            case Token::Kind::string:
                exact = spelled.front() == '<' || reads_exactly_literal(spelled, token.text);
                break;
            case Token::Kind::name:
                exact = reads_exactly_name(spelled);
                break;
            case Token::Kind::number:
                exact = spelled.size() <= max_integer_digits || spelled.find('.') != std::string_view::npos;
                break;
            case Token::Kind::keyword:
                exact = is_known_keyword(spelled);
                break;
            case Token::Kind::array_open:
            case Token::Kind::dict_open:
                exact = ++nesting <= max_nesting;
                break;
            case Token::Kind::array_close:
            case Token::Kind::dict_close:
                if (nesting > 0) --nesting;
                break;
        }
        if (!exact) return false;
        at = token.end;
    }
}

std::string bytes_of(const PoDoFo::PdfString& string) {
    // The mark of UTF-16 is kept apart from what it marks.
    std::string bytes(string.IsUnicode() ? "\xFE\xFF" : "");
    if (string.GetString()) bytes.append(string.GetString(), static_cast<std::size_t>(string.GetLength()));
    return bytes;
}

Value real(double number) {
    char text[512];
    const auto written = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed);
    return Number{written.ec == std::errc() ? std::string(text, written.ptr) : "0"};
}

// How deeply objects are nested has been bounded when they were read.
Value value_of(const PoDoFo::PdfVariant& object) {
    switch (object.GetDataType()) {
        case PoDoFo::ePdfDataType_Bool:
            return object.GetBool();
        case PoDoFo::ePdfDataType_Number:
            return Value::integer(object.GetNumber());
        case PoDoFo::ePdfDataType_Real:
            return real(object.GetReal());
        case PoDoFo::ePdfDataType_String:
        case PoDoFo::ePdfDataType_HexString:
            return String{bytes_of(object.GetString())};
        case PoDoFo::ePdfDataType_Name:
            return Name{object.GetName().GetName()};
        case PoDoFo::ePdfDataType_Reference:
            return Ref{static_cast<int>(
                std::min(object.GetReference().ObjectNumber(), static_cast<unsigned>(max_objects)))};
        case PoDoFo::ePdfDataType_Array: {
            Array array;
            array.reserve(object.GetArray().size());
            for (const PoDoFo::PdfObject& item : object.GetArray()) array.push_back(value_of(item));
            return array;
        }
        case PoDoFo::ePdfDataType_Dictionary: {
            std::vector<DictEntry> entries;
            for (const auto& [key, entry] : object.GetDictionary().GetKeys())
                entries.push_back({key.GetName(), value_of(*entry)});
            return Dict(std::move(entries));
        }
        default:
            return {};
    }
}

// The bytes of the file, which end early for a reader that has read more than its share.
class BytesDevice final : public PoDoFo::PdfInputDevice {
public:
    explicit BytesDevice(std::string_view bytes) : bytes_(bytes) { start_over(); }

    void start_over() { left_ = bytes_.size() * reads_per_byte + least_reads; }

    // Reading from here on may go as deep as max_stack.
    void start_reading() { stack_ = stack_position(); }

    std::streamoff Tell() const override { return static_cast<std::streamoff>(at_); }
    int Look() const override {
        if (at_ < bytes_.size() && left_ > 0) return static_cast<unsigned char>(bytes_[at_]);
        ended_ = true;
        return EOF;
    }
    int GetChar() const override {
        if (stack_ - stack_position() > max_stack) PODOFO_RAISE_ERROR(PoDoFo::ePdfError_BrokenFile);
        const int c = Look();
        if (c == EOF) return c;
        ++at_;
        --left_;
        return c;
    }
    std::streamoff Read(char* to, std::streamsize count) override {
        // PoDoFo asks for less than nothing when a stream claims to be so long.
        if (count <= 0) return 0;
        const std::size_t size = bytes_.copy(to, std::min(static_cast<std::size_t>(count), left_), at_);
        at_ += size;
        left_ -= size;
        if (size < static_cast<std::size_t>(count)) ended_ = true;
        return static_cast<std::streamoff>(size);
    }
    void Seek(std::streamoff offset, std::ios_base::seekdir from) override {
        const auto size = static_cast<std::streamoff>(bytes_.size());
        const std::streamoff base = from == std::ios_base::beg   ? 0
                                    : from == std::ios_base::end ? size
                                                                 : Tell();
        // Far offsets are harmless, sums of them would not be.
        at_ = static_cast<std::size_t>(
            std::clamp(std::clamp(offset, -size, size) + base, std::streamoff{0}, size));
        ended_ = false;
    }
    bool Eof() const override { return ended_; }
    bool Bad() const override { return false; }
    void Clear(std::ios_base::iostate) const override { ended_ = false; }

private:
    static std::uintptr_t stack_position() {
        return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    }

    std::string_view bytes_;
    std::uintptr_t stack_ = 0;
    mutable std::size_t at_ = 0;
    mutable std::size_t left_ = 0;
    mutable bool ended_ = false;
};

// What a stream unpacks to, within a limit.
class Unpacked final : public PoDoFo::PdfOutputStream {
public:
    explicit Unpacked(std::size_t limit) : limit_(limit) {}

    PoDoFo::pdf_long Write(const char* bytes, PoDoFo::pdf_long count) override {
        if (static_cast<std::size_t>(count) > limit_ - text_.size())
            PODOFO_RAISE_ERROR(PoDoFo::ePdfError_OutOfMemory);
        text_.append(bytes, static_cast<std::size_t>(count));
        return count;
    }
    void Close() override {}

    const std::string& text() const { return text_; }

private:
    std::size_t limit_;
    std::string text_;
};

// While a file is opened PoDoFo unpacks its cross-reference streams and object streams, the latter for good:
// they are looked through before.
class OpeningWatch final : public PoDoFo::PdfVecObjects::StreamFactory {
public:
    PoDoFo::PdfStream* CreateStream(PoDoFo::PdfObject* parent) override { return new Stream(parent, *this); }

    void opened() { opening_ = false; }

private:
    class Stream final : public PoDoFo::PdfMemStream {
    public:
        Stream(PoDoFo::PdfObject* parent, OpeningWatch& watch)
            : PoDoFo::PdfMemStream(parent), parent_(parent), watch_(&watch) {}

    protected:
        void EndAppendImpl() override {
            PoDoFo::PdfMemStream::EndAppendImpl();
            if (watch_->opening_) watch_->look_through(*parent_, *this);
        }

    private:
        PoDoFo::PdfObject* parent_;
        OpeningWatch* watch_;
    };

    void look_through(const PoDoFo::PdfObject& parent, const PoDoFo::PdfStream& stream) {
        Unpacked unpacked(max_unpacked - unpacked_);
        stream.GetFilteredCopy(&unpacked);
        unpacked_ += unpacked.text().size();
        const PoDoFo::PdfObject* type = parent.GetDictionary().GetKey(PoDoFo::PdfName::KeyType);
        const bool table = type && type->IsName() && type->GetName() == "XRef";
        if (!table && !reads_exactly(unpacked.text())) PODOFO_RAISE_ERROR(PoDoFo::ePdfError_BrokenFile);
    }

    bool opening_ = true;
    std::size_t unpacked_ = 0;
};

class PodofoObjects final : public Objects {
public:
    explicit PodofoObjects(std::string_view bytes)
        : bytes_(bytes), device_(new BytesDevice(bytes)), input_(device_) {
        objects_.SetAutoDelete(true);
        objects_.SetStreamFactory(&watch_);
    }

    bool open() {
        device_->start_reading();
        try {
            PoDoFo::PdfParser parser(&objects_);
            parser.ParseFile(input_, true);
            watch_.opened();
            const Value trailer = value_of(*parser.GetTrailer());
            if (!trailer.dict()) return false;
            trailer_ = *trailer.dict();
            return !parser.GetEncrypted() && !trailer_.find("Encrypt") && trailer_.find("Root") &&
                   number_all();
        } catch (const PoDoFo::PdfError&) {
            return false;
        }
    }

    const Dict& trailer() const override { return trailer_; }

    int last() const override { return static_cast<int>(by_number_.size()) - 1; }

    std::optional<Object> object(int number) override {
        PoDoFo::PdfObject* object = by_number_[static_cast<std::size_t>(number)];
        if (!object) return {};
        device_->start_reading();
        try {
            auto* parsed = dynamic_cast<PoDoFo::PdfParserObject*>(object);
            if (!parsed) return Object{value_of(*object), false};
            // Now and here, so that it is known where its text ends.
            const Unloaded afterwards(*parsed);
            const auto start = static_cast<std::size_t>(parsed->GetOffset());
            parsed->GetDataType();
            const auto end = static_cast<std::size_t>(device_->Tell());
            if (start > end || !reads_exactly(bytes_.substr(start, end - start))) return {};
            return Object{value_of(*parsed), parsed->HasStreamToParse()};
        } catch (const PoDoFo::PdfError&) {
            return {};
        }
    }

    std::optional<std::string_view> stream_bytes(int number) override {
        auto* parsed = dynamic_cast<PoDoFo::PdfParserObject*>(by_number_[static_cast<std::size_t>(number)]);
        if (!parsed) return {};
        device_->start_reading();
        try {
            const Unloaded afterwards(*parsed);
            const PoDoFo::PdfStream* stream = parsed->GetStream();
            // It has just been copied from the file: that is where its own bytes are.
            const auto end = static_cast<std::size_t>(device_->Tell());
            const auto size = static_cast<std::size_t>(stream->GetLength());
            if (size > end || !ends_at(end)) return {};
            return bytes_.substr(end - size, size);
        } catch (const PoDoFo::PdfError&) {
            return {};
        }
    }

    void start_over() override { device_->start_over(); }

private:
    // Makes PoDoFo read an object from the file, and forget it afterwards.
    class Unloaded {
    public:
        explicit Unloaded(PoDoFo::PdfParserObject& object) : object_(object) {
            object_.FreeObjectMemory(true);
        }
        ~Unloaded() { object_.FreeObjectMemory(true); }
        Unloaded(const Unloaded&) = delete;
        Unloaded& operator=(const Unloaded&) = delete;

    private:
        PoDoFo::PdfParserObject& object_;
    };

    // False when two objects have the same number: one of them is not where the file says.
    bool number_all() {
        by_number_.resize(1);
        for (PoDoFo::PdfObject* object : objects_) {
            const std::size_t number = object->Reference().ObjectNumber();
            if (number == 0 || number >= static_cast<std::size_t>(max_objects)) return false;
            if (number >= by_number_.size()) by_number_.resize(number + 1);
            if (by_number_[number]) return false;
            by_number_[number] = object;
        }
        return true;
    }

    bool ends_at(std::size_t end) const {
        std::size_t at = end;
        while (at < bytes_.size() && at - end < max_stream_end_gap && is_space(bytes_[at])) ++at;
        return bytes_.substr(at).starts_with("endstream");
    }

    std::string_view bytes_;
    BytesDevice* device_;
    PoDoFo::PdfRefCountedInputDevice input_;  // owns the device
    OpeningWatch watch_;
    PoDoFo::PdfVecObjects objects_;
    std::vector<PoDoFo::PdfObject*> by_number_;
    Dict trailer_;
};

// Settings that PoDoFo has once for all.
void set_up_podofo() {
    static const bool done = [] {
        PoDoFo::PdfError::EnableDebug(false);
        PoDoFo::PdfError::EnableLogging(false);
        PoDoFo::PdfParser::SetMaxObjectCount(max_objects);
        // Each time that its own bound is met it lowers it for all that the thread reads later.
        PoDoFo::PdfTokenizer::RecursionGuard::SetMaxRecursionDepth(std::numeric_limits<int>::max());
        return true;
    }();
    static_cast<void>(done);
}

}  // namespace

std::unique_ptr<Objects> open_objects(std::string_view bytes) {
    set_up_podofo();
    auto objects = std::make_unique<PodofoObjects>(bytes);
    if (!objects->open()) return {};
    return objects;
}

}  // namespace sheetsplit::pdf
