// Validates JSON against the part of JSON Schema (draft 2020-12) that our schemas use.
//
// A keyword that it does not know is a fault of the schema, so that nothing is
// taken for checked that is not.  With `closed`, keys that the schema does not
// describe are faults of the value as well.
#pragma once

#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace sheetsplit::test {

class JsonSchema {
public:
    explicit JsonSchema(std::string_view text) : root_(nlohmann::json::parse(text)) {}

    // One line a fault; empty when the value is valid.
    std::vector<std::string> faults(const nlohmann::json& value, bool closed = false) const {
        std::vector<std::string> list;
        check(root_, value, "$", closed, list);
        return list;
    }
    std::string first_fault(const nlohmann::json& value, bool closed = false) const {
        const auto list = faults(value, closed);
        return list.empty() ? std::string() : list.front();
    }

private:
    using Json = nlohmann::json;

    static bool has_type(const Json& value, const std::string& type) {
        if (type == "object") return value.is_object();
        if (type == "array") return value.is_array();
        if (type == "string") return value.is_string();
        if (type == "boolean") return value.is_boolean();
        if (type == "null") return value.is_null();
        if (type == "integer") return value.is_number_integer();
        if (type == "number") return value.is_number();
        return false;
    }

    void check(const Json& schema, const Json& value, const std::string& path, bool closed,
               std::vector<std::string>& list) const {
        static const std::set<std::string> annotations{"$schema", "$id", "$defs", "title", "description"};
        const auto fault = [&](const std::string& what) { list.push_back(path + ": " + what); };
        for (const auto& [key, rule] : schema.items()) {
            if (annotations.count(key)) continue;
            if (key == "$ref") {
                check(root_.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, path, closed,
                      list);
            } else if (key == "type") {
                bool fits = false;
                for (const Json& type : rule.is_array() ? rule : Json::array({rule}))
                    fits = fits || has_type(value, type.get<std::string>());
                if (!fits) fault("has not the type " + rule.dump() + ": " + value.dump());
            } else if (key == "enum") {
                if (std::find(rule.begin(), rule.end(), value) == rule.end())
                    fault("is not one of " + rule.dump() + ": " + value.dump());
            } else if (key == "const") {
                if (value != rule) fault("is not " + rule.dump() + ": " + value.dump());
            } else if (key == "minimum") {
                if (value.is_number() && value < rule) fault("is less than " + rule.dump());
            } else if (key == "maximum") {
                if (value.is_number() && value > rule) fault("is more than " + rule.dump());
            } else if (key == "minLength") {
                if (value.is_string() && value.get<std::string>().size() < rule.get<std::size_t>())
                    fault("is too short");
            } else if (key == "pattern") {
                if (value.is_string() &&
                    !std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>())))
                    fault("does not match " + rule.dump() + ": " + value.dump());
            } else if (key == "required") {
                for (const Json& name : rule)
                    if (value.is_object() && !value.contains(name.get<std::string>()))
                        fault("lacks " + name.dump());
            } else if (key == "properties") {
                for (const auto& [name, member] : rule.items())
                    if (value.is_object() && value.contains(name))
                        check(member, value[name], path + "." + name, closed, list);
            } else if (key == "additionalProperties" && rule == false) {
                check_keys(schema, value, path, list);
            } else if (key == "items") {
                for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
                    check(rule, value[i], path + "[" + std::to_string(i) + "]", closed, list);
            } else {
                fault("the schema has a keyword that is not known here: " + key);
            }
        }
        if (closed && schema.contains("properties")) check_keys(schema, value, path, list);
    }

    static void check_keys(const Json& schema, const Json& value, const std::string& path,
                           std::vector<std::string>& list) {
        if (!value.is_object()) return;
        for (const auto& member : value.items())
            if (!schema.at("properties").contains(member.key()))
                list.push_back(path + ": has the unknown key " + member.key());
    }

    Json root_;
};

}  // namespace sheetsplit::test
