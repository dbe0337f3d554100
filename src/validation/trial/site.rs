//! The three sites of the experiments: productive clay, loam, poor sand.

use crate::scenario::Language;
use crate::simulation::ColumnStart;
use crate::validation::table::Table;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::site::Site;
use crate::vegetation::traits::Shares;

const TABLE: &str = include_str!("sites.csv");

/// A site of the experiments.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialSite {
    /// Name: `high`, `mid`, `low`.
    pub name: String,
    words: [String; 2],
    /// Nitrogen mineralised in the first year at 10 C, kg N/ha.
    pub n_mineralisation_kg_ha: f64,
    /// Water that the root zone holds for plants, mm.
    pub whc_mm: f64,
    /// Turnover of active organic nitrogen at 10 C, 1/yr.
    pub n_turnover_per_year: f64,
    /// Shares of the functional groups.
    pub shares: Shares<f64>,
    /// Ellenberg moisture and reaction.
    pub ellenberg: (f64, f64),
}

/// What differs from the table in a draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SiteDraw {
    /// Factor on the mineralisation.
    pub n_mineralisation: f64,
    /// Factor on the water capacity.
    pub whc: f64,
    /// Fixation, kg N/ha/yr.
    pub n_fixation_kg_ha: f64,
    /// Deposition, kg N/ha/yr.
    pub n_deposition_kg_ha: f64,
    /// Turnover instead of that of the table, 1/yr.
    pub n_turnover_per_year: Option<f64>,
}

impl SiteDraw {
    /// The table as it is.
    pub fn base(p: &Parameters) -> Self {
        SiteDraw {
            n_mineralisation: 1.0,
            whc: 1.0,
            n_fixation_kg_ha: p.n_fixation,
            n_deposition_kg_ha: p.n_deposition,
            n_turnover_per_year: None,
        }
    }
}

/// The sites, the most productive first.
pub fn sites() -> Vec<TrialSite> {
    let site = |row: crate::validation::table::Row<'_>| TrialSite {
        name: row.text("site").to_owned(),
        words: [row.text("en").to_owned(), row.text("nl").to_owned()],
        n_mineralisation_kg_ha: row.sure("n_mineralisation_kg_ha"),
        whc_mm: row.sure("whc_mm"),
        n_turnover_per_year: row.sure("n_turnover_per_year"),
        shares: Shares {
            a: row.sure("share_a"),
            b: row.sure("share_b"),
            c: row.sure("share_c"),
            d: row.sure("share_d"),
        },
        ellenberg: (row.sure("ellenberg_f"), row.sure("ellenberg_r")),
    };
    Table::embedded(TABLE).rows().map(site).collect()
}

impl TrialSite {
    /// Name for people.
    pub fn words(&self, language: Language) -> &str {
        &self.words[usize::from(language == Language::Nl)]
    }

    /// A column of the site in a draw.
    pub fn start(&self, draw: &SiteDraw, p: &Parameters) -> ColumnStart {
        ColumnStart {
            site: Site {
                n_turnover_per_year: draw.n_turnover_per_year.unwrap_or(self.n_turnover_per_year),
                n_fixation_kg_ha: draw.n_fixation_kg_ha,
                n_deposition_kg_ha: draw.n_deposition_kg_ha,
                ..Site::open(draw.whc * self.whc_mm, p)
            },
            shares: self.shares,
            n_mineralisation_kg_ha: draw.n_mineralisation * self.n_mineralisation_kg_ha,
            fires_per_susceptibility: 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_run_from_rich_to_poor() {
        let sites = sites();
        assert_eq!(sites.iter().map(|site| site.name.as_str()).collect::<Vec<_>>(), ["high", "mid", "low"]);
        assert!(sites.windows(2).all(|pair| pair[0].n_mineralisation_kg_ha > pair[1].n_mineralisation_kg_ha));
        for site in &sites {
            let Shares { a, b, c, d } = site.shares;
            assert!((a + b + c + d - 1.0).abs() < 1e-12 && !site.words(Language::Nl).is_empty());
        }
    }
}
