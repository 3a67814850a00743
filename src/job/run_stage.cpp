// One stage for a person to look at: the sequence of run_book stopped early, or started late.
#include <algorithm>

#include "job/make_files.hpp"
#include "job/manifest_of.hpp"
#include "job/stage_inputs.hpp"
#include "job/understand.hpp"
#include "sheetsplit/job.hpp"
#include "sheetsplit/json.hpp"

namespace sheetsplit {
namespace {

// A book as far as it is understood.
struct Understood {
    OpenedBook opened;
    Findings findings;
    StageContext context() const {
        const BookFacts& facts = opened.book->facts();
        return {facts.path, facts.sha256, &opened.book->leaves()};
    }
};

Expected<Understood> understand_file(const StageJob& job, const Ports& ports, Steps& steps) {
    auto opened = steps.take(Stage::read, [&] { return ports.open_book(job.path, job.options.reading); });
    if (!opened) return opened.error();
    Understood understood{std::move(*opened), {}};
    auto known = read_stage_values(job.from, understood.context(), job.options.naming);
    if (!known) return known.error();
    const BookFacts& facts = understood.opened.book->facts();
    if (known->plan)
        if (const Status fits = check_plan(*known->plan, job.path, facts.sha256, facts.page_count); !fits)
            return fits.error();
    // A page map that was given is no use without the TOC it speaks of.
    const Stage last = std::min(job.until, Stage::plan);
    if (known->page_map && last > Stage::map) {
        auto with_toc =
            understand(*understood.opened.book, std::move(*known), Stage::parse, job.options, steps, {});
        if (!with_toc) return with_toc.error();
        known = std::move(with_toc);
        if (const Status fits = check_fit(*known); !fits) return fits.error();
    }
    auto findings = understand(*understood.opened.book, std::move(*known), last, job.options, steps, {});
    if (!findings) return findings.error();
    understood.findings = std::move(*findings);
    return understood;
}

Expected<Manifest> judged(Manifest draft, const Source& source, const StageJob& job, const Ports& ports,
                          Steps& steps) {
    draft.processing_timestamp = ports.timestamp();
    const TakeFile forget = [](std::size_t, const FileOrder&, const Bytes&) -> Expected<std::string> {
        return std::string();
    };
    const auto made = steps.take(Stage::write, [&] {
        return make_files(orders_of(draft.plan, job.options.policy.write_matter), source, job.path, ports,
                          job.options.reading.jobs, forget, steps);
    });
    if (!made) return made.error();
    std::vector<WrittenFile> files;
    for (const FileMade& file : made->files) files.push_back(file.file);
    Manifest manifest = finished(std::move(draft), std::move(files), made->errors, job.options.gates);
    manifest.timings = steps.timings();
    manifest.processing_seconds = steps.seconds();
    return manifest;
}

Expected<Manifest> rehearse(const StageJob& job, const Ports& ports, Steps& steps) {
    const std::string digest = digest_of(job.options);
    if (auto plan = read_plan(job.from, job.options.naming); !plan) {
        return plan.error();
    } else if (*plan) {
        auto bytes = ports.read_book(job.path);
        if (!bytes) return bytes.error();
        auto file = ports.open_pdf(*bytes, job.path, job.options.reading.password);
        if (!file) return file.error();
        if (const Status fits =
                check_plan(**plan, job.path, sha256_hex(**bytes), (*file)->facts().page_count);
            !fits)
            return fits.error();
        return judged(draft_of(**plan, {}, digest),
                      {*bytes, std::shared_ptr<const PdfFile>(std::move(*file))}, job, ports, steps);
    }
    auto understood = understand_file(job, ports, steps);
    if (!understood) return understood.error();
    return judged(draft_of(understood->findings, *understood->opened.book, digest),
                  {understood->opened.bytes, understood->opened.file}, job, ports, steps);
}

BookRef only_book(const StageJob& job) {
    return {1, 1, job.path, "1"};
}

}  // namespace

Expected<std::string> run_stage(const StageJob& job, const Ports& ports, const Listener& listener,
                                std::stop_token stop) {
    Steps steps(only_book(job), listener, std::move(stop));
    if (job.until == Stage::manifest) {
        const auto manifest = rehearse(job, ports, steps);
        if (!manifest) return manifest.error();
        return to_json(*manifest);
    }
    const auto understood = understand_file(job, ports, steps);
    if (!understood) return understood.error();
    const Findings& findings = understood->findings;
    const StageContext context = understood->context();
    switch (job.until) {
        case Stage::discover:
            return to_json(*findings.location, context);
        case Stage::parse:
            return to_json(*findings.toc, context);
        case Stage::map:
            return to_json(*findings.page_map, context);
        case Stage::verify:
            return to_json(*findings.songs, context);
        default:
            return to_json(*findings.plan);
    }
}

Expected<SplitPlan> plan_of(const StageJob& job, const Ports& ports, const Listener& listener,
                            std::stop_token stop) {
    auto plan = read_plan(job.from, job.options.naming);
    if (!plan) return plan.error();
    if (*plan) return std::move(**plan);
    Steps steps(only_book(job), listener, std::move(stop));
    StageJob until_plan = job;
    until_plan.until = Stage::plan;
    auto understood = understand_file(until_plan, ports, steps);
    if (!understood) return understood.error();
    return std::move(*understood->findings.plan);
}

}  // namespace sheetsplit
