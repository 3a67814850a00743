// RetryingHttp: sends a request again while there is hope.
//
// Between tries it waits a random part of a span that doubles, so that many who were refused together do not
// come back together, or as long as the server asks for.  Safe from any thread as far as what it is given is.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "sheetsplit/http.hpp"

namespace sheetsplit {

struct RetryPolicy {
    int attempts = 7;
    std::chrono::milliseconds first_span{200};
    std::chrono::milliseconds longest_span{20'000};
    std::function<bool(std::chrono::milliseconds)> sleep;  // false: do not go on
    std::function<double()> random;                        // 0 ≤ x < 1
};

class RetryingHttp : public HttpTransport {
public:
    RetryingHttp(std::shared_ptr<HttpTransport> inner, RetryPolicy policy)
        : inner_(std::move(inner)), policy_(std::move(policy)) {}

    // The last answer or error when none was better.
    Expected<HttpResponse> send(const HttpRequest& request) override;

private:
    std::chrono::milliseconds pause_after(int attempt, const Expected<HttpResponse>& answer) const;

    std::shared_ptr<HttpTransport> inner_;
    RetryPolicy policy_;
};

}  // namespace sheetsplit
