//! `assay measure fit`: item parameters from responses.

use anyhow::anyhow;
use psychometrics::calibration::{
    Calibration, CalibrationError, Em, Options, Prior, StandardErrors, WeakPrior, calibrate,
};
use psychometrics::responses::Responses;

use super::bank_file::{BankFile, BankItem, ModelWord, Origin, PriorWord};
use super::columns::{aligned, number};
use super::response_table::ResponseTable;
use super::{as_json, cpu_seconds};
use crate::cli::measure::{EmName, Fit, PriorName};
use crate::exit::{Exit, OrMisuse as _};
use crate::output;

/// Up to this many persons times squared items the observed information is computed, above it the cross-product of scores: there both agree,
/// and the former would take longer than the calibration.
const MOST_FOR_OBSERVED: usize = 3_000_000;

pub fn run(arguments: &Fit) -> anyhow::Result<Exit> {
    let table = ResponseTable::open(&arguments.responses)?;
    let rows = table.rows();
    let before = cpu_seconds();
    let fitted = Responses::from_rows(&rows)
        .map_err(anyhow::Error::from)
        .and_then(|responses| fit(&responses, arguments, &table.items));
    let fitted = fitted.or_misuse()?;
    let origin = Origin {
        model: ModelWord::of(arguments.model),
        prior: PriorWord::of(arguments.prior),
        persons: rows.len(),
        cpu_seconds: cpu_seconds() - before,
        item_ids: &table.items,
        first_categories: &table.first_categories,
    };
    let bank = BankFile::new(&origin, &fitted);
    output::data(&if arguments.json { as_json(&bank)? } else { page(&bank) })?;
    Ok(Exit::Full)
}

fn fit(responses: &Responses, arguments: &Fit, items: &[String]) -> anyhow::Result<Calibration> {
    let work = responses.pattern_count().saturating_mul(responses.item_count().pow(2));
    let options = Options {
        prior: match arguments.prior {
            PriorName::None => Prior::Flat,
            PriorName::Default => Prior::Weak(WeakPrior::default()),
        },
        standard_errors: if work <= MOST_FOR_OBSERVED {
            StandardErrors::Observed
        } else {
            StandardErrors::CrossProduct
        },
        em: match arguments.em {
            EmName::Accelerated => Em::Accelerated,
            EmName::Plain => Em::Plain,
        },
        tolerance: arguments.tolerance,
        ..Options::new(ModelWord::of(arguments.model).model())
    };
    calibrate(responses, &options).map_err(|error| named(error, items))
}

/// What mends columns that say nothing.
const HINT: &str = "\nhint: leave them out, or use `--prior default`";

/// The refusal with the items' ids in place of their numbers.
fn named(error: CalibrationError, items: &[String]) -> anyhow::Error {
    let id = |number: usize| items.get(number - 1).map_or("?", String::as_str);
    let all = |numbers: &[usize]| -> String {
        let ids: Vec<String> = numbers.iter().take(10).map(|number| format!("`{}`", id(*number))).collect();
        let more = numbers.len().saturating_sub(10);
        ids.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
    };
    match error {
        CalibrationError::NoResponses { items } => anyhow!("no responses to {}{HINT}", all(&items)),
        CalibrationError::Constant { items } => {
            anyhow!("everybody gave the same answer to {}{HINT}", all(&items))
        }
        CalibrationError::EmptyCategory { item, category } => anyhow!(
            "`{}`: nobody is in category {category} (counted from 0)\nhint: merge it with a neighbour, or use `--prior default`",
            id(item)
        ),
        CalibrationError::NotDichotomous { item, categories } => {
            anyhow!("`{}` has {categories} categories\nhint: use `--model gpcm` or `--model grm`", id(item))
        }
        CalibrationError::Separated { item } => anyhow!(
            "`{}`: its estimate grows without bound, the responses separate perfectly\nhint: use `--prior default`",
            id(item)
        ),
        CalibrationError::NoItem { item, source } => anyhow!("`{}`: {source}", id(item)),
        CalibrationError::TooFewItems { needed, found } => anyhow!(
            "{found} items don't determine this model, it needs {needed}\nhint: add items, or use `--prior default`"
        ),
        other @ CalibrationError::NotConverged { .. } => anyhow!("{other}\nhint: use `--prior default`"),
        other @ CalibrationError::Empty => anyhow!("{other}"),
    }
}

fn page(bank: &BankFile) -> String {
    let mut text = String::new();
    let persons = bank.persons.unwrap_or(0);
    text.push_str(
        &(format!(
            "{persons} persons, {} items, log-likelihood {:.3}, {} E-steps, {:.3} s CPU",
            bank.items.len(),
            bank.log_likelihood,
            bank.iterations,
            bank.cpu_seconds
        ) + "\n"),
    );
    if let Some(sd) = bank.person_sd.filter(|_| bank.model == ModelWord::Rasch) {
        text.push_str(&(format!("standard deviation of the persons {sd:.4}") + "\n"));
    }
    let rows: Vec<Vec<String>> = bank.items.iter().flat_map(lines).collect();
    text + &aligned(&["item", "parameter", "estimate", "error"], &rows)
}

/// One line per parameter.
fn lines(item: &BankItem) -> Vec<Vec<String>> {
    let errors = item.se.as_ref();
    let line = |name: String, value: f64, error: Option<f64>| {
        vec![item.id.clone(), name, format!("{value:.4}"), number(error)]
    };
    let mut lines = vec![line("a".to_owned(), item.a, errors.map(|errors| errors.a))];
    if let Some(b) = item.b {
        lines.push(line("b".to_owned(), b, errors.and_then(|errors| errors.b)));
    }
    for (step, threshold) in item.thresholds.iter().flatten().enumerate() {
        let error = errors.and_then(|errors| errors.thresholds.as_ref()?.get(step).copied());
        lines.push(line(format!("b{}", step + 1), *threshold, error));
    }
    if let Some(c) = item.c {
        lines.push(line("c".to_owned(), c, errors.and_then(|errors| errors.c)));
    }
    lines
}
