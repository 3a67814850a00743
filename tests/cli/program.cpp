#include "cli/program.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace sheetsplit::test {
namespace fs = std::filesystem;

namespace {

int open_for(const std::string& path, int flags) {
    return ::open(path.c_str(), flags, 0600);
}

// Root is held to the rights of files like everybody else: what it executes cannot pass them over.
void give_up_passing_over_rights() {
    for (const int right : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER})
        ::prctl(PR_CAPBSET_DROP, right, 0, 0, 0);
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}

}  // namespace

Program::Program() {
    const char* other = std::getenv("SHEETSPLIT");
    binary_ = fs::absolute(other && *other ? other : SHEETSPLIT_BINARY).string();
    fs::create_directories(path("home"));
}

pid_t Program::start(const Call& call) const {
    std::map<std::string, std::string> environment{{"HOME", path("home")},
                                                   {"PATH", std::getenv("PATH")},
                                                   {"LC_ALL", "C.UTF-8"},
                                                   {"TMPDIR", fs::temp_directory_path().string()}};
    // Sanitizers and coverage are told what they need through these.
    for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"})
        if (const char* value = std::getenv(name)) environment[name] = value;
    for (const auto& [name, value] : call.environment) environment[name] = value;
    std::vector<std::string> variables, words{binary_};
    for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
    words.insert(words.end(), call.arguments.begin(), call.arguments.end());
    scratch_.write(".stdin", call.input);
    const std::string folder = call.folder.empty() ? path("") : call.folder;

    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("cannot fork");
    if (child > 0) return child;
    ::dup2(open_for(path(".stdin"), O_RDONLY), STDIN_FILENO);
    ::dup2(open_for(path(".stdout"), O_WRONLY | O_CREAT | O_TRUNC), STDOUT_FILENO);
    ::dup2(open_for(path(".stderr"), O_WRONLY | O_CREAT | O_TRUNC), STDERR_FILENO);
    if (!call.output.empty()) ::dup2(open_for(call.output, O_WRONLY), STDOUT_FILENO);
    if (call.largest_file >= 0) {
        const auto most = static_cast<rlim_t>(call.largest_file);
        const rlimit limit{most, most};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    give_up_passing_over_rights();
    if (::chdir(folder.c_str()) == 0)
        ::execve(binary_.c_str(), pointers(words).data(), pointers(variables).data());
    ::_exit(127);
}

Ran Program::finish(pid_t child) const {
    int status = 0;
    ::waitpid(child, &status, 0);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return {code, content_of(path(".stdout")), content_of(path(".stderr"))};
}

Ran Program::run(const Call& call) const {
    return finish(start(call));
}

Ran Program::run_and_kill(const Call& call, int milliseconds, int signal) const {
    const pid_t child = start(call);
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    ::kill(child, signal);
    return finish(child);
}

Ran Program::run_and_kill_when(const Call& call, const std::string& exists, int signal) const {
    const pid_t child = start(call);
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!fs::exists(exists) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ::kill(child, signal);
    return finish(child);
}

std::string Program::book(const std::string& name, const std::string& as) const {
    const std::string target = path(as.empty() ? name : as);
    fs::create_directories(fs::path(target).parent_path());
    fs::copy_file(fs::path(SHEETSPLIT_SOURCE_DIR) / "testdata" / name, target,
                  fs::copy_options::overwrite_existing);
    return target;
}

std::map<std::string, std::string> files_below(const std::string& folder) {
    std::map<std::string, std::string> files;
    if (!fs::exists(folder)) return files;
    for (auto item = fs::recursive_directory_iterator(folder); item != fs::recursive_directory_iterator();
         ++item) {
        if (item->path().filename() == ".sheetsplit") item.disable_recursion_pending();
        if (item->is_regular_file())
            files[fs::relative(item->path(), folder).generic_string()] = content_of(item->path().string());
    }
    return files;
}

std::string without_times(const std::string& manifest_json) {
    static const std::regex seconds(R"re(("(processing_duration_seconds|seconds)": )[-+.eE0-9]+)re");
    static const std::regex moments(R"re(("(processing_timestamp|started)": )"[^"]*")re");
    // A run that goes on where another stopped has fewer stages to time.
    static const std::regex timings(R"re("timings": \[[^\]]*\])re");
    const std::string untimed = std::regex_replace(manifest_json, timings, "\"timings\": []");
    return std::regex_replace(std::regex_replace(untimed, seconds, "$010"), moments, "$01\"\"");
}

std::map<std::string, std::string> comparable(const std::string& folder) {
    std::map<std::string, std::string> files = files_below(folder);
    for (auto& [name, content] : files)
        if (name.ends_with(".json")) content = without_times(content);
    files.erase("SUMMARY.json");  // tells of the run, not of the books
    files.erase("index.html");
    return files;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

bool passes_over_rights() {
    return ::geteuid() == 0 && ::prctl(PR_CAPBSET_READ, CAP_SETPCAP, 0, 0, 0) != 1;
}

}  // namespace sheetsplit::test
