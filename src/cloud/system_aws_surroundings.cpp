#include <cstdlib>
#include <random>

#include "sheetsplit/aws.hpp"
#include "sheetsplit/clock.hpp"
#include "sheetsplit/shell.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {
namespace {

std::optional<std::string> environment(const std::string& variable) {
    const char* value = std::getenv(variable.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
}

std::optional<std::string> file(const std::string& path) {
    const auto bytes = read_file(path);
    if (!bytes) return std::nullopt;
    return text_of(**bytes);
}

double random_part() {
    thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(engine);
}

}  // namespace

AwsSurroundings system_aws_surroundings(std::stop_token stop) {
    return {.environment = environment,
            .file = file,
            .output_of = shell_output,
            .http = open_http(environment("AWS_CA_BUNDLE").value_or("")),
            .now = time_now,
            .sleep = [stop](std::chrono::milliseconds length) { return pause(length, stop); },
            .random = random_part};
}

}  // namespace sheetsplit
