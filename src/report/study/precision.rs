//! `precision.csv`: how well each difference between two regimes is known, with and without correction for the luck of the draw,
//! and the lines about it on the screen.

use super::choice;
use crate::ensemble::labels::Until;
use crate::error::Problem;
use crate::kpi::study::precision::{Decision, PrecisionRow, WITHIN, rows};
use crate::kpi::study::rows::Study;
use crate::plot::words::{choose, number as shown};
use crate::report::csv::{SheetFile, cell, number};
use crate::scenario::Language;
use std::path::Path;

/// KPIs of the table where no rule names others.
const SHOWN: [&str; 5] = ["fire", "F3", "B1", "B9", "K1"];

/// Writes the table; gives the lines for the screen, one for each KPI and climate.
pub fn write(study: &Study<'_>, language: Language, path: &Path) -> Result<Vec<String>, Problem> {
    const HEAD: [&str; 12] = [
        "kpi",
        "unit",
        "climate",
        "regime_a",
        "regime_b",
        "members",
        "difference_mean",
        "mc_error",
        "corrected_mean",
        "corrected_error",
        "gain",
        "verdict",
    ];
    let labels = study.labels;
    let (names, limits): (Vec<String>, _) = match &labels.until {
        Some(Until::Decided { kpis, within, equal }) => (kpis.clone(), (*within, *equal)),
        _ => (SHOWN.map(str::to_owned).to_vec(), (WITHIN, WITHIN)),
    };
    let places: Vec<usize> = names.iter().filter_map(|name| labels.kpis.iter().position(|id| id == name)).collect();
    let mut file = SheetFile::begin(path, &HEAD);
    let mut counts: Vec<Counts> = Vec::new();
    rows(study, &places, limits, &mut |row| {
        let regimes = [choice(labels, row.pair.0), choice(labels, row.pair.1)].map(str::to_owned);
        let mut cells = vec![row.kpi.id.to_owned(), row.kpi.unit.to_owned(), labels.climates[row.climate].clone()];
        cells.extend(regimes);
        cells.push(study.members.to_string());
        cells.extend([row.plain.mean, row.plain.error, row.corrected.mean, row.corrected.error].map(number));
        cells.extend([cell(row.gain()), row.decision.name().to_owned()]);
        file.row(&cells);
        match counts.last_mut() {
            Some(last) if last.is_of(&row) => last.add(&row),
            _ => counts.push(Counts::new(&row)),
        }
    })?;
    file.finish()?;
    Ok(counts.iter().map(|counts| counts.line(study, language)).collect())
}

/// Verdicts on the differences of a KPI in a climate.
struct Counts {
    first: PrecisionRow,
    decided: usize,
    all: usize,
    gains: Vec<f64>,
}

impl Counts {
    fn new(row: &PrecisionRow) -> Self {
        let mut counts = Counts { first: *row, decided: 0, all: 0, gains: Vec::new() };
        counts.add(row);
        counts
    }

    fn is_of(&self, row: &PrecisionRow) -> bool {
        (self.first.kpi.id, self.first.climate) == (row.kpi.id, row.climate)
    }

    fn add(&mut self, row: &PrecisionRow) {
        self.all += 1;
        self.decided += usize::from(row.decision != Decision::Open);
        self.gains.extend(row.gain());
    }

    fn line(&self, study: &Study<'_>, language: Language) -> String {
        let mut gains = self.gains.clone();
        gains.sort_by(f64::total_cmp);
        let gain = gains.get(gains.len() / 2).copied().unwrap_or(1.0);
        let (id, climate) = (self.first.kpi.id, &study.labels.climates[self.first.climate]);
        format!(
            "{id}, {climate}: {} {} {} {}; {} {} {}",
            self.decided,
            choose(language, "of", "van"),
            self.all,
            choose(language, "differences between regimes are decided", "verschillen tussen regimes zijn beslist"),
            choose(language, "correction is worth", "correctie is"),
            shown(gain, language),
            choose(language, "times the members (median)", "keer zoveel leden waard (mediaan)")
        )
    }
}
