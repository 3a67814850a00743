// ObjectCopier: takes objects of a source over into a new file, with all that
// they reach and nothing else.
//
// Pages, the page tree, other annotations, outlines and structure trees are
// never entered: a reference to a page leads to its copy when it has one, and
// to null otherwise.  Bytes of streams are taken as they are, except that what
// has no compression, or an outdated one, is compressed when that makes it
// smaller.  Not thread-safe.
#pragma once

#include <unordered_map>
#include <vector>

#include "adapters/pdf/content_names.hpp"
#include "adapters/pdf/file_builder.hpp"
#include "adapters/pdf/source.hpp"

namespace sheetsplit::pdf {

class ObjectCopier {
public:
    ObjectCopier(Source& source, FileBuilder& file) : source_(&source), file_(&file) {}

    Source& source() { return *source_; }
    FileBuilder& file() { return *file_; }

    // References to the source object `number` shall mean the new object `copy`, which the caller puts.
    // The first one given counts.
    void stand_in(int number, int copy) { copies_.try_emplace(number, copy); }
    std::optional<Ref> copy_of(int number) const;

    // While values of one page are copied, its own annotations come before those of `stand_in`.
    void prefer(const std::unordered_map<int, int>* own) { preferred_ = own; }

    // The value with its references pointing into the new file.
    Value copied(const Value& value);
    // A resource dictionary, of which only `names` are used; all are when that is not known.
    Value copied_resources(const Value& resources, const std::optional<ContentNames>& names);

    // Puts all objects that copied values refer to.
    void put_reached();

    // Layers among the objects that were put, by their numbers in the source.
    const std::vector<int>& layers() const { return layers_; }

private:
    Value copied_ref(int number);
    void put_object(int number, int copy);
    void put_stream(int number, int copy, const Dict& dict, std::string_view data);

    Source* source_;
    FileBuilder* file_;
    std::unordered_map<int, int> copies_;
    const std::unordered_map<int, int>* preferred_ = nullptr;
    std::vector<int> pending_;  // numbers in the source, a stack
    std::vector<int> layers_;
};

}  // namespace sheetsplit::pdf
