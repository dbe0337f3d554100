//! Where to cut before summer first: `priority.csv`, `priority.geojson`, figures and the lines on screen.

use super::csv::{Sheet, money, number};
use crate::calendar::MonthDay;
use crate::kpi::priority::PriorityStretch;
use crate::kpi::stretch::{kilometres, line, name};
use crate::network::Network;
use crate::network::segment::Segment;
use crate::plot::Drawing;
use crate::plot::network_map::{self, MapClass, NetworkMap};
use crate::plot::palette::RISK;
use crate::plot::priority_curve::{self, CurvePoint, PriorityCurve};
use crate::plot::words::{choose, number as told, per_cent};
use crate::report::compose::maps::map_segment;
use crate::report::geojson::{collection, feature};
use crate::scenario::Language;
use crate::scenario::conflict::Conflict;
use serde_json::{Value, json};

/// Columns of `priority.csv`.
const HEAD: [&str; 17] = [
    "rank",
    "road",
    "letter",
    "side",
    "km_from",
    "km_to",
    "length_km",
    "harm_eur_per_year",
    "avoided_eur",
    "cost_eur",
    "avoided_per_eur",
    "rank_q05",
    "rank_q95",
    "p_top10",
    "cumulative_avoided",
    "owner",
    "conflicts",
];
/// Stretches on screen.
const SHOWN: usize = 10;
/// Shares of the stretches at which the classes of the map end; the rest is the last class.
const CLASS_ENDS: [f64; 3] = [0.1, 0.25, 0.5];

/// What the lists are made of.
pub struct PriorityReport<'a> {
    /// Stretches in their order.
    pub stretches: &'a [PriorityStretch],
    /// What stands against the cut on each of them.
    pub conflicts: &'a [Vec<Conflict>],
    /// The network.
    pub network: &'a Network,
    /// Day of the cut.
    pub day: MonthDay,
    /// Name of the scenario.
    pub name: &'a str,
    /// Language.
    pub language: Language,
}

/// A conflict as the end of a line.
fn against(conflict: Conflict, language: Language) -> &'static str {
    let (english, dutch) = match conflict {
        Conflict::Window => ("; outside what the owner allows", "; buiten wat de beheerder toestaat"),
        Conflict::Nests => ("; nests first", "; eerst op nesten zoeken"),
        Conflict::ProtectedSpecies => ("; protected species", "; beschermde soorten"),
    };
    choose(language, english, dutch)
}

