//! `assay bank prove`: tries to break each task in every way that the prover knows, and stores what was shown.

use std::fs;
use std::path::Path;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use bank::files::FileMap;
use bank::package::TaskPackage;
use proving::proof::Proof;
use proving::prover::{Cheat, Cheats, Moment, Prover};

use super::folder::{BankFolder, TaskFolder};
use crate::cli::Place;
use crate::cli::bank::{BankProve, CheatChoice};
use crate::commands::{corpus, trickless};
use crate::exit::{Exit, OrMisuse as _};
use crate::surroundings::Surroundings;
use crate::terminal::news::News;
use crate::terminal::proof::{page, summary};
use crate::{output, shipped};

/// How many of the slowest tasks the summary names.
const SLOWEST: usize = 10;

pub fn run(arguments: &BankProve, place: &Place) -> anyhow::Result<Exit> {
    let bank = BankFolder::open(arguments.bank.as_deref())?;
    let mut tasks = bank.tasks(&arguments.tasks)?;
    if arguments.stored {
        let all = tasks.len();
        tasks.retain(|task| bank.proof_of(&task.id).is_some());
        let drafts = all - tasks.len();
        output::note(&format!("{drafts} drafts left out: they have no proof, and count for nothing"));
    }
    let surroundings = Surroundings::open(place)?;
    let news = News::new();
    let listener = |progress| news.tell(progress);
    let begun = Instant::now();
    let clock = || Moment { wall_seconds: begun.elapsed().as_secs_f64(), cpu_seconds: cpu_seconds() };
    let date = arguments.date.clone().unwrap_or_else(today);
    let corpus = Corpus::read()?;
    let skills = shipped::skill_map()?;
    let jobs = arguments
        .jobs
        .map_or_else(|| std::thread::available_parallelism().map_or(1, Into::into), usize::from);
    let prover = Prover {
        grader: surroundings.warm_grader(&listener),
        corpus: &|entry| corpus.laid_out(entry),
        trickless: &|entry| trickless::answers(entry).filter_map(Result::ok).collect(),
        is_competency: &|id| skills.competency(id).is_some(),
        cheats: match arguments.cheats {
            CheatChoice::None => Cheats::None,
            CheatChoice::Drawn => Cheats::Drawn,
            CheatChoice::All => Cheats::All,
        },
        clock: &clock,
        listener: &listener,
        jobs,
        seeds: u64::from(arguments.seeds),
        date: &date,
    };
    let mut proofs = Vec::new();
    let drawn = drawn(tasks.len(), arguments.sample, day_number());
    for (at, task) in tasks.iter().enumerate() {
        let proof = prove(&bank, task, &prover, arguments, drawn.contains(&at))?;
        news.end();
        output::data(&if arguments.json {
            format!("{}\n", serde_json::to_string(&proof)?)
        } else {
            page(&proof, &task.shown)
        })?;
        proofs.push(proof);
    }
    if proofs.len() > 1 && !arguments.json {
        output::data(&summary(&proofs, begun.elapsed().as_secs_f64(), SLOWEST))?;
    }
    Ok(Exit::all_well(proofs.iter().all(|proof| proof.proven)))
}

/// The stored proof where it still holds, else a new one, which is stored when it proves the task.
fn prove(
    bank: &BankFolder,
    task: &TaskFolder,
    prover: &Prover<'_>,
    arguments: &BankProve,
    is_drawn: bool,
) -> anyhow::Result<Proof> {
    let (files, left_out) = task.read()?;
    let digest = files.digest();
    let (package, findings) = TaskPackage::parse_among(files, bank.codebases()?);
    for finding in left_out.iter().chain(findings.iter().filter(|finding| !finding.is_error())) {
        output::note(&format!("{}/{finding}", task.shown));
    }
    let Some(package) = package else { return Ok(prover.unreadable(&task.id, digest, findings)) };
    let stored = bank.proof_of(&package.manifest().id);
    if let Some(proof) = stored.filter(|_| !arguments.again && !is_drawn)
        && proof.holds_for(&package.digest(), usize::from(arguments.seeds))
    {
        return Ok(proof);
    }
    let proof = prover.prove(&package);
    let is_kept = proof.proven && !arguments.check && arguments.cheats != CheatChoice::None;
    if is_kept && let Some(path) = bank.place_of_proof(&proof.task) {
        store(&path, &proof)?;
    }
    Ok(proof)
}

fn store(path: &Path, proof: &Proof) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    }
    fs::write(path, proof.to_json()).with_context(|| format!("cannot write `{}`", path.display())).or_misuse()
}

/// The cheats of the binary.
struct Corpus(Vec<corpus::Cheat>);

impl Corpus {
    fn read() -> anyhow::Result<Self> {
        Ok(Self(corpus::cheats()?))
    }

    fn laid_out(&self, entry: &str) -> Vec<Cheat> {
        let laid = self.0.iter().filter_map(|cheat| {
            let files: FileMap = cheat.laid_out(entry).ok()?;
            Some(Cheat {
                name: cheat.name.clone(),
                exams: cheat.exams.clone(),
                attempts: cheat.attempts,
                files,
            })
        });
        laid.collect()
    }
}

/// CPU time of this process and of all that it waited for, from `/proc/self/stat` (proc(5), fields 14 to 17).
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u32 =
        after_name.split_whitespace().skip(11).take(4).filter_map(|field| field.parse::<u32>().ok()).sum();
    // The kernel counts in hundredths of a second for every program (`USER_HZ`).
    f64::from(ticks) / 100.0
}

/// Which of so many tasks are proven once more on this day: the next ones every day, round and round.
fn drawn(tasks: usize, sample: usize, day: i64) -> Vec<usize> {
    let first = i64::try_from(sample).unwrap_or(0).saturating_mul(day);
    let count = i64::try_from(tasks).unwrap_or(0).max(1);
    let first = usize::try_from(first.rem_euclid(count)).unwrap_or(0);
    (0..sample.min(tasks)).map(|at| (first + at) % tasks).collect()
}

/// Days since 1970-01-01.
fn day_number() -> i64 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(seconds / 86_400).unwrap_or(0)
}

/// Today in UTC, as `2026-05-04`.
fn today() -> String {
    let (year, month, day) = civil(day_number());
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a number of days since 1970-01-01 in the Gregorian calendar (Howard Hinnant, "chrono-compatible
/// low-level date algorithms", 2013, `civil_from_days`): years begin in March, so that the leap day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_goes_round_the_bank() {
        assert_eq!(drawn(5, 2, 0), [0, 1]);
        assert_eq!(drawn(5, 2, 2), [4, 0]);
        assert!(drawn(0, 2, 7).is_empty());
        assert_eq!(drawn(1, 2, 7), [0]);
    }

    #[test]
    fn days_are_counted_from_1970_by_the_calendar() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_782), (2026, 11, 25));
    }
}
