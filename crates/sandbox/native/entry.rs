//! How a forked child of a warm process becomes the program of a box. A library by itself, which the warm process loads;
//! `build.rs` compiles it, `sandbox::ENTRY_LIBRARY` holds its bytes. It calls the kernel directly and nothing else, so that
//! it runs under any C library.
//!
//! `assay_fork` copies the calling process into a box, `assay_seal` gives up in the copy whatever a program may not have.
//! Both answer a negative error number instead of doing half of their work.
#![no_std]

use core::arch::asm;

#[panic_handler]
fn end(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {
        call(numbers::EXIT_GROUP, [134, 0, 0, 0, 0, 0]);
    }
}

#[cfg(target_arch = "x86_64")]
mod numbers {
    pub const EXIT_GROUP: i64 = 231;
    pub const WAIT4: i64 = 61;
    pub const PRCTL: i64 = 157;
    pub const NEWFSTATAT: i64 = 262;
    pub const PRLIMIT64: i64 = 302;
    pub const CAPSET: i64 = 126;
    pub const OPENAT: i64 = 257;
    pub const FSTAT: i64 = 5;
    pub const CLOSE: i64 = 3;
    pub const SETSID: i64 = 112;
    pub const UMASK: i64 = 95;
    pub const CHDIR: i64 = 80;
    /// Places of `st_nlink` and `st_mode` in what the kernel calls `stat`.
    pub const LINKS: usize = 16;
    pub const MODE: usize = 24;
}

#[cfg(target_arch = "aarch64")]
mod numbers {
    pub const EXIT_GROUP: i64 = 94;
    pub const WAIT4: i64 = 260;
    pub const PRCTL: i64 = 167;
    pub const NEWFSTATAT: i64 = 79;
    pub const PRLIMIT64: i64 = 261;
    pub const CAPSET: i64 = 91;
    pub const OPENAT: i64 = 56;
    pub const FSTAT: i64 = 80;
    pub const CLOSE: i64 = 57;
    pub const SETSID: i64 = 157;
    pub const UMASK: i64 = 166;
    pub const CHDIR: i64 = 49;
    pub const LINKS: usize = 20;
    pub const MODE: usize = 16;
}

const LANDLOCK_CREATE_RULESET: i64 = 444;
const LANDLOCK_ADD_RULE: i64 = 445;
const LANDLOCK_RESTRICT_SELF: i64 = 446;

const EBUSY: i64 = 16;
const EINVAL: i64 = 22;
const AT_FDCWD: i64 = -100;
const SIGCHLD: i64 = 17;
const SIGKILL: i64 = 9;
const CLONE_VM: i64 = 0x100;
const CLONE_VFORK: i64 = 0x4000;
const CLONE_PARENT: i64 = 0x8000;
const CLONE_CHILD_CLEARTID: i64 = 0x20_0000;
const CLONE_CHILD_SETTID: i64 = 0x100_0000;
const WAIT_ALL: i64 = 0x4000_0000;
const PR_SET_PDEATHSIG: i64 = 1;
const PR_SET_DUMPABLE: i64 = 4;
const PR_SET_SECCOMP: i64 = 22;
const PR_CAPBSET_DROP: i64 = 24;
const PR_SET_SECUREBITS: i64 = 28;
const PR_SET_NO_NEW_PRIVS: i64 = 38;
const PR_GET_TID_ADDRESS: i64 = 40;
const PR_CAP_AMBIENT: i64 = 47;
const PR_CAP_AMBIENT_CLEAR_ALL: i64 = 4;
const CAPABILITY_VERSION_3: u32 = 0x2008_0522;
const OPEN_PATH: i64 = 0x20_0000 | 0x8_0000;
/// All that Landlock lets one allow below a path that is no folder: execute, write, read, truncate, device requests.
const RIGHTS_OF_A_FILE: u64 = 1 | 2 | 4 | 1 << 14 | 1 << 15;

