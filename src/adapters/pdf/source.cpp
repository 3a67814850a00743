#include "adapters/pdf/source.hpp"

#include <algorithm>
#include <utility>

namespace sheetsplit::pdf {

namespace {

constexpr std::size_t max_content = 64U << 20;  // unpacked, of one page
constexpr std::size_t max_content_streams = 100'000;

bool is_version(std::string_view text) {
    return text.size() == 3 && text[0] >= '1' && text[0] <= '9' && text[1] == '.' && text[2] >= '0' &&
           text[2] <= '9';
}

}  // namespace

bool borrows_resources(Document& document, const Value& drawn) {
    const Dict* dict = document.resolved(drawn).dict();
    if (!dict || dict->find("Resources")) return false;
    return document.entry(*dict, "Subtype").is_name("Form") ||
           document.entry(*dict, "Subtype").is_name("Type3") ||
           document.entry(*dict, "PatternType").as_integer() == 1;
}

std::unique_ptr<Source> Source::open(std::string_view bytes, Damage damage) {
    auto document = Document::open(bytes);
    if (!document) return {};
    std::unique_ptr<Source> source(new Source(std::move(*document), bytes.size()));
    source->version_ = source->stated_version(bytes);
    source->tree_ = read_page_tree(source->document_);
    const auto& pages = source->tree_.pages;
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (pages[i].number != 0) source->page_by_number_.try_emplace(pages[i].number, i);
    source->labels_ = read_page_labels(source->document_, pages.size());
    if (pages.empty() || (damage == Damage::refused && source->document_.damaged())) return {};
    return source;
}

Source::Source(Document document, std::size_t size)
    : document_(std::move(document)), destinations_(document_), size_(size) {}

std::string Source::stated_version(std::string_view bytes) {
    std::string version(bytes.substr(5, 3));
    if (!is_version(version)) version = "1.5";
    // An update of the file may raise its version in the catalog.
    if (const Dict* root = document_.entry(document_.trailer(), "Root").dict())
        if (const Name* stated = document_.entry(*root, "Version").name(); stated && is_version(stated->text))
            version = std::max(version, stated->text);
    return version;
}

std::optional<std::size_t> Source::page_of(int number) const {
    const auto found = page_by_number_.find(number);
    if (found == page_by_number_.end()) return {};
    return found->second;
}

const Dict* Source::page_dict(const PageNode& page) {
    return page.direct ? page.direct->dict() : document_.object(page.number).dict();
}

std::vector<int> Source::content_streams(const Dict& page) {
    std::vector<int> streams;
    const auto add = [&](const Value& value) {
        if (streams.size() == max_content_streams) return;
        if (const int number = document_.final_number(value); number != 0 && document_.stream_bytes(number))
            streams.push_back(number);
    };
    const Value* contents = page.find("Contents");
    if (!contents) return streams;
    if (const Array* parts = document_.resolved(*contents).array()) {
        for (const Value& part : *parts) add(part);
    } else {
        add(*contents);
    }
    return streams;
}

const std::optional<ContentNames>& Source::names_on_page(std::size_t index, const Dict& resources) {
    const auto [slot, fresh] = page_names_.try_emplace(index);
    if (fresh)
        if (const Dict* page = page_dict(tree_.pages[index]))
            slot->second = names_in(content_streams(*page), resources);
    return slot->second;
}

const std::optional<ContentNames>& Source::names_in_stream(int number, const Dict& resources) {
    const auto [slot, fresh] = stream_names_.try_emplace(number);
    if (fresh) slot->second = names_in({number}, resources);
    return slot->second;
}

std::optional<ContentNames> Source::names_in(const std::vector<int>& streams, const Dict& resources) {
    std::string content;
    for (const int number : streams) {
        const auto text = document_.stream_text(number, max_content - content.size());
        if (!text || content.size() + text->size() >= max_content) return {};
        content += *text;
        content += '\n';
    }
    auto names = content_names(content);
    if (names && leans_on(resources, *names)) names.reset();
    return names;
}

// Whether something that is used here uses the same resources in turn.
bool Source::leans_on(const Dict& resources, const ContentNames& names) {
    for (const ResourceKind kind :
         {ResourceKind::x_object, ResourceKind::font, ResourceKind::pattern, ResourceKind::ext_g_state}) {
        const Dict* all = document_.entry(resources, key_of(kind)).dict();
        if (!all) continue;
        for (const std::string& name : names.of(kind)) {
            const Value* used = all->find(name);
            if (!used) continue;
            if (borrows_resources(document_, *used)) return true;
            if (kind != ResourceKind::ext_g_state) continue;
            const Dict* state = document_.resolved(*used).dict();
            const Dict* mask = state ? document_.entry(*state, "SMask").dict() : nullptr;
            if (mask && borrows_resources(document_, document_.entry(*mask, "G"))) return true;
        }
    }
    return false;
}

}  // namespace sheetsplit::pdf
