//! Attacks on the box, each a script in `tests/escapes` with the outcome that it must have. Its header, one fact a line:
//!
//!     # attack: what it tries
//!     # area: what it attacks, for the table in docs/SECURITY.md
//!     # expect: an outcome, or several parted by `|`
//!     # without <weakness>: outcomes on a machine that lacks this protection
//!     # limits: key=value ...          limits lower than those below
//!     # beside: name                   a second box, with a socket and a volume in common, runs `beside/<name>.py`
//!
//! A `contained` attack prints `contained` and exits with 0 after it has tried everything and got nothing; an `accounted`
//! one prints `used <seconds>` and the box's count of CPU time agrees within 5 %; one that took memory which nobody counted
//! prints `uncounted`. The other box must print `unharmed`.
//! After each attack no process of it lives, and the machine is as it was.

use std::collections::BTreeMap;
use std::fs;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{net, process, thread};

use sandbox::{BoxPlan, Limits, Mount, Outcome, Report, Weakness};

use crate::builder::{
    host, named, python, readable_folder, start, text, volume, weaknesses_here, with_descriptor, with_limits,
    with_mount,
};

/// Fewer would be a loss: docs/SECURITY.md says what each of them is for.
const ATTACKS_MIN: usize = 90;
const BOX: &str = "box";
const BESIDE: &str = "beside";
/// The count may differ by this share from what the attack says of itself.
const CPU_TOLERANCE: f64 = 0.05;

struct Attack {
    name: String,
    facts: Vec<(String, String)>,
    script: String,
}

impl Attack {
    fn read(path: &Path) -> Self {
        let script = fs::read_to_string(path).unwrap();
        let facts = script.lines().map_while(|line| line.strip_prefix("# ")?.split_once(": "));
        let facts = facts.map(|(key, value)| (key.to_owned(), value.trim().to_owned())).collect();
        let attack = Self { name: path.file_stem().unwrap().to_string_lossy().into_owned(), facts, script };
        for key in ["attack", "area", "expect"] {
            assert!(attack.fact(key).is_some(), "{} has no line `# {key}: ...`", attack.name);
        }
        attack
    }

    fn fact(&self, key: &str) -> Option<&str> {
        self.facts.iter().find(|(name, value)| name == key && !value.is_empty()).map(|(_, value)| &**value)
    }

    /// What may come of it here: where a protection is missing, what its header says of that.
    fn expected(&self) -> Vec<&str> {
        let missing = weaknesses_here();
        let weaker = missing.iter().find_map(|weakness| self.fact(&format!("without {weakness}")));
        weaker.or(self.fact("expect")).unwrap_or_default().split('|').map(str::trim).collect()
    }

    fn lower(&self, limits: &mut Limits) {
        (limits.cpu_time_ms, limits.processes, limits.memory_bytes) = (2000, 30, 64 << 20);
        for (key, value) in
            self.fact("limits").unwrap_or_default().split_whitespace().filter_map(|pair| pair.split_once('='))
        {
            let value = value.parse().unwrap();
            match key {
                "cpu_time_ms" => limits.cpu_time_ms = value,
                "wall_time_ms" => limits.wall_time_ms = value,
                other => panic!("{}: unknown limit `{other}`", self.name),
            }
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/escapes")
}

fn attacks() -> Vec<Attack> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "py")).collect();
    paths.sort();
    paths.iter().map(|path| Attack::read(path)).collect()
}

/// A script behind what all of them share.
fn with_tools(script: &str) -> String {
    format!("{}\n{script}", fs::read_to_string(folder().join("tools/kernel.py")).unwrap())
}

/// Services of the host that no box may reach, and a file that it lends for reading.
struct Surroundings {
    abstract_name: String,
    tcp: net::TcpListener,
    unix: UnixListener,
    lent: tempfile::TempDir,
}

impl Surroundings {
    fn open() -> Self {
        let abstract_name = format!("assay-escape-{}", process::id());
        let address = SocketAddr::from_abstract_name(&abstract_name).unwrap();
        let lent = readable_folder();
        fs::write(lent.path().join("file.txt"), "lent").unwrap();
        let tcp = net::TcpListener::bind("127.0.0.1:0").unwrap();
        tcp.set_nonblocking(true).unwrap();
        let unix = UnixListener::bind_addr(&address).unwrap();
        unix.set_nonblocking(true).unwrap();
        Self { abstract_name, tcp, unix, lent }
    }

    fn environment(&self, mark: &str) -> BTreeMap<String, String> {
        let port = self.tcp.local_addr().unwrap().port().to_string();
        let pairs = [
            ("PATH", "/usr/bin:/bin"),
            ("HOST_PORT", &*port),
            ("HOST_ABSTRACT", &self.abstract_name),
            ("ESCAPE", mark),
        ];
        pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
    }

    fn are_untouched(&self) -> bool {
        let lent = self.lent.path();
        self.tcp.accept().is_err()
            && self.unix.accept().is_err()
            && fs::read_dir(lent).unwrap().count() == 1
            && fs::read_to_string(lent.join("file.txt")).unwrap() == "lent"
    }
}

/// What of the machine an attack could change for good.
#[derive(Debug, PartialEq)]
struct Machine(Vec<String>);

impl Machine {
    fn look() -> Self {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let modules = read("/proc/modules");
        let mut devices: Vec<String> = fs::read_dir("/dev")
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        devices.sort();
        Self(vec![
            read("/proc/sys/kernel/hostname"),
            read("/proc/sys/kernel/core_pattern"),
            read("/proc/self/mountinfo"),
            modules.lines().filter_map(|line| line.split(' ').next()).collect::<Vec<_>>().join(" "),
            devices.join(" "),
        ])
    }
}

