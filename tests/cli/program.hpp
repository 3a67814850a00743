// The built program, run as a user runs it: arguments in, exit code and both outputs back.
//
// SHEETSPLIT names another binary to test.  The user's configuration and cache
// are out of its reach.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

#include "support/scratch.hpp"

namespace sheetsplit::test {

struct Ran {
    int exit_code = 0;  // 128 + signal when it was killed
    std::string out;
    std::string error;
};

struct Call {
    std::vector<std::string> arguments;
    std::string input = {};                               // standard input
    std::map<std::string, std::string> environment = {};  // besides the usual
    std::string folder = {};                              // to start in; empty = the scratch folder
    std::string output = {};                              // a file for standard output; empty = Ran::out
    long largest_file = -1;                               // bytes that a file may have; < 0 = any number
};

class Program {
public:
    Program();

    Ran run(const Call& call) const;
    Ran run(const std::vector<std::string>& arguments) const { return run(Call{arguments}); }

    // Starts it and sends it the signal after so many milliseconds, unless it has ended by then.
    Ran run_and_kill(const Call& call, int milliseconds, int signal) const;

    // The same as soon as the file or folder exists, or after a minute.
    Ran run_and_kill_when(const Call& call, const std::string& exists, int signal) const;

    const Scratch& scratch() const { return scratch_; }
    std::string path(const std::string& name) const { return scratch_.path(name); }

    // A copy of a book of testdata; returns its path.
    std::string book(const std::string& name, const std::string& as = "") const;

private:
    pid_t start(const Call& call) const;
    Ran finish(pid_t child) const;

    Scratch scratch_;
    std::string binary_;
};

// Every file below the folder but those of the program's own bookkeeping, with its content.
std::map<std::string, std::string> files_below(const std::string& folder);

// The manifest without what may differ between two runs: timestamps and durations.
std::string without_times(const std::string& manifest_json);

// The same for a whole output folder.
std::map<std::string, std::string> comparable(const std::string& folder);

// All lines, without the last line's end.
std::vector<std::string> lines_of(const std::string& text);

// The program can write where nobody may: it runs as root, and this process may not take that from it.
bool passes_over_rights();

}  // namespace sheetsplit::test
