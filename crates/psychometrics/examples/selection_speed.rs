//! Measures one selection step: `cargo run --release -p psychometrics --example selection_speed -- ITEMS [json]`.

use std::error::Error;
use std::time::Instant;

use psychometrics::ability::{AbilityPrior, Link, posterior, scoring_nodes};
use psychometrics::response_model::Item;
use psychometrics::selection::{Exposure, Pool, PoolItem, SelectionRules};
use psychometrics::simulation::draw_normal;
use psychometrics::uncertain_item::{Curves, UncertainItem};
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

fn main() -> Result<(), Box<dyn Error>> {
    let count: usize = std::env::args().nth(1).map_or(Ok(10_000), |text| text.parse())?;
    let mut random = Pcg64Mcg::seed_from_u64(1);
    let mut items = Vec::new();
    for _ in 0..count {
        let slope = draw_normal(0.0, 0.3, &mut random).exp();
        items.push(UncertainItem::certain(Item::two_pl(slope, draw_normal(0.0, 1.0, &mut random))?));
    }
    let pool_item = |(index, item)| PoolItem {
        item,
        minutes: 2.0,
        area: index % 3,
        enemy_groups: vec![u32::try_from(index / 4).unwrap_or(0)],
        needs_responses: false,
    };
    let pool_items: Vec<PoolItem<'_>> = items.iter().enumerate().map(pool_item).collect();
    let rules = SelectionRules { area_shares: vec![0.3, 0.3, 0.4], ..SelectionRules::default() };
    let pool = Pool::new(&pool_items, &rules)?;
    let nodes = scoring_nodes();
    let curves = Curves::of(items[0].item(), &nodes);
    let mut milliseconds = Vec::new();
    for step in 0..200_usize {
        let answers = vec![(&curves, step % 2); 1 + step % 8];
        let known = posterior(AbilityPrior { mean: 0.0, sd: 1.0 }, Link::default(), &nodes, &answers)?;
        let shown: Vec<usize> = (0..step % 8).map(|index| index * 37 % count).collect();
        let start = Instant::now();
        let choice = pool.next(&rules, &Exposure::default(), &shown, &known, &mut random);
        milliseconds.push(start.elapsed().as_secs_f64() * 1e3);
        std::hint::black_box(choice);
    }
    milliseconds.sort_by(f64::total_cmp);
    if std::env::args().nth(2).is_some_and(|word| word == "json") {
        println!("{{\"median_ms\": {}, \"p90_ms\": {}}}", milliseconds[100], milliseconds[180]);
        return Ok(());
    }
    println!("{count} items: median {:.3} ms, p90 {:.3} ms a step", milliseconds[100], milliseconds[180]);
    Ok(())
}
