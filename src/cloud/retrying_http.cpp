#include "cloud/retrying_http.hpp"

#include <algorithm>
#include <charconv>

#include "cloud/aws_error.hpp"

namespace sheetsplit {
namespace {

// What the header Retry-After asks for in seconds; it may be a date as well, which we do not wait for.
std::chrono::milliseconds asked_for(const HttpResponse& response) {
    const std::string text = response.header("retry-after").value_or("");
    int seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (read.ec != std::errc() || seconds < 0) return {};
    return std::chrono::seconds(std::min(seconds, 3600));
}

bool is_worth_another_try(const Expected<HttpResponse>& answer) {
    if (!answer) return answer.error().code == ErrorCode::mirror_failed;
    return !answer->ok() && may_pass(aws_error_of(*answer));
}

}  // namespace

std::chrono::milliseconds RetryingHttp::pause_after(int attempt, const Expected<HttpResponse>& answer) const {
    auto span = policy_.first_span;
    for (int i = 1; i < attempt && span < policy_.longest_span; ++i) span *= 2;
    const double part = policy_.random() * static_cast<double>(std::min(span, policy_.longest_span).count());
    const std::chrono::milliseconds pause(static_cast<long long>(part));
    return answer ? std::max(pause, std::min(asked_for(*answer), policy_.longest_span)) : pause;
}

Expected<HttpResponse> RetryingHttp::send(const HttpRequest& request) {
    for (int attempt = 1;; ++attempt) {
        auto answer = inner_->send(request);
        if (attempt >= policy_.attempts || !is_worth_another_try(answer)) return answer;
        if (!policy_.sleep(pause_after(attempt, answer))) return answer;
    }
}

}  // namespace sheetsplit
