// A book of four pages with its plan and an output folder, for runs with fakes for the PDF.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "sheetsplit/job.hpp"
#include "support/fake_pdf.hpp"
#include "support/scratch.hpp"

namespace sheetsplit::test {

inline constexpr const char* book_text = "a book of four pages";

inline SplitPlan small_plan(const std::string& source) {
    SplitPlan plan;
    plan.source_pdf = source;
    plan.source_sha256 = sha256_hex(bytes_of(book_text));
    plan.page_count = 4;
    plan.book_name = "Book";
    plan.folder = "Book";
    for (int i = 1; i <= 2; ++i) {
        PlannedSong song;
        song.title = "Song " + std::to_string(i);
        song.first_page = PdfPage(2 * i - 1);
        song.last_page = PdfPage(2 * i);
        song.verdict = Verdict::confirmed;
        song.confirmed_by_person = true;
        song.confidence = 1;
        song.file = "Book/" + song.title + ".pdf";
        plan.songs.push_back(song);
        for (const PdfPage page : {song.first_page, song.last_page})
            plan.pages.push_back({page, LeafRole::song, {plan.songs.size() - 1}, {}});
    }
    return plan;
}

struct Bench {
    Scratch scratch;
    std::string book = scratch.write("Book.pdf", book_text);
    std::unique_ptr<FolderStore> output = open_folder_store(scratch.path("out"));
    FakePdf pdf{4};
    BookJob job;

    Bench() {
        job.path = book;
        job.sha256 = sha256_hex(bytes_of(book_text));
        job.plan = small_plan(book);
        job.ref.source = book;
    }
    BookOutcome run(std::stop_token stop = {}) {
        return run_book(job, *output, pdf.ports(), {}, std::move(stop));
    }
    std::string text(const std::string& key) const { return content_of(scratch.path("out/" + key)); }
    std::vector<std::string> files() const {
        std::vector<std::string> keys = *output->list("");
        std::erase_if(keys, [](const std::string& key) { return key.starts_with(".sheetsplit/"); });
        return keys;
    }
    std::vector<std::string> leftovers() const {
        std::vector<std::string> keys = *output->list(".sheetsplit");
        std::erase_if(keys, [](const std::string& key) {
            return key.ends_with("/results") || key.starts_with(".sheetsplit/folders/");
        });
        return keys;
    }
};

}  // namespace sheetsplit::test
