//! What boxes and host share on purpose: volumes and descriptors, and nothing else.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

use sandbox::{Mount, Outcome};

use crate::builder::{
    host, named, output, python, run, shell, start, text, volume, with_descriptor, with_mount,
};

#[test]
fn a_volume_is_the_same_in_two_boxes() {
    let (one, other) = UnixStream::pair().unwrap();
    let writer = "
import os, socket
os.mkdir('/tmp/closed', 0o700)
open('/tmp/closed/note', 'w').write('from the writer')
socket.socket(fileno=3).send(b'x')
";
    let reader = "
import socket
socket.socket(fileno=3).recv(1)
print(open('/shared/closed/note').read())
";
    let writer = with_descriptor(with_mount(python(writer), volume("shared", "/tmp")), one.into(), 3);
    let reader = with_descriptor(with_mount(python(reader), volume("shared", "/shared")), other.into(), 3);
    let running = start(vec![named("writer", writer), named("reader", reader)]);
    let report = running.wait("reader").unwrap();
    assert_eq!(text(&report.stdout), "from the writer\n", "{}", text(&report.stderr));
    assert_eq!(running.wait("writer").unwrap().outcome, Outcome::Exited { status: 0 });
}

#[test]
fn a_link_planted_in_a_shared_volume_leads_nowhere() {
    let (one, other) = UnixStream::pair().unwrap();
    let planter = "
import os, socket
os.symlink('/work/secret', '/tmp/report')
os.symlink('/work', '/tmp/folder')
socket.socket(fileno=3).send(b'x')
";
    let victim = "
import socket
open('/work/secret', 'w').write('secret')
socket.socket(fileno=3).recv(1)
for path in ('/tmp/report', '/tmp/folder/secret'):
    for mode in 'rw':
        try:
            open(path, mode)
            print('followed', path, mode)
        except OSError:
            pass
print(open('/work/secret').read())
";
    let careful = Mount { follow_symlinks: false, ..volume("shared", "/tmp") };
    let planter = with_descriptor(with_mount(python(planter), volume("shared", "/tmp")), one.into(), 3);
    let victim = with_descriptor(with_mount(python(victim), careful), other.into(), 3);
    let running = start(vec![named("planter", planter), named("victim", victim)]);
    let report = running.wait("victim").unwrap();
    assert_eq!(text(&report.stdout), "secret\n", "{}", text(&report.stderr));
}

#[test]
fn no_program_runs_while_another_box_is_still_being_built() {
    let planter = "
import os
try:
    os.symlink('/work', '/tmp/place')
    print('planted')
except FileExistsError:
    print('too late')
";
    let planter = with_mount(python(planter), volume("shared", "/tmp"));
    let built_later = with_mount(shell("ls -d /tmp/place/bin"), volume("shared", "/tmp"));
    let built_later = with_mount(built_later, host("/usr", "/tmp/place"));
    let running = start(vec![named("planter", planter), named("later", built_later)]);
    assert_eq!(text(&running.wait("planter").unwrap().stdout), "too late\n");
    assert_eq!(text(&running.wait("later").unwrap().stdout), "/tmp/place/bin\n");
}

#[test]
fn a_read_only_copy_of_a_volume_cannot_be_written() {
    let mount = Mount { writable: false, ..volume("shared", "/tmp") };
    assert_eq!(output(with_mount(shell("touch /tmp/x 2>/dev/null || echo refused"), mount)), "refused\n");
}

#[test]
fn two_boxes_see_neither_each_others_processes_nor_files() {
    let (one, other) = UnixStream::pair().unwrap();
    let quiet = "
import socket
open('/work/own', 'w').close()
link = socket.socket(fileno=3)
link.send(b'x')
link.recv(1)
";
    let curious = "
import os, socket
link = socket.socket(fileno=3)
link.recv(1)
print(os.listdir('/work'), [name for name in os.listdir('/proc') if name.isdigit()])
link.send(b'x')
";
    let quiet = with_descriptor(python(quiet), one.into(), 3);
    let curious = with_descriptor(python(curious), other.into(), 3);
    let running = start(vec![named("quiet", quiet), named("curious", curious)]);
    assert_eq!(text(&running.wait("curious").unwrap().stdout), "[] ['1', '2']\n");
}

#[test]
fn descriptors_are_handed_over_and_nothing_else_is_open() {
    let (mut here, there) = UnixStream::pair().unwrap();
    let file = File::open("/etc/hostname").unwrap_or_else(|_| File::open("/dev/null").unwrap());
    let script = "
import os, socket
link = socket.socket(fileno=7)
opened = []
for number in range(256):
    try:
        os.fstat(number)
        opened.append(number)
    except OSError:
        pass
link.sendall(repr(opened).encode())
link.close()
";
    let planned = with_descriptor(with_descriptor(python(script), there.into(), 7), file.into(), 5);
    let report = run(planned);
    assert_eq!(report.outcome, Outcome::Exited { status: 0 }, "{}", text(&report.stderr));
    let mut heard = String::new();
    here.read_to_string(&mut heard).unwrap();
    assert_eq!(heard, "[0, 1, 2, 5, 7]");
}

#[test]
fn the_host_sees_the_end_of_a_socket_as_soon_as_the_box_has_ended() {
    let (mut here, there) = UnixStream::pair().unwrap();
    let running = start(vec![with_descriptor(python("import os; os.read(3, 1)"), there.into(), 3)]);
    here.write_all(b"x").unwrap();
    let mut heard = Vec::new();
    here.read_to_end(&mut heard).unwrap();
    assert_eq!(heard, b"");
    assert_eq!(running.wait("box").unwrap().outcome, Outcome::Exited { status: 0 });
}

#[test]
fn standard_input_is_empty() {
    assert_eq!(output(python("import sys; print(repr(sys.stdin.read()))")), "''\n");
}
