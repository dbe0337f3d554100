//! Whose weights choose what.

use super::{Cell, Grid};
use crate::plot::words::choose;
use crate::scenario::Language;
use crate::tender::partners::Partners;

/// The sheet: one line per regime and set of weights, with the regret of the compromise.
pub fn grid(found: Option<&Partners>, language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid::new(
        say("Partners", "Partners"),
        say(
            "Worth of a regime to a set of weights: each KPI 0 for the worst and 1 for the best regime, then the weighed mean. Regret: what the set loses against its own best.",
            "Waarde van een beheer voor een set gewichten: elke KPI 0 voor het slechtste en 1 voor het beste beheer, dan het gewogen gemiddelde. Spijt: wat de set verliest tegenover zijn eigen beste.",
        ),
        [
            (say("Weights of", "Gewichten van"), 20.0),
            (say("Regime", "Beheer"), 20.0),
            (say("Worth", "Waarde"), 10.0),
            (say("Regret", "Spijt"), 10.0),
            (say("Own choice: 1 yes", "Eigen keuze: 1 ja"), 12.0),
            (say("Smallest largest regret: 1 yes", "Kleinste grootste spijt: 1 ja"), 14.0),
            (say("Without a value", "Zonder waarde"), 30.0),
        ],
    );
    let Some(found) = found else { return grid };
    for set in &found.sets {
        for (regime, name) in found.regimes.iter().enumerate() {
            grid.rows.push(vec![
                Cell::text(&set.set),
                Cell::text(name),
                Cell::Number(set.worth[regime]),
                Cell::Number(set.regret(regime)),
                Cell::Number(f64::from(u8::from(set.best == regime))),
                Cell::Number(f64::from(u8::from(found.compromise == regime))),
                Cell::text(set.left_out.join(", ")),
            ]);
        }
    }
    grid
}