fn outcome_name(report: &Report) -> String {
    let stdout = text(&report.stdout);
    match &report.outcome {
        Outcome::Exited { status: 0 } if stdout == "contained\n" => "contained".to_owned(),
        Outcome::Exited { status: 0 } if stdout.starts_with("used ") => {
            accounting(stdout.trim_start_matches("used ").trim().parse().unwrap(), report.cpu_time_ms)
        }
        Outcome::Exited { status: 0 } if stdout == "uncounted\n" => "uncounted".to_owned(),
        Outcome::ForbiddenSystemCall => "forbidden-system-call".to_owned(),
        Outcome::OutputExceeded => "output-exceeded".to_owned(),
        Outcome::CpuTimeExceeded => "cpu-time-exceeded".to_owned(),
        Outcome::WallTimeExceeded => "wall-time-exceeded".to_owned(),
        Outcome::MemoryExceeded => "memory-exceeded".to_owned(),
        Outcome::Signalled { .. } => "signalled".to_owned(),
        other => format!("{other:?}"),
    }
}

fn accounting(told_seconds: f64, counted_ms: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a CPU time of a test is a small number")]
    let share = counted_ms as f64 / 1000.0 / told_seconds;
    match share {
        share if (share - 1.0).abs() <= CPU_TOLERANCE => "accounted".to_owned(),
        share if share < 1.0 => "undercounted".to_owned(),
        share => format!("overcounted: {counted_ms} ms for {told_seconds} s ({share:.3})"),
    }
}

fn boxes(attack: &Attack, mark: &str, surroundings: &Surroundings) -> Vec<BoxPlan> {
    let lent = host(surroundings.lent.path(), "/handed_in");
    let mut attacker = with_limits(python(&with_tools(&attack.script)), |limits| attack.lower(limits));
    attacker.environment = surroundings.environment(mark);
    let attacker = with_mount(named(BOX, attacker), lent);
    let Some(beside) = attack.fact("beside") else { return vec![attacker] };
    let script = fs::read_to_string(folder().join("beside").join(format!("{beside}.py"))).unwrap();
    let (one, other) = UnixStream::pair().unwrap();
    let attacker = with_descriptor(with_mount(attacker, volume("shared", "/tmp")), one.into(), 3);
    let careful = Mount { follow_symlinks: false, ..volume("shared", "/tmp") };
    let other_box = with_limits(python(&with_tools(&script)), |limits| limits.wall_time_ms = 10_000);
    let other_box = named(BESIDE, other_box);
    vec![attacker, with_descriptor(with_mount(other_box, careful), other.into(), 3)]
}

/// What is wrong with the end of an attack; nothing when all is as expected.
fn surprise(attack: &Attack, surroundings: &Surroundings) -> Option<String> {
    let mark = format!("{}-{}", attack.name, process::id());
    let planned = boxes(attack, &mark, surroundings);
    let is_beside = planned.len() > 1;
    let running = start(planned);
    let report = running.wait(BOX).unwrap();
    let got = outcome_name(&report);
    let mut wrong = Vec::new();
    if !attack.expected().contains(&&*got) {
        wrong.push(format!("expected {}, got {got}", attack.expected().join(" or ")));
    }
    if is_beside {
        let beside = running.wait(BESIDE).unwrap();
        if text(&beside.stdout) != "unharmed\n" {
            wrong.push(format!("the other box: {:?} {}", beside.outcome, text(&beside.stderr)));
        }
    }
    drop(running);
    wrong.extend(survivors(&mark).into_iter().map(|process| format!("process {process} still lives")));
    let said =
        || format!("{}{}", text(&report.stdout), text(&report.stderr)).chars().take(600).collect::<String>();
    (!wrong.is_empty()).then(|| format!("{}: {}\n{}", attack.name, wrong.join("; "), said()))
}

/// Processes that carry the attack's mark in their environment.
fn survivors(mark: &str) -> Vec<String> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let marked = |environment: Vec<u8>| {
        environment.split(|byte| *byte == 0).any(|pair| pair == format!("ESCAPE={mark}").as_bytes())
    };
    processes
        .filter(|process| fs::read(process.path().join("environ")).is_ok_and(marked))
        .map(|process| process.file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_attack_ends_as_expected() {
    let attacks = attacks();
    assert!(attacks.len() >= ATTACKS_MIN, "attacks are missing: {}", attacks.len());
    let surroundings = Surroundings::open();
    let machine = Machine::look();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut surprises = Vec::new();
        while let Some(attack) = attacks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let started = Instant::now();
            surprises.extend(surprise(attack, &surroundings));
            eprintln!("{:40} {:5} ms", attack.name, started.elapsed().as_millis());
        }
        surprises
    };
    let surprises: Vec<String> = thread::scope(|scope| {
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(surprises.is_empty(), "{} surprises\n{}", surprises.len(), surprises.join("\n"));
    assert!(surroundings.are_untouched());
    assert_eq!(Machine::look(), machine);
}

#[test]
fn a_header_names_only_weaknesses_that_there_are() {
    for attack in attacks() {
        for (key, _) in attack.facts {
            if let Some(name) = key.strip_prefix("without ") {
                assert!(
                    Weakness::ALL.iter().any(|weakness| weakness.name() == name),
                    "{}: {name}",
                    attack.name
                );
            }
        }
    }
}
