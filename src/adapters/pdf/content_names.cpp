#include "adapters/pdf/content_names.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "adapters/pdf/lexer.hpp"

namespace sheetsplit::pdf {

namespace {

constexpr std::array<std::string_view, resource_kinds> resource_keys{
    "ColorSpace", "ExtGState", "Font", "Pattern", "Properties", "Shading", "XObject"};

// What an operator does with the name in front of it.
enum class Effect : unsigned char {
    none,
    color_space,
    ext_g_state,
    font,
    pattern,
    properties,
    shading,
    x_object,
    inline_image,
    open_compatible,
    close_compatible
};

// Operators have one to three characters: packed into a number they are found faster than as text.
constexpr std::uint32_t packed(std::string_view word) {
    std::uint32_t key = 0;
    for (const char c : word) key = key << 8 | static_cast<unsigned char>(c);
    return word.size() <= 3 ? key : 0;
}

struct Operator {
    std::uint32_t key = 0;
    Effect effect = Effect::none;
    constexpr bool operator<(const Operator& other) const { return key < other.key; }
};

// All operators of content streams.
constexpr auto operators = [] {
    constexpr std::array<std::string_view, 60> plain{
        "\"", "'",  "B",  "B*", "BMC", "BT", "EI", "EMC", "ET", "F",  "G",  "ID", "J",  "K",  "M",
        "MP", "Q",  "RG", "S",  "SC",  "T*", "TD", "TJ",  "TL", "Tc", "Td", "Tj", "Tm", "Tr", "Ts",
        "Tw", "Tz", "W",  "W*", "b",   "b*", "c",  "cm",  "d",  "d0", "d1", "f",  "f*", "g",  "h",
        "i",  "j",  "k",  "l",  "m",   "n",  "q",  "re",  "rg", "ri", "s",  "sc", "v",  "w",  "y"};
    constexpr std::array<Operator, 13> with_effect{{{packed("CS"), Effect::color_space},
                                                    {packed("cs"), Effect::color_space},
                                                    {packed("gs"), Effect::ext_g_state},
                                                    {packed("Tf"), Effect::font},
                                                    {packed("SCN"), Effect::pattern},
                                                    {packed("scn"), Effect::pattern},
                                                    {packed("BDC"), Effect::properties},
                                                    {packed("DP"), Effect::properties},
                                                    {packed("sh"), Effect::shading},
                                                    {packed("Do"), Effect::x_object},
                                                    {packed("BI"), Effect::inline_image},
                                                    {packed("BX"), Effect::open_compatible},
                                                    {packed("EX"), Effect::close_compatible}}};
    std::array<Operator, plain.size() + with_effect.size()> all{};
    for (std::size_t i = 0; i < plain.size(); ++i) all[i].key = packed(plain[i]);
    std::copy(with_effect.begin(), with_effect.end(), all.begin() + plain.size());
    std::sort(all.begin(), all.end());
    return all;
}();

std::optional<Effect> effect_of(std::string_view word) {
    const Operator wanted{packed(word), Effect::none};
    const auto found = std::lower_bound(operators.begin(), operators.end(), wanted);
    if (found == operators.end() || found->key != wanted.key) return {};
    return found->effect;
}

bool is_operand_word(std::string_view word) {
    return word == "true" || word == "false" || word == "null";
}

bool starts_number(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
}

class Scanner {
public:
    explicit Scanner(std::string_view content) : content_(content) {}

    std::optional<ContentNames> scan() {
        while (at_ < content_.size()) {
            const char c = content_[at_];
            if (is_space(c)) {
                ++at_;
            } else if (starts_number(c)) {
                skip_regular();
            } else if (!is_delimiter(c)) {
                if (!take_word()) return {};
            } else if (c == '/') {
                last_name_ = take_name();
            } else if (c == '(') {
                if (!skip_string()) return {};
            } else if (c == '<') {
                if (!skip_angle()) return {};
            } else if (c == '%') {
                at_ = skip_space(content_, at_);
            } else if (c == '[' || c == ']') {
                ++at_;
            } else if (c == '>' && content_.substr(at_).starts_with(">>")) {
                at_ += 2;
            } else {
                return {};
            }
        }
        return std::move(found_);
    }

private:
    void skip_regular() {
        while (at_ < content_.size() && is_regular(content_[at_])) ++at_;
    }

    std::string_view take_name() {
        const std::size_t start = ++at_;
        skip_regular();
        return content_.substr(start, at_ - start);
    }

