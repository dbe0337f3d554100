//! What to measure half-way through a contract, beside what was expected.

use super::{Cell, Grid, subject, subject_columns};
use crate::kpi::assessed::MEASURED;
use crate::kpi::evaluate::KpiRow;
use crate::kpi::group::Level;
use crate::plot::words::choose;
use crate::scenario::Language;

/// The sheet: one line per contract, regime, KPI and assessment year, with room for what was measured.
pub fn grid(rows: &[KpiRow], language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid::new(
        say("Mid-term", "Tussentijds"),
        say(
            "Enter what was measured. Expected is the value of that year of the contract, over weathers and doubts (beyond the simulated years: of the last). Within the 5-95 % that the model expects, nothing needs to change; outside it, plan again with the measured values.",
            "Vul in wat is gemeten. Verwacht is de waarde van dat jaar van het contract, over weer en twijfels (voorbij de gesimuleerde jaren: van het laatste). Binnen de 5-95 % die het model verwacht hoeft niets te veranderen; daarbuiten: plan opnieuw met de gemeten waarden.",
        ),
        subject_columns(language).into_iter().chain([
            (say("Year", "Jaar"), 7.0),
            (say("Expected", "Verwacht"), 10.0),
            ("5 %", 10.0),
            ("95 %", 10.0),
            (say("Measured", "Gemeten"), 11.0),
            (say("Measured - expected", "Gemeten - verwacht"), 12.0),
            (say("Outside 5-95 %: 1 yes", "Buiten 5-95 %: 1 ja"), 12.0),
            (say("Field check", "Controle in het veld"), 60.0),
        ]),
    );
    let measured = |row: &&KpiRow| row.group.0 == Level::Contract && MEASURED.contains(&row.kpi.id);
    let lines = rows.iter().filter(measured).flat_map(|row| row.assessed.iter().map(move |assessed| (row, assessed)));
    for (place, (row, assessed)) in lines.enumerate() {
        let line = grid.first_row() + place;
        let mut cells = subject(&row.group.1, &row.regime, row.kpi, language);
        cells.extend([
            Cell::Number(f64::from(assessed.year)),
            Cell::Number(assessed.value.q50),
            Cell::Number(assessed.value.q05),
            Cell::Number(assessed.value.q95),
            Cell::Input(None),
            Cell::Formula(format!("IF(J{line}=\"\",\"-\",J{line}-G{line})"), None),
            Cell::Formula(format!("IF(J{line}=\"\",\"-\",IF(OR(J{line}<H{line},J{line}>I{line}),1,0))"), None),
            Cell::text(row.kpi.field_check.text(language)),
        ]);
        grid.rows.push(cells);
    }
    grid
}
