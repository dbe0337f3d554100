//! The weather generator against observed climate, at stations whose years did not shape the parameters it pools.

use super::shown;
use crate::ensemble::run::on_each;
use crate::error::Problem;
use crate::scenario::Language;
use crate::validation::table::Table;
use crate::validation::verdict::{Check, Group, Text, Verdict};
use crate::weather::climatology::{normals, parameters};
use crate::weather::figures::{Figure, figures};
use crate::weather::generate::generate;
use std::collections::BTreeMap;

const OBSERVED: &str = include_str!("../../../tests/published/weather_observed_figures.csv");
const SPREAD: &str = include_str!("../../../tests/published/weather_between_year_sd.csv");
/// Stations of the check.
const STATIONS: [u16; 14] = [251, 269, 273, 278, 356, 240, 270, 275, 280, 323, 330, 350, 377, 391];
/// Generated years and their seed.
const YEARS: usize = 200;
const SEED: u64 = 4;
/// Share of monthly means that chance alone may take over their limits.
const MISSES: f64 = 0.01;
/// Figures with the ratios of generated over observed that are accepted.
const FIGURES: [(&str, f64, f64); 10] = [
    ("dry_spells_5_days", 0.9, 1.1),
    ("dry_spells_10_days", 0.85, 1.25),
    ("dry_spells_15_days", 0.75, 1.45),
    ("dry_spells_20_days", 0.75, 1.45),
    ("longest_dry_april_september", 0.9, 1.15),
    ("days_25_degrees", 0.9, 1.1),
    ("days_30_degrees", 0.8, 1.2),
    ("largest_daily_rain", 0.85, 1.1),
    ("deficit", 0.88, 1.12),
    ("sd_rain_september_november", 0.8, 1.15),
];
/// Spreads between years: name in the table, name of the figure, accepted ratios.
const SPREADS: [(&str, &str, f64, f64); 7] = [
    ("T_JJA", "sd_temperature_june_august", 0.85, 1.15),
    ("T_ann", "sd_temperature_year", 0.85, 1.15),
    ("Q_AS", "sd_radiation_april_september", 0.85, 1.15),
    ("R_ann", "sd_rain_year", 0.85, 1.15),
    ("R_AS", "sd_rain_april_september", 0.85, 1.15),
    ("maxdef", "sd_deficit", 0.85, 1.15),
    ("wd_AS", "sd_wet_days_april_september", 0.85, 1.15),
];

type Stations = BTreeMap<u16, BTreeMap<String, Figure>>;

/// The three checks.
pub fn checks() -> Result<Vec<Check>, Problem> {
    let of = |number: &u16| -> Result<(u16, BTreeMap<String, Figure>), Problem> {
        let climate = parameters(*number).ok_or_else(|| Problem::new("W311", number.to_string(), "is not shipped"))?;
        let found = figures(&generate(climate, SEED, 0, 2001, YEARS), false);
        Ok((*number, found.into_iter().map(|figure| (figure.name.clone(), figure)).collect()))
    };
    let stations: Stations = on_each(&STATIONS, of)?.into_iter().collect();
    Ok(vec![months(&stations), spells(&stations), spreads(&stations)])
}

fn row(id: &str, [en, nl]: [&str; 2], [published, simulated]: [Text; 2], holds: bool) -> Check {
    Check {
        id: format!("weather.{id}"),
        group: Group::Weather,
        subject: Text::new(en, nl),
        published,
        simulated,
        verdict: Verdict::of(holds),
        must_hold: true,
        source: "computed by the project from observations of KNMI (free use with acknowledgement of KNMI)".to_owned(),
        remark: Text::default(),
    }
}

fn months(stations: &Stations) -> Check {
    let (mut all, mut misses) = (0_u32, 0_usize);
    for (number, found) in stations {
        let Some(normals) = normals(*number) else { continue };
        for (month, normal) in (1..).zip(normals) {
            for (name, wanted) in [
                ("tx_mean", normal.tmax_c),
                ("tn_mean", normal.tmin_c),
                ("radiation_mean", normal.radiation_mj_m2),
                ("rh_mean", normal.rh_pct),
                ("wind_mean", normal.wind_m_s),
                ("wet_days", normal.wet_days),
                ("rain", normal.rain_mm),
            ] {
                let figure = &found[&format!("{name}_{month:02}")];
                all += 1;
                misses += usize::from(!figure.tolerance.holds(wanted, figure.value));
            }
        }
    }
    let most = (MISSES * f64::from(all)).floor() as usize;
    row(
        "months",
        ["Monthly means of generated weather are the normals", "Maandgemiddelden van gemaakt weer zijn de normalen"],
        [
            Text::new(
                format!("at most {most} of {all} outside their tolerance"),
                format!("hoogstens {most} van {all} buiten hun marge"),
            ),
            Text::new(format!("{misses} of {all} over {YEARS} years"), format!("{misses} van {all} over {YEARS} jaar")),
        ],
        misses <= most,
    )
}

