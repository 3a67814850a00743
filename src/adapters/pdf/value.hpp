// Value: one object of a PDF as it stands in the file.
//
// Nothing is lost on the way through: numbers keep the digits they were written
// with, names and strings are the plain bytes after unescaping.  Dictionaries
// are sorted by key, so equal values are written as equal bytes.  Plain values,
// safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sheetsplit::pdf {

struct Name {
    std::string text;
    bool operator==(const Name&) const = default;
};

struct String {
    std::string bytes;
    bool operator==(const String&) const = default;
};

// A number by its digits, so that it is written as it was read.
struct Number {
    std::string text;
    bool operator==(const Number&) const = default;
};

// "12 0 R".  The generation is checked by nobody and therefore not kept.
struct Ref {
    int number = 0;
    bool operator==(const Ref&) const = default;
};

class Value;
struct DictEntry;
using Array = std::vector<Value>;

class Dict {
public:
    // Those that the compiler would write are written below, where an entry is a complete type.
    Dict();
    Dict(const Dict&);
    Dict(Dict&&) noexcept;
    Dict& operator=(const Dict&);
    Dict& operator=(Dict&&) noexcept;
    ~Dict();
    // Of keys that stand twice the last one counts.
    explicit Dict(std::vector<DictEntry> entries);

    // The value of `key`, or nothing.
    const Value* find(std::string_view key) const;
    void set(std::string_view key, Value value);
    void erase(std::string_view key);

    const std::vector<DictEntry>& entries() const { return entries_; }
    bool empty() const;
    bool operator==(const Dict&) const;

private:
    std::vector<DictEntry> entries_;
};

class Value {
public:
    Value() = default;  // null
    Value(bool flag) : is_(flag) {}
    Value(Name name) : is_(std::move(name)) {}
    Value(String string) : is_(std::move(string)) {}
    Value(Number number) : is_(std::move(number)) {}
    Value(Ref ref) : is_(ref) {}
    Value(Array array) : is_(std::move(array)) {}
    Value(Dict dict) : is_(std::move(dict)) {}
    static Value integer(long long number);
    static Value real(double number);  // rounded to 1/10000

    bool is_null() const { return std::holds_alternative<std::monostate>(is_); }
    const Name* name() const { return std::get_if<Name>(&is_); }
    const String* string() const { return std::get_if<String>(&is_); }
    const Ref* ref() const { return std::get_if<Ref>(&is_); }
    const Array* array() const { return std::get_if<Array>(&is_); }
    const Dict* dict() const { return std::get_if<Dict>(&is_); }
    const Number* number() const { return std::get_if<Number>(&is_); }
    const bool* boolean() const { return std::get_if<bool>(&is_); }

    // The number's value; nothing for other types, and for integers that do not fit.
    std::optional<double> as_double() const;
    std::optional<long long> as_integer() const;
    bool is_name(std::string_view text) const { return name() && name()->text == text; }

    bool operator==(const Value&) const = default;

private:
    std::variant<std::monostate, bool, Number, String, Name, Ref, Array, Dict> is_;
};

struct DictEntry {
    std::string key;
    Value value;
    bool operator==(const DictEntry&) const = default;
};

inline Dict::Dict() = default;
inline Dict::Dict(const Dict&) = default;
inline Dict::Dict(Dict&&) noexcept = default;
inline Dict& Dict::operator=(const Dict&) = default;
inline Dict& Dict::operator=(Dict&&) noexcept = default;
inline Dict::~Dict() = default;

// Appends the value as PDF text, with no more white space than needed.
void append_text(std::string& to, const Value& value);
void append_text(std::string& to, const Dict& dict);

}  // namespace sheetsplit::pdf
