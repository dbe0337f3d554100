//! The price book: figures with their range, year, basis and source.

use std::collections::BTreeMap;
use std::path::Path;

use super::read;
use crate::error::Problems;

/// Published figures, most of them Dutch.
const PUBLISHED: &str = include_str!("operations.csv");
/// Working values that no publication gives.
const ASSUMPTIONS: &str = include_str!("assumptions.csv");

/// What the source numbers of the published figures stand for.
const SOURCES: &str = include_str!("sources.csv");

/// How much weight a figure can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Stated in its source.
    Quoted,
    /// Arithmetic on quoted figures.
    Derived,
    /// Working value without a published figure; reports show it as an assumption.
    Assumed,
    /// Given by the user.
    User,
}

impl Basis {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Quoted => "quoted",
            Basis::Derived => "derived",
            Basis::Assumed => "assumed",
            Basis::User => "user",
        }
    }
}

/// A figure of the price book.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceRow {
    /// Key, such as `M12`.
    pub id: String,
    /// Group, such as `rate`.
    pub group: String,
    /// What the figure is.
    pub item: String,
    /// Unit.
    pub unit: String,
    /// Low end of the range, where the figure is a number.
    pub low: Option<f64>,
    /// The figure itself, where it is a number.
    pub mid: Option<f64>,
    /// High end of the range, where the figure is a number.
    pub high: Option<f64>,
    /// Year of the figure; prices are not indexed.
    pub year: String,
    /// Country.
    pub country: String,
    /// Weight it can carry.
    pub basis: Basis,
    /// Source numbers, joined by `;` ([`fn@reference`] names them).
    pub source: String,
}

/// The publication behind a source number such as `S01`.
///
/// ```
/// assert!(zeis::operations::prices::reference("S22").is_some_and(|text| text.contains("All4Biodiversity")));
/// ```
pub fn reference(source: &str) -> Option<&'static str> {
    let line = SOURCES.lines().find(|line| line.split(',').next() == Some(source))?;
    line.split_once(',').map(|(_, text)| text.trim_matches('"'))
}

/// Rows by their keys, and the figures that the cost of a visit reads.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceBook {
    rows: BTreeMap<String, PriceRow>,
    /// Figures in use.
    pub rates: Rates,
}

/// Keys of the figures that [`Rates`] reads; the user may not leave them empty.
pub(super) const USED: [&str; 33] = [
    "M10", "M11", "M12", "D01", "D03", "D08", "C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "T02", "T03",
    "T06", "F01", "F02", "F04", "F05", "Z01", "Z02", "Z03", "Z04", "Z05", "Z06", "Z07", "Z08", "Z09", "Z10", "Z11",
    "Z12",
];

