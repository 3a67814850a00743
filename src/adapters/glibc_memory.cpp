// Memory of the process, by the GNU C library; other libraries are left to themselves.
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "sheetsplit/memory.hpp"

namespace sheetsplit {

void release_unused_memory() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

}  // namespace sheetsplit
