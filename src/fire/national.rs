//! Published counts of verge fires: what the shipped rate of ignition rests on, and how far each can be trusted.
//!
//! The rate is the mean of two national counts over the susceptibility that the program finds in the same years and the
//! traffic-weighted length of the country's roads. One English count of ten days in a drought chose the exponent of traffic.
//! Both are thin: see the remarks of the rows. The susceptibility of the country is checked by a test that simulates it.

use super::ignition::{rate_constant, traffic_weight};
use super::parameters::FireParameters;
use super::rate_doubt::national_weight;

/// The table as text.
const TABLE: &str = include_str!("national_counts.csv");
/// Days of a year, for traffic given per year.
const DAYS_PER_YEAR: f64 = 365.25;
/// Days of the English count.
const ENGLISH_DAYS: f64 = 10.0;

/// A published number.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Name.
    pub id: String,
    /// Country.
    pub region: String,
    /// What it is about.
    pub subject: String,
    /// When.
    pub period: String,
    /// What was counted.
    pub quantity: String,
    /// Its value.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// `reported` by the source, or `derived` from other rows.
    pub status: String,
    /// How far it can be trusted.
    pub remark: String,
    /// Source.
    pub source: String,
}

/// Every fact, in the order of the table.
pub fn facts() -> Vec<Fact> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(TABLE.as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.expect("the embedded table is read by a test");
            let text = |place: usize| row[place].to_owned();
            Fact {
                id: text(0),
                region: text(1),
                subject: text(2),
                period: text(3),
                quantity: text(4),
                value: row[5].parse().expect("the embedded table is read by a test"),
                unit: text(6),
                status: text(7),
                remark: text(8),
                source: text(9),
            }
        })
        .collect()
}

/// Value of a fact; `None` for a name that is not one.
///
/// ```
/// assert_eq!(zeis::fire::national::value("nl_response_2018"), Some(7.9));
/// ```
pub fn value(id: &str) -> Option<f64> {
    facts().into_iter().find(|fact| fact.id == id).map(|fact| fact.value)
}

/// Verge fires a year in the Netherlands: mean of the two counts.
pub fn counted_fires() -> Option<f64> {
    Some(f64::midpoint(value("nl_2017")?, value("nl_2018")?))
}

/// The rate that the counts give at an exponent of traffic: `k(g) = N / (S W(g))`.
///
/// - `p`: susceptibility of the mean year (`S`) and the roads of the country (`W`)
pub fn counted_rate(traffic_exponent: f64, p: &FireParameters) -> Option<f64> {
    rate_constant(counted_fires()?, p.national_susceptibility_per_year, national_weight(traffic_exponent, p))
}

/// Fires that a rate expects on the English roads in the ten days of July 2018, over those recorded.
///
/// - `susceptibility`: mean of those days
pub fn english_ratio(k: f64, g: f64, susceptibility: f64) -> Option<f64> {
    let length = value("en_roads")?;
    let vehicles = value("en_traffic")? / length / DAYS_PER_YEAR;
    let expected = k * traffic_weight(vehicles, g) * length * ENGLISH_DAYS * susceptibility;
    Some(expected / value("en_july_2018")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rate_is_that_of_the_counts() {
        let p = FireParameters::default();
        assert_eq!(counted_fires(), Some(p.national_fires_per_year));
        let rate = counted_rate(p.traffic_exponent, &p).expect("fires and roads");
        // Published with two digits.
        assert!((rate / p.rate_constant - 1.0).abs() < 0.025, "{rate}");
        let at_half = counted_rate(0.5, &p).expect("fires and roads");
        assert!((at_half - 4.5e-5).abs() < 0.05e-5, "{at_half}");
        assert_eq!(value("nl_response_2018"), Some(p.brigade_min));
        assert_eq!(value("nl_main_roads"), Some(p.motorway_km));
        let escape = value("nl_wildfire_cost").expect("there") * 6.0 / value("nl_wildfires").expect("there");
        assert!((escape / p.escape_cost_eur - 1.0).abs() < 0.01, "{escape}");
    }

    #[test]
    fn the_english_count_speaks_for_a_low_exponent() {
        let p = FireParameters::default();
        // Mean susceptibility of De Bilt and Leeuwarden in those days, 0.168 and 0.163 (fire science page of the project).
        let ratio = |g: f64| english_ratio(counted_rate(g, &p).expect("a rate"), g, 0.1655).expect("facts");
        assert!((ratio(0.3) - 1.14).abs() < 0.03, "{}", ratio(0.3));
        assert!(ratio(0.1) < 0.6 && ratio(0.5) > 2.0 && ratio(1.0) > 8.0);
    }

    #[test]
    fn every_fact_has_a_source_and_a_status() {
        let all = facts();
        assert!(all.len() > 10);
        for fact in all {
            assert!(["reported", "derived"].contains(&fact.status.as_str()), "{}", fact.id);
            assert!(fact.source.len() > 5 && fact.value > 0.0 && !fact.unit.is_empty(), "{}", fact.id);
        }
        assert_eq!(value("nowhere"), None);
    }
}
