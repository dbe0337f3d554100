//! Counts of verge fires: ratio of two years, share of the summer, and the English count, against what the program finds.
//!
//! The sums of 2017 and 2018 need observed weather, which is not shipped: they were computed by this program with
//! `zeis fire national` and stand in `national.csv`; a test that has the files computes them anew.

use super::{on_sites, shown};
use crate::fire::FireParameters;
use crate::fire::national::{counted_rate, english_ratio, value};
use crate::validation::findings::Experiments;
use crate::validation::table::Table;
use crate::validation::trial::{TrialClimate, TrialMeasure};
use crate::validation::verdict::{Check, Group, Text, Verdict};

const TABLE: &str = include_str!("national.csv");
/// Mean susceptibility of De Bilt and Leeuwarden on 16-25 July 2018 (specification of fire, section 6.3).
const ENGLISH_DAYS_SUSCEPTIBILITY: f64 = 0.1655;

/// A number of the table of what the calibration study found.
pub fn embedded(name: &str) -> Option<f64> {
    Table::embedded(TABLE).rows().find(|row| row.text("name") == name).and_then(|row| row.number("value"))
}

fn row(id: &str, [en, nl]: [&str; 2], [published, simulated]: [Text; 2], holds: bool, source: &str) -> Check {
    Check {
        id: format!("fire.{id}"),
        group: Group::Fire,
        subject: Text::new(en, nl),
        published,
        simulated,
        verdict: Verdict::of(holds),
        must_hold: false,
        source: source.to_owned(),
        remark: Text::default(),
    }
}

/// Every check of counts.
pub fn checks(experiments: &Experiments) -> Vec<Check> {
    let p = FireParameters::default();
    let [ratio, quarter] = ["ratio_2018_2017", "third_quarter_2018"].map(|name| embedded(name).unwrap_or(f64::NAN));
    let counted = value("nl_2018").zip(value("nl_2017")).map_or(f64::NAN, |(dry, usual)| dry / usual);
    let english = counted_rate(p.traffic_exponent, &p)
        .and_then(|rate| english_ratio(rate, p.traffic_exponent, ENGLISH_DAYS_SUSCEPTIBILITY))
        .unwrap_or(f64::NAN);
    let season = experiments.trials.get(&TrialClimate::Reference).map(|trial| {
        let share = |site: &str| {
            let mean = |measure| trial.mean(0, site, "S", measure).unwrap_or(f64::NAN);
            mean(TrialMeasure::FireJulySeptember) / mean(TrialMeasure::Fire)
        };
        ["high", "mid", "low"].map(share)
    });
    let season = season.unwrap_or([f64::NAN; 3]);
    let lowest = season.iter().copied().fold(f64::INFINITY, f64::min);
    vec![
        Check {
            remark: Text::new(
                "the form of susceptibility was chosen with this number in view: agreement is no validation",
                "de vorm van de brandgevoeligheid is met dit getal voor ogen gekozen: overeenkomst bewijst niets",
            ),
            ..row(
                "years",
                ["Verge fires of 2018 over those of 2017", "Bermbranden in 2018 gedeeld door die in 2017"],
                [
                    Text::same(shown(counted)),
                    Text::told(|one| {
                        format!("{} {}", shown(ratio), one.choose("at twelve stations", "op twaalf stations"))
                    }),
                ],
                (ratio / counted - 1.0).abs() < 0.15,
                "CBS press release of 19 March 2019",
            )
        },
        Check {
            remark: Text::new(
                "counted for verge and nature fires together; the form was chosen with it in view",
                "geteld voor berm- en natuurbranden samen; de vorm is met dit getal voor ogen gekozen",
            ),
            ..row(
                "summer",
                ["Share of July to September in 2018", "Aandeel van juli tot september in 2018"],
                [Text::new("above 0.6", "boven 0.6"), Text::same(shown(quarter))],
                quarter > 0.6,
                "CBS press release of 19 March 2019",
            )
        },
        row(
            "season",
            ["Most of the risk of a year falls in July to September", "Het meeste risico valt in juli tot september"],
            [Text::new("0.53 on every site", "0.53 op elke plek"), on_sites(season, "")],
            lowest > 0.45,
            "specification of the project; no monthly count of verge fires was found",
        ),
        Check {
            remark: Text::new(
                "one ten-day count in a drought, Dutch weather for English: a check of the exponent of traffic only",
                "één telling van tien dagen in een droogte, Nederlands weer voor Engels: toetst alleen de invloed van verkeer",
            ),
            ..row(
                "english",
                [
                    "Fires on English main roads, 16-25 July 2018: expected over recorded",
                    "Branden langs Engelse hoofdwegen, 16-25 juli 2018: verwacht gedeeld door geteld",
                ],
                [Text::new("1 (56 fires)", "1 (56 branden)"), Text::same(shown(english))],
                (0.5..=2.0).contains(&english),
                "Highways England, July 2018",
            )
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_sums_are_those_of_the_parameters() {
        let p = FireParameters::default();
        let mean = embedded("mean_flame").expect("there");
        assert!((mean / p.national_susceptibility_per_year - 1.0).abs() < 0.005, "{mean}");
        assert!(embedded("rate_low").expect("there") < p.rate_constant);
        assert!(embedded("rate_high").expect("there") > p.rate_constant);
        assert_eq!(embedded("nothing"), None);
    }
}
