//! V7 to V10: refuges and machines, on the survival of insects alone.

use super::shown;
use crate::biodiversity::draws::LifeDraw;
use crate::biodiversity::insects::{GuildSurvival, PatchCuts, survival};
use crate::biodiversity::losses::{Guild, InsectParameters};
use crate::mowing::CutEvent;
use crate::mowing::regime::Machine;
use crate::validation::verdict::{Check, Group, Text, Verdict};
use std::cmp::Ordering;

/// Day of the year of 15 June.
const MID_JUNE: u16 = 166;
/// Share left as a refuge.
const REFUGE: f64 = 0.15;
/// Draws of V9.
const DRAWS: u64 = 200;

fn june_cut() -> CutEvent {
    CutEvent::hay(MID_JUNE, 0.06)
}

fn after(refuge: f64, insects: &InsectParameters) -> GuildSurvival {
    let cuts = [june_cut()];
    let mown = PatchCuts { area_share: 1.0 - refuge, cuts: &cuts };
    if refuge == 0.0 {
        survival(&[mown], insects)
    } else {
        survival(&[mown, PatchCuts { area_share: refuge, cuts: &[] }], insects)
    }
}

/// Share of the draws in which one value is above another; ties count half.
fn probability_above(one: &[f64], other: &[f64]) -> f64 {
    let worth = |(a, b): (&f64, &f64)| match a.total_cmp(b) {
        Ordering::Greater => 1.0,
        Ordering::Equal => 0.5,
        Ordering::Less => 0.0,
    };
    one.iter().zip(other).map(worth).sum::<f64>() / one.len().max(1) as f64
}

/// Survival after disc mower, flail and suction, %.
fn of_machines([disc, flail, suction]: [f64; 3]) -> Text {
    let [disc, flail, suction] = [disc, flail, suction].map(shown);
    Text::new(
        format!("disc {disc} %, flail {flail} %, suction {suction} %"),
        format!("schijvenmaaier {disc} %, klepelmaaier {flail} %, maai-zuigcombinatie {suction} %"),
    )
}

/// The four checks.
pub fn checks(seed: u64) -> Vec<Check> {
    let insects = InsectParameters::default();
    let (none, some) = (after(0.0, &insects), after(REFUGE, &insects));
    let population = |guilds: &GuildSurvival, guild| guilds.population(guild, &insects);
    let ratio = population(&some, Guild::Orthoptera) / population(&none, Guild::Orthoptera);
    let bees = [none.of(Guild::Bees), some.of(Guild::Bees)];
    let draws: Vec<InsectParameters> = (0..DRAWS).map(|number| LifeDraw::new(seed, number).insects).collect();
    let index = |refuge| -> Vec<f64> { draws.iter().map(|insects| after(refuge, insects).index()).collect() };
    let better = probability_above(&index(REFUGE), &index(0.0));
    let loss = |machine: Machine| insects.losses_of(machine)[Guild::Caterpillars as usize];
    let survivors = [Machine::DiscHay, Machine::FlailMulch, Machine::FlailSuction].map(|machine| 1.0 - loss(machine));
    let in_order = loss(Machine::BarHay) <= loss(Machine::DiscHay)
        && loss(Machine::DiscHay) < loss(Machine::FlailSuction)
        && loss(Machine::FlailSuction) <= loss(Machine::FlailMulch);
    let row = |id: &str, [en, nl]: [&str; 2], [published, simulated]: [Text; 2], holds: bool, source: &str| Check {
        id: id.to_owned(),
        group: Group::Life,
        subject: Text::new(en, nl),
        published,
        simulated,
        verdict: Verdict::of(holds),
        must_hold: true,
        source: source.to_owned(),
        remark: Text::default(),
    };
    vec![
        row(
            "V7",
            ["A refuge of 15 % about doubles grasshoppers", "Een refugium van 15 % verdubbelt ongeveer de sprinkhanen"],
            [
                Text::new("about 2 times", "ongeveer 2 keer"),
                Text::told(|one| {
                    format!("{} {}", shown(ratio), one.choose("times in the long run", "keer op de lange duur"))
                }),
            ],
            (1.5..3.0).contains(&ratio),
            "Buri et al. 2013 AGEE 181:22-30",
        ),
        row(
            "V8",
            ["A refuge helps wild bees", "Een refugium helpt wilde bijen"],
            [
                Text::new("abundance up", "meer bijen"),
                Text::new(
                    format!("survival {} to {}", shown(bees[0]), shown(bees[1])),
                    format!("overleving {} naar {}", shown(bees[0]), shown(bees[1])),
                ),
            ],
            bees[1] > bees[0] && population(&some, Guild::Bees) > population(&none, Guild::Bees),
            "Buri et al. 2014 PLoS ONE 9:e85635",
        ),
        row(
            "V9",
            ["A refuge helps insects in most cases", "Een refugium helpt insecten in de meeste gevallen"],
            [
                Text::new("69 % of cases positive", "69 % van de gevallen positief"),
                Text::new(
                    format!("in {} % of {DRAWS} draws", shown(100.0 * better)),
                    format!("in {} % van {DRAWS} trekkingen", shown(100.0 * better)),
                ),
            ],
            (0.7..=1.0).contains(&better),
            "Revesz et al. 2025 Glob. Ecol. Conserv.",
        ),
        row(
            "V10",
            [
                "Caterpillars survive machines in the published order",
                "Rupsen overleven machines in de gepubliceerde volgorde",
            ],
            [of_machines([40.0, 6.0, 8.0]), of_machines(survivors.map(|share| 100.0 * share))],
            in_order,
            "De Vlinderstichting 2017; Humbert et al. 2010",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Language;

    #[test]
    fn refuges_and_machines_come_out_as_published() {
        let found = checks(1);
        assert_eq!(found.iter().map(|check| check.id.as_str()).collect::<Vec<_>>(), ["V7", "V8", "V9", "V10"]);
        assert!(found.iter().all(|check| check.verdict == Verdict::Holds), "{found:?}");
        assert!(found[0].simulated.of(Language::Nl).starts_with("2,5"), "{:?}", found[0].simulated);
    }
}
