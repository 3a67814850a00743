#include "adapters/pdf/layers.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace sheetsplit::pdf {

namespace {

constexpr int max_depth = 16;
constexpr int max_values = 200'000;

// Takes over a setting that lists layers, without the layers that are not in the file.
class SettingCopier {
public:
    explicit SettingCopier(ObjectCopier& copier) : copier_(&copier) {}

    // Nothing when the value is a layer that is left out.
    std::optional<Value> copied(const Value& value, int depth = 0) {
        if (depth == max_depth || values_left_-- <= 0) return {};
        Document& document = copier_->source().document();
        const Value& target = document.resolved(value);
        if (const Dict* dict = target.dict()) {
            if (document.entry(*dict, "Type").is_name("OCG")) {
                const auto copy = copier_->copy_of(document.final_number(value));
                return copy ? std::optional<Value>(*copy) : std::nullopt;
            }
            Dict kept;
            for (const DictEntry& entry : dict->entries())
                if (auto item = copied(entry.value, depth + 1)) kept.set(entry.key, std::move(*item));
            return kept;
        }
        if (const Array* array = target.array()) {
            Array kept;
            for (const Value& item : *array)
                if (auto copy = copied(item, depth + 1)) kept.push_back(std::move(*copy));
            return kept;
        }
        return target;
    }

private:
    ObjectCopier* copier_;
    int values_left_ = max_values;
};

}  // namespace

std::optional<Value> layer_properties(ObjectCopier& copier) {
    if (copier.layers().empty()) return {};
    Document& document = copier.source().document();
    const Dict* root = document.entry(document.trailer(), "Root").dict();
    const Dict* properties = root ? document.entry(*root, "OCProperties").dict() : nullptr;
    if (!properties) return {};

    // In the order of the book, where it lists them.
    Array layers;
    if (const Array* listed = document.entry(*properties, "OCGs").array())
        for (const Value& layer : *listed)
            if (const auto copy = copier.copy_of(document.final_number(layer))) layers.push_back(*copy);
    Dict settings;
    if (const Dict* defaults = document.entry(*properties, "D").dict()) {
        SettingCopier setting(copier);
        for (const std::string_view key :
             {"Name", "BaseState", "ON", "OFF", "Intent", "AS", "Order", "ListMode", "RBGroups", "Locked"})
            if (const Value* value = defaults->find(key))
                if (auto copy = setting.copied(*value)) settings.set(key, std::move(*copy));
    }
    if (layers.empty()) return {};
    Dict result;
    result.set("OCGs", std::move(layers));
    result.set("D", std::move(settings));
    return result;
}

}  // namespace sheetsplit::pdf
