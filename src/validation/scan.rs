//! The scan of dates of F1: yearly fire risk of one hay cut by its date, over that of the best date.

use super::findings::Effort;
use super::trial::{
    Change, Setup, Trial, TrialClimate, TrialDraw, TrialMeasure, TrialWeather, draws, scan_regimes, sites,
};
use super::verdict::{Check, Group, Text, Verdict, short};
use crate::calendar::MonthDay;
use crate::ensemble::summary::{ascending, quantile};
use crate::error::Problem;
use crate::fire::drivers::RainRule;
use crate::scenario::Language;

/// Dates between which the best date must lie.
const BEST: [(u8, u8); 2] = [(5, 15), (6, 25)];
/// A date that must cost little more than the best, and how much it may cost.
const FLAT: ((u8, u8), f64) = ((7, 5), 0.2);
/// A date that must cost much more, and how much at least.
const LATE: ((u8, u8), f64) = ((8, 15), 0.15);

/// A site in the scan.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteScan {
    /// Site.
    pub site: String,
    /// Dates with the 5, 50 and 95 % quantile over the draws of the risk over that of the draw's best date, less 1.
    pub dates: Vec<(MonthDay, [f64; 3])>,
}

impl SiteScan {
    /// Date with the least median.
    pub fn best(&self) -> Option<MonthDay> {
        self.dates.iter().min_by(|a, b| a.1[1].total_cmp(&b.1[1])).map(|(date, _)| *date)
    }

    /// Median at a date.
    pub fn at(&self, (month, day): (u8, u8)) -> f64 {
        let found = self.dates.iter().find(|(date, _)| (date.month(), date.day()) == (month, day));
        found.map_or(f64::NAN, |(_, quantiles)| quantiles[1])
    }
}

/// Runs the scan.
pub fn scan(weather: &TrialWeather, rain: RainRule, effort: Effort, seed: u64) -> Result<Vec<SiteScan>, Problem> {
    let regimes = scan_regimes();
    let draws: Vec<TrialDraw> = draws(seed, effort.draws)?;
    let setup = Setup {
        regimes: &regimes,
        weather,
        climate: TrialClimate::Reference,
        change: Change::default(),
        rain,
        years: effort.years,
    };
    let trial = Trial::run(&setup, &draws, 1)?;
    let site = |site: &str| SiteScan {
        site: site.to_owned(),
        dates: regimes
            .iter()
            .filter_map(|regime| Some((*regime.days().first()?, over_best(&trial, site, &regime.name))))
            .collect(),
    };
    Ok(sites().iter().map(|one| site(&one.name)).collect())
}

/// Quantiles of the risk of a regime over the least of the draw, less 1.
fn over_best(trial: &Trial, site: &str, regime: &str) -> [f64; 3] {
    let of = |draw: usize, regime: &str| trial.mean(draw, site, regime, TrialMeasure::Fire).unwrap_or(f64::NAN);
    let ratio = |draw: usize| {
        let least = trial.regimes.iter().map(|other| of(draw, other)).fold(f64::INFINITY, f64::min);
        of(draw, regime) / least - 1.0
    };
    let sorted = ascending(&(0..trial.draws.len()).map(ratio).collect::<Vec<_>>());
    if sorted.is_empty() { [f64::NAN; 3] } else { [0.05, 0.5, 0.95].map(|p| quantile(&sorted, p)) }
}

/// The scan as a row of the table.
pub fn check(scans: &[SiteScan]) -> Check {
    let within = |scan: &SiteScan| {
        let best = scan.best().is_some_and(|date| (BEST[0]..=BEST[1]).contains(&(date.month(), date.day())));
        best && scan.at(FLAT.0) <= FLAT.1 && scan.at(LATE.0) >= LATE.1
    };
    let told = |scan: &SiteScan, language: Language| {
        let best = scan.best().and_then(|best| {
            let named = scan_regimes().into_iter().find(|regime| regime.days().first() == Some(&best))?;
            Some(named.words(language).to_owned())
        });
        let site = sites().into_iter().find(|site| site.name == scan.site);
        let site = site.map_or(scan.site.clone(), |site| site.words(language).to_owned());
        let [flat, late] = [FLAT.0, LATE.0].map(|date| short(100.0 * scan.at(date)));
        let [first, july, august] = [
            language.choose("best", "beste"),
            language.choose("5 July", "5 juli"),
            language.choose("15 August", "15 augustus"),
        ];
        format!("{site}: {first} {}, {july} +{flat} %, {august} +{late} %", best.unwrap_or_default())
    };
    Check {
        id: "F1.dates".to_owned(),
        group: Group::Findings,
        subject: Text::new(
            "Before the end of June or early July is the edge of a flat optimum, not a step",
            "Vóór eind juni of begin juli is de rand van een vlak optimum, geen sprong",
        ),
        published: Text::new(
            "clay, loam, sand: best 1, 15, 15 June; 5 July +9, +13, +10 %; 15 August +26, +40, +42 %",
            "klei, leem, zand: beste 1, 15, 15 juni; 5 juli +9, +13, +10 %; 15 augustus +26, +40, +42 %",
        ),
        simulated: Text::told(|one| scans.iter().map(|scan| told(scan, one)).collect::<Vec<_>>().join("; ")),
        verdict: Verdict::of(scans.iter().all(within)),
        must_hold: true,
        source: "specification of the project (findings)".to_owned(),
        remark: Text::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_optimum_holds_and_a_step_does_not() {
        let scan = |values: [f64; 4]| SiteScan {
            site: "high".into(),
            dates: [(5, 1), (6, 15), (7, 5), (8, 15)]
                .into_iter()
                .zip(values)
                .map(|((month, day), value)| (MonthDay::new(month, day).expect("a day"), [value; 3]))
                .collect(),
        };
        assert_eq!(check(&[scan([0.1, 0.0, 0.1, 0.3])]).verdict, Verdict::Holds);
        assert_eq!(check(&[scan([0.1, 0.0, 0.5, 0.6])]).verdict, Verdict::Fails);
        assert_eq!(check(&[scan([0.0, 0.1, 0.1, 0.3])]).verdict, Verdict::Fails);
    }
}
