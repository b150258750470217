//! `assay measure score`: each person's ability with its error, on a bank that is calibrated already.

use std::collections::HashMap;

use anyhow::{Context as _, anyhow};
use psychometrics::ability::{Estimate, Link, eap, posterior, scoring_nodes, wle};
use psychometrics::health::reliability::empirical;
use psychometrics::response_model::Item;
use psychometrics::uncertain_item::Curves;
use serde::Serialize;

use super::as_json;
use super::bank_file::BankFile;
use super::columns::{aligned, number};
use super::response_table::ResponseTable;
use crate::cli::measure::Score;
use crate::exit::{Exit, OrMisuse as _};
use crate::output;

#[derive(Serialize)]
struct Scores {
    /// Share of the estimates' variance that is not error; null for fewer than two persons.
    reliability: Option<f64>,
    persons: Vec<PersonScore>,
}

#[derive(Serialize)]
struct PersonScore {
    id: String,
    /// Posterior mean and deviation, in logits.
    ability: f64,
    standard_error: f64,
    low_90: f64,
    high_90: f64,
    /// Warm's weighted likelihood estimate, which knows no prior; null without responses.
    wle: Option<f64>,
    wle_standard_error: Option<f64>,
    answered: usize,
}

pub fn run(arguments: &Score) -> anyhow::Result<Exit> {
    let bank = BankFile::open(&arguments.bank)?;
    let table = ResponseTable::open(&arguments.responses)?;
    let scores = scores(&bank, &table)
        .with_context(|| format!("`{}` does not fit the bank", arguments.responses.display()))
        .or_misuse()?;
    output::data(&if arguments.json { as_json(&scores)? } else { page(&scores) })?;
    Ok(Exit::Full)
}

fn scores(bank: &BankFile, table: &ResponseTable) -> anyhow::Result<Scores> {
    let places: HashMap<&str, usize> =
        bank.items.iter().enumerate().map(|(place, item)| (item.id.as_str(), place)).collect();
    let (items, nodes) = (bank.items()?, scoring_nodes());
    let mut columns = Vec::new();
    for (column, id) in table.items.iter().enumerate() {
        let place = *places.get(id.as_str()).ok_or_else(|| {
            anyhow!(
                "the bank has no item `{id}`\nhint: leave the column out, or name a column of ids `person`"
            )
        })?;
        let categories = table.column_in(column, bank.items[place].categories())?;
        columns.push((items[place].item(), items[place].curves(&nodes), categories));
    }
    let mut persons = Vec::with_capacity(table.persons.len());
    for (row, id) in table.persons.iter().enumerate() {
        let answered = columns.iter().filter_map(|(item, curves, own)| Some((*item, curves, own[row]?)));
        let answers: Vec<(&Item, &Curves, usize)> = answered.collect();
        persons.push(person_score(bank, id, &nodes, &answers)?);
    }
    let estimate =
        |person: &PersonScore| Estimate { ability: person.ability, standard_error: person.standard_error };
    let estimates: Vec<Estimate> = persons.iter().map(estimate).collect();
    Ok(Scores { reliability: empirical(&estimates), persons })
}

fn person_score(
    bank: &BankFile,
    id: &str,
    nodes: &[f64],
    answers: &[(&Item, &Curves, usize)],
) -> anyhow::Result<PersonScore> {
    let on_curves: Vec<(&Curves, usize)> =
        answers.iter().map(|(_, curves, answer)| (*curves, *answer)).collect();
    let on_items: Vec<(&Item, usize)> = answers.iter().map(|(item, _, answer)| (*item, *answer)).collect();
    let known = posterior(bank.ability_prior(), Link::default(), nodes, &on_curves)?;
    let (estimate, interval) = (eap(&known), known.interval(0.9));
    let weighted = wle(&on_items).ok();
    Ok(PersonScore {
        id: id.to_owned(),
        ability: estimate.ability,
        standard_error: estimate.standard_error,
        low_90: interval.low,
        high_90: interval.high,
        wle: weighted.map(|estimate| estimate.ability),
        wle_standard_error: weighted.map(|estimate| estimate.standard_error),
        answered: answers.len(),
    })
}

fn page(scores: &Scores) -> String {
    let row = |person: &PersonScore| {
        vec![
            person.id.clone(),
            format!("{:.3}", person.ability),
            format!("{:.3}", person.standard_error),
            format!("{:.3} to {:.3}", person.low_90, person.high_90),
            number(person.wle),
            person.answered.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = scores.persons.iter().map(row).collect();
    let table = aligned(&["person", "ability", "error", "90 % interval", "WLE", "answered"], &rows);
    format!("reliability {}\n{table}", number(scores.reliability))
}
