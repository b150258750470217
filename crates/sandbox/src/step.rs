//! The named steps that build a box, and the failure of one of them. One name per step, so that a message says which wall
//! could not be raised, on what, and why.

use std::fmt::Display;

use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use crate::start_error::Refusal;

/// A step of the helper (before the box exists) or of the box itself, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    OwnNamespaces,
    FileSystem,
    MountSource,
    ControlGroup,
    Filter,
    Spawn,
    DieWithHelper,
    Release,
    Session,
    Names,
    Network,
    ProcessTree,
    Root,
    Mount,
    SealedRoot,
    Clocks,
    Addresses,
    Limits,
    Identity,
    Capabilities,
    Landlock,
    SystemCalls,
    Program,
    Image,
}

impl Step {
    /// How `Outcome::BoxFailed` says that a warm process was lost, not a room.
    pub const IMAGE: &str = "fork a room from its image";

    pub const fn name(self) -> &'static str {
        match self {
            Self::OwnNamespaces => "enter the helper's own namespaces",
            Self::FileSystem => "make a file system in memory",
            Self::MountSource => "open a mount's source",
            Self::ControlGroup => "set up the control group",
            Self::Filter => "compile the system call filter",
            Self::Spawn => "create the box's namespaces",
            Self::DieWithHelper => "tie the box's life to the helper's",
            Self::Release => "wait for the helper's go",
            Self::Session => "start a new session",
            Self::Names => "hide host and control group names",
            Self::Network => "bring up the loopback interface",
            Self::ProcessTree => "make the box's own `/proc`",
            Self::Root => "enter the private root",
            Self::Mount => "attach a mount",
            Self::SealedRoot => "make the root read-only",
            Self::Clocks => "hide the machine's uptime",
            Self::Addresses => "load programs at fixed addresses",
            Self::Limits => "set resource limits",
            Self::Identity => "become an unprivileged user",
            Self::Capabilities => "drop all capabilities",
            Self::Landlock => "raise the Landlock wall",
            Self::SystemCalls => "install the system call filter",
            Self::Program => "execute the program",
            Self::Image => Self::IMAGE,
        }
    }

    /// What usually mends it.
    pub const fn mend(self) -> &'static str {
        match self {
            Self::OwnNamespaces => {
                "allow user namespaces: `sysctl kernel.unprivileged_userns_clone=1` (Debian), \
                 `sysctl kernel.apparmor_restrict_unprivileged_userns=0` or an AppArmor profile (Ubuntu), \
                 `sysctl user.max_user_namespaces=15000` (RHEL); in a container, `--security-opt seccomp=unconfined`"
            }
            Self::MountSource => "check that the path exists and that this user may read it",
            Self::ControlGroup => {
                "check that the process's own control group is writable and below its limits"
            }
            Self::ProcessTree => {
                "a container that masks parts of `/proc` forbids new ones: `--security-opt systempaths=unconfined`"
            }
            Self::FileSystem | Self::Root | Self::Mount | Self::SealedRoot => "Linux 5.14 or newer is needed",
            Self::Program => {
                "check that the program and its interpreter are among the mounts, and executable there"
            }
            _ => "run `assay doctor` to see which protection this machine lacks",
        }
    }
}

/// One step that failed: on which object, with which error number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepFailure {
    pub step: Step,
    pub object: String,
    pub errno: i32,
}

impl StepFailure {
    /// The error's text, with what it was about and how to mend it.
    pub fn message(&self) -> String {
        format!("`{}`: {}\nhint: {}", self.object, self.error_text(), self.step.mend())
    }

    /// Object and error, without a hint.
    pub fn text(&self) -> String {
        format!("{}: `{}`: {}", self.step.name(), self.object, self.error_text())
    }

    fn error_text(&self) -> String {
        std::io::Error::from_raw_os_error(self.errno).to_string()
    }
}

impl From<StepFailure> for Refusal {
    fn from(failure: StepFailure) -> Self {
        Self::Step {
            step: failure.step.name().to_owned(),
            object: failure.object.clone(),
            message: failure.error_text(),
            mend: failure.step.mend().to_owned(),
        }
    }
}

/// Turns an error number into the failure of `step` on `object`.
pub fn failed<E: IntoErrno>(step: Step, object: impl Display) -> impl FnOnce(E) -> StepFailure {
    move |error| StepFailure { step, object: object.to_string(), errno: error.into_errno() }
}

/// The two error types of the libraries that steps are made of.
pub trait IntoErrno {
    fn into_errno(self) -> i32;
}

impl IntoErrno for Errno {
    fn into_errno(self) -> i32 {
        self.raw_os_error()
    }
}

impl IntoErrno for std::io::Error {
    fn into_errno(self) -> i32 {
        self.raw_os_error().unwrap_or(libc::EIO)
    }
}
