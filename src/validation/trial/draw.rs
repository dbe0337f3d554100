//! One draw of everything that the experiments leave open: parameters of growth, fire and plants, the site, machines, species.

use super::site::SiteDraw;
use crate::biodiversity::draws::LifeDraw;
use crate::biodiversity::losses::InsectParameters;
use crate::biodiversity::plants::Plants;
use crate::ensemble::draws::points;
use crate::error::Problem;
use crate::fire::FireParameters;
use crate::scenario::uncertain::law::Law;
use crate::scenario::{Language, Sampling};
use crate::validation::table::{Row, Table};
use crate::vegetation::parameters::Parameters;
use std::sync::Arc;

const TABLE: &str = include_str!("draws.csv");

/// A drawn number.
#[derive(Clone, Debug, PartialEq)]
struct Drawn {
    part: String,
    name: String,
    words: [String; 2],
    law: Law,
    /// Coordinate of the point that it reads.
    place: usize,
}

/// Parameters of one draw, the same for every regime.
#[derive(Clone, Debug)]
pub struct TrialDraw {
    /// Growth.
    pub growth: Parameters,
    /// Fire.
    pub fire: FireParameters,
    /// Plants.
    pub plants: Arc<Plants>,
    /// Insects.
    pub insects: InsectParameters,
    /// Site.
    pub site: SiteDraw,
    /// Drawn numbers in the order of [`names`]; none in the base.
    pub values: Vec<f64>,
}

/// Names of the drawn numbers.
pub fn names() -> Vec<String> {
    drawn().0.into_iter().map(|row| row.name).collect()
}

/// A drawn number in words.
pub fn words(name: &str, language: Language) -> String {
    let row = drawn().0.into_iter().find(|row| row.name == name);
    row.map_or(name.to_owned(), |row| language.choose(&row.words[0], &row.words[1]).to_owned())
}

impl TrialDraw {
    /// Every number at its value in use.
    pub fn base() -> Self {
        let growth = Parameters::verge();
        TrialDraw {
            site: SiteDraw::base(&growth),
            growth,
            fire: FireParameters::default(),
            plants: Arc::new(Plants::shipped().clone()),
            insects: InsectParameters::default(),
            values: Vec::new(),
        }
    }
}

fn drawn() -> (Vec<Drawn>, usize) {
    let (mut groups, mut count) = (Vec::<(String, usize)>::new(), 0);
    let table = Table::embedded(TABLE);
    let mut place = |row: &Row<'_>| {
        let group = row.text("group");
        if let Some((_, place)) = groups.iter().find(|(name, _)| !group.is_empty() && name == group) {
            return *place;
        }
        groups.push((group.to_owned(), count));
        count += 1;
        count - 1
    };
    let one = |row: Row<'_>| Drawn {
        part: row.text("part").to_owned(),
        name: row.text("name").to_owned(),
        words: ["en", "nl"].map(|column| row.text(column).to_owned()),
        law: match row.text("law") {
            "uniform" => Law::Uniform { low: row.sure("low"), high: row.sure("high") },
            _ => Law::Triangular { low: row.sure("low"), mode: row.sure("mode"), high: row.sure("high") },
        },
        place: place(&row),
    };
    let rows: Vec<Drawn> = table.rows().map(one).collect();
    (rows, count)
}

/// `n` draws that fill their laws evenly (Latin hypercube).
pub fn draws(seed: u64, n: usize) -> Result<Vec<TrialDraw>, Problem> {
    let (rows, coordinates) = drawn();
    let points = points(Sampling::Latin, seed, n, coordinates);
    points.iter().zip(0..).map(|(point, number)| draw(&rows, point, seed, number)).collect()
}

fn draw(rows: &[Drawn], point: &[f64], seed: u64, number: u64) -> Result<TrialDraw, Problem> {
    let value = |row: &Drawn| row.law.quantile(point[row.place], (f64::NEG_INFINITY, f64::INFINITY));
    let life = LifeDraw::adjusted(seed, number, |plants| {
        rows.iter().filter(|row| row.part == "life").for_each(|row| plants.set(&row.name, value(row)));
    });
    let mut draw = TrialDraw { insects: life.insects, plants: Arc::new(life.plants), ..TrialDraw::base() };
    for row in rows {
        let value = value(row);
        draw.values.push(value);
        match (row.part.as_str(), row.name.as_str()) {
            ("growth", name) => draw.growth.set(name, value)?,
            ("fire", name) => draw.fire.set(name, value)?,
            ("life", _) => {}
            (_, "n_fixation_kg_ha") => draw.site.n_fixation_kg_ha = value,
            (_, "n_deposition_kg_ha") => draw.site.n_deposition_kg_ha = value,
            (_, "n_mineralisation") => draw.site.n_mineralisation = value,
            _ => draw.site.whc = value,
        }
    }
    Ok(draw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_drawn_within_its_law_and_reaches_its_parameter() {
        let (rows, coordinates) = drawn();
        assert!(rows.len() > coordinates && coordinates > 18);
        assert!(rows.iter().flat_map(|row| &row.words).all(|word| word.len() > 5));
        assert_eq!(words("KGR", Language::Nl), "afsterven van groene stengels");
        let base = TrialDraw::base();
        let found = draws(3, 40).expect("values within their limits");
        for row in &rows {
            let (low, high) = row.law.support((0.0, 0.0));
            let value = |draw: &TrialDraw| match (row.part.as_str(), row.name.as_str()) {
                ("growth", name) => draw.growth.value(name),
                ("fire", name) => draw.fire.value(name),
                ("life", name) => draw.plants.parameters.value(name),
                (_, "n_fixation_kg_ha") => Some(draw.site.n_fixation_kg_ha),
                (_, "n_deposition_kg_ha") => Some(draw.site.n_deposition_kg_ha),
                (_, "n_mineralisation") => Some(draw.site.n_mineralisation),
                (_, "whc") => Some(draw.site.whc),
                _ => None,
            };
            let values: Vec<f64> = found.iter().map(|draw| value(draw).expect("a parameter")).collect();
            assert!(values.iter().all(|value| (low..=high).contains(value)), "{}", row.name);
            let spread = values.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b))
                - values.iter().fold(f64::INFINITY, |a, &b| a.min(b));
            assert!(spread > 0.5 * (high - low), "{} fills its law", row.name);
            if let Law::Triangular { mode, .. } = row.law {
                assert!((value(&base).expect("a parameter") - mode).abs() < 1e-9, "{} has its mode in use", row.name);
            }
        }
        for draw in &found {
            assert!((draw.growth.senescence_gr / draw.growth.senescence_gv - 0.5).abs() < 1e-9);
            assert!((draw.fire.live_moisture_headed / draw.fire.live_moisture_leafy - 0.75).abs() < 1e-9);
        }
        assert_eq!(found[7].insects, draws(3, 40).expect("again")[7].insects);
    }
}
