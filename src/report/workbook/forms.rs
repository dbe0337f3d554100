//! One catalogue for three families of contracts: frequency and dates (RAW), image quality, performance.

use super::{Cell, Grid};
use crate::kpi::define::{KPIS, field_kpis};
use crate::mowing::regime::{Machine, Regime, Removal};
use crate::plot::words::choose;
use crate::scenario::Language;
use crate::scenario::terms::Terms;

/// KPIs of a contract on image quality.
const IMAGE_QUALITY: [&str; 4] = ["V1", "V2", "V3", "V5"];
/// KPIs of a contract on performance: results that the contractor answers for, and what is logged of the work.
const PERFORMANCE: [&str; 22] = [
    "B1", "B2", "B4", "B5", "B6", "B7", "B8", "B9", "B10", "B11", "B12", "B16", "B17", "B18", "F1", "F3", "F5", "V4",
    "K2", "K3_apart", "K4", "K5",
];

/// Machine in words.
fn machine_word(machine: Machine, language: Language) -> &'static str {
    match machine {
        Machine::FlailMulch => choose(language, "flail, cuttings stay", "klepelmaaier, maaisel blijft liggen"),
        Machine::FlailSuction => choose(language, "flail with suction", "maai-zuigcombinatie"),
        Machine::DiscHay => choose(language, "disc mower, raked", "cyclomaaier, geharkt"),
        Machine::BarHay => choose(language, "finger-bar mower, raked", "vingerbalk, geharkt"),
        Machine::EcoHead => choose(language, "insect-friendly head", "ecokop"),
    }
}

/// Frequency and dates of every regime: what a RAW specification asks.
pub fn frequency(regimes: &[Regime], language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid::new(
        "RAW",
        say(
            "Frequency and dates per regime. Segments, weeks and crews of the plan stand in schedule.csv.",
            "Frequentie en data per beheer. Vakken, weken en ploegen van het plan staan in schedule.csv.",
        ),
        [
            (say("Regime", "Beheer"), 20.0),
            (say("Cuts a year", "Maaibeurten per jaar"), 11.0),
            (say("Cut", "Beurt"), 7.0),
            (say("From (month-day)", "Vanaf (maand-dag)"), 12.0),
            (say("Until (month-day)", "Tot en met (maand-dag)"), 12.0),
            (say("Day", "Dag"), 24.0),
            (say("Height, m", "Hoogte, m"), 10.0),
            (say("Machine", "Machine"), 30.0),
            (say("Cuttings", "Maaisel"), 24.0),
            (say("Share left standing", "Overstaand deel"), 12.0),
        ],
    );
    for regime in regimes {
        for (place, cut) in regime.cuts.iter().enumerate() {
            let hay = match (cut.removal, cut.lying_days) {
                (Removal::Hay, 0) => say("taken away at once", "direct afgevoerd").to_owned(),
                (Removal::Hay, days) => {
                    format!("{} {days} {}", say("taken away after", "afgevoerd na"), say("days", "dagen"))
                }
                (Removal::Mulch, _) => say("left", "blijft liggen").to_owned(),
            };
            let by_rule = cut.when.is_some();
            grid.rows.push(vec![
                Cell::text(&regime.name),
                Cell::Number(regime.cuts.len() as f64),
                Cell::Number((place + 1) as f64),
                Cell::text(cut.window.first.to_string()),
                Cell::text(cut.window.last.to_string()),
                Cell::text(if by_rule {
                    say("found by the season", "volgt het seizoen")
                } else {
                    say("by the plan", "volgens plan")
                }),
                Cell::Number(cut.height_m),
                Cell::text(machine_word(cut.machine, language)),
                Cell::Text(hay),
                Cell::Number(cut.leave),
            ]);
        }
    }
    grid
}

/// What is measured under a contract on image quality.
pub fn image_quality(terms: &Terms, language: Language) -> Grid {
    let note = choose(
        language,
        "Levels of the visual quality (CROW, A+ to D) are agreed in the contract; their images are not part of this program.",
        "De niveaus van beeldkwaliteit (CROW, A+ tot D) worden in het contract afgesproken; de beelden zelf horen niet bij dit programma.",
    );
    listed(choose(language, "Image quality", "Beeldkwaliteit"), note, &IMAGE_QUALITY, terms, language)
}

/// What a contractor answers for under a contract on performance.
pub fn performance(terms: &Terms, language: Language) -> Grid {
    let note = choose(
        language,
        "Results that can be measured in the field. The biodiversity index (B19) is for ranking and never stands alone in a contract.",
        "Resultaten die in het veld te meten zijn. De biodiversiteitsindex (B19) dient om te vergelijken en staat nooit alleen in een contract.",
    );
    listed(choose(language, "Performance", "Prestatie"), note, &PERFORMANCE, terms, language)
}

fn listed(name: &'static str, note: &str, ids: &[&str], terms: &Terms, language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let rows = ids.iter().filter_map(|id| {
        let of_field = field_kpis(terms).find(|kpi| kpi.id == *id);
        let simulated = KPIS.iter().find(|kpi| kpi.id == *id).filter(|_| of_field.is_none());
        let (title, unit, threshold, mark, field_check) = if let Some(kpi) = simulated {
            let asked = terms.threshold(kpi.id, kpi.threshold.map(|(value, _)| value));
            (kpi.title(language), kpi.unit, asked, kpi.mark, kpi.field_check)
        } else {
            let kpi = of_field?;
            let asked = kpi.threshold.map(|(value, _)| value);
            (say(kpi.title_en, kpi.title_nl), kpi.unit, asked, kpi.mark, kpi.field_check)
        };
        Some(vec![
            Cell::text(*id),
            Cell::text(title),
            Cell::text(unit),
            Cell::Input(threshold),
            Cell::text(mark),
            Cell::text(field_check.text(language)),
            Cell::Input(None),
        ])
    });
    let mut grid = Grid::new(
        name,
        note,
        [
            ("KPI", 8.0),
            (say("Title", "Titel"), 40.0),
            (say("Unit", "Eenheid"), 15.0),
            (say("Asked", "Gevraagd"), 11.0),
            (say("Mark", "Merk"), 7.0),
            (say("Field check", "Controle in het veld"), 70.0),
            (say("Measured", "Gemeten"), 11.0),
        ],
    );
    grid.rows = rows.collect();
    grid
}
