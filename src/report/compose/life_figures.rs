//! The figures of plants, flowers and insects: one type of site under today's regime, two others and none.

use super::figures::{Pictures, cut_marks};
use super::{Results, maps, paired, words};
use crate::biodiversity::losses::{Guild, InsectParameters};
use crate::biodiversity::nectar::FORAGE_SEASON;
use crate::ensemble::Showcase;
use crate::ensemble::bloom::BLOOM_MEMBERS;
use crate::kpi::connectivity::{HALF_MONTHS, standing_in};
use crate::kpi::define::Holds;
use crate::kpi::evaluate::PLAN;
use crate::plot::flowering_calendar::{self, FloweringCalendar, LEAST_KG_HA};
use crate::plot::insect_survival::{Bars, GuildName, InsectSurvival};
use crate::plot::nectar_curve::{self, NectarCurve};
use crate::plot::network_map::{MapClass, NetworkMap};
use crate::plot::pair::{Paired, quantile};
use crate::plot::palette::LIFE;
use crate::plot::richness::{self, Richness};
use crate::plot::season::Bands;
use crate::plot::words::{choose, month_name, number, per_cent};
use crate::scenario::Language;
use crate::simulation::measure::Measure;

/// Plants of the flowering calendar.
const PLANTS: usize = 10;
/// Regimes of the bars of insects, beside the present one.
const MOST_BARS: usize = 4;
/// Limits of the classes of the map of standing grass, share.
const STANDING: [f64; 4] = [0.2, 0.4, 0.6, 0.8];

/// What intervals of plants and insects hold, in words.
fn holds(results: &Results) -> &'static str {
    let held = if results.scenario.life_draws { Holds::WeatherAndLife } else { Holds::Weather };
    held.word(results.scenario.language)
}