    bool skip_string() {
        int open = 0;
        for (; at_ < content_.size(); ++at_) {
            const char c = content_[at_];
            if (c == '\\') {
                ++at_;
            } else if (c == '(') {
                ++open;
            } else if (c == ')' && --open == 0) {
                ++at_;
                return true;
            }
        }
        return false;
    }

    // A hex string, or the opening of a dictionary.
    bool skip_angle() {
        if (content_.substr(at_).starts_with("<<")) {
            at_ += 2;
            return true;
        }
        at_ = content_.find('>', at_);
        if (at_ == std::string_view::npos) return false;
        ++at_;
        return true;
    }

    bool take_word() {
        const std::size_t start = at_;
        skip_regular();
        const std::string_view word = content_.substr(start, at_ - start);
        const auto effect = effect_of(word);
        if (!effect) return is_operand_word(word) || compatible_ > 0;  // between BX and EX anything may stand
        switch (*effect) {
            case Effect::none:
                break;
            case Effect::color_space:
                use(ResourceKind::color_space);
                break;
            case Effect::ext_g_state:
                use(ResourceKind::ext_g_state);
                break;
            case Effect::font:
                use(ResourceKind::font);
                break;
            case Effect::pattern:
                use(ResourceKind::pattern);
                break;
            case Effect::properties:
                use(ResourceKind::properties);
                break;
            case Effect::shading:
                use(ResourceKind::shading);
                break;
            case Effect::x_object:
                use(ResourceKind::x_object);
                break;
            case Effect::inline_image:
                return skip_inline_image();
            case Effect::open_compatible:
                ++compatible_;
                break;
            case Effect::close_compatible:
                compatible_ = std::max(0, compatible_ - 1);
                break;
        }
        last_name_.reset();
        return true;
    }

    void use(ResourceKind kind) {
        if (last_name_) use(kind, *last_name_);
    }

    void use(ResourceKind kind, std::string_view name) {
        auto& names = found_.names[static_cast<std::size_t>(kind)];
        if (name.find('#') != std::string_view::npos) {
            names.insert(unescaped_name(name));
        } else if (!names.contains(name)) {
            names.emplace(name);
        }
    }

    bool skip_inline_image() {
        last_name_.reset();
        bool wanted = false;  // the next value is a colour space
        bool listed = false;  // inside the array that is one
        for (;;) {
            const Token token = next_token(content_, at_);
            at_ = token.end;
            if (token.kind == Token::Kind::end || token.kind == Token::Kind::broken) return false;
            if (token.kind == Token::Kind::keyword && token.text == "ID") break;
            if (token.kind == Token::Kind::array_open) listed = std::exchange(wanted, false);
            if (token.kind == Token::Kind::array_close) listed = false;
            if (token.kind != Token::Kind::name) continue;
            if (wanted || listed) {
                found_.names[static_cast<std::size_t>(ResourceKind::color_space)].insert(token.text);
                wanted = false;
            } else {
                wanted = token.text == "CS" || token.text == "ColorSpace";
            }
        }
        // The data ends with EI, which may also occur inside it: the right one has sense behind it.
        ++at_;
        for (std::size_t end = at_; (end = content_.find("EI", end)) != std::string_view::npos; ++end) {
            const bool apart = end > 0 && is_space(content_[end - 1]) &&
                               (end + 2 == content_.size() || is_space(content_[end + 2]));
            if (!apart || !makes_sense(end + 2)) continue;
            at_ = end + 2;
            return true;
        }
        return false;
    }

    bool makes_sense(std::size_t at) const {
        constexpr int tokens_tried = 12;
        constexpr std::size_t bytes_tried = 1024;
        const std::string_view near = content_.substr(0, at + std::min(bytes_tried, content_.size() - at));
        for (int i = 0; i < tokens_tried; ++i) {
            const Token token = next_token(near, at);
            at = token.end;
            if (at == near.size()) return true;
            if (token.kind == Token::Kind::broken) return false;
            if (token.kind == Token::Kind::keyword && !effect_of(token.text) && !is_operand_word(token.text))
                return compatible_ > 0;
        }
        return true;
    }

    std::string_view content_;
    std::size_t at_ = 0;
    std::optional<std::string_view> last_name_;
    int compatible_ = 0;
    ContentNames found_;
};

}  // namespace

std::string_view key_of(ResourceKind kind) {
    return resource_keys[static_cast<std::size_t>(kind)];
}

std::optional<ContentNames> content_names(std::string_view content) {
    return Scanner(content).scan();
}

}  // namespace sheetsplit::pdf