#[cfg(target_arch = "x86_64")]
fn call(number: i64, a: [i64; 6]) -> i64 {
    let answer;
    // SAFETY: a system call changes only `rax`, `rcx`, `r11` and the memory that its arguments name.
    unsafe {
        asm!("syscall", inlateout("rax") number => answer, in("rdi") a[0], in("rsi") a[1], in("rdx") a[2],
            in("r10") a[3], in("r8") a[4], in("r9") a[5], lateout("rcx") _, lateout("r11") _, options(nostack));
    }
    answer
}

#[cfg(target_arch = "aarch64")]
fn call(number: i64, a: [i64; 6]) -> i64 {
    let answer;
    // SAFETY: a system call changes only `x0` and the memory that its arguments name.
    unsafe {
        asm!("svc 0", in("x8") number, inlateout("x0") a[0] => answer, in("x1") a[1], in("x2") a[2], in("x3") a[3],
            in("x4") a[4], in("x5") a[5], options(nostack));
    }
    answer
}

/// Copies this process into the box whose init is `init` (a process handle), in all namespaces of `namespaces`. The answer
/// is 0 in the copy, the copy's process number here, or a negative error number. Refuses (`EBUSY`) when another thread
/// might hold a lock that the copy would never see freed.
///
/// A process namespace takes only later children, so a go-between enters first. It borrows this process's memory and stack
/// as `vfork` does, so that the page tables are copied once; it is one stretch of instructions that writes nothing but
/// `outcome`, hence both who return from it return once each, as from `fork`.
#[unsafe(no_mangle)]
pub extern "C" fn assay_fork(init: i32, namespaces: i64) -> i64 {
    if threads() != 1 {
        return -EBUSY;
    }
    let mut outcome: i64 = 0;
    let mut thread_number: i64 = 0;
    // The C library notes its thread's number where the kernel shall clear it at the end; the copy has another number.
    if call(numbers::PRCTL, [PR_GET_TID_ADDRESS, &raw mut thread_number as i64, 0, 0, 0, 0]) != 0 {
        thread_number = 0;
    }
    let noted = if thread_number == 0 { 0 } else { CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID };
    let borrowed = CLONE_VM | CLONE_VFORK | SIGCHLD;
    let copied = CLONE_PARENT | SIGCHLD | noted;
    let go_between = through(init, namespaces, borrowed, copied, thread_number, &raw mut outcome);
    if go_between <= 0 {
        return go_between;
    }
    call(numbers::WAIT4, [go_between, 0, WAIT_ALL, 0, 0, 0]);
    // SAFETY: `outcome` is a live local variable; volatile, because the go-between wrote it behind the compiler's back.
    unsafe { (&raw const outcome).read_volatile() }
}

#[cfg(target_arch = "x86_64")]
fn through(init: i32, namespaces: i64, borrowed: i64, copied: i64, number: i64, outcome: *mut i64) -> i64 {
    let answer: i64;
    // SAFETY: the go-between (clone with CLONE_VM and CLONE_VFORK, on this very stack) runs only these instructions, none
    // of which touches the stack, and ends; this process sleeps meanwhile. The copy is an ordinary fork of the go-between.
    unsafe {
        asm!(
            "xor esi, esi", "xor edx, edx", "xor r10d, r10d", "xor r8d, r8d", "mov eax, 56", "syscall",
            "test rax, rax", "jnz 4f",
            "mov edi, r12d", "mov rsi, r13", "mov eax, 308", "syscall",
            "test rax, rax", "jnz 3f",
            "mov rdi, r14", "xor esi, esi", "xor edx, edx", "mov r10, r15", "xor r8d, r8d", "mov eax, 56", "syscall",
            "test rax, rax", "jz 4f",
            "3:", "mov qword ptr [r9], rax", "xor edi, edi", "mov eax, 60", "syscall", "ud2",
            "4:",
            inlateout("rdi") borrowed => _, in("r12") i64::from(init), in("r13") namespaces, in("r14") copied,
            in("r15") number, in("r9") outcome, lateout("rax") answer, out("rsi") _, out("rdx") _, out("r10") _,
            out("r8") _, out("rcx") _, out("r11") _,
        );
    }
    answer
}

