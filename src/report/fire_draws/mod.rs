//! Drawn fires: `fires.csv`, `fire_counts.csv`, `fire_return_levels.csv` and the lines on screen.

mod words;

use crate::ensemble::fire_draws::{DrawnFire, FireDraws, Rate, weather_years};
use crate::ensemble::summary::{monte_carlo_error, summarise};
use crate::fire::intensity::is_spreading_fire;
use crate::kpi::fire_counts::{FireCounts, YearCount};
use crate::report::csv::{Sheet, cell, number};
use crate::scenario::Scenario;
use crate::scenario::stands::Zone;

/// Columns of `fires.csv`.
const FIRES: [&str; 20] = [
    "draw",
    "member",
    "year",
    "date",
    "hour",
    "region",
    "road",
    "letter",
    "side",
    "km",
    "segment",
    "regime",
    "today",
    "zone",
    "flame_m",
    "spread_m_min",
    "spreading",
    "wind_deg",
    "detection_min",
    "owner",
];
/// Columns of `fire_counts.csv`.
const COUNTS: [&str; 13] = [
    "level", "name", "regime", "rate", "quantity", "unit", "mean", "q05", "q50", "q95", "largest", "mc_error",
    "expected",
];
/// Columns of `fire_return_levels.csv`.
const LEVELS: [&str; 11] =
    ["level", "name", "regime", "rate", "quantity", "return_years", "value", "q05", "q95", "weather_years", "carried"];
/// Rows of `fires.csv` at most; whole draws are left out beyond.
const MOST_ROWS: usize = 1_000_000;
/// A count of a year: name, unit, and where it stands.
type Quantity = (&'static str, &'static str, fn(&YearCount) -> usize);
/// Counts of the table.
const QUANTITIES: [Quantity; 5] = [
    ("fires", "1/yr", |year| year.fires),
    ("most_on_a_day", "1/d", |year| year.most_on_a_day),
    ("days_with_two", "d/yr", |year| year.days_with_two),
    ("days_at_once", "d/yr", |year| year.days_at_once),
    ("most_at_once", "-", |year| year.most_at_once),
];

/// What the tables are made of.
pub struct DrawReport<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The fires.
    pub draws: &'a FireDraws,
    /// Their counts.
    pub counts: &'a [FireCounts],
}

fn zone_name(zone: Zone) -> &'static str {
    match zone {
        Zone::Safety => "safety",
        Zone::Main => "main",
        Zone::Ditch => "ditch",
    }
}

fn rate_name(rate: Rate) -> &'static str {
    match rate {
        Rate::Central => "central",
        Rate::Drawn => "drawn",
    }
}

