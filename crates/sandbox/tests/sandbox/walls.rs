//! Namespaces, identity and privileges, seen from inside.

use std::fs;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener};

use sandbox::Network;

use crate::builder::{is_root, output, python, shell};

#[test]
fn every_namespace_is_the_boxs_own() {
    let inside =
        output(shell("for n in user pid mnt ipc uts net cgroup time; do readlink /proc/self/ns/$n; done"));
    let names = ["user", "pid", "mnt", "ipc", "uts", "net", "cgroup", "time"];
    assert_eq!(inside.lines().count(), names.len());
    for (name, inside) in names.into_iter().zip(inside.lines()) {
        let outside = fs::read_link(format!("/proc/self/ns/{name}")).unwrap();
        assert_ne!(inside, outside.to_string_lossy(), "{name}");
    }
}

#[test]
fn the_box_sees_only_its_own_processes() {
    let script = "
import os
print(os.getpid(), sorted(name for name in os.listdir('/proc') if name.isdigit()))
";
    assert_eq!(output(python(script)), "2 ['1', '2']\n");
}

#[test]
fn proc_has_nothing_of_the_machine() {
    let script = "
import os
print([name for name in sorted(os.listdir('/proc')) if not name.isdigit()])
";
    let listed = output(python(script));
    for leak in
        ["sys", "kcore", "keys", "sysrq-trigger", "kallsyms", "cmdline", "modules", "uptime", "version"]
    {
        assert!(!listed.contains(&format!("'{leak}'")), "{listed}");
    }
    assert!(listed.contains("'self'"), "{listed}");
}

#[test]
fn the_user_is_nobody_outside_and_has_no_capability() {
    let status = output(shell("id -u; id -g; grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status"));
    let expected = "1000\n1000\nCapInh:\t0000000000000000\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\n\
                    CapBnd:\t0000000000000000\nCapAmb:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n";
    assert_eq!(status, expected);
}

#[test]
fn only_one_user_and_group_are_mapped() {
    let maps = output(shell("cat /proc/self/uid_map /proc/self/gid_map"));
    for map in maps.lines() {
        let numbers: Vec<&str> = map.split_whitespace().collect();
        assert!(matches!(numbers.as_slice(), ["1000", _, "1"]), "{maps}");
    }
    assert_eq!(maps.lines().count(), 2);
}

#[test]
fn root_outside_never_runs_a_box_as_root() {
    let map = output(shell("cat /proc/self/uid_map"));
    let mapped: u32 = map.split_whitespace().nth(1).unwrap().parse().unwrap();
    // An ordinary user's helper is root of a namespace of its own, in which the box's user is counted.
    let outer = if is_root() { mapped } else { rustix::process::geteuid().as_raw() + mapped };
    assert_ne!(outer, 0);
}

#[test]
fn init_cannot_be_read_or_killed() {
    let script = "
import os, signal
for name in ('environ', 'maps', 'mem', 'fd', 'cwd', 'root', 'exe'):
    try:
        path = f'/proc/1/{name}'
        os.readlink(path) if name in ('cwd', 'root', 'exe') else os.listdir(path) if name == 'fd' else open(path).read()
        print('readable', name)
    except OSError:
        pass
for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP):
    os.kill(1, number)
print('alive')
";
    assert_eq!(output(python(script)), "alive\n");
}

#[test]
fn the_session_is_its_own_and_has_no_terminal() {
    let script = "
import os
print(os.getsid(0) in (0, 1, 2), [os.isatty(fd) for fd in (0, 1, 2)])
try:
    os.open('/dev/tty', os.O_RDWR)
except OSError:
    print('no terminal')
";
    assert_eq!(output(python(script)), "True [False, False, False]\nno terminal\n");
}

#[test]
fn loopback_works_inside_and_reaches_nothing_outside() {
    let script = "
import socket
server = socket.create_server(('127.0.0.1', 0))
client = socket.create_connection(server.getsockname())
client.sendall(b'hello')
print(server.accept()[0].recv(5))
try:
    socket.create_connection(('192.0.2.1', 80), timeout=5)
except OSError as error:
    print(error.strerror)
";
    assert_eq!(output(python(script)), "b'hello'\nNetwork is unreachable\n");
}

#[test]
fn a_service_of_the_host_is_out_of_reach() {
    let on_loopback = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let name = format!("assay-test-{}", std::process::id());
    let abstract_address = SocketAddr::from_abstract_name(&name).unwrap();
    let _abstract_listener = UnixListener::bind_addr(&abstract_address).unwrap();
    let port = on_loopback.local_addr().unwrap().port();
    let script = format!(
        "
import socket
for family, address in ((socket.AF_INET, ('127.0.0.1', {port})), (socket.AF_UNIX, '\\0{name}')):
    try:
        socket.socket(family).connect(address)
        print('reached')
    except OSError as error:
        print(error.strerror)
"
    );
    assert_eq!(output(python(&script)), "Connection refused\nConnection refused\n");
}

#[test]
fn without_a_network_even_loopback_is_down() {
    let script = "
import socket
try:
    socket.create_connection(('127.0.0.1', 80))
except OSError as error:
    print(error.strerror)
";
    let mut planned = python(script);
    planned.network = Network::None;
    assert_eq!(output(planned), "Network is unreachable\n");
}

#[test]
fn host_name_and_uptime_are_hidden() {
    let script = "
import socket, time
print(socket.gethostname(), 1000 <= time.monotonic() < 1060, 1000 <= time.clock_gettime(time.CLOCK_BOOTTIME) < 1060)
";
    assert_eq!(output(python(script)), "room True True\n");
}

#[test]
fn ordinary_work_is_not_hindered() {
    let script = "
import concurrent.futures, multiprocessing, os, signal, socket, sqlite3, subprocess, tempfile, threading, time
print(subprocess.run(['/bin/sh', '-c', 'echo sub'], capture_output=True, text=True).stdout.strip())
with concurrent.futures.ThreadPoolExecutor(4) as pool:
    print(sum(pool.map(abs, range(-10, 0))))
with multiprocessing.get_context('fork').Pool(2) as pool:
    print(pool.map(abs, [-1, -2]))
one, other = socket.socketpair()
one.send(b'x'); print(other.recv(1))
with sqlite3.connect('/work/test.db') as db:
    db.execute('create table t (a)'); db.execute('insert into t values (1)')
    print(db.execute('select a from t').fetchall())
with tempfile.TemporaryDirectory(dir='/work') as folder:
    os.symlink('target', folder + '/link'); os.rename(folder + '/link', folder + '/moved')
    print(os.listdir(folder))
signal.setitimer(signal.ITIMER_REAL, 0.01)
signal.signal(signal.SIGALRM, lambda *_: print('alarm'))
signal.pause()
print(os.listdir('/dev/fd')[:3], len(os.urandom(4)))
";
    let printed = output(python(script));
    let expected = "sub\n55\n[1, 2]\nb'x'\n[(1,)]\n['moved']\nalarm\n['0', '1', '2'] 4\n";
    assert_eq!(printed, expected);
}

#[test]
fn programs_are_loaded_at_the_same_addresses_where_the_plan_says_so() {
    let script = "print(hex(id(object())), hex(id(len)))";
    let fixed = || output(sandbox::BoxPlan { fixed_addresses: true, ..python(script) });
    assert_eq!(fixed(), fixed());
    let randomised: std::collections::BTreeSet<String> = (0..4).map(|_| output(python(script))).collect();
    assert!(randomised.len() > 1, "{randomised:?}");
}
