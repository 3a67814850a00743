// Memory of the process.
#pragma once

namespace sheetsplit {

// Gives back to the system what was freed and lies between things that are still in use.  A page's pictures are
// of every size, and the allocator keeps what they leave behind: a long book would seem to need several times
// what it does.  Takes about a millisecond; may be called from any thread.
void release_unused_memory();

}  // namespace sheetsplit
