// What the kernel asks for each step of making a room, from a process that holds TOUCHED_MB of written memory:
//
//     steps [ROUNDS] [TOUCHED_MB] [FILTER...]
//
// With STEPS_HUGE set the memory is made of huge pages. CPU microseconds (user + system) of the child and of the caller together, median and 95th percentile; the steps take
// turns. Run it as root; each FILTER is a file of BPF instructions.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHECK(call) do { if ((long)(call) == -1) { fprintf(stderr, "steps: %s: %s\n", #call, strerror(errno)); _exit(1); } } while (0)
#define ROUNDS_MOST 400
enum { PAGE = 4096, TOUCHED = 1000 };

static char *memory;
static size_t memory_bytes;
static char **filters;
static int filter_count;

static void nothing(void) {}

static void write_each(void) {
    for (int i = 0; i < TOUCHED; i++) memory[(size_t)i * PAGE] = 2;
}

static void write_in_bulk(void) { CHECK(madvise(memory, (size_t)TOUCHED * PAGE, MADV_POPULATE_WRITE)); }

static void write_every_fourth(void) {
    for (int i = 0; i < TOUCHED; i++) memory[(size_t)i * PAGE * 4] = 2;
}

static void read_each(void) {
    volatile char sum = 0;
    for (int i = 0; i < TOUCHED; i++) sum += memory[(size_t)i * PAGE];
}

static void private_root(void) {
    const char *binds[] = {"/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/dev", "/var"};
    char path[256];
    CHECK(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
    CHECK(mount("tmpfs", "/mnt", "tmpfs", 0, "size=1m"));
    for (int i = 0; i < 8; i++) {
        snprintf(path, sizeof path, "/mnt%s", binds[i]);
        CHECK(mkdir(path, 0755));
        CHECK(mount(binds[i], path, NULL, MS_BIND, NULL));
        CHECK(mount(NULL, path, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL));
    }
    CHECK(chdir("/mnt"));
    CHECK(syscall(SYS_pivot_root, ".", "."));
    CHECK(umount2(".", MNT_DETACH));
}

static void three_mounts(void) {
    CHECK(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
    CHECK(mount("proc", "/proc", "proc", 0, NULL));
    CHECK(mount("tmpfs", "/mnt", "tmpfs", 0, "size=16m"));
    CHECK(mount("tmpfs", "/opt", "tmpfs", 0, "size=16m"));
}

static void install(int first, int last) {
    static struct sock_filter code[4096];
    CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    for (int i = first; i < last; i++) {
        int file = open(filters[i], O_RDONLY);
        ssize_t size = read(file, code, sizeof code);
        CHECK(size);
        struct sock_fprog program = {(unsigned short)(size / sizeof *code), code};
        CHECK(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
        close(file);
    }
}

static void all_filters(void) { install(0, filter_count); }

// The same decision for 460 calls by halving instead of one comparison after another: 9 comparisons for each.
static void halving_filter(void) {
    static struct sock_filter code[1024];
    int used = 0;
    code[used++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
    // A comb of jumps over blocks of 16 numbers, then within a block: short enough for 8-bit jump offsets.
    for (int block = 0; block < 29; block++) {
        code[used++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (unsigned)block * 16 + 16, 8, 0);
        for (int half = 8; half; half /= 2)
            code[used++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (unsigned)block * 16 + half, 0, 0);
        for (int i = 0; i < 4; i++) code[used++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    }
    code[used++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {(unsigned short)used, code};
    CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    CHECK(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
}

static void short_filter(void) {
    static struct sock_filter code[40];
    int used = 0;
    code[used++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
    for (unsigned char call = 0; call < 16; call++)
        code[used++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 300u + call, (unsigned char)(16 - call), 0);
    code[used++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    code[used++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    struct sock_fprog program = {(unsigned short)used, code};
    CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    CHECK(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
}

#define FOUR (CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS)
static const struct step {
    const char *name;
    unsigned long namespaces;
    void (*inside)(void);
} steps[] = {
    {"fork and exit", 0, nothing},
    {"+ write 1,000 inherited pages one by one", 0, write_each},
    {"+ write 1,000 inherited pages by MADV_POPULATE_WRITE", 0, write_in_bulk},
    {"+ write every fourth of 4,000 inherited pages", 0, write_every_fourth},
    {"+ read 1,000 inherited pages", 0, read_each},
    {"+ user namespace", CLONE_NEWUSER, nothing},
    {"+ process namespace", CLONE_NEWPID, nothing},
    {"+ mount namespace", CLONE_NEWNS, nothing},
    {"+ IPC namespace", CLONE_NEWIPC, nothing},
    {"+ host name namespace", CLONE_NEWUTS, nothing},
    {"+ control group namespace", CLONE_NEWCGROUP, nothing},
    {"+ network namespace", CLONE_NEWNET, nothing},
    {"+ pid, mount, IPC, uts", FOUR, nothing},
    {"+ user, pid, mount, IPC, uts", FOUR | CLONE_NEWUSER, nothing},
    {"+ the same, private root of 8 binds", FOUR, private_root},
    {"+ the same, proc and two tmpfs only", FOUR, three_mounts},
    {"+ the project's filters", 0, all_filters},
    {"+ a filter of 260 instructions, blocks by halving", 0, halving_filter},
    {"+ a filter of 18 instructions", 0, short_filter},
};
enum { STEPS = sizeof steps / sizeof *steps };

static double microseconds(struct timeval time) { return time.tv_sec * 1e6 + time.tv_usec; }

static double run(const struct step *step) {
    struct rusage before, after, child;
    int status;
    getrusage(RUSAGE_SELF, &before);
    long pid = syscall(SYS_clone, step->namespaces | SIGCHLD, 0L, 0L, 0L, 0L);
    CHECK(pid);
    if (pid == 0) {
        step->inside();
        _exit(0);
    }
    CHECK(wait4((pid_t)pid, &status, 0, &child));
    getrusage(RUSAGE_SELF, &after);
    if (status) exit(1);
    return microseconds(child.ru_utime) + microseconds(child.ru_stime) + microseconds(after.ru_utime)
         + microseconds(after.ru_stime) - microseconds(before.ru_utime) - microseconds(before.ru_stime);
}

static int ascending(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return difference < 0 ? -1 : difference > 0;
}

int main(int count, char **words) {
    static double taken[STEPS][ROUNDS_MOST];
    int rounds = count > 1 ? atoi(words[1]) : 60;
    if (rounds < 1 || rounds > ROUNDS_MOST) return 2;
    memory_bytes = (size_t)(count > 2 ? atoi(words[2]) : 20) << 20;
    filters = words + 3, filter_count = count > 3 ? count - 3 : 0;
    memory = mmap(NULL, memory_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(madvise(memory, memory_bytes, getenv("STEPS_HUGE") ? MADV_HUGEPAGE : MADV_NOHUGEPAGE));
    memset(memory, 1, memory_bytes);
    for (int turn = 0; turn < rounds; turn++)
        for (int step = 0; step < STEPS; step++) taken[step][turn] = run(&steps[step]);
    for (int step = 0; step < STEPS; step++) {
        qsort(taken[step], (size_t)rounds, sizeof(double), ascending);
        printf("%-55s median %7.0f  p95 %7.0f  best %7.0f\n", steps[step].name, taken[step][rounds / 2],
               taken[step][rounds * 95 / 100], taken[step][0]);
    }
    return 0;
}
