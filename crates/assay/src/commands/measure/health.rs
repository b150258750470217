//! `assay measure bank`: where a bank informs, how its difficulties lie to the authors' levels, which items wear out, which don't fit.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use psychometrics::health::fit::item_fit;
use psychometrics::health::information_curve;
use psychometrics::health::reliability::alpha;
use psychometrics::health::score_fit::score_fit;
use psychometrics::response_model::Item;
use psychometrics::responses::Responses;
use psychometrics::selection::SelectionRules;
use psychometrics::simulated_tests::{Order, SimulatedBank, TestRules, exposure_rates, summary};
use psychometrics::stopping::StoppingRules;
use psychometrics::uncertain_item::UncertainItem;
use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;
use serde::Serialize;

use super::as_json;
use super::bank_file::{BankFile, ModelWord};
use super::columns::{aligned, number};
use super::item_table::ItemTable;
use super::page::{Figure, html};
use super::plots::{Axis, Plot, Series};
use super::response_table::ResponseTable;
use crate::cli::measure::Health;
use crate::exit::{Exit, OrMisuse as _};
use crate::output;

/// Persons whose tests are simulated to see which items wear out.
const SIMULATED_PERSONS: usize = 500;
/// A location less sure than this is worth a remark, in logits.
const VAGUE: f64 = 0.5;
/// Mean squares outside of this range are worth a remark (Wright & Linacre 1994, for tests that aren't high stakes).
const FITTING: std::ops::RangeInclusive<f64> = 0.7..=1.3;

#[derive(Serialize)]
struct Report {
    items: Vec<ItemHealth>,
    /// Bank information at each ability.
    information: Vec<InformationPoint>,
    /// What simulated adaptive tests to a standard error of .3 took: median items with and without the exposure cap of .25.
    simulated_median_length: [Option<usize>; 2],
    /// Cronbach's alpha of the persons who answered every item, where responses were given.
    alpha: Option<f64>,
}

#[derive(Serialize)]
struct InformationPoint {
    ability: f64,
    information: f64,
}

#[derive(Serialize)]
struct ItemHealth {
    id: String,
    location: f64,
    location_error: f64,
    slope: f64,
    level: Option<f64>,
    /// Share of persons that saw it: recorded, where `shown` was given, and in simulated tests with and without the cap.
    exposure: Option<f64>,
    simulated_exposure: [f64; 2],
    infit: Option<f64>,
    outfit: Option<f64>,
    /// p of Orlando and Thissen's fit over total scores.
    score_fit_p: Option<f64>,
    remarks: Vec<&'static str>,
}

pub fn run(arguments: &Health) -> anyhow::Result<Exit> {
    let bank = BankFile::open(&arguments.bank)?;
    let report = report(&bank, arguments)?;
    let figures = [information_figure(&report), difficulty_figure(&report), exposure_figure(&report)];
    let folder = arguments.plots.clone().unwrap_or_else(|| beside(&arguments.bank));
    let written = write(&folder, &arguments.bank, &figures)?;
    if arguments.json {
        output::data(&as_json(&report)?)?;
        output::note(&written.join("\n"));
    } else {
        output::data(&(page(&report) + "\n" + &written.join("\n") + "\n"))?;
    }
    Ok(Exit::Full)
}

/// `bank.json` has its plots in `bank-health/`.
fn beside(bank: &Path) -> PathBuf {
    let stem = bank.file_stem().map_or_else(|| "bank".into(), |stem| stem.to_string_lossy().into_owned());
    bank.with_file_name(format!("{stem}-health"))
}

fn write(folder: &Path, bank: &Path, figures: &[Figure]) -> anyhow::Result<Vec<String>> {
    let title = format!(
        "Health of {}",
        bank.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned())
    );
    let mut files = vec![(folder.join("index.html"), html(&title, figures))];
    files.extend(figures.iter().map(|f| (folder.join(format!("{}.svg", f.plot.name)), f.plot.svg())));
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display())).or_misuse()?;
    for (path, text) in &files {
        fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display())).or_misuse()?;
    }
    Ok(files.into_iter().map(|(path, _)| path.display().to_string()).collect())
}

