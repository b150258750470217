//! Compiles the policy into filters. Filters stack and the strictest answer wins, between two error numbers the later
//! filter's: the first says what kills, the second what exists, the third what is refused (more filters, for one).

use std::collections::BTreeMap;

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen as Length, SeccompCmpOp as Is,
    SeccompCondition as Argument, SeccompFilter, SeccompRule, TargetArch, sock_filter,
};

use crate::step::{Step, StepFailure, failed};
use crate::syscall_policy::{
    ALLOWED, ALLOWED_HERE, FILE_WATCHES, Group, INIT, KILLED, KILLED_HERE, NAMESPACE_FLAGS, PERSONALITIES,
    REFUSED, SOCKET_FAMILIES, SOCKET_PROTOCOLS, TERMINAL_INPUT_REQUESTS, WAY_INTO_A_BOX,
};

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Compiled filters, made once per helper.
pub struct Filters(Vec<BpfProgram>);

impl Filters {
    pub fn compile() -> Result<Self, StepFailure> {
        let compile = || -> Result<Vec<BpfProgram>, BackendError> {
            Ok(vec![
                filter(always([KILLED, KILLED_HERE]), SeccompAction::Allow, SeccompAction::KillProcess)?,
                filter(always([ALLOWED, ALLOWED_HERE]), errno(libc::ENOSYS), SeccompAction::Allow)?,
                filter(refused()?, SeccompAction::Allow, errno(libc::EPERM))?,
            ])
        };
        let compiled = compile().map_err(std::io::Error::other).map_err(failed(Step::Filter, "policy"))?;
        Ok(Self(compiled))
    }

    /// From here on the process makes only allowed calls. Needs no-new-privileges.
    pub fn install(&self) -> Result<(), StepFailure> {
        install(&self.0)
    }
}

fn install(programs: &[BpfProgram]) -> Result<(), StepFailure> {
    for program in programs {
        let installed = seccompiler::apply_filter(program).map_err(|error| match error {
            seccompiler::Error::Prctl(error) | seccompiler::Error::Seccomp(error) => error,
            other => std::io::Error::other(other),
        });
        installed.map_err(failed(Step::SystemCalls, "policy"))?;
    }
    Ok(())
}

fn as_bytes(program: &BpfProgram) -> Vec<u8> {
    let instruction = |each: &sock_filter| {
        let [code, last_code] = each.code.to_ne_bytes();
        let [a, b, c, d] = each.k.to_ne_bytes();
        [code, last_code, each.jt, each.jf, a, b, c, d]
    };
    program.iter().flat_map(instruction).collect()
}

/// The same policy in two parts. A kernel looks at each filter once for every system call number when it is installed, so
/// an image installs what is long, and each fork of it only what an image itself needs and a room must not have.
pub struct ImageFilters {
    first: Vec<BpfProgram>,
    /// As the kernel reads them.
    pub last: [Vec<u8>; 2],
}

impl ImageFilters {
    pub fn compile() -> Result<Self, StepFailure> {
        let compile = || -> Result<Self, BackendError> {
            let way_in = || WAY_INTO_A_BOX.iter().copied();
            let mut killed = always([KILLED, KILLED_HERE]);
            way_in().for_each(|call| drop(killed.remove(&call)));
            let mut allowed = always([ALLOWED, ALLOWED_HERE]);
            allowed.extend(way_in().map(|call| (call, Vec::new())));
            let first = vec![
                filter(killed, SeccompAction::Allow, SeccompAction::KillProcess)?,
                filter(allowed, errno(libc::ENOSYS), SeccompAction::Allow)?,
                filter(refused()?, SeccompAction::Allow, errno(libc::EPERM))?,
            ];
            let (entering, walls): (Rules, Rules) =
                way_in().map(|call| (call, Vec::new())).partition(|(call, _)| *call == libc::SYS_setns);
            let last = [
                as_bytes(&filter(walls, SeccompAction::Allow, errno(libc::ENOSYS))?),
                as_bytes(&filter(entering, SeccompAction::Allow, SeccompAction::KillProcess)?),
            ];
            Ok(Self { first, last })
        };
        compile().map_err(std::io::Error::other).map_err(failed(Step::Filter, "policy"))
    }

    /// As `Filters::install`, for an image.
    pub fn install(&self) -> Result<(), StepFailure> {
        install(&self.first)
    }
}

fn filter(
    rules: Rules,
    otherwise: SeccompAction,
    matched: SeccompAction,
) -> Result<BpfProgram, BackendError> {
    let architecture = TargetArch::try_from(std::env::consts::ARCH)?;
    SeccompFilter::new(rules, otherwise, matched, architecture)?.try_into()
}

fn errno(number: libc::c_int) -> SeccompAction {
    SeccompAction::Errno(number.unsigned_abs())
}

fn always(lists: [&[Group]; 2]) -> Rules {
    let calls = lists.into_iter().flatten().flat_map(|(_, calls)| *calls);
    calls.map(|call| (*call, Vec::new())).collect()
}

fn refused() -> Result<Rules, BackendError> {
    let mut rules = always([REFUSED, &[]]);
    let not_one_of = |argument: u8, values: &[u64]| -> Result<SeccompRule, BackendError> {
        let conditions = values.iter().map(|value| Argument::new(argument, Length::Dword, Is::Ne, *value));
        SeccompRule::new(conditions.collect::<Result<_, _>>()?)
    };
    let families = SOCKET_FAMILIES.map(|family| u64::from(family.unsigned_abs()));
    rules.insert(libc::SYS_socket, vec![not_one_of(0, &families)?, not_one_of(2, &SOCKET_PROTOCOLS)?]);
    rules.insert(libc::SYS_socketpair, vec![not_one_of(0, &families)?]);
    rules.insert(libc::SYS_personality, vec![not_one_of(0, &PERSONALITIES)?]);
    let namespaces = NAMESPACE_FLAGS.map(|flag| {
        let bit = u64::from(flag.cast_unsigned());
        SeccompRule::new(vec![Argument::new(0, Length::Dword, Is::MaskedEq(bit), bit)?])
    });
    rules.insert(libc::SYS_clone, namespaces.into_iter().collect::<Result<_, _>>()?);
    let equals = |argument: u8, value: u64| -> Result<SeccompRule, BackendError> {
        SeccompRule::new(vec![Argument::new(argument, Length::Dword, Is::Eq, value)?])
    };
    let one_of = |argument: u8, values: [u64; 2]| -> Result<Vec<SeccompRule>, BackendError> {
        values.into_iter().map(|value| equals(argument, value)).collect()
    };
    rules.insert(libc::SYS_ioctl, one_of(1, TERMINAL_INPUT_REQUESTS)?);
    rules.insert(libc::SYS_fcntl, one_of(1, FILE_WATCHES)?);
    rules.insert(libc::SYS_prlimit64, vec![equals(0, INIT)?]);
    Ok(rules)
}