#[cfg(target_arch = "aarch64")]
fn through(init: i32, namespaces: i64, borrowed: i64, copied: i64, number: i64, outcome: *mut i64) -> i64 {
    let answer: i64;
    // SAFETY: as above.
    unsafe {
        asm!(
            "mov x1, xzr", "mov x2, xzr", "mov x3, xzr", "mov x4, xzr", "mov x8, 220", "svc 0",
            "cbnz x0, 4f",
            "mov x0, x9", "mov x1, x10", "mov x8, 268", "svc 0",
            "cbnz x0, 3f",
            "mov x0, x11", "mov x1, xzr", "mov x2, xzr", "mov x3, xzr", "mov x4, x12", "mov x8, 220", "svc 0",
            "cbz x0, 4f",
            "3:", "str x0, [x13]", "mov x0, xzr", "mov x8, 93", "svc 0", "brk 1",
            "4:",
            inlateout("x0") borrowed => answer, in("x9") i64::from(init), in("x10") namespaces, in("x11") copied,
            in("x12") number, in("x13") outcome, out("x1") _, out("x2") _, out("x3") _, out("x4") _, out("x8") _,
        );
    }
    answer
}

/// How many threads this process has, by the number of links to the folder of its threads.
fn threads() -> u64 {
    let mut state = [0_u8; 256];
    let path = c"/proc/self/task".as_ptr() as i64;
    if call(numbers::NEWFSTATAT, [AT_FDCWD, path, state.as_mut_ptr() as i64, 0, 0, 0]) != 0 {
        return 0;
    }
    let links = if cfg!(target_arch = "x86_64") { number_at(&state, numbers::LINKS, 8) } else { number_at(&state, numbers::LINKS, 4) };
    links.wrapping_sub(2)
}

fn number_at(bytes: &[u8], at: usize, length: usize) -> u64 {
    let mut number = 0;
    for place in (at..at + length).rev() {
        number = number << 8 | u64::from(bytes.get(place).copied().unwrap_or(0));
    }
    number
}

/// Does the steps of `script` in their order; the answer is 0, or `-(4096 * (place of the step + 1) + error number)`.
/// A step is a kind and a length (4 bytes each), and that many bytes, padded to a multiple of 8.
///
/// # Safety
/// `script` points to `length` readable bytes, aligned to 8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn assay_seal(script: *const u8, length: usize) -> i64 {
    // SAFETY: the caller's promise.
    let script = unsafe { core::slice::from_raw_parts(script, length) };
    let (mut at, mut place, mut rules) = (0, 0, -1);
    while at + 8 <= length {
        let (kind, size) = (number_at(script, at, 4), number_at(script, at + 4, 4) as usize);
        let Some(content) = script.get(at + 8..at + 8 + size) else { return -(4096 * (place + 1) + EINVAL) };
        let answer = step(kind, content, &mut rules);
        if answer < 0 {
            return -(4096 * (place + 1)) + answer;
        }
        at += 8 + size.div_ceil(8) * 8;
        place += 1;
    }
    0
}

fn step(kind: u64, content: &[u8], rules: &mut i64) -> i64 {
    let first = number_at(content, 0, 8) as i64;
    let second = number_at(content, 8, 8);
    match kind {
        1 => start_session(),
        2 => limit(first, second),
        3 => drop_capabilities(first),
        4 => die_with_parent(first),
        5 => {
            *rules = call(LANDLOCK_CREATE_RULESET, [content.as_ptr() as i64, content.len() as i64, 0, 0, 0, 0]);
            *rules
        }
        6 => allow(*rules, first as u64, content.get(8..).unwrap_or_default()),
        7 => {
            let answer = call(LANDLOCK_RESTRICT_SELF, [*rules, 0, 0, 0, 0, 0]);
            call(numbers::CLOSE, [*rules, 0, 0, 0, 0, 0]);
            answer
        }
        8 => install_filter(content),
        9 => call(numbers::CHDIR, [content.as_ptr() as i64, 0, 0, 0, 0, 0]),
        _ => -EINVAL,
    }
}