fn report(bank: &BankFile, arguments: &Health) -> anyhow::Result<Report> {
    let known = bank.items()?;
    let items: Vec<Item> = known.iter().map(|item| item.item().clone()).collect();
    let ids: Vec<String> = bank.items.iter().map(|item| item.id.clone()).collect();
    let facts = arguments.items.as_deref().map(ItemTable::open).transpose()?;
    let column = |name: &str| -> anyhow::Result<Vec<Option<f64>>> {
        let Some(table) = &facts else { return Ok(vec![None; ids.len()]) };
        Ok(table.numbers(name, &ids).or_misuse()?.unwrap_or_else(|| vec![None; ids.len()]))
    };
    let (levels, shown) = (column("level")?, column("shown")?);
    let most_shown = shown.iter().flatten().copied().fold(0.0, f64::max);
    let sittings = bank.persons.and_then(|persons| u32::try_from(persons).ok()).map_or(most_shown, f64::from);
    let (capped, free) = (simulated(&known, Some(0.25))?, simulated(&known, None)?);
    let responses = arguments.responses.as_deref().map(|path| Fits::new(path, bank, &items)).transpose()?;
    let health = |index: usize| {
        let mut health = ItemHealth {
            id: ids[index].clone(),
            location: items[index].location(),
            location_error: known[index].location_error(),
            slope: items[index].slope(),
            level: levels[index],
            exposure: shown[index].map(|times| times / sittings.max(most_shown).max(1.0)),
            simulated_exposure: [capped.1[index], free.1[index]],
            infit: responses.as_ref().and_then(|fits| fits.infit[index]),
            outfit: responses.as_ref().and_then(|fits| fits.outfit[index]),
            score_fit_p: responses.as_ref().and_then(|fits| fits.score_fit_p[index]),
            remarks: Vec::new(),
        };
        health.remarks = remarks(&health, ids.len());
        health
    };
    let abilities: Vec<f64> = (-16..=16).map(|step| f64::from(step) / 4.0).collect();
    let information = information_curve(&items, &abilities);
    let point = |(ability, information)| InformationPoint { ability, information };
    Ok(Report {
        items: (0..ids.len()).map(health).collect(),
        information: abilities.into_iter().zip(information).map(point).collect(),
        simulated_median_length: [capped.0, free.0],
        alpha: responses.and_then(|fits| fits.alpha),
    })
}

fn remarks(health: &ItemHealth, item_count: usize) -> Vec<&'static str> {
    let alarm = 0.01 / f64::from(u32::try_from(item_count).unwrap_or(u32::MAX));
    let found = [
        (health.slope < 0.0, "negative slope: the better, the less often right"),
        ((0.0..0.4).contains(&health.slope), "hardly tells people apart"),
        (health.location_error > VAGUE, "needs more responses"),
        (health.infit.is_some_and(|value| !FITTING.contains(&value)), "does not fit its model"),
        (health.score_fit_p.is_some_and(|p| p < alarm), "does not fit over total scores"),
        (health.exposure.is_some_and(|rate| rate > 0.25), "worn out: over a quarter of the persons saw it"),
    ];
    found.into_iter().filter(|(is_so, _)| *is_so).map(|(_, remark)| remark).collect()
}

/// Median length of simulated adaptive tests, and each item's exposure in them.
fn simulated(known: &[UncertainItem], cap: Option<f64>) -> anyhow::Result<(Option<usize>, Vec<f64>)> {
    let rules = TestRules {
        order: Order::Adaptive,
        selection: SelectionRules { exposure_cap: cap, ..SelectionRules::default() },
        stopping: StoppingRules {
            standard_error: Some(0.3),
            most_items: Some(60),
            ..StoppingRules::default()
        },
    };
    let mut random = Pcg64Mcg::seed_from_u64(1);
    let tests = SimulatedBank::of(known.to_vec())?.test(&rules, SIMULATED_PERSONS, &mut random)?;
    let mut rates = exposure_rates(&tests);
    rates.resize(known.len(), 0.0);
    Ok((summary(&tests).map(|summary| summary.median_length), rates))
}

/// How the bank's items fit responses; items that the responses lack have no fit.
struct Fits {
    infit: Vec<Option<f64>>,
    outfit: Vec<Option<f64>>,
    score_fit_p: Vec<Option<f64>>,
    alpha: Option<f64>,
}

