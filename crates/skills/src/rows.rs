//! The two TOML files as they are written down. Everything is checked elsewhere.

use serde::Deserialize;
use toml::Spanned;

use crate::mistake::Mistake;

pub(crate) const MAP_FILE: &str = "competencies.toml";
pub(crate) const ROLES_FILE: &str = "roles.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MapRows {
    #[expect(dead_code, reason = "for people; a changed map is another text anyway")]
    version: String,
    pub level_bands: Spanned<Vec<String>>,
    pub task_kinds: Spanned<Vec<String>>,
    pub area: Vec<AreaRow>,
    pub component: Vec<ComponentRow>,
    pub seed: Vec<SeedRow>,
    pub feature: Vec<FeatureRow>,
    pub competency: Vec<CompetencyRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AreaRow {
    pub id: Spanned<String>,
    pub name: String,
    pub about: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only the id is referred to; the rest is for people")]
pub(crate) struct ComponentRow {
    pub id: Spanned<String>,
    name: String,
    version: String,
    obtain: String,
    status: String,
}

/// One item of the checklist of what a Python developer is expected to know and do.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "where it stands in its source is for people")]
pub(crate) struct SeedRow {
    pub id: Spanned<String>,
    pub key: String,
    source: String,
    line: u32,
    pub kind: String,
    pub locator: String,
}

/// What the product does for an item that is no ability of a person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the name is for people")]
pub(crate) struct FeatureRow {
    pub id: Spanned<String>,
    name: String,
    pub seeds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompetencyRow {
    pub id: Spanned<String>,
    pub area: String,
    pub skill: String,
    pub level: String,
    pub can: String,
    pub kinds: Vec<String>,
    pub components: Vec<String>,
    pub prerequisites: Vec<String>,
    pub seeds: Vec<String>,
    pub proof: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleRows {
    #[expect(dead_code, reason = "for people; a changed profile is another text anyway")]
    version: String,
    pub rule: Spanned<RuleRow>,
    pub profile: Vec<ProfileRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleRow {
    pub cut: f64,
    pub interval: f64,
    pub max_evidence_age_days: u32,
    pub quiz_only_allowed: bool,
    pub min_independent_tasks_per_must: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileRow {
    pub id: Spanned<String>,
    pub role: String,
    pub level: String,
    pub name: String,
    pub why: String,
    pub seeds: Vec<String>,
    pub must: Vec<String>,
    pub references: Vec<String>,
    pub areas: Vec<Spanned<ProfileAreaRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileAreaRow {
    pub area: String,
    pub level: String,
    pub weight: u32,
    pub reason: String,
}

/// Reads one file's rows.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, Mistake> {
    toml::from_str(text).map_err(|error| Mistake {
        file,
        line: error.span().map(|span| line_of(text, span.start)),
        message: error.message().trim().replace('\n', ", "),
    })
}

/// The line of a byte of `text`, counted from 1.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count() + 1
}
