//! `sensitivity.csv` and the figures of sensitivity.

use super::choice;
use crate::ensemble::labels::Labels;
use crate::ensemble::sensitivity::Index;
use crate::error::Problem;
use crate::kpi::study::sensitivity::{Of, SensitivityRow, WEATHER};
use crate::plot::Drawing;
use crate::plot::sensitivity::{FactorBar, Sensitivity, drawing};
use crate::plot::words::{choose, inside, per_cent};
use crate::report::csv::{SheetFile, number};
use crate::scenario::Language;
use std::path::Path;

/// KPIs with a figure.
const DRAWN: [&str; 3] = ["fire", "B1", "K1"];

/// Writes the table: a row for every KPI, choice and factor.
pub fn table(labels: &Labels, factors: &[String], rows: &[SensitivityRow], path: &Path) -> Result<(), Problem> {
    const HEAD: [&str; 13] = [
        "kpi",
        "unit",
        "regime",
        "of",
        "factor",
        "mean",
        "sd",
        "first",
        "first_q05",
        "first_q95",
        "total",
        "total_q05",
        "total_q95",
    ];
    let mut file = SheetFile::begin(path, &HEAD);
    for row in rows {
        for (factor, index) in factors.iter().zip(&row.indices) {
            let names = [row.kpi.id, row.kpi.unit, choice(labels, row.choice), row.of.name(), factor];
            let mut cells: Vec<String> = names.map(str::to_owned).to_vec();
            cells.extend([row.value.mean, row.value.sd].map(number));
            let [a, b] = index.first_interval;
            let [c, d] = index.total_interval;
            cells.extend([index.first, a, b, index.total, c, d].map(number));
            file.row(&cells);
        }
    }
    file.finish()
}

/// Name of a factor for readers.
fn factor_name(name: &str, language: Language) -> String {
    match name {
        WEATHER => choose(language, "the weather", "het weer").to_owned(),
        "ignition.rate" => choose(language, "rate of ignition", "ontstekingsfrequentie").to_owned(),
        "ignition.traffic_exponent" => {
            choose(language, "exponent of traffic in ignition", "exponent van verkeer in ontsteking").to_owned()
        }
        "ignition.reading" => choose(language, "form of susceptibility", "vorm van vatbaarheid").to_owned(),
        other => other.to_owned(),
    }
}

/// Factors of a row, the largest total first.
fn ranked<'a>(factors: &'a [String], row: &'a SensitivityRow) -> Vec<(&'a String, &'a Index)> {
    let mut ranked: Vec<(&String, &Index)> = factors.iter().zip(&row.indices).collect();
    ranked.sort_by(|a, b| b.1.total.total_cmp(&a.1.total));
    ranked
}

/// What a row is of, in words.
fn what(row: &SensitivityRow, labels: &Labels, language: Language) -> String {
    let title = inside(row.kpi.title(language));
    match row.of {
        Of::Level => title,
        Of::Difference => format!(
            "{} {title} {} {}",
            choose(language, "the change of", "de verandering van"),
            choose(language, "by", "door"),
            match choice(labels, row.choice) {
                "none" => choose(language, "not mowing", "niet maaien").to_owned(),
                name => format!("\u{201c}{}\u{201d}", name.replace('_', " ")),
            }
        ),
    }
}

/// Figures of the main KPIs: the level under the regimes of today, and the change by the regime that differs most from them.
pub fn figures(
    labels: &Labels,
    factors: &[String],
    rows: &[SensitivityRow],
    base: usize,
    language: Language,
) -> Vec<(String, Drawing)> {
    let mut figures = Vec::new();
    for id in DRAWN {
        let of = |of: Of| rows.iter().filter(move |row| row.kpi.id == id && row.of == of);
        let level = of(Of::Level).find(|row| row.choice == labels.regimes.len());
        let change = of(Of::Difference).max_by(|a, b| a.value.mean.abs().total_cmp(&b.value.mean.abs()));
        for (name, row) in [("level", level), ("change", change)] {
            let Some(row) = row else { continue };
            let bar = |(factor, index): (&String, &Index)| FactorBar {
                name: factor_name(factor, language),
                first: index.first,
                first_interval: index.first_interval,
                total: index.total,
                total_interval: index.total_interval,
            };
            let place = format!(
                "{}, {}; {} {} {} {} {}{}",
                labels.scenario,
                labels.climates.join(", "),
                choose(language, "Sobol indices from", "Sobol-indices uit"),
                labels.members,
                choose(language, "runs of", "doorrekeningen van"),
                labels.period.1,
                choose(language, "years", "jaar"),
                if base < 64 {
                    choose(language, "; few points, rough numbers", "; weinig punten, ruwe getallen")
                } else {
                    ""
                }
            );
            let figure = Sensitivity {
                language,
                what: what(row, labels, language),
                place,
                factors: ranked(factors, row).into_iter().map(bar).collect(),
            };
            figures.push((format!("sensitivity_{id}_{name}"), drawing(&figure)));
        }
    }
    figures
}

/// Lines for the screen: of each main KPI the factors that its spread hangs on most.
pub fn lines(labels: &Labels, factors: &[String], rows: &[SensitivityRow], language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows.iter().filter(|row| DRAWN.contains(&row.kpi.id)) {
        if row.of == Of::Level && row.choice != labels.regimes.len() {
            continue;
        }
        let shares = ranked(factors, row).into_iter().take(3).map(|(factor, index)| {
            let [low, high] = index.total_interval;
            let name = factor_name(factor, language);
            format!(
                "{name} {} ({}\u{2013}{})",
                per_cent(index.total, language),
                per_cent(low, language),
                per_cent(high, language)
            )
        });
        let hangs = choose(language, "hangs on", "hangt af van");
        lines.push(format!("{} {hangs}: {}", what(row, labels, language), shares.collect::<Vec<_>>().join(", ")));
    }
    lines
}
