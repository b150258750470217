//! `assay measure replay`: recorded persons sit an adaptive test and one in random order; how soon is their full score known?

use anyhow::{Context as _, anyhow};
use psychometrics::hierarchical::{BankPrior, TaskFacts};
use psychometrics::replay::{Recording, ReplayCurves, replay};
use psychometrics::response_model::Shape;
use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;
use serde::Serialize;

use super::as_json;
use super::columns::aligned;
use super::item_table::ItemTable;
use super::response_table::{ResponseTable, read_ids};
use crate::cli::measure::Replay;
use crate::exit::{Exit, OrMisuse as _};
use crate::output;

/// What is believed of the weight of a feature (scaled to deviation 1) before responses: N(0, this²), in logits.
const FEATURE_SD: f64 = 0.7;

#[derive(Serialize)]
struct Curves {
    adaptive: Curve,
    random: Curve,
}

#[derive(Serialize)]
struct Curve {
    spearman: Vec<f64>,
    mae_points: Vec<f64>,
    coverage_90: Vec<f64>,
}

pub fn run(arguments: &Replay) -> anyhow::Result<Exit> {
    let table = ResponseTable::open(&arguments.responses)?;
    let (train, test) = (read_ids(&arguments.train)?, read_ids(&arguments.test)?);
    if let Some(id) = test.iter().find(|id| train.contains(id)) {
        return Err(anyhow!("`{id}` is in both lists: who calibrates cannot be tested")).or_misuse();
    }
    let rows = |ids: &[String], path: &std::path::Path| -> anyhow::Result<Vec<Vec<Option<u8>>>> {
        let rows = table.rows_named(ids).with_context(|| format!("`{}`", path.display())).or_misuse()?;
        Ok(rows.into_iter().map(|row| table.row(row)).collect())
    };
    let (train, test) = (rows(&train, &arguments.train)?, rows(&test, &arguments.test)?);
    if test.iter().flatten().all(Option::is_none) {
        return Err(anyhow!("the tested rows hold no response")).or_misuse();
    }
    let features = arguments.features.as_ref().map(|path| features(path, &table.items)).transpose()?;
    let (tasks, prior) = tasks(&table, features.as_deref());
    let most_items = usize::try_from(arguments.max_items)?;
    let recording = Recording { tasks: &tasks, prior: &prior, train: &train, test: &test, most_items };
    let replayed = replay(recording, &mut Pcg64Mcg::seed_from_u64(arguments.seed)).or_misuse()?;
    let curves = Curves {
        adaptive: Curve::new(&replayed.adaptive, most_items),
        random: Curve::new(&replayed.random, most_items),
    };
    output::data(&if arguments.json { as_json(&curves)? } else { page(&curves) })?;
    Ok(Exit::Full)
}

impl Curve {
    /// Arrays by number of items, 1 to `most`: who has run out of items keeps the last prediction.
    fn new(curves: &ReplayCurves, most: usize) -> Self {
        let filled = |own: &[f64]| {
            let last = own.last().copied().unwrap_or(0.0);
            (0..most).map(|step| own.get(step).copied().unwrap_or(last)).collect()
        };
        Self {
            spearman: filled(&curves.spearman),
            mae_points: filled(&curves.mae_points),
            coverage_90: filled(&curves.coverage_90),
        }
    }
}

/// What replay knows of each item beforehand: its features, if any, and how many categories the file shows.
fn tasks(table: &ResponseTable, features: Option<&[Vec<f64>]>) -> (Vec<TaskFacts>, BankPrior) {
    let rows = table.rows();
    let task = |item: usize| {
        let highest = rows.iter().filter_map(|row| row[item]).max().unwrap_or(1);
        let categories = usize::from(highest.max(1)) + 1;
        let shape = if categories == 2 { Shape::Logistic } else { Shape::PartialCredit };
        TaskFacts { features: features.map_or_else(Vec::new, |all| all[item].clone()), shape, categories }
    };
    let tasks: Vec<TaskFacts> = (0..table.items.len()).map(task).collect();
    let count = tasks.first().map_or(0, |task| task.features.len());
    (tasks, BankPrior::new(&vec![0.0; count], FEATURE_SD))
}

/// Each item's features, centred and scaled to deviation 1; an empty cell is the mean. A column without variance says nothing and is left out.
fn features(path: &std::path::Path, items: &[String]) -> anyhow::Result<Vec<Vec<f64>>> {
    let table = ItemTable::open(path)?;
    if let Some(id) = table.lacking(items) {
        return Err(anyhow!("`{}` has no row for the item `{id}`", path.display())).or_misuse();
    }
    let mut features = vec![Vec::new(); items.len()];
    for column in &table.columns {
        let numbers =
            table.numbers(column, items).with_context(|| format!("`{}`", path.display())).or_misuse()?;
        let Some(scaled) = numbers.and_then(|numbers| scaled(&numbers)) else { continue };
        for (own, value) in features.iter_mut().zip(scaled) {
            own.push(value);
        }
    }
    Ok(features)
}

fn scaled(numbers: &[Option<f64>]) -> Option<Vec<f64>> {
    let known: Vec<f64> = numbers.iter().flatten().copied().collect();
    let count = f64::from(u32::try_from(known.len()).ok()?);
    let mean = known.iter().sum::<f64>() / count;
    let sd = (known.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count).sqrt();
    let scale = |number: &Option<f64>| number.map_or(0.0, |number| (number - mean) / sd);
    (sd.is_finite() && sd > 1e-12 * mean.abs()).then(|| numbers.iter().map(scale).collect())
}

fn page(curves: &Curves) -> String {
    let steps = curves.adaptive.spearman.len();
    let shown = (0..steps).filter(|step| *step < 10 || (step + 1) % 5 == 0 || step + 1 == steps);
    let row = |step: usize| {
        let cells = [&curves.adaptive, &curves.random].map(|curve| {
            [
                format!("{:.3}", curve.spearman[step]),
                format!("{:.2}", curve.mae_points[step]),
                format!("{:.2}", curve.coverage_90[step]),
            ]
        });
        std::iter::once((step + 1).to_string()).chain(cells.into_iter().flatten()).collect()
    };
    let rows: Vec<Vec<String>> = shown.map(row).collect();
    let header =
        ["items", "Spearman", "error", "coverage", "random: Spearman", "random: error", "random: coverage"];
    format!(
        "Rank correlation with the full score, mean error of the predicted full score (points of 100), coverage of its 90 % interval\n{}",
        aligned(&header, &rows)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_centred_and_scaled_and_an_empty_cell_is_the_mean() {
        let scaled_column = scaled(&[Some(1.0), Some(3.0), None]).unwrap();
        assert!((scaled_column[0] + 1.0).abs() < 1e-12 && (scaled_column[1] - 1.0).abs() < 1e-12);
        assert!(scaled_column[2].abs() < 1e-12);
        assert_eq!(scaled(&[Some(2.0), Some(2.0)]), None);
        assert_eq!(scaled(&[None, None]), None);
    }

    #[test]
    fn curves_reach_as_far_as_was_asked() {
        let short = ReplayCurves { spearman: vec![0.5], mae_points: vec![3.0], coverage_90: vec![0.9] };
        assert_eq!(Curve::new(&short, 3).spearman, vec![0.5; 3]);
    }
}