/// A figure for people.
fn named(figure: &str, language: Language) -> &str {
    const NAMES: [(&str, &str, &str); 17] = [
        ("dry_spells_5_days", "dry spells of 5 days", "droge perioden van 5 dagen"),
        ("dry_spells_10_days", "dry spells of 10 days", "droge perioden van 10 dagen"),
        ("dry_spells_15_days", "dry spells of 15 days", "droge perioden van 15 dagen"),
        ("dry_spells_20_days", "dry spells of 20 days", "droge perioden van 20 dagen"),
        ("longest_dry_april_september", "longest dry spell", "langste droge periode"),
        ("days_25_degrees", "days of 25 degrees", "zomerse dagen"),
        ("days_30_degrees", "days of 30 degrees", "tropische dagen"),
        ("largest_daily_rain", "largest rain of a day", "meeste regen op een dag"),
        ("deficit", "deficit of rain", "neerslagtekort"),
        ("sd_temperature_june_august", "temperature of summer", "temperatuur van de zomer"),
        ("sd_temperature_year", "temperature of the year", "temperatuur van het jaar"),
        ("sd_radiation_april_september", "radiation of the summer half", "straling van het zomerhalfjaar"),
        ("sd_rain_year", "rain of the year", "regen van het jaar"),
        ("sd_rain_april_september", "rain of the summer half", "regen van het zomerhalfjaar"),
        ("sd_rain_september_november", "rain of autumn", "regen van de herfst"),
        ("sd_deficit", "deficit of rain", "neerslagtekort"),
        ("sd_wet_days_april_september", "wet days of the summer half", "natte dagen van het zomerhalfjaar"),
    ];
    let known = NAMES.into_iter().find(|(name, ..)| *name == figure);
    known.map_or(figure, |(_, en, nl)| language.choose(en, nl))
}

/// How many ratios lie within their limits, and the one that is the farthest from 1.
fn told(found: &[(&str, f64, bool)]) -> (Text, bool) {
    let within = found.iter().filter(|(_, _, holds)| *holds).count();
    let far = found.iter().max_by(|a, b| (a.1 - 1.0).abs().total_cmp(&(b.1 - 1.0).abs()));
    let text = Text::told(|language| {
        let farthest = far.map_or(String::new(), |(name, ratio, _)| {
            let [most, times] = [language.choose("farthest", "verst"), language.choose("times", "keer")];
            format!("; {most} {} {} {times}", named(name, language), shown(*ratio))
        });
        let [of, inside] = [language.choose("of", "van"), language.choose("within", "erbinnen")];
        format!("{within} {of} {} {inside}{farthest}", found.len())
    });
    (text, within == found.len())
}

fn spells(stations: &Stations) -> Check {
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for row in Table::embedded(OBSERVED).rows() {
        let found = &stations[&(row.sure("station") as u16)][row.text("figure")];
        let sum = sums.entry(row.text("figure").to_owned()).or_default();
        *sum = (sum.0 + found.value, sum.1 + row.sure("observed"));
    }
    let ratios = FIGURES.map(|(name, low, high)| {
        let (generated, observed) = sums[name];
        let ratio = generated / observed;
        (name, ratio, (low..high).contains(&ratio))
    });
    let (simulated, holds) = told(&ratios);
    row(
        "spells",
        [
            "Dry spells, heat, deficit and autumn rain of generated weather",
            "Droge perioden, hitte, neerslagtekort en herfstregen van gemaakt weer",
        ],
        [Text::new("ten figures within their ranges", "tien kengetallen binnen hun marges"), simulated],
        holds,
    )
}

fn spreads(stations: &Stations) -> Check {
    let table = Table::embedded(SPREAD);
    let observed: BTreeMap<(u16, String), f64> =
        table.rows().map(|row| ((row.sure("station") as u16, row.text("metric").to_owned()), row.sure("sd"))).collect();
    let ratios = SPREADS.map(|(metric, name, low, high)| {
        let of = |number: &u16| stations[number][name].value / observed[&(*number, metric.to_owned())];
        let ratio = STATIONS.iter().map(of).sum::<f64>() / STATIONS.len() as f64;
        (name, ratio, (low..high).contains(&ratio))
    });
    let (simulated, holds) = told(&ratios);
    row(
        "years",
        ["Generated years differ as much as observed ones", "Gemaakte jaren verschillen zoveel als gemeten jaren"],
        [Text::new("seven spreads within their ranges", "zeven spreidingen binnen hun marges"), simulated],
        holds,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_outside_is_counted_and_the_farthest_named() {
        let (text, holds) = told(&[("a_b", 1.1, true), ("c", 0.5, false)]);
        assert!(!holds && text.of(Language::En) == "1 of 2 within; farthest c 0.5 times", "{text:?}");
        let all = FIGURES.map(|(name, ..)| name).into_iter().chain(SPREADS.map(|(_, name, ..)| name));
        assert!(all.clone().count() == 17 && all.into_iter().all(|name| named(name, Language::Nl) != name));
        assert!(told(&[("a", 1.0, true)]).1);
        assert!(Table::embedded(OBSERVED).rows().all(|row| STATIONS.contains(&(row.sure("station") as u16))));
    }
}
