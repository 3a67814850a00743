// The PdfWriter port.  No vendor library: the PDF is read and written by src/adapters/pdf.
#include <exception>
#include <new>
#include <utility>

#include "adapters/pdf/song_copy.hpp"
#include "adapters/pdf/source.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

namespace {

using Bytes = std::vector<std::byte>;

std::string_view text_of(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class Writer final : public PdfWriter {
public:
    Writer(std::shared_ptr<const Bytes> bytes, std::string name, std::function<Expected<Bytes>()> clean_copy)
        : bytes_(std::move(bytes)), name_(std::move(name)), clean_copy_(std::move(clean_copy)) {}

    Status open() {
        return guarded<Done>([&]() -> Status {
            original_ = pdf::Source::open(text_of(*bytes_), pdf::Source::Damage::refused);
            if (original_ || mended()) return Done{};
            if (why_not_mended_) return *why_not_mended_;
            return Error{ErrorCode::damaged,
                         name_,
                         {},
                         "no pages can be found in the file",
                         "Open it in a PDF viewer and save it anew"};
        });
    }

    Expected<Bytes> song(const SongPdf& song) override {
        return written([&](pdf::Source& source) -> Expected<Bytes> {
            pdf::CopyRequest request{song.pages, &song.metadata, {}, nullptr, 0};
            for (const PlanPage& page : song.pages) {
                if (page.page.value() < 1 || page_index(page.page).at() >= source.pages().size())
                    return Error{ErrorCode::wrong_book, name_, page.page, "the book has no such page", ""};
                if (!source.labels().empty())
                    request.labels.push_back(source.labels()[page_index(page.page).at()]);
            }
            if (song.pages.empty())
                return Error{ErrorCode::internal, name_, {}, "a song without pages was asked for", ""};
            return pdf::copied_pages(source, request, name_);
        });
    }

    Expected<Bytes> annotated(const std::vector<OutlineItem>& outline,
                              const std::vector<std::string>& page_labels,
                              const PdfMetadata& metadata) override {
        return written([&](pdf::Source& source) {
            std::vector<PlanPage> pages;
            for (std::size_t i = 0; i < source.pages().size(); ++i)
                pages.push_back({pdf_page(PageIndex(i)), {}, {}, {}});
            pdf::CopyRequest request{pages, &metadata, {}, &outline, source.size() + source.size() / 16};
            if (page_labels.empty()) {
                request.labels = source.labels();
            } else {
                for (std::size_t i = 0; i < pages.size(); ++i)
                    request.labels.push_back(pdf::label_of(i < page_labels.size() ? page_labels[i] : ""));
            }
            return pdf::copied_pages(source, request, name_);
        });
    }

private:
    // The original is written from as long as it is whole where it is needed: what one song meets must
    // not change the bytes of another.
    template <class Write>
    Expected<Bytes> written(Write write) {
        return guarded<Bytes>([&]() -> Expected<Bytes> {
            if (!original_) return write(*mended());
            auto result = write(*original_);
            if (!original_->document().damaged()) return result;
            pdf::Source* other = mended();
            if (!other) return result;
            auto better = write(*other);
            return better ? std::move(better) : std::move(result);
        });
    }

    // The mended copy, made when it is first needed; null when there is none.
    pdf::Source* mended() {
        if (!mended_ && !why_not_mended_ && clean_copy_) {
            auto copy = clean_copy_();
            clean_copy_ = nullptr;
            if (copy) {
                mended_bytes_ = std::move(*copy);
                mended_ = pdf::Source::open(text_of(mended_bytes_), pdf::Source::Damage::accepted);
            } else {
                why_not_mended_ = copy.error();
            }
        }
        return mended_.get();
    }

    template <class Result, class Work>
    Expected<Result> guarded(Work work) {
        try {
            return work();
        } catch (const std::bad_alloc&) {
            return Error{ErrorCode::limit_exceeded,
                         name_,
                         {},
                         "not enough memory to write this part of the book",
                         "Raise the memory limit"};
        } catch (const std::exception& failure) {
            return Error{ErrorCode::internal, name_, {}, failure.what(), ""};
        }
    }

    std::shared_ptr<const Bytes> bytes_;
    std::string name_;
    std::function<Expected<Bytes>()> clean_copy_;
    std::unique_ptr<pdf::Source> original_;
    Bytes mended_bytes_;
    std::unique_ptr<pdf::Source> mended_;
    std::optional<Error> why_not_mended_;
};

}  // namespace

Expected<std::unique_ptr<PdfWriter>> open_writer(
    std::shared_ptr<const std::vector<std::byte>> bytes, const std::string& name,
    std::function<Expected<std::vector<std::byte>>()> clean_copy) {
    auto writer = std::make_unique<Writer>(std::move(bytes), name, std::move(clean_copy));
    if (const auto opened = writer->open(); !opened) return opened.error();
    return std::unique_ptr<PdfWriter>(std::move(writer));
}

}  // namespace sheetsplit