impl PriorityReport<'_> {
    fn first(&self, stretch: &PriorityStretch) -> &Segment {
        &self.network.segments[stretch.segments[0]]
    }

    /// `priority.csv`: one row per stretch.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(&HEAD);
        for (place, stretch) in self.stretches.iter().enumerate() {
            let first = self.first(stretch);
            let (from, to) = kilometres(&self.network.segments, &stretch.segments);
            let mut row =
                vec![(place + 1).to_string(), first.road.clone(), first.letter.clone(), first.side.name().into()];
            row.extend([from, to, stretch.length_km, stretch.harm_eur, stretch.avoided_eur].map(number));
            row.extend([money(stretch.cost_eur), number(stretch.avoided_per_eur())]);
            row.extend(stretch.rank_interval.map(number));
            row.extend([number(stretch.p_first_tenth), number(stretch.cumulative_avoided_eur), first.owner.clone()]);
            row.push(self.conflicts[place].iter().map(|conflict| conflict.name()).collect::<Vec<_>>().join(";"));
            sheet.rows.push(row);
        }
        sheet
    }

    /// The rows as objects, for scripts.
    pub fn json(&self) -> Value {
        let sheet = self.sheet();
        let cell = |text: &String| text.parse::<f64>().map_or_else(|_| Value::from(text.as_str()), Value::from);
        let text_columns = ["road", "letter", "side", "owner", "conflicts"];
        let row = |row: &Vec<String>| -> Value {
            let cells = HEAD.iter().zip(row).map(|(head, text)| {
                let value = if text_columns.contains(head) { Value::from(text.as_str()) } else { cell(text) };
                ((*head).to_owned(), value)
            });
            Value::Object(cells.collect())
        };
        json!({ "day": self.day.to_string(), "stretches": sheet.rows.iter().map(row).collect::<Vec<_>>() })
    }

    /// `priority.geojson`: the rows as lines in longitude and latitude; a stretch of unknown place has no geometry.
    pub fn geojson(&self) -> String {
        let rows = self.json();
        let rows = rows["stretches"].as_array().cloned().unwrap_or_default();
        let feature = |(stretch, properties): (&PriorityStretch, Value)| {
            feature(line(self.network, &stretch.segments).as_deref(), &properties)
        };
        collection(&self.stretches.iter().zip(rows).map(feature).collect::<Vec<_>>())
    }

    /// What is cut where, in words.
    fn place(&self) -> String {
        match self.language {
            Language::En => format!(
                "{}: one cut more on {}, cuttings taken away, on stretches that are not cut before July; intervals hold weather and the doubt about rate and form of ignition",
                self.name, self.day
            ),
            Language::Nl => format!(
                "{}: een extra beurt op {}, maaisel afgevoerd, op trajecten zonder beurt voor juli; intervallen dragen het weer en de twijfel over aantal en vorm van ontbranden",
                self.name, self.day
            ),
        }
    }

    /// The figures with their file names: curve, and map where places are known.
    pub fn figures(&self) -> Vec<(&'static str, Drawing)> {
        let point = |stretch: &PriorityStretch| CurvePoint {
            cost_eur: stretch.cumulative_cost_eur,
            share: stretch.cumulative_share,
        };
        let points = self.stretches.iter().map(point).collect();
        let curve = PriorityCurve { language: self.language, place: self.place(), points };
        let mut list = vec![("priority_curve", priority_curve::drawing(&curve))];
        list.extend(self.map().map(|map| ("priority_map", network_map::drawing(&map))));
        list
    }

    fn map(&self) -> Option<NetworkMap> {
        let language = self.language;
        let count = self.stretches.len() as f64;
        let class_of = |place: usize| {
            let share = (place as f64 + 0.5) / count;
            // The last class of the palette is the worst.
            CLASS_ENDS.iter().filter(|&&end| share <= end).count()
        };
        let segments: Vec<_> = self
            .stretches
            .iter()
            .enumerate()
            .flat_map(|(place, stretch)| {
                let text = format!(
                    "{} {}: {} EUR/EUR",
                    choose(language, "rank", "plaats"),
                    place + 1,
                    told(stretch.avoided_per_eur(), language)
                );
                let one = move |&segment: &usize| map_segment(&self.network.segments[segment], class_of(place), &text);
                stretch.segments.iter().filter_map(one).collect::<Vec<_>>()
            })
            .collect();
        let label = |text: (&'static str, &'static str)| choose(language, text.0, text.1).to_owned();
        let labels = [
            ("the other half", "de andere helft"),
            ("the next quarter", "het volgende kwart"),
            ("next, to a quarter", "daarna, tot een kwart"),
            ("the first tenth", "het eerste tiende"),
        ];
        let colours = [RISK[0], RISK[2], RISK[3], RISK[4]];
        (!segments.is_empty()).then(|| NetworkMap {
            language,
            headline: Some(self.headline()),
            quantity: choose(language, "Order of cuts before summer", "Volgorde van maaien voor de zomer").to_owned(),
            rising: false,
            subtitle: self.place(),
            classes: labels
                .into_iter()
                .zip(colours)
                .map(|(text, colour)| MapClass { label: label(text), colour })
                .collect(),
            segments,
        })
    }

    /// The answer in one sentence.
    fn headline(&self) -> String {
        let language = self.language;
        let Some(last) = self.stretches.last() else {
            return choose(
                language,
                "Every verge is cut before July already.",
                "Elke berm wordt al voor juli gemaaid.",
            )
            .to_owned();
        };
        let tenth = self.stretches.len().div_ceil(10);
        let stretch = &self.stretches[tenth - 1];
        let km: f64 = self.stretches[..tenth].iter().map(|stretch| stretch.length_km).sum();
        let share = per_cent(stretch.cumulative_avoided_eur / last.cumulative_avoided_eur, language);
        let (km, cost) = (told(km, language), told(stretch.cumulative_cost_eur, language));
        match language {
            Language::En => format!(
                "The first tenth of the stretches ({km} km, {cost} EUR a year) avoids {share} of the harm that a cut before summer can avoid"
            ),
            Language::Nl => format!(
                "Het eerste tiende van de trajecten ({km} km, {cost} EUR per jaar) voorkomt {share} van de schade die maaien voor de zomer kan voorkomen"
            ),
        }
    }

    /// What a euro of cutting avoids at its best, and whether any cut is paid back by that alone; `None` without a stretch.
    fn payback(&self) -> Option<String> {
        let best = self.stretches.first()?.avoided_per_eur();
        let paid = self.stretches.iter().filter(|stretch| stretch.avoided_per_eur() >= 1.0).count();
        let (told_best, of) = (told(best, self.language), self.stretches.len());
        Some(match (paid, self.language) {
            (0, Language::En) => format!(
                "No cut is paid back by the fires it avoids alone: a euro avoids at most {told_best} EUR of harm. The order tells where a budget that is there does most."
            ),
            (0, Language::Nl) => format!(
                "Geen beurt verdient zich terug met alleen de branden die zij voorkomt: een euro voorkomt hoogstens {told_best} EUR schade. De volgorde zegt waar een budget dat er is het meeste doet."
            ),
            (_, Language::En) => format!(
                "On {paid} of {of} stretches the cut is paid back by the fires it avoids; at best a euro avoids {told_best} EUR of harm."
            ),
            (_, Language::Nl) => format!(
                "Op {paid} van {of} trajecten verdient de beurt zich terug met de branden die zij voorkomt; op zijn best voorkomt een euro {told_best} EUR schade."
            ),
        })
    }

    /// The answer on screen.
    pub fn screen_lines(&self) -> Vec<String> {
        let language = self.language;
        let mut lines = vec![self.headline()];
        lines.extend(self.payback());
        lines.push(String::new());
        for (place, stretch) in self.stretches.iter().take(SHOWN).enumerate() {
            let [low, high] = stretch.rank_interval.map(|rank| told(rank, language));
            let (avoided, cost) = (told(stretch.avoided_eur, language), told(stretch.cost_eur, language));
            let sure = per_cent(stretch.p_first_tenth, language);
            let name = name(&self.network.segments, &stretch.segments);
            let against: String = self.conflicts[place].iter().map(|&one| against(one, language)).collect();
            lines.push(match language {
                Language::En => format!(
                    "  {:>2}. {name}: avoids {avoided} EUR of harm a year for {cost} EUR; rank {low} to {high}, in the first tenth {sure}{against}",
                    place + 1
                ),
                Language::Nl => format!(
                    "  {:>2}. {name}: voorkomt {avoided} EUR schade per jaar voor {cost} EUR; plaats {low} tot {high}, bij het eerste tiende {sure}{against}",
                    place + 1
                ),
            });
        }
        if self.stretches.len() > SHOWN {
            let more = self.stretches.len() - SHOWN;
            lines.push(match language {
                Language::En => format!("  and {more} more in priority.csv"),
                Language::Nl => format!("  en nog {more} in priority.csv"),
            });
        }
        lines
    }
}