impl DrawReport<'_> {
    /// Fires of the table, and how many draws they are of: those at the rate of the scenario, as many whole draws as the
    /// table holds.
    fn listed(&self) -> (Vec<&DrawnFire>, u32) {
        let central: Vec<&DrawnFire> = self.draws.fires.iter().filter(|fire| fire.rate == Rate::Central).collect();
        let mut per_draw = vec![0; self.draws.draws as usize];
        for fire in &central {
            per_draw[fire.draw as usize] += 1;
        }
        let mut rows = 0;
        let fits = per_draw.iter().take_while(|&&more| {
            rows += more;
            rows <= MOST_ROWS
        });
        let draws = (fits.count() as u32).max(1);
        (central.into_iter().filter(|fire| fire.draw < draws).collect(), draws)
    }

    /// `fires.csv`: one row per fire and regime.
    pub fn fires(&self) -> Sheet {
        let scenario = self.scenario;
        let mut sheet = Sheet::new(&FIRES);
        for fire in self.listed().0 {
            let row = &scenario.network.segments[fire.segment];
            let year = scenario.first_year + fire.year as i16;
            let date = jiff::civil::date(year, 1, 1).saturating_add(jiff::Span::new().days(fire.day as i64));
            let p = &scenario.fire;
            let spreading = is_spreading_fire(fire.spread_m_min, fire.flame_m, p.spreading_m_min, p.spreading_flame_m);
            let today = scenario.segment_present[fire.segment] == fire.regime;
            let word = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
            sheet.rows.push(vec![
                fire.draw.to_string(),
                fire.member.to_string(),
                year.to_string(),
                date.to_string(),
                clock(fire.hour),
                row.district.clone(),
                row.road.clone(),
                row.letter.clone(),
                row.side.name().to_owned(),
                number(row.km_from + fire.along * (row.km_to - row.km_from)),
                row.id.clone(),
                scenario.regimes[fire.regime].name.clone(),
                word(today),
                zone_name(fire.zone).to_owned(),
                number(fire.flame_m),
                number(fire.spread_m_min),
                word(spreading),
                cell(fire.wind_deg.map(f64::round)),
                number(fire.detection_min),
                row.owner.clone(),
            ]);
        }
        sheet
    }

    fn regime(&self, regime: Option<usize>) -> &str {
        regime.map_or("today", |regime| self.scenario.regimes[regime].name.as_str())
    }

    fn keys(&self, counts: &FireCounts) -> Vec<String> {
        let (level, name) = match counts.region {
            Some(region) => ("region", self.draws.regions[region].as_str()),
            None => ("network", ""),
        };
        [level, name, self.regime(counts.regime), rate_name(counts.rate)].map(str::to_owned).to_vec()
    }

    /// `fire_counts.csv`: counts of a year with their spread, and clustering.
    pub fn counts(&self) -> Sheet {
        let mut sheet = Sheet::new(&COUNTS);
        for counts in self.counts {
            for (quantity, unit, of) in QUANTITIES {
                let summary = counts.summary(of);
                let groups = counts.by_weather(self.scenario, |year| of(year) as f64);
                let error = monte_carlo_error(summarise(&groups).unwrap_or_default().sd, groups.len());
                let largest = counts.years.iter().map(of).max().unwrap_or(0);
                let expected = (quantity == "fires" && counts.rate == Rate::Central)
                    .then(|| summarise(&counts.expected).unwrap_or_default().mean);
                let mut row = self.keys(counts);
                row.extend([quantity.to_owned(), unit.to_owned()]);
                row.extend([summary.mean, summary.q05, summary.q50, summary.q95].map(number));
                row.extend([largest.to_string(), number(error), cell(expected)]);
                sheet.rows.push(row);
            }
            let clustering = [
                ("variance_to_mean_years", counts.yearly_clustering()),
                ("variance_to_mean_weather", counts.clustering_by_weather()),
                ("variance_to_mean_days", counts.daily_clustering()),
            ];
            for (quantity, value) in clustering.into_iter().filter(|(_, value)| value.is_some()) {
                let mut row = self.keys(counts);
                row.extend([quantity.to_owned(), "-".to_owned(), cell(value)]);
                row.extend(std::iter::repeat_n(String::new(), COUNTS.len() - row.len()));
                sheet.rows.push(row);
            }
        }
        sheet
    }

    /// `fire_return_levels.csv`: counts of a year and of a day that are reached once in so many years.
    pub fn levels(&self) -> Sheet {
        let mut sheet = Sheet::new(&LEVELS);
        let years = weather_years(self.scenario).to_string();
        for counts in self.counts {
            for (quantity, _, of) in &QUANTITIES[..2] {
                for level in counts.levels(self.scenario, *of) {
                    let name = if *quantity == "fires" { "fires_in_a_year" } else { "fires_on_a_day" };
                    let mut row = self.keys(counts);
                    row.extend([name.to_owned(), level.years.to_string(), level.count.to_string()]);
                    row.extend(level.interval.map(|count| count.to_string()));
                    row.extend([years.clone(), if level.carried { "yes" } else { "no" }.to_owned()]);
                    sheet.rows.push(row);
                }
            }
        }
        sheet
    }
}

/// Hour as a clock shows it.
fn clock(hour: f64) -> String {
    let minutes = (hour * 60.0).floor() as u32;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn hours_are_clock_times() {
        assert_eq!((clock(12.0), clock(16.508), clock(20.0)), ("12:00".into(), "16:30".into(), "20:00".into()));
    }
}
