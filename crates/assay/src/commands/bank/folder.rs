//! A bank on disk: `<area>/<task>/`, `codebases/<name>/` and `proofs/<task>.json`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context as _, anyhow};
use bank::files::FileMap;
use bank::finding::Finding;
use bank::package::Codebases;
use grader::staging::read;
use proving::proof::Proof;

use crate::exit::OrMisuse as _;

const NOT_AREAS: [&str; 2] = ["codebases", "proofs"];

pub struct BankFolder {
    root: Option<PathBuf>,
    codebases: OnceLock<Codebases>,
}

/// One task's folder.
pub struct TaskFolder {
    pub id: String,
    pub path: PathBuf,
    /// How messages name it.
    pub shown: String,
}

impl BankFolder {
    /// The bank that was named, else `bank` in the working folder; without one, only folders of tasks can be named.
    pub fn open(named: Option<&Path>) -> anyhow::Result<Self> {
        let root = match named {
            Some(root) if !root.is_dir() => {
                return Err(anyhow!("`{}` is no folder", root.display())).or_misuse();
            }
            Some(root) => Some(root.to_owned()),
            None => Some(PathBuf::from("bank")).filter(|root| root.is_dir()),
        };
        Ok(Self { root, codebases: OnceLock::new() })
    }

    /// The tasks that were named, by id or by folder; all, when none is.
    pub fn tasks(&self, named: &[String]) -> anyhow::Result<Vec<TaskFolder>> {
        let all = self.all()?;
        if named.is_empty() {
            return match &self.root {
                Some(_) => Ok(all),
                None => {
                    Err(anyhow!("there is no bank here; name one with `--bank`, or name a task's folder"))
                        .or_misuse()
                }
            };
        }
        named.iter().map(|name| self.task(name, &all)).collect()
    }

    fn task(&self, name: &str, all: &[TaskFolder]) -> anyhow::Result<TaskFolder> {
        if let Some(known) = all.iter().find(|task| task.id == name) {
            return Ok(TaskFolder {
                id: known.id.clone(),
                path: known.path.clone(),
                shown: known.shown.clone(),
            });
        }
        let path = PathBuf::from(name);
        if path.join("task.toml").is_file() {
            return Ok(TaskFolder::at(path));
        }
        let bank = self.root.as_deref().unwrap_or(Path::new("bank")).display();
        Err(anyhow!("`{name}` is neither a task of `{bank}` nor a folder with a `task.toml`")).or_misuse()
    }

    fn all(&self) -> anyhow::Result<Vec<TaskFolder>> {
        let Some(root) = &self.root else { return Ok(Vec::new()) };
        let mut tasks = Vec::new();
        for area in
            folders(root)?.into_iter().filter(|area| !NOT_AREAS.iter().any(|name| area.ends_with(name)))
        {
            tasks.extend(
                folders(&area)?
                    .into_iter()
                    .filter(|path| path.join("task.toml").is_file())
                    .map(TaskFolder::at),
            );
        }
        Ok(tasks)
    }

    pub fn codebases(&self) -> anyhow::Result<&Codebases> {
        if let Some(known) = self.codebases.get() {
            return Ok(known);
        }
        let mut codebases = Codebases::new();
        let folder = self.root.as_ref().map(|root| root.join("codebases")).filter(|folder| folder.is_dir());
        for path in folder.map(|folder| folders(&folder)).transpose()?.unwrap_or_default() {
            let (files, _) = read::read_folder(&path, read::OF_A_TASK).or_misuse()?;
            codebases.insert(name_of(&path), files);
        }
        Ok(self.codebases.get_or_init(|| codebases))
    }

    /// The stored proof of a task; none when there is none or when it is of another format.
    pub fn proof_of(&self, id: &str) -> Option<Proof> {
        let text = fs::read_to_string(self.place_of_proof(id)?).ok()?;
        Proof::from_json(&text).ok()
    }

    /// Where the proof of a task is stored; nowhere, outside of a bank.
    pub fn place_of_proof(&self, id: &str) -> Option<PathBuf> {
        Some(self.root.as_ref()?.join("proofs").join(format!("{id}.json")))
    }
}

impl TaskFolder {
    fn at(path: PathBuf) -> Self {
        Self { id: name_of(&path), shown: path.display().to_string(), path }
    }

    /// Its files, and what was left out of them.
    pub fn read(&self) -> anyhow::Result<(FileMap, Vec<Finding>)> {
        read::read_folder(&self.path, read::OF_A_TASK).or_misuse()
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The folders directly inside, sorted.
fn folders(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(path).with_context(|| format!("cannot read `{}`", path.display())).or_misuse()?;
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    folders.sort();
    Ok(folders)
}
