//! The desk: a task laid out in a folder for one's own editor, and what lies there read back as a submission.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use bank::files::FileMap;
use bank::finding::Finding;
use bank::manifest::Kind;
use bank::package::TaskPackage;
use grader::staging::read;

use crate::terminal::brief::without_marks;

/// What the desk adds to the candidate's files, and never takes as work.
const BRIEF: &str = "BRIEF.md";
const EDITOR_FOLDERS: [&str; 2] = [".vscode", ".idea"];

/// A laid out task.
pub struct Desk {
    pub folder: PathBuf,
    kind: Kind,
    start: FileMap,
}

impl Desk {
    /// Lays a task out. What is there already stays: it is somebody's work.
    pub fn lay_out(into: &Path, task: &TaskPackage, variant: u64, libraries: &Path) -> anyhow::Result<Self> {
        let id = &task.manifest().id;
        let name = if variant == 0 { id.clone() } else { format!("{id}-{variant}") };
        let folder = into.join(name);
        let start = task.start();
        let desk = Self { folder, kind: task.manifest().kind, start };
        for (path, bytes) in desk.start.iter() {
            desk.put(path.as_str(), bytes)?;
        }
        desk.put(BRIEF, without_marks(task.brief()).as_bytes())?;
        for (path, text) in editor_settings(id, libraries) {
            desk.put(path, text.as_bytes())?;
        }
        Ok(desk)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let place = self.folder.join(path);
        if place.exists() {
            return Ok(());
        }
        let parent = place.parent().unwrap_or(&self.folder);
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&place, bytes));
        written.with_context(|| {
            format!("cannot write `{}`\nhint: choose a writable folder with `--into DIR`", place.display())
        })
    }

    /// What would be handed in, and what was left out of it.
    pub fn submission(&self) -> anyhow::Result<(FileMap, Vec<Finding>)> {
        let (mut files, findings) = match self.kind {
            Kind::Git => read::read_repository(&self.folder, read::OF_A_SUBMISSION)?,
            _ => read::read(&self.folder, read::OF_A_SUBMISSION)?,
        };
        let ours = |path: &str| {
            path == BRIEF || EDITOR_FOLDERS.iter().any(|folder| path.starts_with(&format!("{folder}/")))
        };
        let added: Vec<String> = files
            .paths()
            .map(|path| path.as_str().to_owned())
            .filter(|path| ours(path) && !self.start.contains(path))
            .collect();
        for path in added {
            files.remove(&path);
        }
        Ok((files, findings))
    }

    /// The files that the candidate is asked to change, as paths to open.
    pub fn files_to_edit(&self, task: &TaskPackage) -> Vec<PathBuf> {
        if self.kind == Kind::Git {
            return vec![self.folder.clone()];
        }
        let named: Vec<PathBuf> =
            task.manifest().solution.iter().map(|path| self.folder.join(path.as_str())).collect();
        if !named.is_empty() {
            return named;
        }
        let visible = self.start.paths().filter(|path| !path.as_str().starts_with('.'));
        let most: Vec<PathBuf> = visible.take(3).map(|path| self.folder.join(path.as_str())).collect();
        if most.is_empty() { vec![self.folder.clone()] } else { most }
    }
}

/// Settings for VS Code and PyCharm: the task's libraries, and nothing that would test or format behind one's back.
fn editor_settings(id: &str, libraries: &Path) -> Vec<(&'static str, String)> {
    let settings = serde_json::json!({
        "python.analysis.extraPaths": [libraries.to_string_lossy()],
        "python.testing.pytestEnabled": false,
        "python.testing.unittestEnabled": false,
        "files.exclude": { "**/__pycache__": true },
    });
    let module = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<module type=\"PYTHON_MODULE\" version=\"4\">\n  \
                  <component name=\"NewModuleRootManager\">\n    <content url=\"file://$MODULE_DIR$/..\">\n      \
                  <sourceFolder url=\"file://$MODULE_DIR$/..\" isTestSource=\"false\" />\n    </content>\n    \
                  <orderEntry type=\"inheritedJdk\" />\n  </component>\n</module>\n";
    let modules = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<project version=\"4\">\n  \
                   <component name=\"ProjectModuleManager\">\n    <modules>\n      \
                   <module fileurl=\"file://$PROJECT_DIR$/.idea/task.iml\" filepath=\"$PROJECT_DIR$/.idea/task.iml\" />\n    \
                   </modules>\n  </component>\n</project>\n";
    vec![
        (".vscode/settings.json", format!("{settings:#}\n")),
        (".idea/.name", format!("{id}\n")),
        (".idea/task.iml", module.to_owned()),
        (".idea/modules.xml", modules.to_owned()),
    ]
}
