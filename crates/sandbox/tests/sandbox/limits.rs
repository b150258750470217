//! Every limit, and the outcome that names it.

use sandbox::{Outcome, Weakness};

use crate::builder::{output, python, run, shell, text, tmpfs, weaknesses_here, with_limits, with_mount};

#[test]
fn cpu_time_ends_a_busy_loop_within_fifty_milliseconds_of_the_limit() {
    let report = run(with_limits(python("while True: pass"), |limits| limits.cpu_time_ms = 300));
    assert_eq!(report.outcome, Outcome::CpuTimeExceeded);
    assert!((300..=350).contains(&report.cpu_time_ms), "{} ms", report.cpu_time_ms);
}

#[test]
fn cpu_time_is_that_of_the_whole_tree() {
    let script = "
import os
for _ in range(4):
    if os.fork() == 0:
        while True: pass
os.wait()
";
    let report = run(with_limits(python(script), |limits| limits.cpu_time_ms = 400));
    assert_eq!(report.outcome, Outcome::CpuTimeExceeded);
    assert!(report.cpu_time_ms > 400, "{} ms", report.cpu_time_ms);
}

#[test]
fn cpu_time_of_children_that_nobody_waits_for_counts() {
    let script = "
import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if os.fork() == 0:
        end = time.process_time() + 0.02
        while time.process_time() < end: pass
        os._exit(0)
";
    let limited = with_limits(python(script), |limits| limits.cpu_time_ms = 300);
    if weaknesses_here().contains(&Weakness::CpuTimeNotByCgroup) {
        let report = run(with_limits(limited, |limits| limits.wall_time_ms = 1000));
        assert!(matches!(report.outcome, Outcome::CpuTimeExceeded | Outcome::WallTimeExceeded), "{report:?}");
    } else {
        assert_eq!(run(limited).outcome, Outcome::CpuTimeExceeded);
    }
}

#[test]
fn wall_time_ends_a_sleeper() {
    let report = run(with_limits(shell("sleep 1000"), |limits| limits.wall_time_ms = 200));
    assert_eq!(report.outcome, Outcome::WallTimeExceeded);
    assert!(report.cpu_time_ms < 200);
}

#[test]
fn memory_that_is_used_beyond_the_limit_is_named() {
    let script = "
blocks = []
while True:
    blocks.append(bytearray(b'x' * 4_000_000))
";
    let report = run(with_limits(python(script), |limits| limits.memory_bytes = 64 << 20));
    assert_eq!(report.outcome, Outcome::MemoryExceeded, "{}", text(&report.stderr));
    assert!(report.peak_memory_bytes >= 60 << 20, "{} bytes", report.peak_memory_bytes);
}

#[test]
fn memory_of_several_processes_counts_together() {
    let script = "
import os, time
for _ in range(4):
    if os.fork() == 0:
        block = b'x' * (40 << 20)
        time.sleep(1000)
time.sleep(1000)
";
    let report = run(with_limits(python(script), |limits| limits.memory_bytes = 100 << 20));
    assert_eq!(report.outcome, Outcome::MemoryExceeded);
}

#[test]
fn a_fork_bomb_meets_the_process_limit() {
    let script = "
import os, time
made = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(1000)
        made += 1
except BlockingIOError:
    print(made)
";
    let planned = with_limits(python(script), |limits| limits.processes = 20);
    let report = run(planned);
    assert_eq!(text(&report.stdout), "19\n", "{}", text(&report.stderr));
    let is_counted = !weaknesses_here().contains(&Weakness::ProcessesNotByCgroup);
    assert_eq!(report.limits_hit.processes, is_counted);
}

#[test]
fn open_files_are_limited() {
    let script = "
import os
files = []
try:
    while True:
        files.append(os.open('/dev/null', os.O_RDONLY))
except OSError as error:
    print(error.strerror, max(files))
";
    let planned = with_limits(python(script), |limits| limits.open_files = 40);
    assert_eq!(output(planned), "Too many open files 39\n");
}

#[test]
fn a_file_cannot_grow_beyond_the_limit() {
    let script = "
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with open('big', 'wb', buffering=0) as big:
        while True:
            big.write(b'x' * 1000)
except OSError as error:
    print(error.strerror)
";
    assert_eq!(
        output(with_limits(python(script), |limits| limits.file_size_bytes = 10_000)),
        "File too large\n"
    );
}

#[test]
fn output_beyond_the_limit_ends_the_box_and_is_cut_off() {
    let report =
        run(with_limits(shell("while echo 0123456789; do :; done"), |limits| limits.output_bytes = 5000));
    assert_eq!(report.outcome, Outcome::OutputExceeded);
    assert_eq!(report.stdout.len() + report.stderr.len(), 5000);
}

#[test]
fn output_up_to_the_limit_is_kept_whole() {
    let planned = with_limits(python("print('x' * 99_999)"), |limits| limits.output_bytes = 100_000);
    assert_eq!(output(planned).len(), 100_000);
}

#[test]
fn disk_space_is_limited_and_noticed() {
    let script = "
try:
    with open('/small/file', 'wb', buffering=0) as file:
        while True:
            file.write(b'x' * 4096)
except OSError as error:
    print(error.strerror)
";
    let report = run(with_mount(python(script), tmpfs("/small", 1 << 20, 100)));
    assert_eq!(text(&report.stdout), "No space left on device\n");
    assert!(report.limits_hit.disk);
}

#[test]
fn inodes_are_limited() {
    let script = "
made = 0
try:
    while True:
        open(f'/small/{made}', 'w').close()
        made += 1
except OSError as error:
    print(error.strerror, made < 50)
";
    assert_eq!(
        output(with_mount(python(script), tmpfs("/small", 1 << 20, 50))),
        "No space left on device True\n"
    );
}

#[test]
fn limits_cannot_be_raised_from_inside() {
    let script = "
import resource
for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC, resource.RLIMIT_CPU, resource.RLIMIT_CORE):
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print('raised', kind)
    except ValueError:
        pass
";
    assert_eq!(output(python(script)), "");
}
