//! Dry years one by one (F10): a cut cannot help against a dry spell before it.
//!
//! Under observed weather the years are those of the calendar. In generated weather every draw has its own years, so the
//! driest, the second and third driest and the wettest of each draw stand for them, by the deficit of rain.

use super::table::Table;
use super::trial::{Trial, TrialMeasure};
use super::verdict::{Check, Group, Text, Verdict, short};
use crate::ensemble::summary::{ascending, quantile};
use crate::scenario::Language;

const TABLE: &str = include_str!("dry_years.csv");
/// Regimes whose years are shown.
const REGIMES: [&str; 6] = ["U", "J", "L", "S", "O", "JO"];
/// The early cut, and the late one that it is held against.
pub const EARLY: &str = "L";
/// The late cut.
pub const LATE: &str = "S";
/// Site of the published numbers.
const SITE: &str = "high";
/// Years of each draw that are called dry.
const DRIEST: usize = 3;

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichYear {
    /// Of the calendar, and whether it was dry.
    Calendar(i16, bool),
    /// Of each draw, by its deficit of rain: 1 is the driest.
    Driest(usize),
    /// The wettest of each draw.
    Wettest,
}

impl WhichYear {
    /// Whether it is a dry one.
    pub fn is_dry(self) -> bool {
        matches!(self, WhichYear::Calendar(_, true) | WhichYear::Driest(_))
    }

    /// For people.
    pub fn words(self, language: Language) -> String {
        match self {
            WhichYear::Calendar(year, _) => year.to_string(),
            WhichYear::Driest(1) => {
                language.choose("driest year of a draw", "droogste jaar van een trekking").to_owned()
            }
            WhichYear::Driest(2) => language.choose("second driest", "op één na droogste").to_owned(),
            WhichYear::Driest(_) => language.choose("third driest", "op twee na droogste").to_owned(),
            WhichYear::Wettest => language.choose("wettest", "natste").to_owned(),
        }
    }
}

/// A regime in a year: 5, 50 and 95 % quantile over the draws.
#[derive(Clone, Debug, PartialEq)]
pub struct RegimeYear {
    /// Regime.
    pub regime: &'static str,
    /// Yearly fire risk.
    pub fire: [f64; 3],
    /// The same over that of the late cut, less 1.
    pub against_late: [f64; 3],
    /// Share of draws in which it lies below that of the late cut.
    pub p_below: f64,
}

/// A year of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct DryYear {
    /// Which.
    pub year: WhichYear,
    /// Site.
    pub site: String,
    /// Largest deficit of rain from April to September, mm.
    pub deficit_mm: [f64; 3],
    /// Days with a fire weather index of 21.3 or more: weather alone.
    pub fire_weather_days: [f64; 3],
    /// Regimes.
    pub regimes: Vec<RegimeYear>,
}

impl DryYear {
    /// A regime.
    pub fn regime(&self, name: &str) -> Option<&RegimeYear> {
        self.regimes.iter().find(|regime| regime.regime == name)
    }
}

/// A published year: calendar year, whether it was dry, what the early cut changed, risk of the late cut.
fn published() -> Vec<(i16, bool, Option<f64>, Option<f64>)> {
    let rows = Table::embedded(TABLE);
    let year = |row: super::table::Row<'_>| {
        (row.sure("year") as i16, row.sure("is_dry") > 0.0, row.number("early"), row.number("fire"))
    };
    rows.rows().map(year).collect()
}

fn quantiles(values: &[f64]) -> [f64; 3] {
    let sorted = ascending(values);
    if sorted.is_empty() { [f64::NAN; 3] } else { [0.05, 0.5, 0.95].map(|p| quantile(&sorted, p)) }
}

/// The years of each draw, the base left out, from the driest to the wettest.
fn by_dryness(trial: &Trial, site: &str) -> Option<Vec<Vec<usize>>> {
    let of = |draw: usize| {
        let deficits = trial.series(draw, site, LATE, TrialMeasure::Deficit)?;
        let mut order: Vec<usize> = (0..deficits.len()).collect();
        order.sort_by(|&a, &b| deficits[b].total_cmp(&deficits[a]));
        Some(order)
    };
    (1..trial.draws.len()).map(of).collect()
}

