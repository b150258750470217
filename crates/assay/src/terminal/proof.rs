//! A proof, and a bank's proofs, for people.

use std::fmt::Write as _;

use proving::proof::{Figures, Proof};

/// One task: what was shown, or what keeps it from being proven.
pub fn page(proof: &Proof, shown: &str) -> String {
    let mut page = String::new();
    let word = if proof.proven { "proven" } else { "NOT PROVEN" };
    // Writing into a text cannot fail.
    let _ = writeln!(page, "{}: {word}", proof.task);
    if !proof.figures.right.is_empty() {
        let _ = writeln!(page, "  {}", figures(&proof.figures, proof.seeds.len()));
    }
    for refusal in &proof.refusals {
        let text = refusal.finding().within(shown).to_string();
        let _ = writeln!(page, "  {}", text.replace('\n', "\n    "));
    }
    if proof.proven {
        for survivor in &proof.figures.mutants.survivors {
            let _ = writeln!(page, "  survives: {}:{} {}", survivor.file, survivor.line, survivor.change);
        }
    }
    page
}

fn figures(figures: &Figures, seeds: usize) -> String {
    let mutants = &figures.mutants;
    format!(
        "{} right and {} wrong solutions on {seeds} seeds, {} checks in {} groups; mutants killed {}/{} (equivalent {}); \
         {} cheats; starter {:.0} %, empty {:.0} %; CPU {:.0} %, memory {:.0} % of the limits; {} lines to read; \
         {} gradings, {:.1} s, CPU {:.1} s",
        figures.right.len(),
        figures.wrong.len(),
        figures.checks,
        figures.groups,
        mutants.killed,
        mutants.killed + mutants.survivors.len(),
        mutants.equivalent,
        figures.cheats,
        figures.starter_share * 100.0,
        figures.empty_share * 100.0,
        figures.cpu_share * 100.0,
        figures.memory_share * 100.0,
        figures.lines_to_read,
        figures.gradings,
        figures.seconds,
        figures.cpu_seconds,
    )
}

/// All tasks: how many are proven, the whole time, and the slowest.
pub fn summary(proofs: &[Proof], seconds: f64, slowest: usize) -> String {
    let proven = proofs.iter().filter(|proof| proof.proven).count();
    let cpu: f64 = proofs.iter().map(|proof| proof.figures.cpu_seconds).sum();
    let mut text = format!(
        "{proven} of {} tasks proven; {seconds:.1} s now; CPU of all proofs {cpu:.1} s\n",
        proofs.len()
    );
    let mut by_cpu: Vec<&Proof> = proofs.iter().collect();
    by_cpu.sort_by(|one, other| other.figures.cpu_seconds.total_cmp(&one.figures.cpu_seconds));
    for proof in by_cpu.into_iter().take(slowest) {
        let _ = writeln!(text, "  {:>7.1} s CPU  {}", proof.figures.cpu_seconds, proof.task);
    }
    text
}
