//! Hard requirements: met or not, per contract and regime.

use super::{Cell, Grid, pass_word, subject, subject_columns};
use crate::kpi::evaluate::KpiRow;
use crate::kpi::group::Level;
use crate::kpi::robustness::REQUIREMENTS;
use crate::plot::words::choose;
use crate::scenario::Language;

/// The sheet.
pub fn grid(rows: &[KpiRow], language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let asked = rows.iter().filter(|row| row.group.0 == Level::Contract && REQUIREMENTS.contains(&row.kpi.id));
    let mut grid = Grid::new(
        say("Requirements", "Eisen"),
        say(
            "KPIs usually asked as hard requirements. A first cut before July (F5) fails by design where a contract forbids it: read it beside seed set (B9) and winter refuge (B12). A requirement without a threshold is not judged. The chance that all hold (K7) is 0 where one fails by design: cuts over the whole width fail the usual uncut share (B11, of the certificate Kleurkeur); set [kpi.B11] threshold = 0 where it is not asked.",
            "KPI's die doorgaans als eis worden gesteld. Een eerste maaibeurt vóór juli (F5) haalt het nooit waar een contract die verbiedt: lees hem naast zaadzetting (B9) en winterdekking (B12). Een eis zonder grens wordt niet beoordeeld. De kans dat alles gehaald wordt (K7) is 0 waar één eis het nooit haalt: maaien over de volle breedte haalt het gebruikelijke overstaande deel niet (B11, van het Kleurkeur); zet [kpi.B11] threshold = 0 waar dat niet gevraagd is.",
        ),
        subject_columns(language).into_iter().chain([
            (say("Median", "Mediaan"), 10.0),
            ("5 %", 10.0),
            ("95 %", 10.0),
            (say("Worst tenth", "Slechtste tiende"), 11.0),
            (say("Threshold", "Grens"), 10.0),
            (say("Met", "Voldoet"), 18.0),
            (say("Field check", "Controle in het veld"), 50.0),
        ]),
    );
    for row in asked {
        let mut cells = subject(&row.group.1, &row.regime, row.kpi, language);
        cells.extend([
            Cell::Number(row.value.q50),
            Cell::Number(row.value.q05),
            Cell::Number(row.value.q95),
            Cell::maybe(row.worst_tenth),
            Cell::maybe(row.threshold),
            Cell::text(pass_word(row.pass, language)),
            Cell::text(row.kpi.field_check.text(language)),
        ]);
        grid.rows.push(cells);
    }
    grid
}
