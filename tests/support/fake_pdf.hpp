// Ports without a PDF library: a song's file is a text that tells its pages.
#pragma once

#include <optional>
#include <string>

#include <fmt/format.h>

#include "sheetsplit/job.hpp"

namespace sheetsplit::test {

struct FakePdf {
    std::size_t page_count = 1;
    int broken_page = 0;            // no song with this page can be made
    std::string edition = "first";  // changes the content of every song
    std::optional<Error> open_error;

    explicit FakePdf(std::size_t pages) : page_count(pages) {}

    class File : public PdfFile {
    public:
        explicit File(std::size_t pages) { facts_.page_count = pages; }
        const PdfFacts& facts() const override { return facts_; }
        Expected<std::unique_ptr<PdfPages>> pages() const override { return nothing("pages"); }
        Expected<Bytes> clean_copy() const override { return nothing("a clean copy"); }

    private:
        static Error nothing(const std::string& what) {
            return {ErrorCode::internal, "", {}, "no " + what, ""};
        }
        PdfFacts facts_;
    };

    class Writer : public PdfWriter {
    public:
        Writer(int broken_page, std::string edition)
            : broken_page_(broken_page), edition_(std::move(edition)) {}
        Expected<Bytes> song(const SongPdf& song) override {
            std::string text = "%PDF " + edition_ + " " + song.metadata.title + ":";
            for (const PlanPage& page : song.pages) {
                if (page.page.value() == broken_page_)
                    return Error{ErrorCode::damaged, "", page.page, "the page is broken", ""};
                text += fmt::format(" {}", page.page.value());
            }
            const auto bytes = bytes_of(text);
            return Bytes(bytes.begin(), bytes.end());
        }
        Expected<Bytes> annotated(const std::vector<OutlineItem>&, const std::vector<std::string>&,
                                  const PdfMetadata&) override {
            return Bytes{};
        }

    private:
        int broken_page_;
        std::string edition_;
    };

    Ports ports() const {
        Ports ports;
        ports.open_book = [this](const std::string&, const ReadingOptions&) -> Expected<OpenedBook> {
            return open_error.value_or(Error{ErrorCode::internal, "", {}, "no book", ""});
        };
        ports.open_pdf = [this](std::shared_ptr<const Bytes>, const std::string&,
                                const std::string&) -> Expected<std::unique_ptr<PdfFile>> {
            return std::unique_ptr<PdfFile>(std::make_unique<File>(page_count));
        };
        ports.open_writer =
            [this](std::shared_ptr<const Bytes>, const std::string&,
                   const std::function<Expected<Bytes>()>&) -> Expected<std::unique_ptr<PdfWriter>> {
            return std::unique_ptr<PdfWriter>(std::make_unique<Writer>(broken_page, edition));
        };
        ports.timestamp = [] { return std::string("2000-01-01T00:00:00Z"); };
        return ports;
    }
};

// A store that hands everything on: for tests that let one thing go wrong.
class ForwardingStore : public FolderStore {
public:
    explicit ForwardingStore(FolderStore& inner) : inner_(inner) {}
    const std::string& name() const override { return inner_.name(); }
    Expected<std::optional<Bytes>> get(const std::string& key) const override { return inner_.get(key); }
    Expected<std::optional<std::uintmax_t>> size(const std::string& key) const override {
        return inner_.size(key);
    }
    Status put(const std::string& key, std::span<const std::byte> bytes) override {
        return inner_.put(key, bytes);
    }
    Expected<bool> put_new(const std::string& key, std::span<const std::byte> bytes) override {
        return inner_.put_new(key, bytes);
    }
    Status remove(const std::string& key) override { return inner_.remove(key); }
    Expected<std::vector<std::string>> list(const std::string& folder) const override {
        return inner_.list(folder);
    }
    Status move(const std::string& from, const std::string& to) override { return inner_.move(from, to); }
    Status remove_folder(const std::string& folder) override { return inner_.remove_folder(folder); }
    void remove_empty_folders(const std::string& folder) override { inner_.remove_empty_folders(folder); }
    Expected<std::unique_ptr<StoreLock>> try_lock(const std::string& key) override {
        return inner_.try_lock(key);
    }

private:
    FolderStore& inner_;
};

}  // namespace sheetsplit::test
