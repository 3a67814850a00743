// What goes wrong in a worker process ends there, and is told apart.
#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "sheetsplit/worker.hpp"

using namespace sheetsplit;

namespace {

struct Told {
    WorkerResult result;
    std::vector<std::string> messages;
};

Told told_by(const WorkerLimits& limits,
             const std::function<void(const SendMessage&, std::stop_token)>& work) {
    Told told;
    const auto result = run_in_worker(
        limits, work, [&](std::string_view message) { told.messages.emplace_back(message); }, {});
    REQUIRE(result);
    told.result = *result;
    return told;
}

}  // namespace

TEST_CASE("a worker's messages arrive whole and in order") {
    const std::string large(300'000, 'x');
    const Told told = told_by({}, [&](const SendMessage& send, std::stop_token) {
        send("first");
        send("");
        send(large);
    });
    CHECK(told.result.end == WorkerEnd::done);
    CHECK(told.messages == std::vector<std::string>{"first", "", large});
}

TEST_CASE("a worker that crashes leaves its parent alive, with what it had said") {
    const Told told = told_by({}, [](const SendMessage& send, std::stop_token) {
        send("so far");
        std::signal(SIGSEGV, SIG_DFL);
        std::raise(SIGSEGV);
    });
    CHECK(told.result.end == WorkerEnd::crashed);
    CHECK(told.result.signal == SIGSEGV);
    CHECK(told.messages == std::vector<std::string>{"so far"});
}

TEST_CASE("a worker that does not come to an end is ended") {
    const auto begin = std::chrono::steady_clock::now();
    const Told told = told_by({.seconds = 1, .megabytes = 0}, [](const SendMessage&, std::stop_token) {
        for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
    });
    CHECK(told.result.end == WorkerEnd::out_of_time);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a worker that wants more memory than it may have is told from one that crashes") {
    const Told told = told_by({.seconds = 0, .megabytes = 256}, [](const SendMessage& send, std::stop_token) {
        std::vector<std::string> hoard;
        for (int i = 0; i < 1000; ++i) hoard.emplace_back(1 << 20, 'x');
        send(hoard.back());
    });
    CHECK(told.result.end == WorkerEnd::out_of_memory);
    CHECK(told.messages.empty());
}
#endif

TEST_CASE("who reads a book can neither open a connection nor start a program") {
    const Told told = told_by({}, [](const SendMessage& send, std::stop_token) {
        const auto answer = [&send](long result) { send(result < 0 ? std::to_string(errno) : "done"); };
        answer(::socket(AF_INET, SOCK_STREAM, 0));
        answer(::socket(AF_UNIX, SOCK_STREAM, 0));
        answer(::execl("/bin/true", "true", nullptr));
        std::thread([&] { answer(::socket(AF_INET6, SOCK_DGRAM, 0)); }).join();
        answer(::getppid());
    });
    CHECK(told.result.end == WorkerEnd::done);
    const std::string refused = std::to_string(EPERM);
    CHECK(told.messages == std::vector<std::string>{refused, refused, refused, refused, "done"});
}

TEST_CASE("a worker is asked to stop when its parent is") {
    std::stop_source source;
    std::vector<std::string> messages;
    const auto result = run_in_worker(
        {},
        [](const SendMessage& send, std::stop_token stop) {
            send("begun");
            while (!stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
            send("left in good order");
        },
        [&](std::string_view message) {
            messages.emplace_back(message);
            source.request_stop();
        },
        source.get_token());
    REQUIRE(result);
    CHECK(result->end == WorkerEnd::done);
    CHECK(messages == std::vector<std::string>{"begun", "left in good order"});
}

TEST_CASE(
    "a worker sees no keys to the cloud, neither by name nor in what the system keeps of its environment") {
    ::setenv("AWS_SECRET_ACCESS_KEY", "hush-hush-hush", 1);
    const Told told = told_by({}, [&](const SendMessage& send, std::stop_token) {
        send(std::getenv("AWS_SECRET_ACCESS_KEY") ? "named" : "unnamed");
        std::ifstream kept("/proc/self/environ", std::ios::binary);
        const std::string all((std::istreambuf_iterator<char>(kept)), std::istreambuf_iterator<char>());
        send(all.find("hush-hush-hush") == std::string::npos ? "gone" : "kept");
        send(std::getenv("PATH") ? "others stay" : "others go");
    });
    CHECK(told.messages == std::vector<std::string>{"unnamed", "gone", "others stay"});
    CHECK(std::string(std::getenv("AWS_SECRET_ACCESS_KEY")) == "hush-hush-hush");
    ::unsetenv("AWS_SECRET_ACCESS_KEY");
}
