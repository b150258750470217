//! Measures calibration: `cargo run --release -p psychometrics --example speed -- PERSONS ITEMS [skip|cross|observed|json FILE]`.
//! Prints CPU milliseconds of this process's main thread, iterations, error of recovery, and peak memory.

#![expect(clippy::cast_precision_loss, reason = "counts of items and people are small")]

use std::error::Error;

use psychometrics::calibration::{Model, Options, StandardErrors, calibrate};
use psychometrics::response_model::Item;
use psychometrics::responses::Responses;
use psychometrics::simulation::{draw_normal, draw_rows};
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |index: usize, default: usize| arguments.get(index).map_or(Ok(default), |text| text.parse());
    let (persons, item_count) = (number(1, 1_000)?, number(2, 50)?);
    let standard_errors = match arguments.get(3).map(String::as_str) {
        Some("cross") => StandardErrors::CrossProduct,
        Some("observed") => StandardErrors::Observed,
        _ => StandardErrors::Skip,
    };
    let mut random = Pcg64Mcg::seed_from_u64(7);
    let items = (0..item_count)
        .map(|_| Item::two_pl(draw_normal(0.0, 0.3, &mut random).exp(), draw_normal(0.0, 1.0, &mut random)));
    let items = items.collect::<Result<Vec<Item>, _>>()?;
    let abilities: Vec<f64> = (0..persons).map(|_| draw_normal(0.0, 1.0, &mut random)).collect();
    let rows = draw_rows(&items, &abilities, &mut random);
    let file = arguments.get(4).filter(|_| arguments[3] == "json");
    if let Some(file) = file {
        // One byte per response, for others to calibrate on the same.
        let bytes: Vec<u8> = rows.iter().flatten().map(|cell| cell.unwrap_or(0)).collect();
        std::fs::write(file, bytes)?;
    }
    let before = cpu_milliseconds()?;
    let responses = Responses::from_rows(&rows)?;
    drop(rows);
    let folded = cpu_milliseconds()?;
    let fitted = calibrate(&responses, &Options { standard_errors, ..Options::new(Model::TwoPl) })?;
    let after = cpu_milliseconds()?;
    if file.is_some() {
        let (seconds, peak) = ((after - before) / 1e3, peak_kibibytes()?);
        let likelihood = fitted.log_likelihood;
        println!("{{\"cpu_seconds\": {seconds}, \"log_likelihood\": {likelihood}, \"peak_kib\": {peak}}}");
        return Ok(());
    }
    let error = |left: f64, right: f64| (left - right).powi(2);
    let pairs = || fitted.items.iter().map(|fitted| &fitted.item).zip(&items);
    let slope: f64 = pairs().map(|(x, y)| error(x.slope(), y.slope())).sum();
    let difficulty: f64 = pairs().map(|(x, y)| error(x.location(), y.location())).sum();
    let mean = |sum: f64| (sum / fitted.items.len() as f64).sqrt();
    println!(
        "{persons} x {item_count}: fold {:.1} ms, calibrate {:.1} ms CPU",
        folded - before,
        after - folded
    );
    println!("  {} iterations, log-likelihood {:.3}", fitted.iterations, fitted.log_likelihood);
    println!("  rmse a {:.3}, b {:.3}, peak {} KiB", mean(slope), mean(difficulty), peak_kibibytes()?);
    Ok(())
}

/// CPU time of the main thread so far, from the scheduler.
fn cpu_milliseconds() -> Result<f64, Box<dyn Error>> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = text.split_whitespace().next().unwrap_or("0").parse()?;
    Ok(nanoseconds / 1e6)
}

fn peak_kibibytes() -> Result<String, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    Ok(line.unwrap_or("0 kB").trim_end_matches("kB").trim().to_owned())
}
