//! BANK.json: a calibrated bank as a file (`docs/schemas/bank.schema.json`), and the items that it means.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use nalgebra::{DMatrix, DVector};
use psychometrics::ability::AbilityPrior;
use psychometrics::calibration::{Calibration, Errors, FittedItem, Model};
use psychometrics::response_model::{Item, Shape};
use psychometrics::uncertain_item::UncertainItem;
use serde::{Deserialize, Serialize};

use super::read;
use super::response_table::Categories;
use crate::cli::measure::{ModelName, PriorName};
use crate::exit::OrMisuse as _;

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BankFile {
    pub model: ModelWord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<PriorWord>,
    pub log_likelihood: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_sd: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persons: Option<u64>,
    pub iterations: u64,
    pub cpu_seconds: f64,
    pub items: Vec<BankItem>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BankItem {
    pub id: String,
    pub a: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub c: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thresholds: Option<Vec<f64>>,
    #[serde(default)]
    pub se: Option<ErrorsFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covariance: Option<Vec<Vec<f64>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_category: Option<i32>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorsFile {
    pub a: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub c: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thresholds: Option<Vec<f64>>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub enum ModelWord {
    #[serde(rename = "rasch")]
    Rasch,
    #[serde(rename = "1pl")]
    OnePl,
    #[serde(rename = "2pl")]
    TwoPl,
    #[serde(rename = "3pl")]
    ThreePl,
    #[serde(rename = "gpcm")]
    Gpcm,
    #[serde(rename = "grm")]
    Grm,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PriorWord {
    None,
    Default,
}

impl ModelWord {
    pub fn of(name: ModelName) -> Self {
        match name {
            ModelName::Rasch => Self::Rasch,
            ModelName::OnePl => Self::OnePl,
            ModelName::TwoPl => Self::TwoPl,
            ModelName::ThreePl => Self::ThreePl,
            ModelName::Gpcm => Self::Gpcm,
            ModelName::Grm => Self::Grm,
        }
    }

    pub fn model(self) -> Model {
        match self {
            Self::Rasch => Model::Rasch,
            Self::OnePl => Model::OnePl,
            Self::TwoPl => Model::TwoPl,
            Self::ThreePl => Model::ThreePl,
            Self::Gpcm => Model::PartialCredit,
            Self::Grm => Model::Graded,
        }
    }
}

impl PriorWord {
    pub fn of(name: PriorName) -> Self {
        match name {
            PriorName::None => Self::None,
            PriorName::Default => Self::Default,
        }
    }
}

/// What a calibration was run on, for the file that keeps it.
pub struct Origin<'a> {
    pub model: ModelWord,
    pub prior: PriorWord,
    pub persons: usize,
    pub cpu_seconds: f64,
    pub item_ids: &'a [String],
    pub first_categories: &'a [i32],
}

impl BankFile {
    pub fn new(origin: &Origin<'_>, fitted: &Calibration) -> Self {
        let item = |(index, fitted): (usize, &FittedItem)| {
            BankItem::new(&origin.item_ids[index], origin.first_categories[index], fitted)
        };
        Self {
            model: origin.model,
            prior: Some(origin.prior),
            log_likelihood: fitted.log_likelihood,
            person_sd: Some(fitted.person_sd),
            persons: u64::try_from(origin.persons).ok(),
            iterations: u64::try_from(fitted.iterations).unwrap_or(u64::MAX),
            cpu_seconds: origin.cpu_seconds,
            items: fitted.items.iter().enumerate().map(item).collect(),
        }
    }

    /// Reads a bank and holds it against its schema's rules; what is wrong is told with the item's id.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let text = read(path)?;
        let parsed = serde_json::from_slice::<Self>(&text).map_err(anyhow::Error::from);
        let checked = parsed.and_then(|bank| bank.check().map(|()| bank));
        checked
            .with_context(|| {
                format!(
                    "`{}` is no bank\nhint: write one with `assay measure fit --json`; docs/schemas/bank.schema.json says what it holds",
                    path.display()
                )
            })
            .or_misuse()
    }

    fn check(&self) -> anyhow::Result<()> {
        if self.items.is_empty() {
            bail!("it has no items");
        }
        if self.person_sd.is_some_and(|sd| !(sd.is_finite() && sd > 0.0)) {
            bail!("`person_sd` is not a number over 0");
        }
        let mut ids = HashSet::new();
        for item in &self.items {
            if item.id.is_empty() || !ids.insert(&item.id) {
                bail!("the item id `{}` is empty or twice there", item.id);
            }
            item.uncertain(self.model).with_context(|| format!("item `{}`", item.id))?;
        }
        Ok(())
    }

    /// Items with the uncertainty of their parameters, in the file's order.
    pub fn items(&self) -> anyhow::Result<Vec<UncertainItem>> {
        self.items.iter().map(|item| item.uncertain(self.model)).collect()
    }

    /// The persons that calibrated it, as a prior for others of their kind.
    pub fn ability_prior(&self) -> AbilityPrior {
        AbilityPrior { mean: 0.0, sd: self.person_sd.unwrap_or(1.0) }
    }
}

impl BankItem {
    fn new(id: &str, first_category: i32, fitted: &FittedItem) -> Self {
        let item = &fitted.item;
        let (is_logistic, thresholds) = (item.shape() == Shape::Logistic, item.thresholds());
        let guessing = (item.guessing() > 0.0).then_some(item.guessing());
        let errors = |errors: &Errors| ErrorsFile {
            a: errors.slope,
            b: is_logistic.then(|| errors.thresholds[0]),
            c: guessing.map(|_| errors.guessing),
            thresholds: (!is_logistic).then(|| errors.thresholds.clone()),
        };
        let row = |row: nalgebra::RowDVector<f64>| row.iter().copied().collect();
        let matrix =
            |errors: &Errors| errors.covariance.row_iter().map(|own| row(own.into_owned())).collect();
        Self {
            id: id.to_owned(),
            a: item.slope(),
            b: is_logistic.then(|| thresholds[0]),
            c: guessing,
            thresholds: (!is_logistic).then(|| thresholds.to_vec()),
            se: fitted.errors.as_ref().map(errors),
            covariance: fitted.errors.as_ref().map(matrix),
            first_category: Some(first_category),
        }
    }

    /// What the bank says of the item's categories.
    pub fn categories(&self) -> Categories {
        let count = 1 + self.thresholds.as_ref().map_or(1, Vec::len);
        Categories { count, first: self.first_category }
    }

    fn item(&self, model: ModelWord) -> anyhow::Result<Item> {
        let item = match (self.b, &self.thresholds) {
            (Some(b), None) => Item::three_pl(self.a, b, self.c.unwrap_or(0.0)),
            (None, Some(thresholds)) if model == ModelWord::Grm => Item::graded(self.a, thresholds.clone()),
            (None, Some(thresholds)) => Item::partial_credit(self.a, thresholds.clone()),
            _ => bail!("it needs either `b` or `thresholds`"),
        };
        Ok(item?)
    }

    /// The item with its covariance; with standard errors alone, parameters err independently; without, it is taken as exactly known.
    fn uncertain(&self, model: ModelWord) -> anyhow::Result<UncertainItem> {
        let item = self.item(model)?;
        let size = 1 + item.thresholds().len();
        let Some(mut covariance) = self.parameter_covariance(size)? else {
            return Ok(UncertainItem::certain(item));
        };
        if item.slope() < 0.0 {
            return Ok(UncertainItem::certain(item));
        }
        covariance.row_mut(0).unscale_mut(item.slope());
        covariance.column_mut(0).unscale_mut(item.slope());
        Ok(UncertainItem::new(item, covariance)?)
    }

    /// Of (a, b_1..b_K).
    fn parameter_covariance(&self, size: usize) -> anyhow::Result<Option<DMatrix<f64>>> {
        if let Some(rows) = &self.covariance {
            if rows.len() < size || rows.iter().any(|row| row.len() != rows.len()) {
                bail!("its covariance is not square over its parameters");
            }
            return Ok(Some(DMatrix::from_fn(size, size, |row, column| rows[row][column])));
        }
        let Some(errors) = &self.se else { return Ok(None) };
        let mut all = vec![errors.a];
        all.extend(errors.b);
        all.extend(errors.thresholds.iter().flatten());
        if all.len() != size {
            bail!("`se` has {} standard errors, the item has {size} parameters", all.len());
        }
        if all.iter().any(|error| !(error.is_finite() && *error >= 0.0)) {
            return Err(anyhow!("`se` holds a number that is no standard error"));
        }
        Ok(Some(DMatrix::from_diagonal(&DVector::from_vec(all).map(|error| error * error))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bank(items: &str) -> anyhow::Result<BankFile> {
        let text = format!(
            r#"{{"model": "2pl", "log_likelihood": -1.0, "iterations": 1, "cpu_seconds": 0.0, "items": {items}}}"#
        );
        let bank: BankFile = serde_json::from_str(&text)?;
        bank.check().map(|()| bank)
    }

    #[test]
    fn a_bank_written_by_hand_needs_only_its_parameters() {
        let bank = bank(r#"[{"id": "q", "a": 1.2, "b": 0.3, "se": null}, {"id": "r", "a": 1, "thresholds": [0, 1], "se": {"a": 0.1, "thresholds": [0.2, 0.2]}}]"#)
            .unwrap();
        let items = bank.items().unwrap();
        assert_eq!(items[1].item().category_count(), 3);
        assert!(items[0].location_error() < 1e-12 && items[1].location_error() > 0.1);
    }

    #[test]
    fn what_is_no_item_is_refused_with_its_id() {
        for (items, expected) in [
            ("[]", "no items"),
            (r#"[{"id": "q", "a": 0, "b": 0}]"#, "item `q`"),
            (r#"[{"id": "q", "a": 1}]"#, "item `q`"),
            (r#"[{"id": "q", "a": 1, "b": 0}, {"id": "q", "a": 1, "b": 0}]"#, "twice"),
            (r#"[{"id": "q", "a": 1, "b": 0, "se": {"a": -1, "b": 0}}]"#, "item `q`"),
            (r#"[{"id": "q", "a": 1, "b": 0, "se": {"a": 1}}]"#, "item `q`"),
            (r#"[{"id": "q", "a": 1, "b": 0, "slope": 1}]"#, "slope"),
        ] {
            let error = bank(items).unwrap_err();
            assert!(format!("{error:#}").contains(expected), "{error:#}");
        }
    }
}
