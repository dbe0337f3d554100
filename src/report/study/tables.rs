//! The tables of a study.
//!
//! | file | a row is |
//! |---|---|
//! | `ensemble.csv` | a KPI of a group under a regime or under those of today (`present`), in a climate |
//! | `pairs.csv` | two regimes compared on the network in the same members |
//! | `climates.csv` | a regime on the network in a climate against the first one, in the same members; where there are several |
//! | `exceedance.csv` | a KPI of the network: the value that is passed with a probability |
//! | `outcomes.csv` | a measure of a class of sites under a regime, in a climate; with the feature `parquet` also as `outcomes.parquet` |
//! | `years.csv` | a main KPI of the network in a year under a regime, in a climate |
//! | `season.csv` | a half-month under the regimes of today, in a climate |
//! | `precision.csv` | two regimes on the network: how well their difference is known, and whether it is decided |
//! | `answer.csv` | a method: how many members a sure answer on every difference of a main KPI takes |
//! | `ensemble.nc` | (NetCDF) every KPI of the network by climate, regime and member, the main ones by year |
//! | `draws.csv` | a drawn parameter of a member; where any is drawn |

use super::{choice, cube, precision, years};
use crate::ensemble::labels::Labels;
use crate::ensemble::summary::{Difference, ascending, quantile};
use crate::error::Problem;
use crate::kpi::define::Kpi;
use crate::kpi::study::answer::Answers;
use crate::kpi::study::rows::{GroupRow, PairRow, Study, p_better};
use crate::report::csv::{SheetFile, cell, data_number, number};
use crate::scenario::Language;
use std::path::Path;

/// Probabilities of being passed that are listed.
const PASSED_WITH: [f64; 11] = [0.99, 0.95, 0.9, 0.75, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005];

/// Names of the tables.
const NAMES: [&str; 11] = [
    "ensemble.csv",
    "pairs.csv",
    "climates.csv",
    "exceedance.csv",
    "outcomes.csv",
    "draws.csv",
    "ensemble.nc",
    "years.csv",
    "season.csv",
    "precision.csv",
    "answer.csv",
];

/// Writes every table of a study; those of an earlier one that it does not write are taken away. Gives what a sure answer takes.
pub fn write(study: &Study<'_>, language: Language, dir: &Path) -> Result<Vec<Answers>, Problem> {
    for name in NAMES {
        let path = dir.join(name);
        if path.exists() {
            std::fs::remove_file(&path).map_err(|error| {
                Problem::new("I904", path.display().to_string(), format!("cannot be taken away: {error}"))
                    .hint("look at the rights of the folder")
            })?;
        }
    }
    groups(study, language, &dir.join(NAMES[0]))?;
    pairs(study, dir)?;
    exceedance(study, &dir.join(NAMES[3]))?;
    classes(study, &dir.join(NAMES[4]))?;
    #[cfg(feature = "parquet")]
    super::parquet::write(study, &dir.join("outcomes.parquet"))?;
    if !study.labels.parameters.is_empty() {
        draws(study, &dir.join(NAMES[5]))?;
    }
    years::table(study, language, &dir.join(NAMES[7]))?;
    years::season_table(study, &dir.join(NAMES[8]))?;
    cube::write(study, language, &dir.join(NAMES[6]))?;
    precision::write(study, [&dir.join(NAMES[9]), &dir.join(NAMES[10])])
}

fn groups(study: &Study<'_>, language: Language, path: &Path) -> Result<(), Problem> {
    const HEAD: [&str; 28] = [
        "level",
        "name",
        "climate",
        "regime",
        "kpi",
        "title",
        "unit",
        "direction",
        "members",
        "mean",
        "mc_error",
        "sd",
        "q05",
        "q25",
        "q50",
        "q75",
        "q95",
        "threshold",
        "p_meets",
        "difference_mean",
        "difference_mc_error",
        "difference_q05",
        "difference_q50",
        "difference_q95",
        "p_larger",
        "p_better",
        "proven",
        "interval_holds",
    ];
    let labels = study.labels;
    let mut file = SheetFile::begin(path, &HEAD);
    study.group_rows(&mut |row: GroupRow| {
        let (level, name) = &labels.groups[row.group];
        let mut cells = vec![level.clone(), name.clone(), labels.climates[row.climate].clone()];
        cells.extend([choice(labels, row.choice).to_owned(), row.kpi.id.into(), row.kpi.title(language).into()]);
        cells.extend([row.kpi.unit.into(), row.kpi.direction.name().into(), row.value.count.to_string()]);
        let v = row.value;
        cells.extend([v.mean, row.mc_error, v.sd, v.q05, v.q25, v.q50, v.q75, v.q95].map(number));
        cells.extend([cell(row.kpi.threshold.map(|threshold| threshold.0)), cell(row.p_meets)]);
        cells.extend(difference_cells(&row.kpi, row.against_today.as_ref()));
        cells.push(held(labels, row.kpi.quantity.holds_ignition_doubt()));
        file.row(&cells);
    })?;
    file.finish()
}

/// What the spread over members holds: weather, how fires come about, and parameters where they are drawn.
pub(super) fn held(labels: &Labels, ignition: bool) -> String {
    let parts = [(true, "weather"), (ignition, "ignition"), (!labels.parameters.is_empty(), "parameters")];
    parts.into_iter().filter(|(held, _)| *held).map(|(_, name)| name).collect::<Vec<_>>().join("+")
}

