// Making the files of a plan, several at once.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "job/desk.hpp"
#include "job/steps.hpp"

namespace sheetsplit {

// One file that is to be written.
struct FileOrder {
    std::string file;  // relative to the output folder
    SongPdf pdf;
    std::optional<std::size_t> song;  // subscript of the plan's songs; absent for front and back matter
};

// The songs of the plan in its order, then front and back matter when asked for.  Pure.
std::vector<FileOrder> orders_of(const SplitPlan& plan, bool with_matter);

// What became of one order.
struct FileMade {
    WrittenFile file;
    std::string staged;  // where it waits; empty when the same bytes stand in place already
};

struct FilesMade {
    std::vector<FileMade> files;  // in the order of the orders, without those that failed
    std::vector<Error> errors;    // of songs that could not be made
};

// The source of the pages.
struct Source {
    std::shared_ptr<const Bytes> bytes;
    std::shared_ptr<const PdfFile> file;
};

// Takes the bytes of a made file; returns where they wait, or why they cannot.  Called from any thread.
using TakeFile =
    std::function<Expected<std::string>(std::size_t number, const FileOrder& order, const Bytes& bytes)>;

// Keeps the bytes on the desk until the commit, unless the same bytes stand in place already.
TakeFile stage_on(const Desk& desk, FolderStore& store);

// Makes the files.  Fails when nothing more can be taken, the writer cannot open the book, or the run is to
// stop.
Expected<FilesMade> make_files(const std::vector<FileOrder>& orders, const Source& source,
                               const std::string& name, const Ports& ports, int jobs, const TakeFile& take,
                               Steps& steps);

}  // namespace sheetsplit