/// The figures that the cost of a visit reads, in the units of their rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// M10: flail without removal, EUR/ha.
    pub flail_eur_ha: f64,
    /// M11: mow-suction with loading, without gate fee, EUR/ha.
    pub suction_eur_ha: f64,
    /// M12: cut, rake and collect, without gate fee, EUR/ha.
    pub hay_eur_ha: f64,
    /// Z01: insect-friendly head over M12 (assumption).
    pub eco_head_factor: f64,
    /// Z02: finger bar over M12 (assumption).
    pub bar_factor: f64,
    /// Z03: factor on rate and hours on a steep slope (assumption).
    pub steep_factor: f64,
    /// Z04: slope from which it is steep, degrees (assumption).
    pub steep_from_deg: f64,
    /// D01: gate fee, EUR/t fresh.
    pub gate_eur_t: f64,
    /// D03: transport, EUR/t fresh.
    pub haul_eur_t: f64,
    /// D08: share of the weight that hay loses by drying in the field.
    pub drying_loss: f64,
    /// Z07: dry matter in fresh cuttings (assumption).
    pub dry_matter: f64,
    /// Area a flail or suction head cuts in an hour, stops and turns included, ha/h: C01 x C03 x C05 / 10, or C06 of the user.
    pub flail_ha_h: f64,
    /// Area a disc mower cuts in an hour, stops and turns included, ha/h: C02 x C04 x C05 / 10, or C07 of the user.
    pub disc_ha_h: f64,
    /// Way along the road with a flail or suction head, stops included, km/h: C03 x C05.
    pub flail_km_h: f64,
    /// Way along the road with a disc mower, stops included, km/h: C04 x C05.
    pub disc_km_h: f64,
    /// C08: time lost at an obstacle, min.
    pub obstacle_min: f64,
    /// T02: moving closure, EUR/h.
    pub closure_eur_h: f64,
    /// Z06: traffic from which a closure is needed, vehicles/day (assumption).
    pub closure_from_aadt: f64,
    /// T03: surcharge on labour at night.
    pub night_surcharge: f64,
    /// Z05: share of labour in rates and closures (assumption).
    pub labour_share: f64,
    /// T06: setting up and packing up, h.
    pub setup_h: f64,
    /// Z09: check for nests, EUR/ha (assumption).
    pub nest_check_eur_ha: f64,
    /// F01: fuel of a plain mower, kg/ha.
    pub fuel_kg_ha: f64,
    /// F05: fuel of a mow-suction combination over a plain mower.
    pub suction_fuel_factor: f64,
    /// Z11: fuel of cutting, raking and collecting over cutting alone (assumption).
    pub hay_fuel_factor: f64,
    /// F02: fuel of mowing over a guard rail, kg/ha.
    pub guard_rail_fuel_kg_ha: f64,
    /// Z10: width of the strip mown over a guard rail, m (assumption).
    pub guard_rail_strip_m: f64,
    /// Z08: density of diesel, kg/L (assumption).
    pub diesel_kg_l: f64,
    /// F04: CO2 of burning diesel, kg/kg.
    pub co2_kg_kg: f64,
    /// Z12: new work order for a segment whose programme changes on the way, EUR (assumption).
    pub new_order_eur: f64,
}

impl Rates {
    fn of(rows: &BTreeMap<String, PriceRow>) -> Self {
        let figure = |id: &str| rows[id].mid.expect("readers refuse a used figure without a middle value");
        let efficiency = figure("C05");
        // C06 and C07 are derived from C01-C05 in the published table: they count only where the user gives them
        let area_rate = |derived: &str, width: &str, speed: &str| {
            if rows[derived].basis == Basis::User {
                figure(derived)
            } else {
                const HA_PER_M_KM: f64 = 0.1;
                figure(width) * figure(speed) * HA_PER_M_KM * efficiency
            }
        };
        Rates {
            flail_eur_ha: figure("M10"),
            suction_eur_ha: figure("M11"),
            hay_eur_ha: figure("M12"),
            eco_head_factor: figure("Z01"),
            bar_factor: figure("Z02"),
            steep_factor: figure("Z03"),
            steep_from_deg: figure("Z04"),
            gate_eur_t: figure("D01"),
            haul_eur_t: figure("D03"),
            drying_loss: figure("D08"),
            dry_matter: figure("Z07"),
            flail_ha_h: area_rate("C06", "C01", "C03"),
            disc_ha_h: area_rate("C07", "C02", "C04"),
            flail_km_h: figure("C03") * efficiency,
            disc_km_h: figure("C04") * efficiency,
            obstacle_min: figure("C08"),
            closure_eur_h: figure("T02"),
            closure_from_aadt: figure("Z06"),
            night_surcharge: figure("T03"),
            labour_share: figure("Z05"),
            setup_h: figure("T06"),
            nest_check_eur_ha: figure("Z09"),
            fuel_kg_ha: figure("F01"),
            suction_fuel_factor: figure("F05"),
            hay_fuel_factor: figure("Z11"),
            guard_rail_fuel_kg_ha: figure("F02"),
            guard_rail_strip_m: figure("Z10"),
            diesel_kg_l: figure("Z08"),
            co2_kg_kg: figure("F04"),
            new_order_eur: figure("Z12"),
        }
    }
}

