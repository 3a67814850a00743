// Evidence, confidence and verdicts.
//
// Every stage appends what it saw; one function turns evidence into a
// confidence; only verify() gives verdicts; the manifest prints all of it.
// Plain values, safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/pages.hpp"

namespace sheetsplit {

enum class EvidenceSource {
    toc,
    heading,
    folio,
    layout,
    outline,
    page_label,
    text_layer,
    neighbour,
    index_file,
    person
};

std::string_view name_of(EvidenceSource source);
std::optional<EvidenceSource> evidence_source_from(std::string_view name);

struct Evidence {
    EvidenceSource source = EvidenceSource::toc;
    std::optional<PdfPage> page;  // where it was seen
    std::string observed;
    std::string expected;
    double weight = 0;  // log-odds: > 0 speaks for the cut, < 0 against it
    bool operator==(const Evidence&) const = default;
};

// Probability 0..1 that the cut is right: the logistic sum of the weights
// (independent evidence, even prior).
double confidence_of(std::span<const Evidence> evidence);

// confirmed: title, place and both ends were seen to agree
// probable: nothing contradicts, not everything could be seen
// unverified: taken from the TOC alone
// conflicting: observations contradict each other; a person must look
enum class Verdict { confirmed, probable, unverified, conflicting };

std::string_view name_of(Verdict verdict);
std::optional<Verdict> verdict_from(std::string_view name);

}  // namespace sheetsplit
