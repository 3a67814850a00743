// The filter of system calls, written in the classic BPF that Linux's seccomp(2) takes.
#include "adapters/seccomp.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sheetsplit {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t architecture = 0;
#endif

// The calls' numbers of x32, the processor's other way to be asked, begin here; on others there are none so
// high.
constexpr std::uint32_t first_foreign_call = 0x4000'0000;

// io_uring is among them because it opens connections without any of the other calls.
constexpr std::uint32_t refused[] = {SYS_socket,
                                     SYS_connect,
                                     SYS_bind,
                                     SYS_listen,
                                     SYS_accept,
                                     SYS_accept4,
                                     SYS_execve,
                                     SYS_execveat,
                                     SYS_ptrace,
                                     SYS_process_vm_readv,
                                     SYS_process_vm_writev,
                                     SYS_pidfd_getfd,
                                     SYS_bpf,
                                     SYS_userfaultfd,
                                     SYS_io_uring_setup,
                                     SYS_unshare,
                                     SYS_setns,
                                     SYS_mount};

constexpr std::uint32_t refusal = SECCOMP_RET_ERRNO | EPERM;

sock_filter load(std::size_t offset) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

sock_filter answer(std::uint32_t value) {
    return BPF_STMT(BPF_RET | BPF_K, value);
}

// Goes on with the next instruction when the comparison holds, and past it otherwise.
sock_filter when(std::uint16_t comparison, std::uint32_t value) {
    return BPF_JUMP(static_cast<std::uint16_t>(BPF_JMP | BPF_K | comparison), value, 0, 1);
}

}  // namespace

bool give_up_networks_and_programs() {
    if (architecture == 0) return false;
    std::vector<sock_filter> filter{load(offsetof(seccomp_data, arch)),
                                    // Asked in another processor's way, the numbers below mean other calls.
                                    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0), answer(refusal),
                                    load(offsetof(seccomp_data, nr)), when(BPF_JGE, first_foreign_call),
                                    answer(refusal)};
    for (const std::uint32_t call : refused) {
        filter.push_back(when(BPF_JEQ, call));
        filter.push_back(answer(refusal));
    }
    filter.push_back(answer(SECCOMP_RET_ALLOW));
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace sheetsplit
