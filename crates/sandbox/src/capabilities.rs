//! No capability is left, and none can be gained: not by a set-user-id file, not by user number 0, not by inheritance.

use rustix::io::Errno;
use rustix::thread::{
    CapabilitiesSecureBits, CapabilitySet, CapabilitySets, clear_ambient_capability_set,
    remove_capability_from_bounding_set, set_capabilities, set_capabilities_secure_bits, set_no_new_privs,
};

use crate::step::{Step, StepFailure, failed};

/// Empties all five sets, locks the secure bits and forbids new privileges.
pub fn drop_all() -> Result<(), StepFailure> {
    empty_bounding_set().map_err(failed(Step::Capabilities, "bounding set"))?;
    clear_ambient_capability_set().map_err(failed(Step::Capabilities, "ambient set"))?;
    let bits = CapabilitiesSecureBits::NO_ROOT
        | CapabilitiesSecureBits::NO_ROOT_LOCKED
        | CapabilitiesSecureBits::NO_SETUID_FIXUP
        | CapabilitiesSecureBits::NO_SETUID_FIXUP_LOCKED
        | CapabilitiesSecureBits::KEEP_CAPS_LOCKED
        | CapabilitiesSecureBits::NO_CAP_AMBIENT_RAISE
        | CapabilitiesSecureBits::NO_CAP_AMBIENT_RAISE_LOCKED;
    set_capabilities_secure_bits(bits).map_err(failed(Step::Capabilities, "secure bits"))?;
    let none = CapabilitySet::empty();
    let sets = CapabilitySets { effective: none, permitted: none, inheritable: none };
    set_capabilities(None, sets).map_err(failed(Step::Capabilities, "thread sets"))?;
    set_no_new_privs(true).map_err(failed(Step::Capabilities, "no new privileges"))
}

/// The kernel may know capabilities that this program does not: go on until it says that there are no more.
fn empty_bounding_set() -> Result<(), Errno> {
    for number in 0..u64::BITS {
        match remove_capability_from_bounding_set(CapabilitySet::from_bits_retain(1 << number)) {
            Err(Errno::INVAL) if number > 0 => return Ok(()),
            other => other?,
        }
    }
    Ok(())
}