/// The flowering calendar; none where nothing flowers.
pub(super) fn flowering(results: &Results, pair: &Pictures) -> Option<FloweringCalendar> {
    let (scenario, language, colours) = (results.scenario, results.scenario.language, results.colours());
    let shown = pair.with_uncut();
    let total = |species: usize| -> f64 { shown.iter().map(|(_, picture)| picture.bloom.row(species).sum()).sum() };
    let mut order: Vec<(usize, f64)> = (0..scenario.plants.count).map(|species| (species, total(species))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.retain(|(_, nectar)| *nectar >= LEAST_KG_HA);
    order.truncate(PLANTS);
    let name = |&(species, _): &(usize, f64)| {
        let species = &scenario.plants.species[species];
        choose(language, species.english_name.as_str(), species.dutch_name.as_str()).to_owned()
    };
    let panel = |&(regime, picture): &(usize, &Showcase)| flowering_calendar::Panel {
        label: words::regime(scenario, regime),
        colour: colours[regime],
        nectar: order.iter().map(|&(species, _)| std::array::from_fn(|half| picture.bloom[[species, half]])).collect(),
        cuts: cut_marks(results, picture),
    };
    (!order.is_empty()).then(|| FloweringCalendar {
        language,
        place: pair.place(results),
        years: results.years(),
        members: scenario.members.min(BLOOM_MEMBERS),
        plants: order.iter().map(name).collect(),
        panels: shown.iter().map(panel).collect(),
    })
}

/// Nectar of every member-year on a day from 0.
fn nectar_on(picture: &Showcase, day: usize) -> Vec<f64> {
    picture.nectar.slice(ndarray::s![.., .., day]).iter().map(|&nectar| f64::from(nectar)).collect()
}

/// Nectar through the year, with its gaps.
pub(super) fn nectar(results: &Results, pair: &Pictures) -> NectarCurve {
    let (scenario, colours) = (results.scenario, results.colours());
    let gap_below = scenario.plants.parameters.forage_gap_mg_m2_day;
    let gap_days = |picture: &Showcase| -> Vec<f64> {
        let (members, years, _) = picture.nectar.dim();
        let season = FORAGE_SEASON.start() - 1..*FORAGE_SEASON.end();
        let of = |member: usize, year: usize| {
            let days = picture.nectar.slice(ndarray::s![member, year, season.clone()]);
            days.iter().filter(|nectar| f64::from(**nectar) < gap_below).count() as f64
        };
        (0..members).flat_map(|member| (0..years).map(move |year| (member, year))).map(|(m, y)| of(m, y)).collect()
    };
    let shown = pair.with_uncut();
    let today = gap_days(shown[0].1);
    let panel = |(place, &(regime, picture)): (usize, &(usize, &Showcase))| {
        let days = gap_days(picture);
        let mut sorted = days.clone();
        sorted.sort_by(f64::total_cmp);
        let short = |day: usize| {
            let values = nectar_on(picture, day);
            values.iter().filter(|nectar| **nectar < gap_below).count() as f64 / values.len().max(1) as f64
        };
        nectar_curve::Panel {
            label: words::regime(scenario, regime),
            colour: colours[regime],
            nectar: Bands::of(|day| nectar_on(picture, day)),
            short: (0..365).map(short).collect(),
            gap_days: [0.05, 0.5, 0.95].map(|share| quantile(&sorted, share)),
            change: if place == 0 { None } else { Paired::difference(&days, &today) },
            cuts: cut_marks(results, picture),
        }
    };
    NectarCurve {
        language: scenario.language,
        place: pair.place(results),
        years: results.years(),
        members: scenario.members,
        gap_below,
        panels: shown.iter().enumerate().map(panel).collect(),
    }
}

/// Survival of the guilds on the whole network.
pub(super) fn insects(results: &Results) -> InsectSurvival {
    let (scenario, language, colours) = (results.scenario, results.scenario.language, results.colours());
    let growth = InsectParameters::default().growth;
    let guild = |en, nl, guild: Guild| GuildName {
        label: choose(language, en, nl).to_owned(),
        least: Some(1.0 / growth[guild as usize]),
    };
    let guilds = [
        ("B10_lep", guild("caterpillars", "rupsen", Guild::Caterpillars)),
        ("B10_orth", guild("grasshoppers", "sprinkhanen", Guild::Orthoptera)),
        ("B10_sward", guild("spiders, bugs, cicadas", "spinnen, wantsen, cicaden", Guild::Sward)),
        ("B10_bees", guild("wild bees", "wilde bijen", Guild::Bees)),
        ("B10_winter", guild("wintering above ground", "bovengronds overwinterend", Guild::Overwintering)),
    ];
    let bars = |regime: usize| {
        let name = &scenario.regimes[regime].name;
        let row = |kpi: &str| results.network_row(name, kpi);
        let of = |kpi: &str| row(kpi).map(|row| [row.value.q05, row.value.q50, row.value.q95]);
        Some(Bars {
            label: words::regime(scenario, regime),
            colour: colours[regime],
            survival: guilds.iter().map(|(kpi, _)| of(kpi)).collect::<Option<_>>()?,
            change: row("B10").and_then(|row| row.difference).map(|found| paired(&found)),
        })
    };
    let shown = std::iter::once(scenario.present).chain(results.other_regimes().into_iter().take(MOST_BARS));
    let bars = shown.filter_map(bars).collect();
    InsectSurvival {
        language,
        place: super::page::sections(results),
        years: results.years(),
        members: scenario.members,
        holds: holds(results),
        guilds: guilds.into_iter().map(|(_, guild)| guild).collect(),
        bars,
    }
}

/// Plant species year by year, with debt and credit.
pub(super) fn species(results: &Results, pair: &Pictures) -> Richness {
    let (scenario, colours) = (results.scenario, results.colours());
    let panel = |&(regime, picture): &(usize, &Showcase)| {
        let kept = results.outcomes.kept[picture.case]?;
        let of = |measure: Measure, year: usize| -> Vec<f64> {
            results.outcomes.yearly.slice(ndarray::s![kept, .., year, measure.index()]).to_vec()
        };
        let at = |measure: Measure, year: usize, share: f64| {
            let mut values = of(measure, year);
            values.sort_by(f64::total_cmp);
            quantile(&values, share)
        };
        let years = 0..scenario.years;
        let last = scenario.years.saturating_sub(1);
        Some(richness::Panel {
            label: words::regime(scenario, regime),
            colour: colours[regime],
            species: years
                .clone()
                .map(|year| [0.05, 0.5, 0.95].map(|share| at(Measure::Richness, year, share)))
                .collect(),
            debt: years.clone().map(|year| at(Measure::ExtinctionDebt, year, 0.5)).collect(),
            credit: years.map(|year| at(Measure::ColonisationCredit, year, 0.5)).collect(),
            change: Paired::difference(&of(Measure::Richness, last), &of(Measure::Richness, 0)),
        })
    };
    Richness {
        language: scenario.language,
        place: pair.place(results),
        first_year: scenario.first_year,
        members: scenario.members,
        holds: holds(results),
        panels: pair.with_uncut().iter().filter_map(panel).collect(),
    }
}

/// A half-month, counted from 0, in words.
fn half_month_words(half: usize, language: Language) -> String {
    let month = month_name((half / 2 + 1) as u8, language);
    match (half % 2, language) {
        (0, Language::En) => format!("the first half of {month}"),
        (0, Language::Nl) => format!("de eerste helft van {month}"),
        (_, Language::En) => format!("the second half of {month}"),
        (_, Language::Nl) => format!("de tweede helft van {month}"),
    }
}

/// The network in the half-month in which it hangs together least: with the plan, else today; none without places.
pub(super) fn standing_map(results: &Results) -> Option<NetworkMap> {
    let (scenario, language) = (results.scenario, results.scenario.language);
    let segments = &scenario.network.segments;
    let chosen = results.plan.map(|plan| plan.programmes(segments.len()));
    let regime = if chosen.is_some() { PLAN } else { scenario.regimes[scenario.present].name.as_str() };
    let median = |kpi: &str| results.network_row(regime, kpi).map(|row| row.value.q50);
    let worst = median("B14_when")?.round().clamp(1.0, HALF_MONTHS as f64) as usize - 1;
    let (least, mean) = (median("B14_min")?, median("B14")?);
    let limits = STANDING;
    let drawn = segments.iter().enumerate().filter_map(|(index, segment)| {
        let programme = chosen.as_ref().map_or(Some(scenario.present), |chosen| chosen[index])?;
        if !segment.is_grass() {
            return None;
        }
        let share = standing_in(results.evidence, index, programme)[worst];
        let class = limits.iter().filter(|&&limit| share >= limit).count();
        let told = format!("{} {}", per_cent(share, language), choose(language, "stands", "staat"));
        maps::map_segment(segment, class, &told)
    });
    let drawn: Vec<_> = drawn.collect();
    let label = |class: usize| match class {
        0 => format!("{} {}", choose(language, "below", "onder"), per_cent(limits[0], language)),
        4 => format!("{} {}", per_cent(limits[3], language), choose(language, "or more", "of meer")),
        _ => format!("{}\u{2013}{}", per_cent(limits[class - 1], language), per_cent(limits[class], language)),
    };
    let when = half_month_words(worst, language);
    let fall = if mean > 0.0 { 1.0 - least / mean } else { 0.0 };
    let [least, fall] = [number(least, language), per_cent(fall, language)];
    let under = match (chosen.is_some(), language) {
        (true, Language::En) => "with the plan".to_owned(),
        (true, Language::Nl) => "met het plan".to_owned(),
        (false, Language::En) => format!("under {}", words::regime(scenario, scenario.present)),
        (false, Language::Nl) => format!("bij {}", words::regime(scenario, scenario.present)),
    };
    (!drawn.is_empty()).then(|| NetworkMap {
        language,
        headline: Some(match language {
            Language::En => format!("Animals find least connected grass in {when}: {least} ha {under}, {fall} below the year's mean"),
            Language::Nl => format!("Dieren vinden het minst samenhangend gras in {when}: {least} ha {under}, {fall} onder het jaargemiddelde"),
        }),
        quantity: choose(language, "Grass that stands (uncut or 0.2 m again)", "Staand gras (ongemaaid of weer 0,2 m)").to_owned(),
        rising: false,
        subtitle: format!(
            "{}; {}",
            super::page::area(results),
            choose(language, "share of each section that stands in that half-month, mean over weathers and years", "deel van elk vak dat in die halve maand staat, gemiddeld over weer en jaren"),
        ),
        classes: (0..5).map(|class| MapClass { label: label(class), colour: LIFE[class] }).collect(),
        segments: drawn,
    })
}

/// What is to be read from a figure of life; empty for others.
pub fn caption(name: &str, language: Language) -> &'static str {
    match name {
        "flowering" => choose(
            language,
            "Read along a row when a plant feeds insects, and down a column how many do at one time: a cut empties the columns after it until a second flush. English and Dutch names are unconfirmed; tall ruderal plants of unmown clay give more nectar here than is believable.",
            "Lees langs een rij wanneer een plant insecten voedt, en langs een kolom hoeveel dat er tegelijk zijn: een maaibeurt maakt de kolommen erna leeg tot een tweede bloei. Namen zijn onbevestigd; hoge ruigteplanten van ongemaaide klei geven hier meer nectar dan geloofwaardig is.",
        ),
        "nectar" => choose(
            language,
            "Read the shaded spans: there insects starve in most years. A regime helps where it shortens them, not where its summer peak is high.",
            "Lees de gekleurde stukken: daar lijden insecten in de meeste jaren gebrek. Een beheer helpt waar het die verkort, niet waar zijn zomerpiek hoog is.",
        ),
        "insects" => choose(
            language,
            "Compare bars within a group, and each with the broken line: a guild below it is lost where no animals arrive from elsewhere. The strip beside the carriageway is cut under every regime. Unmown verges spare most insects but lose their plants, so read this beside the species.",
            "Vergelijk balken binnen een groep, en elk met de onderbroken lijn: een groep daaronder verdwijnt waar geen dieren van elders komen. De strook langs de rijbaan wordt bij elk beheer gemaaid. Ongemaaide bermen sparen de meeste insecten maar verliezen hun planten, dus lees dit naast de soorten.",
        ),
        "species" => choose(
            language,
            "Read where the line goes, and from the bands where it still wants to go: plants follow a regime over years, so that a gain or loss of today's choice shows long after.",
            "Lees waar de lijn heen gaat, en aan de banden waar zij nog heen wil: planten volgen een beheer over jaren, zodat winst of verlies van de keuze van nu pas later blijkt.",
        ),
        "map_standing" => choose(
            language,
            "Read where pale stretches lie side by side: there small animals find no grass to hide or cross in during that half-month. Staggered cuts keep dark stretches between them.",
            "Lees waar lichte stukken naast elkaar liggen: daar vinden kleine dieren in die halve maand geen gras om te schuilen of over te steken. Gespreid maaien houdt donkere stukken ertussen.",
        ),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_months_have_names_and_every_figure_says_what_to_read() {
        assert_eq!(half_month_words(18, Language::En), "the first half of October");
        assert_eq!(half_month_words(5, Language::Nl), "de tweede helft van maart");
        for name in ["flowering", "nectar", "insects", "species", "map_standing"] {
            assert!(
                caption(name, Language::En).starts_with("Read") || caption(name, Language::En).starts_with("Compare")
            );
            assert_ne!(caption(name, Language::En), caption(name, Language::Nl));
        }
        assert_eq!(caption("season", Language::En), "");
    }
}
