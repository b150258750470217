//! `assay measure`: the contract of its five commands.

#![expect(clippy::unwrap_used, reason = "a test stops where its data are not as it says")]

use serde_json::Value;

use crate::place::{Place, Run};

const SCHEMA: &str = include_str!("../../../../docs/schemas/bank.schema.json");

/// A table of the fixtures, one row per person, with a column of ids.
fn table(fixture: &str) -> String {
    let path = format!("{}/../../fixtures/psychometrics/{fixture}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap().strip_suffix(",count").unwrap();
    let mut rows = format!("person,{header}\n");
    let mut person = 0;
    for line in lines {
        let (cells, count) = line.rsplit_once(',').unwrap();
        for _ in 0..count.parse::<usize>().unwrap() {
            person += 1;
            rows.extend(["p", &person.to_string(), ",", cells, "\n"]);
        }
    }
    rows
}

fn json(run: &Run) -> Value {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

fn fitted(place: &Place, fixture: &str, arguments: &[&str]) -> Value {
    place.write("responses.csv", &table(fixture));
    json(&place.run(&[&["measure", "fit", "responses.csv", "--json", "--model"], arguments].concat()))
}

fn near(value: &Value, expected: f64, within: f64) {
    let value = value.as_f64().unwrap();
    assert!((value - expected).abs() <= within, "{value}, expected {expected}");
}

#[test]
fn fit_gives_the_published_values_and_its_bank_keeps_the_schema() {
    let place = Place::new();
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (fixture, model, expected) in [
        ("lsat6", "rasch", -2466.938),
        ("lsat6", "1pl", -2466.938),
        ("lsat6", "2pl", -2466.653),
        ("lsat7", "2pl", -2658.805),
        ("sat12", "2pl", -9488.955),
        ("science", "grm", -1608.870),
    ] {
        let bank = fitted(&place, fixture, &[model]);
        near(&bank["log_likelihood"], expected, 1e-3);
        assert!(validator.is_valid(&bank), "{fixture} {model}");
    }
    // The published value of this one lies below the maximum.
    near(&fitted(&place, "science", &["gpcm"])["log_likelihood"], -1612.683, 1.5e-3);
}

#[test]
fn fit_fixes_the_slopes_of_rasch_and_finds_one_for_1pl() {
    let place = Place::new();
    let (rasch, one_pl) = (fitted(&place, "lsat6", &["rasch"]), fitted(&place, "lsat6", &["1pl"]));
    for item in rasch["items"].as_array().unwrap() {
        near(&item["a"], 1.0, 0.0);
    }
    for item in one_pl["items"].as_array().unwrap() {
        near(&item["a"], 0.7551, 1e-3);
    }
}

#[test]
fn fit_by_plain_steps_stopped_early_gives_the_published_parameters() {
    let place = Place::new();
    let bank = fitted(&place, "lsat6", &["2pl", "--em", "plain", "--tolerance", "1.9e-4"]);
    let published =
        [(0.8251, -3.3607), (0.7231, -1.3696), (0.8900, -0.2799), (0.6887, -1.8657), (0.6576, -3.1230)];
    for (item, (a, b)) in bank["items"].as_array().unwrap().iter().zip(published) {
        near(&item["a"], a, 1e-3);
        near(&item["b"], b, 1e-3);
    }
}

#[test]
fn fit_refuses_with_row_column_and_a_way_out() {
    let place = Place::new();
    for (text, model, expected) in [
        ("a,b,c\n1,0,1\n0,x,1\n", "2pl", "row 2, column `b`: `x` is not a category"),
        ("a,b,c\n1,0,1\n0,1.5,1\n", "2pl", "row 2, column `b`: `1.5`"),
        ("a,b,c\n1,0\n", "2pl", "row 1 has 2 cells, the header has 3"),
        ("a,b,c\n1,0,1\n0,0,1\n1,0,0\n", "2pl", "everybody gave the same answer to `b`"),
        ("a,b,c\n1,0,2\n0,1,1\n1,0,0\n", "2pl", "`c` has 3 categories\nhint: use `--model gpcm`"),
        ("a,b,c\n,,\n", "2pl", "there are no responses"),
        ("a\n1\n0\n", "2pl", "1 items don't determine this model"),
        ("", "2pl", "the file is empty"),
    ] {
        place.write("bad.csv", text);
        let run = place.run(&["measure", "fit", "bad.csv", "--model", model, "--json"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{text}");
        assert!(run.stderr.contains(expected), "{text}: {}", run.stderr);
    }
    let run = place.run(&["measure", "fit", "nowhere.csv", "--model", "2pl"]);
    assert!(run.code == Some(2) && run.stderr.contains("cannot read `nowhere.csv`"), "{}", run.stderr);
    assert_eq!(place.run(&["measure", "fit", "bad.csv", "--model", "4pl"]).code, Some(2));
}

#[test]
fn fit_with_a_prior_is_finite_whatever_the_responses() {
    let place = Place::new();
    for text in [
        "a,b,c\n1,1,1\n1,1,1\n",
        "a,b,c\n0,0,0\n0,0,0\n",
        "a\n1\n0\n",
        "a,b,c\n1,,0\n,,1\n1,,0\n",
        "a,b,c\n0,0,0\n1,0,0\n1,1,0\n1,1,1\n",
    ] {
        place.write("few.csv", text);
        for model in ["rasch", "1pl", "2pl", "3pl", "gpcm", "grm"] {
            let run =
                place.run(&["measure", "fit", "few.csv", "--model", model, "--prior", "default", "--json"]);
            let bank = json(&run);
            for item in bank["items"].as_array().unwrap() {
                assert!(item["a"].is_f64() && item["b"].is_f64(), "{model} {text} {item}");
            }
        }
    }
    // Everybody got these right: they are easy, not hard.
    place.write("right.csv", "a,b,c\n1,1,0\n1,1,1\n1,1,0\n");
    let bank =
        json(&place.run(&["measure", "fit", "right.csv", "--model", "2pl", "--prior", "default", "--json"]));
    assert!(bank["items"][0]["b"].as_f64().unwrap() < -0.5, "{bank}");
}

#[test]
fn score_says_how_sure_it_is_also_of_all_right_and_of_nothing() {
    let place = Place::new();
    let bank = fitted(&place, "lsat6", &["2pl"]);
    place.write("bank.json", &bank.to_string());
    let items = "person,Item_1,Item_2,Item_3,Item_4,Item_5";
    place.write("new.csv", &format!("{items}\nall,1,1,1,1,1\nhalf,1,0,1,,\nnone,0,0,0,0,0\nempty,,,,,\n"));
    let scores = json(&place.run(&["measure", "score", "new.csv", "--bank", "bank.json", "--json"]));
    let persons = scores["persons"].as_array().unwrap();
    let ability = |person: usize| persons[person]["ability"].as_f64().unwrap();
    assert!(ability(0) > ability(1) && ability(1) > ability(2));
    near(&persons[3]["ability"], 0.0, 1e-6);
    near(&persons[3]["standard_error"], 1.0, 1e-3);
    assert!(persons[3]["wle"].is_null() && persons[0]["wle"].is_f64());
    for person in persons {
        let (low, high) = (person["low_90"].as_f64().unwrap(), person["high_90"].as_f64().unwrap());
        assert!(low < person["ability"].as_f64().unwrap() && person["ability"].as_f64().unwrap() < high);
        assert!(person["standard_error"].as_f64().unwrap() > 0.3, "{person}");
    }
}

#[test]
fn score_reads_categories_as_the_bank_was_calibrated() {
    let place = Place::new();
    let bank = fitted(&place, "science", &["grm"]);
    place.write("bank.json", &bank.to_string());
    // Nobody here is in the lowest category: re-based by this file alone, 2 would count as 1.
    place.write("new.csv", "agent,Comfort,Work\nx,4,4\ny,2,2\nz,3,3\n");
    let scores = json(&place.run(&["measure", "score", "new.csv", "--bank", "bank.json", "--json"]));
    place.write("with.csv", "agent,Comfort,Work\nx,4,4\ny,2,2\nz,3,3\nw,1,1\n");
    let more = json(&place.run(&["measure", "score", "with.csv", "--bank", "bank.json", "--json"]));
    for person in 0..3 {
        assert_eq!(scores["persons"][person], more["persons"][person]);
    }
}

#[test]
fn score_refuses_what_the_bank_does_not_know() {
    let place = Place::new();
    let bank = fitted(&place, "lsat6", &["2pl"]);
    place.write("bank.json", &bank.to_string());
    for (text, expected) in [
        ("person,Item_1,Item_9\nada,1,1\n", "the bank has no item `Item_9`"),
        ("person,Item_1\nada,2\n", "row 1, column `Item_1`: the bank has the categories 0 to 1 there, not 2"),
    ] {
        place.write("new.csv", text);
        let run = place.run(&["measure", "score", "new.csv", "--bank", "bank.json"]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
    place.write("bank.json", "{\"items\": []}");
    let run = place.run(&["measure", "score", "new.csv", "--bank", "bank.json"]);
    assert!(run.code == Some(2) && run.stderr.contains("`bank.json` is no bank"), "{}", run.stderr);
}

/// Recorded persons whose responses follow a scale: the better, the more of the harder items.
fn recording(place: &Place) {
    let mut text = String::from("agent");
    text.extend((0..30).map(|item| format!(",task{item}")));
    for person in 0..40_i32 {
        text.extend(["\nagent", &person.to_string()]);
        for item in 0..30_i32 {
            // A fixed scatter in place of chance.
            let scatter = (person * 7 + item * 13) % 11 - 5;
            text.push_str(if person - item + scatter > 2 { ",1" } else { ",0" });
        }
    }
    place.write("responses.csv", &(text + "\n"));
    let ids = |odd: i32| -> String {
        let mut lines: Vec<String> = (0..40).filter(|p| p % 2 == odd).map(|p| format!("agent{p}")).collect();
        lines.push(String::new());
        lines.join("\n")
    };
    place.write("train.txt", &ids(0));
    place.write("test.txt", &ids(1));
}

#[test]
fn replay_gives_three_curves_twice_by_number_of_items() {
    let place = Place::new();
    recording(&place);
    let arguments = ["measure", "replay", "responses.csv", "--train", "train.txt", "--test", "test.txt"];
    let replayed = json(&place.run(&[&arguments[..], &["--max-items", "35", "--json"]].concat()));
    for way in ["adaptive", "random"] {
        for curve in ["spearman", "mae_points", "coverage_90"] {
            let values = replayed[way][curve].as_array().unwrap();
            assert_eq!(values.len(), 35, "{way} {curve}");
            assert!(values.iter().all(Value::is_f64));
        }
        near(&replayed[way]["mae_points"][34], 0.0, 1e-9);
    }
    let at = |way: &str, curve: &str, step: usize| replayed[way][curve][step].as_f64().unwrap();
    assert!(
        at("adaptive", "spearman", 7) > 0.9
            && at("adaptive", "mae_points", 7) < at("random", "mae_points", 7)
    );
    let features: String = (0..30).map(|item| format!("task{item},{item},x\n").replace(",x", ",1")).collect();
    place.write("items.csv", &format!("item,order,same\n{features}"));
    let with = json(
        &place.run(&[&arguments[..], &["--max-items", "5", "--features", "items.csv", "--json"]].concat()),
    );
    assert!(with["adaptive"]["spearman"][4].as_f64().unwrap() > 0.8);
}

#[test]
fn replay_refuses_lists_that_are_not_of_this_table() {
    let place = Place::new();
    recording(&place);
    let run = |train: &str, test: &str| {
        place.write("a.txt", train);
        place.write("b.txt", test);
        let run = place.run(&[
            "measure",
            "replay",
            "responses.csv",
            "--train",
            "a.txt",
            "--test",
            "b.txt",
            "--max-items",
            "3",
        ]);
        assert_eq!(run.code, Some(2), "{}", run.stdout);
        run.stderr
    };
    assert!(run("agent0\nnobody\n", "agent1\n").contains("line 2: there is no row `nobody`"));
    assert!(run("agent0\nagent1\n", "agent1\n").contains("`agent1` is in both lists"));
    assert!(run("\n", "agent1\n").contains("names no row"));
    assert!(run("agent0\nagent0\n", "agent1\n").contains("names `agent0` twice"));
    place.write("items.csv", "item,order\ntask0,1\n");
    let lacking = place.run(&[
        "measure",
        "replay",
        "responses.csv",
        "--train",
        "train.txt",
        "--test",
        "test.txt",
        "--max-items",
        "3",
        "--features",
        "items.csv",
    ]);
    assert!(
        lacking.code == Some(2) && lacking.stderr.contains("no row for the item `task1`"),
        "{}",
        lacking.stderr
    );
}

#[test]
fn simulate_compares_rules_and_says_why_tests_ended() {
    let place = Place::new();
    let simulated = |more: &[&str]| {
        let arguments = ["measure", "simulate", "--items", "200", "--persons", "60", "--json"];
        json(&place.run(&[&arguments[..], more].concat()))
    };
    let (best, random) = (simulated(&["--rule", "information"]), simulated(&["--rule", "random"]));
    assert!(best["length"]["median"].as_u64().unwrap() < random["length"]["median"].as_u64().unwrap());
    assert_eq!(best["stops"]["standard_error"], 60);
    let short = simulated(&["--stop", "items=5"]);
    assert_eq!(
        (&short["length"]["median"], &short["stops"]["most_items"]),
        (&Value::from(5), &Value::from(60))
    );
    let misfit = simulated(&["--misfit", "local-dependence", "--calibrating", "50", "--stop", "items=10"]);
    assert!(misfit["coverage_90"].as_f64().unwrap() > 0.5);
    let wrong = place.run(&["measure", "simulate", "--items", "9", "--persons", "9", "--stop", "soon"]);
    assert!(wrong.code == Some(2) && wrong.stderr.contains("`--stop soon` is no rule"), "{}", wrong.stderr);
}

#[test]
fn bank_shows_its_health_as_a_table_and_as_plots_that_say_what_they_show() {
    let place = Place::new();
    let bank = fitted(&place, "lsat6", &["2pl"]);
    place.write("bank.json", &bank.to_string());
    place.write(
        "items.csv",
        "item,level,shown\nItem_1,1,300\nItem_2,2,10\nItem_3,2,5\nItem_4,3,0\nItem_5,1,9\n",
    );
    let run =
        place.run(&["measure", "bank", "bank.json", "--items", "items.csv", "--responses", "responses.csv"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout.contains("worn out") && run.stdout.contains("bank-health/information.svg"),
        "{}",
        run.stdout
    );
    for plot in ["information", "difficulty", "exposure"] {
        let svg = std::fs::read_to_string(place.path().join(format!("bank-health/{plot}.svg"))).unwrap();
        assert!(svg.contains("role=\"img\"") && svg.contains(&format!("<desc id=\"{plot}-desc\">")));
        assert!(!svg.contains("NaN"));
    }
    let page = std::fs::read_to_string(place.path().join("bank-health/index.html")).unwrap();
    assert_eq!((page.matches("<svg").count(), page.matches("<table>").count()), (3, 3));
    let report = json(&place.run(&["measure", "bank", "bank.json", "--plots", "plots", "--json"]));
    assert_eq!(report["items"].as_array().unwrap().len(), 5);
    assert!(place.path().join("plots/exposure.svg").is_file());
}
