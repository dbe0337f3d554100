//! Problem species on the map of inspections, and what each asks of those who mow.

use super::{Cell, Grid};
use crate::kpi::Setting;
use crate::plot::words::choose;
use crate::report::problem_species::{name, sightings};
use crate::report::schedule::side_name;

/// The sheet: one line per segment and species.
pub fn grid(setting: &Setting) -> Grid {
    let language = setting.language;
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid::new(
        say("Problem species", "Probleemsoorten"),
        say(
            "Sightings of the inspection map (column problem_species of the segment table), and what the rules ask. Rules and limits are assumptions; legal lists change. Violations per regime: KPI B18; tonnes kept apart: K3_apart.",
            "Waarnemingen van de inspectiekaart (kolom problem_species van de vakkentabel), en wat de regels vragen. Regels en grenzen zijn aannames; wettelijke lijsten veranderen. Overtredingen per beheer: KPI B18; tonnen apart: K3_apart.",
        ),
        [
            (say("Contract", "Contract"), 16.0),
            (say("Segment", "Vak"), 18.0),
            (say("Road", "Weg"), 12.0),
            (say("Side", "Kant"), 8.0),
            (say("Km from", "Km van"), 9.0),
            (say("Km to", "Km tot"), 9.0),
            (say("Species", "Soort"), 42.0),
            (say("Cover, %", "Bedekking, %"), 11.0),
            (say("Cuttings apart: 1 yes", "Maaisel apart: 1 ja"), 12.0),
            (say("What to do", "Wat te doen"), 70.0),
            (say("Seen at the second round", "Gezien bij de tweede ronde"), 14.0),
        ],
    );
    for sighting in sightings(setting) {
        let row = sighting.segment;
        grid.rows.push(vec![
            Cell::text(&row.contract),
            Cell::text(&row.id),
            Cell::Text(format!("{}{}", row.road, row.letter)),
            Cell::text(side_name(row.side)),
            Cell::Number(row.km_from),
            Cell::Number(row.km_to),
            Cell::Text(name(sighting.species, language)),
            Cell::Number(100.0 * sighting.cover),
            Cell::Number(f64::from(u8::from(sighting.apart))),
            Cell::Text(sighting.instruction),
            Cell::Input(None),
        ]);
    }
    grid
}
