//! Drawn fires in words: years, clustering, overlap, return levels and regimes, without and with the doubt about rate and form.

use super::DrawReport;
use crate::ensemble::fire_draws::{Rate, weather_years};
use crate::ensemble::summary::{ascending, monte_carlo_error, quantile, summarise};
use crate::kpi::fire_counts::FireCounts;
use crate::plot::words::{choose, number as told, signed};
use crate::scenario::Language;

/// Width of the normal interval that holds 90 %, in standard errors.
const NINETY: f64 = 1.645;

impl DrawReport<'_> {
    fn of(&self, regime: Option<usize>, rate: Rate) -> Option<&FireCounts> {
        self.counts.iter().find(|one| one.region.is_none() && one.regime == regime && one.rate == rate)
    }

    /// The answer on screen.
    pub fn screen_lines(&self) -> Vec<String> {
        let language = self.scenario.language;
        let (Some(now), Some(doubted)) = (self.of(None, Rate::Central), self.of(None, Rate::Drawn)) else {
            return Vec::new();
        };
        let show = |value: f64| told(value, language);
        let (mean, error) = now.mean(self.scenario);
        let (fires, unsure) = (now.summary(|year| year.fires), doubted.summary(|year| year.fires));
        let expected = summarise(&now.expected).unwrap_or_default().mean;
        // Counts are whole: an interval between two of them goes outwards.
        let [low, high] = [show(fires.q05.floor()), show(fires.q95.ceil())];
        let [least, most] = [show(unsure.q05.floor()), show(unsure.q95.ceil())];
        let drawn = now.years.len();
        let weathers = weather_years(self.scenario);
        let mut lines = vec![match language {
            Language::En => format!(
                "Regimes of today: {} verge fires a year, {low} to {high} in 5\u{2013}95 % of the years; with the doubt about rate and form of ignition {least} to {most}.",
                show(mean)
            ),
            Language::Nl => format!(
                "Beheer van nu: {} bermbranden per jaar, {low} tot {high} in 5\u{2013}95 % van de jaren; met de twijfel over aantal en vorm van ontbranden {least} tot {most}.",
                show(mean)
            ),
        }];
        lines.push(match language {
            Language::En => format!(
                "  {drawn} years drawn in {weathers} weather years; the sums without drawing give {} a year (Monte Carlo error of the draws {})",
                show(expected),
                show(error)
            ),
            Language::Nl => format!(
                "  {drawn} jaren getrokken in {weathers} weerjaren; de sommen zonder trekking geven {} per jaar (Monte-Carlofout van de trekkingen {})",
                show(expected),
                show(error)
            ),
        });
        lines.extend(self.clustering_line(now));
        lines.push(self.overlap_line(now, doubted));
        lines.extend(self.level_lines(now, doubted));
        lines.push(String::new());
        for regime in 0..self.scenario.regimes.len() {
            lines.extend(self.regime_line(regime, now, doubted));
        }
        let (_, listed) = self.listed();
        if listed < self.draws.draws {
            lines.push(match language {
                Language::En => format!("  fires.csv lists the first {listed} of {} draws", self.draws.draws),
                Language::Nl => format!("  fires.csv noemt de eerste {listed} van {} trekkingen", self.draws.draws),
            });
        }
        lines
    }

    fn clustering_line(&self, now: &FireCounts) -> Option<String> {
        let language = self.scenario.language;
        let show = |value: f64| told(value, language);
        let (years, weather, days) = (now.yearly_clustering()?, now.clustering_by_weather()?, now.daily_clustering()?);
        Some(match language {
            Language::En => format!(
                "  clustering (variance over mean; 1 is chance alone): {} of years, of which the weather makes {}; {} of days",
                show(years),
                show(weather),
                show(days)
            ),
            Language::Nl => format!(
                "  samenklontering (variantie gedeeld door gemiddelde; 1 is toeval alleen): {} van jaren, waarvan het weer {} maakt; {} van dagen",
                show(years),
                show(weather),
                show(days)
            ),
        })
    }

    fn overlap_line(&self, now: &FireCounts, doubted: &FireCounts) -> String {
        let language = self.scenario.language;
        let show = |value: f64| told(value, language);
        let [once, unsure] = [now, doubted].map(|counts| show(counts.summary(|year| year.days_at_once).mean));
        let two = show(now.summary(|year| year.days_with_two).mean);
        let most = now.years.iter().map(|year| year.most_on_a_day).max().unwrap_or(0);
        let bound = show(self.scenario.fire.engagement_min);
        match language {
            Language::En => format!(
                "  two fires or more in one safety region (district): {two} days a year; at once (an engine is bound for {bound} min): {once} ({unsure} with the doubt); most fires on a day: {most}"
            ),
            Language::Nl => format!(
                "  twee of meer branden in \u{e9}\u{e9}n veiligheidsregio (district): {two} dagen per jaar; tegelijk (een voertuig is {bound} min bezet): {once} ({unsure} met de twijfel); meeste branden op een dag: {most}"
            ),
        }
    }

    /// Return levels with what other weather years would have given, and where the doubt about rate and form is one more
    /// source of bad years.
    fn level_lines(&self, now: &FireCounts, doubted: &FireCounts) -> Vec<String> {
        let language = self.scenario.language;
        let weathers = weather_years(self.scenario);
        let years = now.levels(self.scenario, |year| year.fires);
        let days = now.levels(self.scenario, |year| year.most_on_a_day);
        let wider = doubted.levels(self.scenario, |year| year.fires);
        let mut lines = Vec::new();
        for ((year, day), wider) in years.iter().zip(&days).zip(&wider) {
            let [low, high] = year.interval;
            let unsure = if year.carried {
                String::new()
            } else {
                match language {
                    Language::En => format!(" \u{2013} not carried by {weathers} weather years"),
                    Language::Nl => format!(" \u{2013} niet gedragen door {weathers} weerjaren"),
                }
            };
            let (period, count, most, worse) = (year.years, year.count, day.count, wider.count);
            lines.push(match language {
                Language::En => format!("  once in {period:>3} years: fires in a year {count} ({low} to {high} by the weather years; {worse} with the doubt), on one day {most}{unsure}"),
                Language::Nl => format!("  eens in de {period:>3} jaar: branden in een jaar {count} ({low} tot {high} naar de weerjaren; {worse} met de twijfel), op \u{e9}\u{e9}n dag {most}{unsure}"),
            });
        }
        lines
    }

    /// A regime on all verges against today, from the same sources.
    fn regime_line(&self, regime: usize, now: &FireCounts, doubted: &FireCounts) -> Option<String> {
        let language = self.scenario.language;
        let counts = self.of(Some(regime), Rate::Central)?;
        let (mean, _) = counts.mean(self.scenario);
        let [own, present] = [counts, now].map(|one| one.by_weather(self.scenario, |year| year.fires as f64));
        let differences: Vec<f64> = own.iter().zip(&present).map(|(own, present)| own - present).collect();
        let found = summarise(&differences)?;
        let error = NINETY * monte_carlo_error(found.sd, found.count);
        let (low, high) = (found.mean - error, found.mean + error);
        let change = if differences.iter().all(|difference| *difference == 0.0) {
            choose(language, "as today", "als nu").to_owned()
        } else if low <= 0.0 && high >= 0.0 {
            choose(language, "no proven difference", "geen aangetoond verschil").to_owned()
        } else {
            let [mid, low, high] = [found.mean, low, high].map(|value| signed(value, language));
            let [least, most] = self.difference_with_doubt(regime, doubted)?.map(|value| signed(value, language));
            let to = choose(language, "to", "tot");
            let years = self.scenario.years;
            let doubt = match language {
                Language::En => format!("with the doubt, and chance, in {years} years"),
                Language::Nl => format!("met de twijfel, en toeval, in {years} jaar"),
            };
            format!("{mid} ({low} {to} {high}; {doubt} {least} {to} {most})")
        };
        let name = &self.scenario.regimes[regime];
        let described = choose(language, &name.describe_en, &name.describe_nl);
        let title = if described.is_empty() { name.name.as_str() } else { described };
        Some(match language {
            Language::En => format!("  {title} on all verges: {} fires a year; {change}", told(mean, language)),
            Language::Nl => format!("  {title} op alle bermen: {} branden per jaar; {change}", told(mean, language)),
        })
    }

    /// 5 % and 95 % of the fires a year that a regime on all verges adds, over worlds that each have their rate and form.
    fn difference_with_doubt(&self, regime: usize, doubted: &FireCounts) -> Option<[f64; 2]> {
        let own = self.of(Some(regime), Rate::Drawn)?;
        let years = self.scenario.years.max(1);
        let mean = |counts: &FireCounts| -> Vec<f64> {
            let worlds = counts.years.chunks(years);
            worlds.map(|world| world.iter().map(|year| year.fires as f64).sum::<f64>() / years as f64).collect()
        };
        let pairs = mean(own).into_iter().zip(mean(doubted));
        let differences: Vec<f64> = pairs.map(|(own, today)| own - today).collect();
        let differences = ascending(&differences);
        (!differences.is_empty()).then(|| [0.05, 0.95].map(|share| quantile(&differences, share)))
    }
}
