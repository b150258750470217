// How a warm process becomes a room, for the measurements beside it: loaded into the image by ctypes.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/capability.h>

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25 // Linux 6.1; newer than Debian 12's headers
#endif

static const int ALL = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

// Copies this process into the box whose init is `box`. A process namespace takes only later children, so a go-between
// enters first; it borrows this process's memory (vfork) so that the page tables are copied once. The answer is 0 in the
// room, the go-between's number in the image, and the negative error number when the box could not be entered.
__attribute__((noinline)) long fork_into_box(int box, int with_network) {
    volatile int failure = 0;
    pid_t pid = vfork();
    if (pid == 0) {
        if (syscall(SYS_setns, box, ALL | (with_network ? CLONE_NEWNET : 0))) {
            failure = errno;
            _exit(1);
        }
        long room = syscall(SYS_clone, (long)(CLONE_PARENT | SIGCHLD), 0L, 0L, 0L, 0L);
        if (room == 0) return 0; // the room has its own copy of this stack
        failure = room < 0 ? errno : 0;
        _exit(0);
    }
    return failure ? -failure : pid;
}

// The same without borrowing: two copies of the page tables.
long fork_twice_into_box(int box, int with_network) {
    long pid = syscall(SYS_clone, (long)SIGCHLD, 0L, 0L, 0L, 0L);
    if (pid != 0) return pid;
    if (syscall(SYS_setns, box, ALL | (with_network ? CLONE_NEWNET : 0))) _exit(1);
    if (syscall(SYS_clone, (long)(CLONE_PARENT | SIGCHLD), 0L, 0L, 0L, 0L) != 0) _exit(0);
    return 0;
}

static int limit(int resource, rlim_t value) {
    struct rlimit now;
    if (getrlimit(resource, &now)) return -1;
    if (now.rlim_max < value) value = now.rlim_max;
    return setrlimit(resource, &(struct rlimit){value, value});
}

int set_limits(void) {
    return limit(RLIMIT_CORE, 0) | limit(RLIMIT_CPU, 12) | limit(RLIMIT_NOFILE, 256) | limit(RLIMIT_FSIZE, 64 << 20)
         | limit(RLIMIT_MEMLOCK, 64 << 10) | limit(RLIMIT_RTPRIO, 0) | limit(RLIMIT_NPROC, 64);
}

int drop_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0}};
    for (int number = 0; number < 64; number++)
        if (prctl(PR_CAPBSET_DROP, number, 0, 0, 0)) {
            if (errno == EINVAL && number > 0) break;
            return -1;
        }
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    if (prctl(PR_SET_SECUREBITS, 0xef)) return -1;
    return syscall(SYS_capset, &header, none) | prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) | prctl(PR_SET_DUMPABLE, 0);
}

// Reading below each path, writing too below the first `writable` ones.
int raise_landlock(const char *const *paths, int writable) {
    uint64_t reading = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    struct {
        uint64_t files, network, scoped;
    } handled = {(1 << 16) - 1, 0, 3};
    int rules = syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (rules < 0) return -1;
    for (int i = 0; paths[i]; i++) {
        struct landlock_path_beneath_attr rule = {i < writable ? handled.files : reading, open(paths[i], O_PATH | O_CLOEXEC)};
        struct stat state;
        if (rule.parent_fd < 0 || fstat(rule.parent_fd, &state)) return -1;
        if (!S_ISDIR(state.st_mode)) rule.allowed_access &= LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
        if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0)) return -1;
        close(rule.parent_fd);
    }
    int result = syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
    return result;
}

int install_filter(const void *instructions, unsigned bytes) {
    struct sock_fprog program = {bytes / sizeof(struct sock_filter), (struct sock_filter *)instructions};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) | prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

// Makes huge pages of the written, private memory in [start, end): then a fork copies one entry for 2 MB, not 512.
int collapse(uintptr_t start, uintptr_t end) {
    const uintptr_t huge = 2 << 20;
    int made = 0;
    for (start = (start + huge - 1) & ~(huge - 1); start + huge <= end; start += huge)
        made += !madvise((void *)start, huge, MADV_COLLAPSE);
    return made;
}

// Gives this process its own copies of the inherited pages in [start, end) at once instead of one fault for each.
int copy_ahead(uintptr_t start, uintptr_t end) { return madvise((void *)start, end - start, MADV_POPULATE_WRITE); }