fn start_session() -> i64 {
    call(numbers::UMASK, [0o022, 0, 0, 0, 0, 0]);
    call(numbers::SETSID, [0; 6])
}

fn limit(resource: i64, value: u64) -> i64 {
    let mut now = [0_u64; 2];
    let answer = call(numbers::PRLIMIT64, [0, resource, 0, now.as_mut_ptr() as i64, 0, 0]);
    if answer < 0 {
        return answer;
    }
    let value = value.min(now[1]);
    let wanted = [value, value];
    call(numbers::PRLIMIT64, [0, resource, wanted.as_ptr() as i64, 0, 0, 0])
}

fn control(option: i64, a: i64, b: i64) -> i64 {
    call(numbers::PRCTL, [option, a, b, 0, 0, 0])
}

/// Entering the box has given the process all of its capabilities: they go, and no way leads back.
fn drop_capabilities(secure_bits: i64) -> i64 {
    for number in 0..64 {
        match control(PR_CAPBSET_DROP, number, 0) {
            // The kernel may know more of them than this library does: go on until it says that there are no more.
            answer if answer == -EINVAL && number > 0 => break,
            answer if answer < 0 => return answer,
            _ => {}
        }
    }
    let header = [CAPABILITY_VERSION_3, 0];
    let none = [0_u32; 6];
    let steps = [
        control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0),
        control(PR_SET_SECUREBITS, secure_bits, 0),
        call(numbers::CAPSET, [header.as_ptr() as i64, none.as_ptr() as i64, 0, 0, 0, 0]),
        control(PR_SET_NO_NEW_PRIVS, 1, 0),
    ];
    steps.into_iter().find(|answer| *answer < 0).unwrap_or(0)
}

/// The program ends with the process that it was forked from; it may look into itself as one that was executed may.
fn die_with_parent(dumpable: i64) -> i64 {
    match control(PR_SET_PDEATHSIG, SIGKILL, 0) {
        0 => control(PR_SET_DUMPABLE, dumpable, 0),
        failed => failed,
    }
}

/// Allows `rights` below the path, which ends with a zero byte. What another mount hides cannot be opened; then there is
/// nothing to allow.
fn allow(rules: i64, rights: u64, path: &[u8]) -> i64 {
    let opened = call(numbers::OPENAT, [AT_FDCWD, path.as_ptr() as i64, OPEN_PATH, 0, 0, 0]);
    if opened < 0 {
        return 0;
    }
    let mut state = [0_u8; 256];
    let mut answer = call(numbers::FSTAT, [opened, state.as_mut_ptr() as i64, 0, 0, 0, 0]);
    if answer == 0 {
        let is_folder = number_at(&state, numbers::MODE, 4) & 0o170_000 == 0o040_000;
        let rights = if is_folder { rights } else { rights & RIGHTS_OF_A_FILE };
        let mut rule = [0_u8; 12];
        rule[..8].copy_from_slice(&rights.to_ne_bytes());
        rule[8..].copy_from_slice(&(opened as i32).to_ne_bytes());
        answer = call(LANDLOCK_ADD_RULE, [rules, 1, rule.as_ptr() as i64, 0, 0, 0]);
    }
    call(numbers::CLOSE, [opened, 0, 0, 0, 0, 0]);
    answer
}

#[repr(C)]
struct FilterProgram {
    instructions: u16,
    first: *const u8,
}

fn install_filter(content: &[u8]) -> i64 {
    let program = FilterProgram { instructions: (content.len() / 8) as u16, first: content.as_ptr() };
    control(PR_SET_SECCOMP, 2, &raw const program as i64)
}
