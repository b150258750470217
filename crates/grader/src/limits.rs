//! What one run of an exam may use: named by the task, the caller or the defaults here.

use std::time::Duration;

/// Limits of the submission room. The exam room gets more of everything, so that it outlives what it examines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseLimits {
    pub cpu_time_ms: u64,
    pub wall_time_ms: u64,
    pub memory_bytes: u64,
}

/// Limits as somebody wishes them; absent: the next one's wish, or the default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WishedLimits {
    pub cpu_seconds: Option<f64>,
    pub wall_seconds: Option<f64>,
    pub memory_mb: Option<u64>,
}

impl Default for CaseLimits {
    fn default() -> Self {
        Self { cpu_time_ms: 10_000, wall_time_ms: 60_000, memory_bytes: 512 << 20 }
    }
}

impl WishedLimits {
    /// These wishes where they are, else the `other` ones.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            cpu_seconds: self.cpu_seconds.or(other.cpu_seconds),
            wall_seconds: self.wall_seconds.or(other.wall_seconds),
            memory_mb: self.memory_mb.or(other.memory_mb),
        }
    }

    /// The limits that hold. Who allows more CPU time than the default wall time allows as much wall time, six times over.
    pub fn settle(self) -> CaseLimits {
        let default = CaseLimits::default();
        let cpu_time_ms = self.cpu_seconds.map_or(default.cpu_time_ms, milliseconds);
        let wall_time_ms =
            self.wall_seconds.map_or(default.wall_time_ms.max(cpu_time_ms.saturating_mul(6)), milliseconds);
        let memory_bytes = self.memory_mb.map_or(default.memory_bytes, |mb| mb.saturating_mul(1 << 20));
        CaseLimits { cpu_time_ms, wall_time_ms, memory_bytes }
    }
}

/// Milliseconds of a number of seconds; a negative or absurd number becomes the nearest that a limit can be.
fn milliseconds(seconds: f64) -> u64 {
    let bounded =
        Duration::try_from_secs_f64(seconds.clamp(0.001, 86_400.0)).unwrap_or(Duration::from_millis(1));
    u64::try_from(bounded.as_millis()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_wish_holds_and_defaults_fill_the_rest() {
        let caller = WishedLimits { cpu_seconds: Some(2.0), ..WishedLimits::default() };
        let task = WishedLimits { cpu_seconds: Some(30.0), memory_mb: Some(1024), wall_seconds: None };
        let settled = caller.or(task).settle();
        assert_eq!(settled, CaseLimits { cpu_time_ms: 2_000, wall_time_ms: 60_000, memory_bytes: 1 << 30 });
        assert_eq!(task.settle().wall_time_ms, 180_000);
    }

    #[test]
    fn absurd_wishes_become_possible_limits() {
        let wish = |seconds| WishedLimits { cpu_seconds: Some(seconds), ..WishedLimits::default() };
        assert_eq!(wish(-1.0).settle().cpu_time_ms, 1);
        assert_eq!(wish(f64::INFINITY).settle().cpu_time_ms, 86_400_000);
        assert_eq!(wish(f64::NAN).settle().cpu_time_ms, 1);
    }
}
