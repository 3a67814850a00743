#include "sheetsplit/schemas.hpp"

#include <cstddef>
#include <span>

#include "sheetsplit/resources/manifest_schema.hpp"
#include "sheetsplit/resources/plan_schema.hpp"

namespace sheetsplit {
namespace {

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::string_view manifest_schema() {
    return text_of(resources::manifest_schema());
}

std::string_view plan_schema() {
    return text_of(resources::plan_schema());
}

}  // namespace sheetsplit
