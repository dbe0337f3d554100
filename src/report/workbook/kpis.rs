//! Every KPI per network, owner, contract and road.

use super::{Cell, Grid, pass_word, proven_word};
use crate::kpi::Setting;
use crate::kpi::define::{FieldKpi, field_kpis};
use crate::kpi::evaluate::KpiRow;
use crate::kpi::group::Level;
use crate::plot::words::choose;
use crate::scenario::Language;

fn level_word(level: Level, language: Language) -> &'static str {
    match level {
        Level::Network => choose(language, "network", "netwerk"),
        Level::Owner => choose(language, "owner", "beheerder"),
        Level::Contract => choose(language, "contract", "contract"),
        Level::Route => choose(language, "road", "weg"),
        Level::Segment => choose(language, "segment", "vak"),
        Level::Corridor => choose(language, "nature areas", "natuurgebieden"),
    }
}

fn source_word(source: &str, language: Language) -> &'static str {
    match source {
        "plan" => choose(language, "plan", "plan"),
        "field" => choose(language, "field", "veld"),
        _ => choose(language, "model", "model"),
    }
}

/// The sheet; single segments are left to `kpi.csv`.
pub fn grid(rows: &[KpiRow], setting: &Setting) -> Grid {
    let language = setting.language;
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid::new(
        say("KPIs", "KPI's"),
        say(
            "Medians and 5-95 % over simulated years and doubts. Marks: S found in a source, A assumption to be agreed, C calibrated, D design, M from memory. Single segments: kpi.csv.",
            "Medianen en 5-95 % over gesimuleerde jaren en twijfels. Merken: S gevonden in een bron, A af te spreken aanname, C gekalibreerd, D ontwerp, M uit het geheugen. Losse vakken: kpi.csv.",
        ),
        [
            (say("Level", "Niveau"), 11.0),
            (say("Name", "Naam"), 16.0),
            (say("Regime", "Beheer"), 18.0),
            (say("Climate", "Klimaat"), 12.0),
            ("KPI", 13.0),
            (say("Title", "Titel"), 38.0),
            (say("Unit", "Eenheid"), 15.0),
            (say("Median", "Mediaan"), 10.0),
            ("5 %", 10.0),
            ("95 %", 10.0),
            (say("Worst tenth", "Slechtste tiende"), 11.0),
            (say("Threshold", "Grens"), 10.0),
            (say("Met", "Voldoet"), 16.0),
            (say("Today", "Nu"), 10.0),
            (say("Difference", "Verschil"), 10.0),
            ("5 %", 10.0),
            ("95 %", 10.0),
            (say("P(better)", "P(beter)"), 10.0),
            (say("Proof", "Bewijs"), 22.0),
            (say("Source", "Bron"), 8.0),
            (say("Mark", "Merk"), 7.0),
            (say("Field check", "Controle in het veld"), 50.0),
            (say("Interval holds", "Interval draagt"), 24.0),
        ],
    );
    let shown = rows.iter().filter(|row| row.group.0 != Level::Segment);
    grid.rows = shown
        .map(|row| line(row, setting))
        .chain(field_kpis(setting.terms).map(|kpi| field_line(kpi, language)))
        .collect();
    grid
}

/// The form of a KPI that only the field can tell, with an empty value.
fn field_line(kpi: &FieldKpi, language: Language) -> Vec<Cell> {
    let mut cells = vec![Cell::Empty; 23];
    cells[4] = Cell::text(kpi.id);
    cells[5] = Cell::text(choose(language, kpi.title_en, kpi.title_nl));
    cells[6] = Cell::text(kpi.unit);
    cells[11] = Cell::maybe(kpi.threshold.map(|(value, _)| value));
    cells[19] = Cell::text(source_word("field", language));
    cells[20] = Cell::text(kpi.mark);
    cells[21] = Cell::text(kpi.field_check.text(language));
    cells
}

fn line(row: &KpiRow, setting: &Setting) -> Vec<Cell> {
    let language = setting.language;
    let difference = row.difference;
    vec![
        Cell::text(level_word(row.group.0, language)),
        Cell::text(&row.group.1),
        Cell::text(&row.regime),
        Cell::text(&row.climate),
        Cell::text(row.kpi.id),
        Cell::text(row.title),
        Cell::text(row.kpi.unit),
        Cell::Number(row.value.q50),
        Cell::Number(row.value.q05),
        Cell::Number(row.value.q95),
        Cell::maybe(row.worst_tenth),
        Cell::maybe(row.threshold),
        Cell::text(pass_word(row.pass, language)),
        Cell::maybe(row.present_q50),
        Cell::maybe(difference.map(|difference| difference.q50)),
        Cell::maybe(difference.map(|difference| difference.q05)),
        Cell::maybe(difference.map(|difference| difference.q95)),
        Cell::maybe(row.p_better),
        Cell::text(proven_word(row.proven(), language)),
        Cell::text(source_word(row.kpi.source.name(), language)),
        Cell::text(row.kpi.mark),
        Cell::text(row.kpi.field_check.text(language)),
        Cell::text(row.kpi.quantity.holds(setting.life_draws).word(language)),
    ]
}
