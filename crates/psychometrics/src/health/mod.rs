//! Health of a bank: do items fit (`fit`, `score_fit`), do they treat groups alike (`dif`), how dependable are scores (`reliability`), where does the bank
//! inform (`information_curve`). Exposure is counted by `selection::Exposure`.

pub mod dif;
pub mod fit;
pub mod reliability;
pub mod score_fit;

use crate::response_model::Item;

/// The bank's information at each ability, per squared logit: Σ I_j(θ); 1/√ of it is the error of a person who takes all items.
pub fn information_curve(items: &[Item], abilities: &[f64]) -> Vec<f64> {
    abilities.iter().map(|ability| items.iter().map(|item| item.information(*ability)).sum()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn information_adds_up_and_peaks_where_the_items_are() {
        let items = vec![Item::two_pl(1.0, 1.0).unwrap(); 4];
        let curve = information_curve(&items, &[-2.0, 1.0, 3.0]);
        assert!((curve[1] - 1.0).abs() < 1e-12);
        assert!(curve[0] < curve[2] && curve[2] < curve[1]);
    }
}
