// Prepares boxes ahead of time, for the measurements beside it. A nursery is a user and mount namespace whose root is a
// template (the environment, read-only). Each box is a child of it: own user, process, mount, IPC, host name, control
// group and network namespaces, a tree copied from the template, and an init that waits and reaps.
//
//   box NEWROOT USER SUBMISSION BIND... -- PROGRAM...
//       becomes USER (if root), builds the template at NEWROOT, starts PROGRAM with descriptor 4, and serves descriptor 3
//       as the maker: one byte in (its lowest bit: with a network namespace of its own), the pidfd of a box's init out.
//       Each box sees the folder SUBMISSION, which must be one of those bound, as /submission.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/capability.h>

#define CHECK(call) do { if ((long)(call) == -1) { fprintf(stderr, "box: %s: %s\n", #call, strerror(errno)); _exit(1); } } while (0)

static void write_file(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    CHECK(file);
    CHECK(write(file, text, strlen(text)));
    close(file);
}

// A changed user keeps its capabilities until the user namespace is made: the same way as crate `sandbox` goes.
static void become(unsigned user) {
    if (geteuid() == 0) {
        CHECK(prctl(PR_SET_KEEPCAPS, 1));
        CHECK(setgroups(0, NULL));
        CHECK(setresgid(user, user, user));
        CHECK(setresuid(user, user, user));
        CHECK(prctl(PR_SET_DUMPABLE, 1));
    }
}

static void map_identity(unsigned user) {
    char map[64];
    snprintf(map, sizeof map, "1000 %u 1", user);
    write_file("/proc/self/setgroups", "deny");
    write_file("/proc/self/uid_map", map);
    write_file("/proc/self/gid_map", map);
}

static void make_folders(char *path) {
    for (char *slash = path + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
        *slash = 0;
        mkdir(path, 0755);
    }
    mkdir(path, 0755);
}

static void bind_into(const char *root, const char *source) {
    char target[4096];
    struct stat state;
    snprintf(target, sizeof target, "%s%s", root, source);
    CHECK(stat(source, &state));
    if (S_ISDIR(state.st_mode)) {
        make_folders(target);
    } else {
        char *last = strrchr(target, '/');
        *last = 0, make_folders(target), *last = '/';
        close(open(target, O_CREAT | O_WRONLY, 0644));
    }
    CHECK(mount(source, target, NULL, MS_BIND | MS_REC, NULL));
    int writable = !strncmp(source, "/dev/", 5) || !strcmp(source, "/proc");
    struct mount_attr attributes = {.attr_set = MOUNT_ATTR_NOSUID | (writable ? 0 : MOUNT_ATTR_RDONLY)};
    CHECK(syscall(SYS_mount_setattr, AT_FDCWD, target, AT_RECURSIVE, &attributes, sizeof attributes));
}

static char **build_template(const char *root, char **binds) {
    static const char *made[] = {"/work", "/tmp", "/submission", "/exam", "/source"};
    CHECK(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
    CHECK(mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=0755"));
    for (unsigned i = 0; i < sizeof made / sizeof *made; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s%s", root, made[i]);
        CHECK(mkdir(path, 0755));
    }
    bind_into(root, "/proc");
    for (; strcmp(*binds, "--"); binds++) bind_into(root, *binds);
    CHECK(chdir(root));
    CHECK(syscall(SYS_pivot_root, ".", "."));
    CHECK(umount2(".", MNT_DETACH));
    CHECK(chdir("/"));
    return binds + 1;
}

static void live_as_init(int ready, const char *submission) {
    CHECK(prctl(PR_SET_PDEATHSIG, SIGKILL));
    map_identity(1000); // who the maker is in the nursery
    CHECK(sethostname("room", 4));
    CHECK(mount(submission, "/submission", NULL, MS_BIND, NULL));
    CHECK(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL));
    CHECK(mount("tmpfs", "/work", "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,nr_inodes=4096,mode=0700"));
    CHECK(mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=64m,nr_inodes=4096"));
    CHECK(write(ready, "r", 1));
    CHECK(syscall(SYS_close_range, 0, ~0U, 0));
    for (;;) {
        if (wait(NULL) == -1) pause();
    }
}

// Ordinary `fork` into the namespaces; the parent's one thread makes it sound.
static int make_box(int with_network, const char *submission) {
    int ends[2], pidfd = -1;
    char byte;
    CHECK(pipe2(ends, O_CLOEXEC));
    struct clone_args arguments = {
        .flags = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP | CLONE_PIDFD
                 | (with_network ? CLONE_NEWNET : 0),
        .pidfd = (uint64_t)(uintptr_t)&pidfd,
        .exit_signal = SIGCHLD,
    };
    long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    CHECK(pid);
    if (pid == 0) live_as_init(ends[1], submission);
    close(ends[1]);
    CHECK(read(ends[0], &byte, 1) == 1 ? 0 : -1);
    close(ends[0]);
    return pidfd;
}

static void send_descriptor(int channel, int descriptor) {
    char space[CMSG_SPACE(sizeof(int))] = {0}, byte = 'b';
    struct iovec data = {&byte, 1};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET, header->cmsg_type = SCM_RIGHTS, header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    CHECK(sendmsg(channel, &message, 0));
    close(descriptor);
}

int main(int count, char **words) {
    if (count < 7) return 2;
    unsigned user = geteuid() == 0 ? (unsigned)atoi(words[2]) : geteuid();
    become(user);
    CHECK(unshare(CLONE_NEWUSER | CLONE_NEWNS));
    map_identity(user);
    char **program = build_template(words[1], words + 4);
    pid_t child = fork();
    if (child == 0) {
        close(3);
        execvp(*program, program); // not user number 0: the capabilities end here
        _exit(127);
    }
    CHECK(syscall(SYS_close_range, 4, ~0U, 0));
    signal(SIGCHLD, SIG_IGN);
    for (unsigned char wish; read(3, &wish, 1) == 1;) send_descriptor(3, make_box(wish & 1, words[3]));
    return 0;
}