/// Places of the wanted years in every draw.
fn wanted(trial: &Trial, first_year: Option<i16>, order: &[Vec<usize>]) -> Vec<(WhichYear, Vec<usize>)> {
    let rank = |rank: usize| order.iter().map(|order| order[rank]).collect();
    if let Some(first) = first_year {
        let known = published();
        let within = known.iter().filter_map(|&(year, is_dry, ..)| {
            let place = usize::try_from(year - first).ok().filter(|&place| place < trial.years)?;
            Some((WhichYear::Calendar(year, is_dry), vec![place; order.len()]))
        });
        let within: Vec<_> = within.collect();
        if within.iter().any(|(year, _)| year.is_dry()) {
            return within;
        }
        // every draw has the same years
        let calendar = |rank: usize, is_dry| {
            let place = order.first().map_or(0, |order| order[rank]);
            (WhichYear::Calendar(first + place as i16, is_dry), vec![place; order.len()])
        };
        let mut years: Vec<_> = (0..DRIEST).map(|rank| calendar(rank, true)).collect();
        years.push(calendar(trial.years - 1, false));
        return years;
    }
    let mut years: Vec<_> = (0..DRIEST).map(|place| (WhichYear::Driest(place + 1), rank(place))).collect();
    years.push((WhichYear::Wettest, rank(trial.years - 1)));
    years
}

/// Dry years of every site, with a wet one beside them.
///
/// - `first_year`: calendar year of the first year that counts, under observed weather
pub fn dry_years(trial: &Trial, first_year: Option<i16>) -> Vec<DryYear> {
    let mut rows = Vec::new();
    for site in &trial.sites {
        let Some(order) = by_dryness(trial, site).filter(|order| !order.is_empty() && trial.years > DRIEST) else {
            continue;
        };
        for (year, places) in wanted(trial, first_year, &order) {
            rows.extend(of_year(trial, site, year, &places));
        }
    }
    rows
}

fn of_year(trial: &Trial, site: &str, year: WhichYear, places: &[usize]) -> Option<DryYear> {
    let values = |regime: &str, measure: TrialMeasure| -> Option<Vec<f64>> {
        (1..).zip(places).map(|(draw, &place)| Some(trial.series(draw, site, regime, measure)?[place])).collect()
    };
    let late = values(LATE, TrialMeasure::Fire)?;
    let regime = |name: &'static str| {
        let fire = values(name, TrialMeasure::Fire)?;
        let against: Vec<f64> = fire.iter().zip(&late).map(|(fire, late)| fire / late - 1.0).collect();
        let below = against.iter().filter(|change| **change < 0.0).count() as f64 / against.len().max(1) as f64;
        Some(RegimeYear { regime: name, fire: quantiles(&fire), against_late: quantiles(&against), p_below: below })
    };
    Some(DryYear {
        year,
        site: site.to_owned(),
        deficit_mm: quantiles(&values(LATE, TrialMeasure::Deficit)?),
        fire_weather_days: quantiles(&values(LATE, TrialMeasure::FireWeatherDays)?),
        regimes: REGIMES.into_iter().filter_map(regime).collect(),
    })
}

/// Dry years as a row of the table: on productive clay, whose numbers are published.
pub fn check(years: &[DryYear]) -> Check {
    let own: Vec<&DryYear> = years.iter().filter(|year| year.site == SITE).collect();
    let dry = || own.iter().filter(|year| year.year.is_dry());
    let calendar = own.iter().any(|year| matches!(year.year, WhichYear::Calendar(..)));
    let change = |[low, mid, high]: [f64; 3], language: Language| {
        let [low, mid, high] = [low, mid, high].map(|value| short(100.0 * value));
        format!("{mid} % ({low} {} {high})", language.choose("to", "tot"))
    };
    let told = |language: Language| {
        let parts: Vec<String> = dry()
            .filter_map(|year| Some((year, year.regime(EARLY)?)))
            .map(|(year, early)| format!("{} {}", year.year.words(language), change(early.against_late, language)))
            .collect();
        parts.join(", ")
    };
    let known = |language: Language| {
        let known = published();
        let parts: Vec<String> = known
            .iter()
            .filter_map(|(year, _, early, _)| Some(format!("{year} {} %", short(100.0 * (*early)?))))
            .collect();
        format!("{}: {}", language.choose("an earlier program, clay", "een eerder programma, klei"), parts.join(", "))
    };
    let falls = |year: &&&DryYear| year.regime(EARLY).is_some_and(|early| early.against_late[1] < 0.0);
    Check {
        id: "F10.dry".to_owned(),
        group: Group::Findings,
        subject: Text::new(
            "In dry years a cut on 1 July lowers fire risk as well, least where the drought comes before it",
            "Ook in droge jaren verlaagt maaien op 1 juli het brandrisico, het minst als de droogte ervoor valt",
        ),
        published: Text::told(known),
        simulated: Text::told(told),
        verdict: Verdict::of(dry().count() > 0 && dry().all(|year| falls(&year))),
        must_hold: false,
        source: "specification of the project (findings)".to_owned(),
        remark: if calendar {
            ratio_of_years(&own)
        } else {
            Text::new(
                "years of generated weather; a file of observed weather (--weather) gives the years themselves",
                "jaren van gemaakt weer; een bestand met gemeten weer (--weather) geeft de jaren zelf",
            )
        },
    }
}

