//! `assay env`: the Python environments of the rooms.

use anyhow::Context as _;
use grader::environments::build::ensure;
use grader::environments::verify::{Findings, verify};
use grader::environments::{Definition, definition, definitions};
use serde_json::{Value, json};

use crate::cli::{Env, EnvBuild, EnvList, EnvVerify, Place};
use crate::exit::{Exit, OrMisuse as _};
use crate::output;
use crate::surroundings::Surroundings;
use crate::terminal::news::News;

pub fn run(env: &Env, place: &Place) -> anyhow::Result<Exit> {
    let surroundings = Surroundings::open(place)?;
    match env {
        Env::List(arguments) => list(arguments, &surroundings),
        Env::Build(arguments) => build(arguments, &surroundings),
        Env::Verify(arguments) => check(arguments, &surroundings),
    }
}

fn list(arguments: &EnvList, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    let rows: Vec<Value> = definitions()
        .into_iter()
        .map(|definition| {
            let environment = definition.place(&surroundings.data, &surroundings.python);
            json!({
                "name": definition.name,
                "built": environment.is_built(),
                "packages": definition.package_count(),
                "python": surroundings.python.version_text(),
                "digest": environment.digest,
                "path": environment.path,
            })
        })
        .collect();
    show(&rows, arguments.json, |row| {
        let state = if row["built"] == true { "built" } else { "not built yet (built when first needed)" };
        format!(
            "{:<8} {:>3} packages  Python {}  {state}",
            text(&row["name"]),
            row["packages"],
            text(&row["python"])
        )
    })?;
    Ok(Exit::Full)
}

fn build(arguments: &EnvBuild, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    let wheels = arguments.wheels.as_ref().map(|folder| {
        folder
            .canonicalize()
            .with_context(|| format!("cannot read the folder of wheels `{}`", folder.display()))
    });
    let wheels = wheels.transpose().or_misuse()?;
    let news = News::new();
    let listener = |progress| news.tell(progress);
    let workshop = surroundings.workshop(wheels.as_deref(), &listener);
    let mut rows = Vec::new();
    for definition in named(&arguments.names)? {
        let environment = ensure(definition, workshop)?;
        rows.push(json!({"name": environment.name, "digest": environment.digest, "path": environment.path}));
    }
    news.end();
    show(&rows, arguments.json, |row| format!("{:<8} {}", text(&row["name"]), text(&row["path"])))?;
    Ok(Exit::Full)
}

fn check(arguments: &EnvVerify, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    let mut rows = Vec::new();
    let mut sound = true;
    for definition in named(&arguments.names)? {
        let environment = definition.place(&surroundings.data, &surroundings.python);
        if arguments.names.is_empty() && !environment.is_built() {
            continue;
        }
        let findings = verify(&environment, &surroundings.python)?;
        sound &= findings.is_sound();
        rows.push(json!({"name": environment.name, "sound": findings.is_sound(), "findings": findings}));
        if !arguments.json {
            explain(&environment.name, &findings);
        }
    }
    if rows.is_empty() {
        output::note("no environment is built yet\nhint: `assay env build`");
    }
    show(&rows, arguments.json, |row| {
        let findings = &row["findings"];
        let (files, imported) = (&findings["files"]["files"], &findings["imports"]["imported"]);
        let state = if row["sound"] == true { "sound" } else { "NOT sound" };
        format!("{:<8} {state}: {files} files compared, {imported} modules imported", text(&row["name"]))
    })?;
    Ok(Exit::all_well(sound))
}

fn explain(name: &str, findings: &Findings) {
    let files = &findings.files;
    let kinds =
        [("changed", &files.changed), ("missing", &files.missing), ("of no package", &files.unrecorded)];
    for (kind, paths) in kinds {
        for path in paths {
            output::note(&format!("{name}: {kind}: {path}"));
        }
    }
    for (module, error) in &findings.imports.failed {
        output::note(&format!("{name}: cannot import `{module}`: {error}"));
    }
    if !findings.is_sound() {
        output::note(&format!("hint: remove the environment's folder and run `assay env build {name}`"));
    }
}

fn named(names: &[String]) -> anyhow::Result<Vec<Definition>> {
    if names.is_empty() {
        return Ok(definitions());
    }
    names.iter().map(|name| definition(name).or_misuse()).collect()
}

fn show(rows: &[Value], as_json: bool, line: impl Fn(&Value) -> String) -> anyhow::Result<()> {
    if as_json {
        return output::data(&format!("{}\n", Value::from(rows)));
    }
    output::data(&rows.iter().flat_map(|row| [line(row), "\n".to_owned()]).collect::<String>())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
