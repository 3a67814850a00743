// What people write about AWS: places in a bucket, and the files of settings and keys.
#include "cloud/profile.hpp"
#include "fuzz/input.hpp"
#include "sheetsplit/http.hpp"
#include "sheetsplit/s3.hpp"

#include <algorithm>

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::string line(input.until('\n'));
    for (const auto& [name, value] : settings_of(input.rest(), line))
        fuzz::must(value.find('\n') == std::string::npos, "a setting is one line");
    const std::string encoded = uri_encoded(line, true);
    fuzz::must(std::all_of(encoded.begin(), encoded.end(), [](char c) { return c > ' ' && c <= '~'; }),
               "an encoded address is printable ASCII");
    const auto place = s3_location_from("s3://" + line);
    if (!place) return 0;
    const auto again = s3_location_from(uri_of(*place));
    fuzz::must(again && again->bucket == place->bucket && again->key == place->key,
               "a place is read as it is written");
    return 0;
}