impl Default for PriceBook {
    /// The published figures and our assumptions.
    fn default() -> Self {
        let mut rows = BTreeMap::new();
        for table in [PUBLISHED, ASSUMPTIONS] {
            for row in read::embedded(table) {
                rows.insert(row.id.clone(), row);
            }
        }
        let rates = Rates::of(&rows);
        PriceBook { rows, rates }
    }
}

impl PriceBook {
    /// The figure of a key.
    pub fn row(&self, id: &str) -> Option<&PriceRow> {
        self.rows.get(id)
    }

    /// Every figure in the order of the keys.
    pub fn rows(&self) -> impl Iterator<Item = &PriceRow> {
        self.rows.values()
    }

    /// The figures that a cost rests on.
    pub fn used(&self) -> impl Iterator<Item = &PriceRow> {
        self.rows().filter(|row| USED.contains(&row.id.as_str()))
    }

    /// Those of them that no source gives, for the marks of a report.
    pub fn assumptions(&self) -> impl Iterator<Item = &PriceRow> {
        self.used().filter(|row| row.basis == Basis::Assumed)
    }

    /// The published book with the rows of the user's file in place of those with the same key.
    ///
    /// Problems: `I901` unreadable file, and those of [`PriceBook::with_rows`].
    pub fn read(path: &Path) -> Result<Self, Problems> {
        let text = read::text(path)?;
        Self::default().with_rows(&text, &path.display().to_string())
    }

    /// The book with the rows of a table in place of those with the same key.
    ///
    /// - `text`: a table with at least the columns `id` and `mid`, in any order; others may be empty and then stay as they are
    /// - `name`: how problems name the table
    ///
    /// Problems, all of them: `S170` no columns `id` and `mid`, `S171` unknown key, `S172` not a number, `S173` impossible
    /// value, `S174` key given twice, `S175` other unit, `S176` no value for a figure in use.
    pub fn with_rows(mut self, text: &str, name: &str) -> Result<Self, Problems> {
        for row in read::user_rows(text, name, &self.rows)? {
            self.rows.insert(row.id.clone(), row);
        }
        self.rates = Rates::of(&self.rows);
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_book_is_complete_and_keeps_its_marks() {
        let book = PriceBook::default();
        assert!(book.rows().count() > 100);
        let gate = book.row("D01").expect("in the book");
        assert_eq!((gate.low, gate.mid, gate.high, gate.basis), (Some(27.5), Some(35.0), Some(45.0), Basis::Quoted));
        assert_eq!(book.row("W01").map(|row| row.mid), Some(None), "a date is no number");
        assert!(book.assumptions().any(|row| row.id == "Z01") && !book.assumptions().any(|row| row.id == "D01"));
        for id in USED {
            assert!(book.row(id).is_some_and(|row| row.mid.is_some()), "{id}");
        }
    }

    #[test]
    fn every_source_number_has_its_reference() {
        for row in PriceBook::default().rows().filter(|row| !row.source.is_empty()) {
            for source in row.source.split(';') {
                assert!(reference(source).is_some_and(|text| text.len() > 5), "{} of {}", source, row.id);
            }
        }
        assert_eq!(reference("S99"), None);
    }

    #[test]
    fn area_rates_agree_with_the_derived_rows() {
        let book = PriceBook::default();
        let derived = |id: &str| book.row(id).and_then(|row| row.mid).expect("in the book");
        assert!((book.rates.flail_ha_h - derived("C06")).abs() < 0.005);
        assert!((book.rates.disc_ha_h - derived("C07")).abs() < 0.005);
        assert!((book.rates.flail_km_h - 2.4).abs() < 1e-12);
    }
}
