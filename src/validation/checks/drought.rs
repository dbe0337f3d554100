//! The drought of 2018: what two cuts yielded against the year before. It needs observed weather of both years.

use super::{on_sites, shown};
use crate::validation::trial::{Trial, TrialMeasure};
use crate::validation::verdict::{Check, Group, Text, Verdict};

/// The dry year; the one before it is compared with.
const DRY_YEAR: i16 = 2018;
/// Changes of the yield that are taken for a verge's.
const ACCEPTED: std::ops::RangeInclusive<f64> = -0.60..=-0.15;
/// The regime: two hay cuts.
const REGIME: &str = "JS";

/// The check; `first_year` is the calendar year of the first year that counts, under observed weather.
pub fn check(trial: &Trial, first_year: Option<i16>) -> Check {
    let yields = |site: &str| trial.series(0, site, REGIME, TrialMeasure::Cut).unwrap_or_default();
    let sites = ["high", "mid", "low"].map(yields);
    let place = |year: i16| usize::try_from(year - first_year?).ok().filter(|&place| place < trial.years);
    let (simulated, verdict, remark) = match (place(DRY_YEAR - 1), place(DRY_YEAR)) {
        (Some(before), Some(dry)) => {
            let changes = sites.map(|years| years[dry] / years[before] - 1.0);
            let [rich, _, poor] = changes;
            let holds = changes.iter().all(|change| ACCEPTED.contains(change)) && poor <= rich;
            let remark = if poor > rich { other_order() } else { Text::default() };
            (on_sites(changes.map(|change| 100.0 * change), "%"), Verdict::of(holds), remark)
        }
        _ => (stand_in(trial, &sites), Verdict::NotRun, Text::default()),
    };
    Check {
        id: "growth.drought".to_owned(),
        group: Group::Growth,
        subject: Text::new(
            "Yield of two cuts in the drought of 2018 against 2017",
            "Opbrengst van twee keer maaien in de droogte van 2018 tegenover 2017",
        ),
        published: Text::new(
            "farm grassland -14 %, English verges about -64 %; -15 to -60 % taken, most on poor sand",
            "boerengrasland -14 %, Engelse bermen ongeveer -64 %; aangehouden -15 tot -60 %, het meest op arm zand",
        ),
        simulated,
        verdict,
        must_hold: false,
        source: "CBS yields of grassland; Peakhill Associates 2018, Lincolnshire".to_owned(),
        remark,
    }
}

/// Why the poor site loses least: seen in single runs of both sites under De Bilt, where the cut of September 2018 fails on both.
fn other_order() -> Text {
    Text::new(
        "the poor site loses least: the drought takes the September cut, a quarter of the yield on clay and next to nothing on \
         sand in any year",
        "de arme plek verliest het minst: de droogte neemt de maaibeurt van september, een kwart van de opbrengst op klei en bijna \
         niets op zand in elk jaar",
    )
}

/// What generated years say instead: the driest year against the mean of the others.
fn stand_in(trial: &Trial, sites: &[Vec<f64>; 3]) -> Text {
    let deficits = trial.series(0, "high", REGIME, TrialMeasure::Deficit).unwrap_or_default();
    let driest = (0..deficits.len()).max_by(|&a, &b| deficits[a].total_cmp(&deficits[b]));
    let change = |years: &Vec<f64>| {
        driest.map_or(f64::NAN, |dry| {
            let others = (years.iter().sum::<f64>() - years[dry]) / (years.len() as f64 - 1.0);
            100.0 * (years[dry] / others - 1.0)
        })
    };
    let [rich, mid, poor] = sites.each_ref().map(change).map(shown);
    Text::new(
        format!(
            "needs observed weather of 2017 and 2018 (--weather); the driest of these years against the others: \
             {rich}, {mid}, {poor} % on clay, loam, sand"
        ),
        format!(
            "vraagt gemeten weer van 2017 en 2018 (--weather); het droogste van deze jaren tegenover de andere: \
             {rich}, {mid}, {poor} % op klei, leem, zand"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three sites and three years; the last year is dry.
    fn trial(dry: [f64; 3]) -> Trial {
        let mut values = Vec::new();
        for yield_of_dry in dry {
            for (cut, deficit) in [(5000.0, 100.0), (5000.0, 80.0), (yield_of_dry, 300.0)] {
                let mut row = vec![0.0; TrialMeasure::COUNT];
                row[TrialMeasure::Cut.index()] = cut;
                row[TrialMeasure::Deficit.index()] = deficit;
                values.extend(row);
            }
        }
        let sites = ["high", "mid", "low"].map(str::to_owned).to_vec();
        Trial { regimes: vec![REGIME.to_owned()], sites, years: 3, draws: vec![values] }
    }

    #[test]
    fn the_dry_year_is_held_against_the_one_before_it() {
        use crate::scenario::Language::En;
        let as_published = check(&trial([4000.0, 3500.0, 2500.0]), Some(2016));
        assert_eq!(
            (as_published.verdict, as_published.simulated.of(En)),
            (Verdict::Holds, "-20, -30, -50 % on clay, loam, sand")
        );
        assert_eq!(check(&trial([4900.0, 3500.0, 2500.0]), Some(2016)).verdict, Verdict::Fails, "clay does not suffer");
        assert_eq!(check(&trial([2500.0, 3500.0, 4000.0]), Some(2016)).verdict, Verdict::Fails, "clay suffers most");
        for without in [None, Some(2000), Some(2018)] {
            let check = check(&trial([4000.0, 3500.0, 2500.0]), without);
            assert_eq!(check.verdict, Verdict::NotRun);
            assert!(check.simulated.of(En).contains("-20, -30, -50 %"), "{:?}", check.simulated);
        }
    }
}