fn difference_cells(kpi: &Kpi, difference: Option<&Difference>) -> [String; 8] {
    let Some(found) = difference else { return Default::default() };
    let v = found.value;
    let proven = if found.excludes_zero() { "yes" } else { "no" };
    let [mean, error, low, mid, high] = [v.mean, found.mc_error, v.q05, v.q50, v.q95].map(number);
    [mean, error, low, mid, high, number(found.p_larger), cell(p_better(kpi, found)), proven.into()]
}

fn pairs(study: &Study<'_>, dir: &Path) -> Result<(), Problem> {
    const REGIMES: [&str; 13] = [
        "climate",
        "regime_a",
        "regime_b",
        "kpi",
        "unit",
        "difference_mean",
        "difference_mc_error",
        "difference_q05",
        "difference_q50",
        "difference_q95",
        "p_a_larger",
        "p_a_better",
        "proven",
    ];
    const CLIMATES: [&str; 13] = [
        "climate",
        "against",
        "regime",
        "kpi",
        "unit",
        "difference_mean",
        "difference_mc_error",
        "difference_q05",
        "difference_q50",
        "difference_q95",
        "p_larger",
        "p_better",
        "proven",
    ];
    let labels = study.labels;
    let mut regimes = SheetFile::begin(&dir.join(NAMES[1]), &REGIMES);
    let several = labels.climates.len() > 1;
    let mut climates = several.then(|| SheetFile::begin(&dir.join(NAMES[2]), &CLIMATES));
    study.pair_rows(&mut |row: PairRow| {
        let climate = |place: usize| labels.climates[place].clone();
        let named = |place: usize| choice(labels, place).to_owned();
        let same_climate = row.first.0 == row.second.0;
        let mut cells = if same_climate {
            vec![climate(row.first.0), named(row.first.1), named(row.second.1)]
        } else {
            vec![climate(row.first.0), climate(row.second.0), named(row.first.1)]
        };
        cells.extend([row.kpi.id.to_owned(), row.kpi.unit.to_owned()]);
        cells.extend(difference_cells(&row.kpi, Some(&row.difference)));
        if same_climate {
            regimes.row(&cells);
        } else if let Some(climates) = &mut climates {
            climates.row(&cells);
        }
    })?;
    regimes.finish()?;
    climates.map_or(Ok(()), SheetFile::finish)
}

fn exceedance(study: &Study<'_>, path: &Path) -> Result<(), Problem> {
    let labels = study.labels;
    let mut file = SheetFile::begin(path, &["climate", "regime", "kpi", "unit", "p_passed", "value"]);
    for (place, kpi) in study.kpis().into_iter().enumerate() {
        let Some(kpi) = kpi else { continue };
        for (climate, choices) in study.network(place)?.iter().enumerate() {
            for (regime, values) in choices.iter().enumerate() {
                let sorted = ascending(values);
                // The tail beyond the outermost member is not known.
                let known = |p: &&f64| !sorted.is_empty() && p.min(1.0 - **p) * sorted.len() as f64 >= 1.0;
                for p in PASSED_WITH.iter().filter(known) {
                    let names = [labels.climates[climate].clone(), choice(labels, regime).to_owned()];
                    let mut cells = names.to_vec();
                    cells.extend([kpi.id.to_owned(), kpi.unit.to_owned(), number(*p)]);
                    cells.push(number(quantile(&sorted, 1.0 - p)));
                    file.row(&cells);
                }
            }
        }
    }
    file.finish()
}

fn classes(study: &Study<'_>, path: &Path) -> Result<(), Problem> {
    const HEAD: [&str; 18] = [
        "class",
        "soil",
        "productivity_class",
        "node",
        "regime",
        "climate",
        "kpi",
        "unit",
        "members",
        "mean",
        "sd",
        "q05",
        "q25",
        "q50",
        "q75",
        "q95",
        "mc_error",
        "interval_holds",
    ];
    let labels = study.labels;
    let mut file = SheetFile::begin(path, &HEAD);
    study.class_rows(&mut |row| {
        let (class, (kpi, unit)) = (&labels.classes[row.class], &labels.columns[row.column]);
        let names = [&class.name, &class.soil, &class.productivity, &class.node, &labels.regimes[row.regime]];
        let mut cells: Vec<String> = names.into_iter().cloned().collect();
        cells.extend([labels.climates[row.climate].clone(), kpi.clone(), unit.clone(), row.value.count.to_string()]);
        let v = row.value;
        cells.extend([v.mean, v.sd, v.q05, v.q25, v.q50, v.q75, v.q95, row.mc_error].map(number));
        cells.push(held(labels, false));
        file.row(&cells);
    })?;
    file.finish()
}

fn draws(study: &Study<'_>, path: &Path) -> Result<(), Problem> {
    let labels: &Labels = study.labels;
    let mut file = SheetFile::begin(path, &["member", "parameter", "unit", "value"]);
    for ((name, unit), values) in labels.parameters.iter().zip(study.parameters()?) {
        for (member, value) in values.into_iter().enumerate() {
            file.row(&[member.to_string(), name.clone(), unit.clone(), data_number(value)]);
        }
    }
    file.finish()
}