impl Fits {
    fn new(path: &Path, bank: &BankFile, items: &[Item]) -> anyhow::Result<Self> {
        let table = ResponseTable::open(path)?;
        let places: HashMap<&str, usize> =
            bank.items.iter().enumerate().map(|(place, item)| (item.id.as_str(), place)).collect();
        let mut columns: Vec<Vec<Option<u8>>> = Vec::new();
        let mut shown = Vec::new();
        for (column, id) in table.items.iter().enumerate() {
            let place =
                *places.get(id.as_str()).ok_or_else(|| anyhow!("the bank has no item `{id}`")).or_misuse()?;
            let cells = table.column_in(column, bank.items[place].categories()).or_misuse()?;
            columns.push(cells.into_iter().map(|cell| cell.and_then(|c| u8::try_from(c).ok())).collect());
            shown.push(place);
        }
        let rows: Vec<Vec<Option<u8>>> =
            (0..table.persons.len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
        let own: Vec<Item> = shown.iter().map(|place| items[*place].clone()).collect();
        let counts: Vec<u8> =
            own.iter().map(|item| u8::try_from(item.category_count()).unwrap_or(u8::MAX)).collect();
        let responses = Responses::with_categories(&rows, &counts).or_misuse()?;
        let sd = bank.ability_prior().sd;
        let mut fits = Self {
            infit: vec![None; items.len()],
            outfit: vec![None; items.len()],
            score_fit_p: vec![None; items.len()],
            alpha: alpha(&responses),
        };
        let fixed = usize::from(matches!(bank.model, ModelWord::Rasch | ModelWord::OnePl));
        let scores = score_fit(&responses, &own, sd, |item| item.category_count() - fixed);
        for (index, fit) in item_fit(&responses, &own, sd).into_iter().enumerate() {
            fits.infit[shown[index]] = fit.map(|fit| fit.infit);
            fits.outfit[shown[index]] = fit.map(|fit| fit.outfit);
            fits.score_fit_p[shown[index]] = scores[index].map(|fit| fit.p);
        }
        Ok(fits)
    }
}

fn page(report: &Report) -> String {
    let row = |item: &ItemHealth| {
        vec![
            item.id.clone(),
            format!("{:.2}", item.location),
            format!("{:.2}", item.location_error),
            format!("{:.2}", item.slope),
            number(item.infit),
            number(item.score_fit_p),
            number(item.exposure),
            format!("{:.2}", item.simulated_exposure[0]),
            item.remarks.join("; "),
        ]
    };
    let rows: Vec<Vec<String>> = report.items.iter().map(row).collect();
    let header =
        ["item", "difficulty", "error", "slope", "infit", "score fit p", "exposure", "simulated", "remarks"];
    let best = report.information.iter().max_by(|x, y| x.information.total_cmp(&y.information));
    let best = best.map_or_else(String::new, |point| {
        format!("most information {:.2} at ability {:+.2}", point.information, point.ability)
    });
    let [capped, free] =
        report.simulated_median_length.map(|length| length.map_or_else(|| "-".to_owned(), |n| n.to_string()));
    format!(
        "{} items, {best}\nsimulated adaptive tests to a standard error of .3 (60 items at most): median {free} items, {capped} under an exposure cap of .25\nalpha {}\n\n{}",
        report.items.len(),
        number(report.alpha),
        aligned(&header, &rows)
    )
}

fn information_figure(report: &Report) -> Figure {
    let points: Vec<(f64, f64)> =
        report.information.iter().map(|point| (point.ability, point.information)).collect();
    let best =
        points.iter().copied().fold((0.0, 0.0), |best, point| if point.1 > best.1 { point } else { best });
    Figure {
        plot: Plot {
            name: "information",
            title: "Where the bank informs".to_owned(),
            description: format!(
                "Information of all items together by ability. It is highest, {:.2}, at ability {:+.2}; there a person who takes every item is known to ±{:.2} logits.",
                best.1,
                best.0,
                best.1.max(1e-9).sqrt().recip()
            ),
            x: Axis { label: "ability, logits".to_owned(), low: -4.0, high: 4.0 },
            y: Axis::from_zero("information", points.iter().map(|point| point.1)),
            series: vec![Series::Line { name: "all items".to_owned(), points: points.clone() }],
        },
        header: ["ability", "information", "standard error"].map(str::to_owned).to_vec(),
        rows: points
            .iter()
            .map(|(x, y)| {
                vec![format!("{x:+.2}"), format!("{y:.3}"), format!("{:.3}", y.max(1e-9).sqrt().recip())]
            })
            .collect(),
    }
}

fn difficulty_figure(report: &Report) -> Figure {
    let has_levels = report.items.iter().any(|item| item.level.is_some());
    let place = |(index, item): (usize, &ItemHealth)| {
        let order = f64::from(u32::try_from(index + 1).unwrap_or(u32::MAX));
        let x = if has_levels { item.level? } else { order };
        let words = format!("{}: {:+.2} ± {:.2}", item.id, item.location, item.location_error);
        Some((x, item.location, item.location_error, words))
    };
    let points: Vec<(f64, f64, f64, String)> = report.items.iter().enumerate().filter_map(place).collect();
    let label = if has_levels { "level" } else { "item, in the file's order (no levels were given)" };
    let levels = if has_levels { "against the authors' levels" } else { "item by item" };
    Figure {
        plot: Plot {
            name: "difficulty",
            title: format!("Difficulty {levels}"),
            description: format!(
                "Each item's difficulty in logits with its standard error, {levels}; {} of {} items are drawn.{}",
                points.len(),
                report.items.len(),
                level_words(&points, has_levels)
            ),
            x: Axis::around(label, points.iter().map(|point| point.0)),
            y: Axis::around("difficulty, logits", points.iter().flat_map(|p| [p.1 - p.2, p.1 + p.2])),
            series: vec![Series::Points { points }],
        },
        header: ["item", "level", "difficulty", "standard error"].map(str::to_owned).to_vec(),
        rows: report
            .items
            .iter()
            .map(|item| {
                vec![
                    item.id.clone(),
                    number(item.level),
                    format!("{:+.3}", item.location),
                    format!("{:.3}", item.location_error),
                ]
            })
            .collect(),
    }
}

/// The mean difficulty of each level, in words.
fn level_words(points: &[(f64, f64, f64, String)], has_levels: bool) -> String {
    if !has_levels {
        return String::new();
    }
    let mut levels: Vec<f64> = points.iter().map(|point| point.0).collect();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    let mean = |level: f64| {
        let own: Vec<f64> = points.iter().filter(|p| p.0.total_cmp(&level).is_eq()).map(|p| p.1).collect();
        let count = f64::from(u32::try_from(own.len()).unwrap_or(u32::MAX));
        format!(" Level {level}: mean {:+.2}.", own.iter().sum::<f64>() / count)
    };
    levels.into_iter().take(12).map(mean).collect()
}

fn exposure_figure(report: &Report) -> Figure {
    let recorded: Vec<f64> = report.items.iter().filter_map(|item| item.exposure).collect();
    let sorted = |mut rates: Vec<f64>| -> Vec<(f64, f64)> {
        rates.sort_by(|left, right| right.total_cmp(left));
        let place = |(index, rate)| (f64::from(u32::try_from(index + 1).unwrap_or(u32::MAX)), rate);
        rates.into_iter().enumerate().map(place).collect()
    };
    let capped = sorted(report.items.iter().map(|item| item.simulated_exposure[0]).collect());
    let (name, main) = if recorded.is_empty() {
        ("simulated, no cap", sorted(report.items.iter().map(|item| item.simulated_exposure[1]).collect()))
    } else {
        ("recorded", sorted(recorded))
    };
    let highest = |points: &[(f64, f64)]| points.first().map_or(0.0, |point| point.1);
    Figure {
        plot: Plot {
            name: "exposure",
            title: "How often items are shown".to_owned(),
            description: format!(
                "Share of persons that each item is shown to, items sorted. {name}: {:.2} at most; simulated under a cap of .25: {:.2} at most.",
                highest(&main),
                highest(&capped)
            ),
            x: Axis {
                label: "item, most exposed first".to_owned(),
                low: 0.0,
                high: capped.last().map_or(1.0, |p| p.0),
            },
            y: Axis { label: "share of persons".to_owned(), low: 0.0, high: 1.0 },
            series: vec![
                Series::Line { name: name.to_owned(), points: main },
                Series::Line { name: "simulated, cap .25".to_owned(), points: capped },
            ],
        },
        header: ["item", "recorded", "simulated, cap .25", "simulated, no cap"].map(str::to_owned).to_vec(),
        rows: report
            .items
            .iter()
            .map(|item| {
                let [capped, free] = item.simulated_exposure.map(|rate| format!("{rate:.3}"));
                vec![item.id.clone(), number(item.exposure), capped, free]
            })
            .collect(),
    }
}
