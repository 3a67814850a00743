// Writing JSON, for the small values that need no library: summaries and log lines.
//
// Text that is not UTF-8 (file names may be anything) gets U+FFFD in place of
// the bad bytes.  Not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheetsplit {

// A JSON string with its quotes.
std::string json_quoted(std::string_view text);

class JsonText {
public:
    // `indented` with two spaces and a newline at the end, or all on one line.
    explicit JsonText(bool indented) : indented_(indented) {}

    JsonText& open(char bracket);   // '{' or '['
    JsonText& close(char bracket);  // '}' or ']'
    JsonText& key(std::string_view name);
    JsonText& text(std::string_view value);
    JsonText& number(long long value);
    JsonText& seconds(double value);  // three decimals
    JsonText& dollars(double value);  // six decimals
    JsonText& share(double value);    // of 1, four decimals
    JsonText& boolean(bool value);

    // Needs every bracket closed.
    std::string take();

private:
    void begin_value();
    void new_line();

    bool indented_;
    bool after_key_ = false;
    std::vector<bool> filled_;  // per open bracket: has it a value yet?
    std::string out_;
};

}  // namespace sheetsplit
