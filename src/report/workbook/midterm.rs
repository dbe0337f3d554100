//! What to measure half-way through a contract, beside what was expected.

use super::{Cell, Grid, columns};
use crate::kpi::evaluate::KpiRow;
use crate::kpi::group::Level;
use crate::plot::words::choose;
use crate::scenario::Language;

/// KPIs that are measured half-way.
const MEASURED: [&str; 4] = ["B1", "B2", "B3", "B4"];

/// The sheet: one line per contract, regime and KPI, with room for what was measured.
pub fn grid(rows: &[KpiRow], language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid {
        name: say("Mid-term", "Tussentijds"),
        note: say(
            "Enter what was measured. Within the 5-95 % that the model expects, nothing needs to change; outside it, plan again with the measured values.",
            "Vul in wat is gemeten. Binnen de 5-95 % die het model verwacht hoeft niets te veranderen; daarbuiten: plan opnieuw met de gemeten waarden.",
        )
        .to_owned(),
        settings: Vec::new(),
        columns: columns([
            (say("Contract", "Contract"), 16.0),
            (say("Regime", "Beheer"), 18.0),
            ("KPI", 8.0),
            (say("Title", "Titel"), 30.0),
            (say("Unit", "Eenheid"), 15.0),
            (say("Expected", "Verwacht"), 10.0),
            ("5 %", 10.0),
            ("95 %", 10.0),
            (say("Measured", "Gemeten"), 11.0),
            (say("Measured - expected", "Gemeten - verwacht"), 12.0),
            (say("Outside 5-95 %: 1 yes", "Buiten 5-95 %: 1 ja"), 12.0),
            (say("Field check", "Controle in het veld"), 60.0),
        ]),
        rows: Vec::new(),
    };
    let measured = |row: &&KpiRow| row.group.0 == Level::Contract && MEASURED.contains(&row.kpi.id);
    for (place, row) in rows.iter().filter(measured).enumerate() {
        let line = grid.first_row() + place;
        grid.rows.push(vec![
            Cell::text(&row.group.1),
            Cell::text(&row.regime),
            Cell::text(row.kpi.id),
            Cell::text(row.title),
            Cell::text(row.kpi.unit),
            Cell::Number(row.value.q50),
            Cell::Number(row.value.q05),
            Cell::Number(row.value.q95),
            Cell::Input(None),
            Cell::Formula(format!("IF(I{line}=\"\",\"-\",I{line}-F{line})"), None),
            Cell::Formula(format!("IF(I{line}=\"\",\"-\",IF(OR(I{line}<G{line},I{line}>H{line}),1,0))"), None),
            Cell::text(row.kpi.field_check),
        ]);
    }
    grid
}
