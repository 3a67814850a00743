#include "job/companions.hpp"

#include "sheetsplit/json.hpp"

namespace sheetsplit {

Expected<std::vector<Companion>> companions_of(const Manifest& manifest, const BookOptions&, const Source&,
                                               const Ports&, const Store&) {
    const std::string folder = manifest.plan.folder.empty() ? "" : manifest.plan.folder + "/";
    const std::string plan_json = to_json(manifest.plan);
    const auto bytes = bytes_of(plan_json);
    return std::vector<Companion>{{folder + "plan.json", Bytes(bytes.begin(), bytes.end())}};
}

}  // namespace sheetsplit
