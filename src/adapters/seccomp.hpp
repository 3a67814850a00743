// What a process gives up for good before it reads what comes from anywhere, by Linux's filter of system
// calls.
//
// For the process that reads a book: it has no use for a network, for other programs or for the memory of
// other processes, so whoever takes it over has none either.  To be called while the process has one thread;
// later threads and processes inherit it.
#pragma once

namespace sheetsplit {

// From here on, such calls fail with EPERM.  False when the system has no such filter, then nothing changes.
// Needs a process that gains no privileges (PR_SET_NO_NEW_PRIVS).
bool give_up_networks_and_programs();

}  // namespace sheetsplit