/// The dry year 2018 over the wet year 2012, where both are there.
fn ratio_of_years(own: &[&DryYear]) -> Text {
    let fire = |wanted: i16| {
        let of_year = |year: &&&DryYear| matches!(year.year, WhichYear::Calendar(year, _) if year == wanted);
        own.iter().find(of_year)?.regime(LATE).map(|late| late.fire[1])
    };
    let known = |wanted: i16| published().into_iter().find(|(year, ..)| *year == wanted)?.3;
    let ratio = |of: &dyn Fn(i16) -> Option<f64>| Some(of(2018)? / of(2012)?);
    match (ratio(&fire), ratio(&known)) {
        (Some(found), Some(known)) => Text::new(
            format!(
                "2018 over 2012 under one cut on 15 September: {} (an earlier program {})",
                short(found),
                short(known)
            ),
            format!(
                "2018 gedeeld door 2012 bij één keer maaien op 15 september: {} (een eerder programma {})",
                short(found),
                short(known)
            ),
        ),
        _ => Text::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two draws beside the base, five years; the early cut helps less the drier the year.
    fn trial() -> Trial {
        let mut draws = Vec::new();
        for draw in 0..3_u8 {
            let mut values = Vec::new();
            for early in [true, false] {
                for year in 0..5_u8 {
                    let dry = f64::from((year + draw) % 5);
                    let mut row = vec![0.0; TrialMeasure::COUNT];
                    row[TrialMeasure::Deficit.index()] = 100.0 * dry;
                    row[TrialMeasure::FireWeatherDays.index()] = 10.0 * dry;
                    row[TrialMeasure::Fire.index()] = (10.0 + dry) * if early { 0.6 + 0.05 * dry } else { 1.0 };
                    values.extend(row);
                }
            }
            draws.push(values);
        }
        Trial { regimes: vec![EARLY.to_owned(), LATE.to_owned()], sites: vec![SITE.to_owned()], years: 5, draws }
    }

    #[test]
    fn years_of_draws_are_ranked_by_their_deficit() {
        let years = dry_years(&trial(), None);
        let labels: Vec<WhichYear> = years.iter().map(|year| year.year).collect();
        assert_eq!(labels, [WhichYear::Driest(1), WhichYear::Driest(2), WhichYear::Driest(3), WhichYear::Wettest]);
        assert_eq!((years[0].deficit_mm, years[3].fire_weather_days), ([400.0; 3], [0.0; 3]));
        let change = |place: usize| years[place].regime(EARLY).expect("there").against_late[1];
        assert!((change(0) + 0.2).abs() < 1e-12 && (change(3) + 0.4).abs() < 1e-12);
        assert_eq!(years[0].regime(LATE).expect("there").p_below, 0.0);
        let row = check(&years);
        assert_eq!(row.verdict, Verdict::Holds);
        assert!(row.simulated.of(Language::Nl).contains("op twee na droogste -30 % (-30 tot -30)"), "{row:?}");
    }

    #[test]
    fn observed_years_keep_their_names() {
        let years = dry_years(&trial(), Some(2016));
        let told: Vec<String> = years.iter().map(|year| year.year.words(Language::En)).collect();
        assert_eq!(told, ["2018", "2020"], "2003 and 2012 lie before");
        assert_eq!(check(&years).remark, Text::default());
        let other: Vec<String> =
            dry_years(&trial(), Some(1950)).iter().map(|one| one.year.words(Language::En)).collect();
        assert_eq!(other, ["1953", "1952", "1951", "1954"], "the driest three and the wettest of the first draw");
    }
}
