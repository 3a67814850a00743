#include "adapters/pdf/page_labels.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "adapters/pdf/name_tree.hpp"
#include "adapters/pdf/text_string.hpp"
#include "sheetsplit/pages.hpp"

namespace sheetsplit::pdf {

namespace {

constexpr long long max_label_number = std::numeric_limits<int>::max();

PageLabel first_of_range(Document& document, const Dict& range) {
    PageLabel label;
    if (const Name* style = document.entry(range, "S").name();
        style && style->text.size() == 1 &&
        std::string_view("DRrAa").find(style->text[0]) != std::string_view::npos)
        label.style = style->text[0];
    if (const String* prefix = document.entry(range, "P").string()) label.prefix = prefix->bytes;
    label.number = std::clamp(document.entry(range, "St").as_integer().value_or(1), 1LL, max_label_number);
    return label;
}

PageLabel following(PageLabel label) {
    if (label.style != 0) label.number = std::min(label.number + 1, max_label_number);
    return label;
}

Dict range_from(const PageLabel& label) {
    Dict range;
    if (label.style != 0) range.set("S", Name{std::string(1, label.style)});
    if (!label.prefix.empty()) range.set("P", String{label.prefix});
    if (label.style != 0 && label.number != 1) range.set("St", Value::integer(label.number));
    return range;
}

}  // namespace

std::vector<PageLabel> read_page_labels(Document& document, std::size_t page_count) {
    const Dict* root = document.entry(document.trailer(), "Root").dict();
    const Value* tree = root ? root->find("PageLabels") : nullptr;
    if (!tree) return {};
    std::map<long long, PageLabel> ranges;
    walk_tree(document, *tree, "Nums", [&](const Value& key, const Value& value) {
        const auto first = key.as_integer();
        const Dict* range = document.resolved(value).dict();
        if (first && *first >= 0 && range) ranges.try_emplace(*first, first_of_range(document, *range));
    });
    if (ranges.empty()) return {};

    // Pages in front of the first range are counted as they are without labels.
    PageLabel label{'D', "", 1};
    std::vector<PageLabel> labels;
    labels.reserve(page_count);
    for (std::size_t page = 0; page < page_count; ++page) {
        if (const auto range = ranges.find(static_cast<long long>(page)); range != ranges.end())
            label = range->second;
        labels.push_back(label);
        label = following(std::move(label));
    }
    return labels;
}

PageLabel label_of(std::string_view text) {
    const std::size_t digits = text.size() - std::min(text.size(), text.find_last_not_of("0123456789") + 1);
    // Only a number that would be displayed in the same digits is one.
    if (digits > 0 && digits < 10 && text[text.size() - digits] != '0') {
        const std::string_view prefix = text.substr(0, text.size() - digits);
        const std::string_view number = text.substr(text.size() - digits);
        return {'D', prefix.empty() ? "" : text_string(prefix).bytes, std::stoll(std::string(number))};
    }
    if (const auto folio = folio_from_text(text); folio && folio->numerals == Numerals::roman) {
        const std::string lower = to_text(*folio);
        std::string upper = lower;
        for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
        if (text == lower) return {'r', "", folio->number};
        if (text == upper) return {'R', "", folio->number};
    }
    return {0, text.empty() ? "" : text_string(text).bytes, 1};
}

Dict page_labels_tree(const std::vector<PageLabel>& labels) {
    Array ranges;
    for (std::size_t page = 0; page < labels.size(); ++page) {
        if (page > 0 && labels[page] == following(labels[page - 1])) continue;
        ranges.push_back(Value::integer(static_cast<long long>(page)));
        ranges.push_back(range_from(labels[page]));
    }
    Dict tree;
    tree.set("Nums", std::move(ranges));
    return tree;
}

}  // namespace sheetsplit::pdf
