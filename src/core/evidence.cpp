#include "sheetsplit/evidence.hpp"

#include <cmath>
#include <numeric>
#include <utility>

#include "core/names.hpp"

namespace sheetsplit {
namespace {

constexpr NameTable<EvidenceSource, 10> source_names{{{EvidenceSource::toc, "toc"},
                                                      {EvidenceSource::heading, "heading"},
                                                      {EvidenceSource::folio, "folio"},
                                                      {EvidenceSource::layout, "layout"},
                                                      {EvidenceSource::outline, "outline"},
                                                      {EvidenceSource::page_label, "page_label"},
                                                      {EvidenceSource::text_layer, "text_layer"},
                                                      {EvidenceSource::neighbour, "neighbour"},
                                                      {EvidenceSource::index_file, "index_file"},
                                                      {EvidenceSource::person, "person"}}};

constexpr NameTable<Verdict, 4> verdict_names{{{Verdict::confirmed, "confirmed"},
                                               {Verdict::probable, "probable"},
                                               {Verdict::unverified, "unverified"},
                                               {Verdict::conflicting, "conflicting"}}};

}  // namespace

std::string_view name_of(EvidenceSource source) {
    return source_names.name(source);
}
std::optional<EvidenceSource> evidence_source_from(std::string_view name) {
    return source_names.value(name);
}
std::string_view name_of(Verdict verdict) {
    return verdict_names.name(verdict);
}
std::optional<Verdict> verdict_from(std::string_view name) {
    return verdict_names.value(name);
}

double confidence_of(std::span<const Evidence> evidence) {
    const double log_odds = std::accumulate(evidence.begin(), evidence.end(), 0.0,
                                            [](double sum, const Evidence& e) { return sum + e.weight; });
    return 1.0 / (1.0 + std::exp(-log_odds));
}

}  // namespace sheetsplit
