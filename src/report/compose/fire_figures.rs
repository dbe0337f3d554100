//! The figures of fire, filled from the results: flames after a cut, and the fires of the months.

use super::figures::Pictures;
use super::observed::{DRY_DAYS, observations};
use super::{Results, words};
use crate::calendar::{MONTH_START, MonthDay};
use crate::ensemble::after_cut::{Flames, Treatment, flames_after};
use crate::ensemble::showcase::{ShowColumn, Showcase};
use crate::kpi::segment_value::exposure;
use crate::network::segment::ProductivityClass;
use crate::plot::after_cut::{AfterCut, Course};
use crate::plot::month_profile::{MonthProfile, Series};
use crate::plot::pair::{Paired, quantile};
use crate::plot::words::{choose, date_words};
use crate::scenario::Language;
use crate::scenario::stands::Zone;

/// Days before and after a day that its flames are taken over: dry days at one distance from a cut are few.
const AROUND: usize = 4;
/// Days after the cut that the title of the figure speaks of: fresh cuttings have dried, regrowth is short.
const SPOKEN_OF: (usize, usize) = (10, 60);

/// Flames after the earliest cut of the regimes on the class of the pictures; `None` where no regime cuts on a fixed day.
pub(super) fn after_cut(results: &Results, pictures: &Pictures) -> Option<AfterCut> {
    let (scenario, stands, language) = (results.scenario, results.stands, results.scenario.language);
    let first_cuts = scenario.regimes.iter().filter_map(|regime| regime.cuts.first());
    let cut = first_cuts.min_by_key(|cut| cut.default_day())?;
    let day: MonthDay = cut.default_day();
    let flames: Vec<Flames> = Treatment::ALL
        .iter()
        .map(|&treatment| flames_after(scenario, stands, pictures.class, treatment, day, cut.height_m))
        .collect();
    let labels = [
        choose(language, "uncut", "ongemaaid"),
        choose(language, "mulch left", "maaisel blijft"),
        choose(language, "hay taken away", "maaisel afgevoerd"),
    ];
    let means: Vec<Vec<f64>> = flames.iter().map(member_means).collect();
    let course = |place: usize| Course {
        label: labels[place].to_owned(),
        quartiles: quartiles(&flames[place]),
        mean_m: means[place].iter().sum::<f64>() / means[place].len().max(1) as f64,
    };
    // The year does not matter for the words.
    let words = date_words(day.in_year(scenario.first_year), language);
    let cut_on = words.rsplit_once(' ').map_or(words.clone(), |(day, _)| day.to_owned());
    Some(AfterCut {
        language,
        place: pictures.place(results),
        cut_on,
        height_m: cut.height_m,
        days: SPOKEN_OF,
        sample: (flames[0].len(), scenario.years),
        courses: [course(0), course(1), course(2)],
        difference: Paired::difference(&means[2], &means[1]),
    })
}

/// Per member: mean flame over the dry days that the title speaks of.
fn member_means(flames: &Flames) -> Vec<f64> {
    let (first, last) = SPOKEN_OF;
    let mean = |years: &Vec<Vec<Option<f64>>>| {
        let dry: Vec<f64> =
            years.iter().flat_map(|days| days.iter().take(last + 1).skip(first)).flatten().copied().collect();
        dry.iter().sum::<f64>() / dry.len().max(1) as f64
    };
    flames.iter().map(mean).collect()
}

/// Quartiles of the flames of the dry days around each day after the cut.
fn quartiles(flames: &Flames) -> Vec<[f64; 3]> {
    let days = flames.iter().flatten().map(Vec::len).max().unwrap_or(0);
    let of_day = |day: usize| {
        let around = day.saturating_sub(AROUND)..day + AROUND + 1;
        let years = flames.iter().flatten();
        let mut dry: Vec<f64> =
            years.flat_map(|days| days.iter().take(around.end).skip(around.start)).flatten().copied().collect();
        dry.sort_by(f64::total_cmp);
        if dry.is_empty() { [0.0; 3] } else { [0.25, 0.5, 0.75].map(|share| quantile(&dry, share)) }
    };
    (0..days).map(of_day).collect()
}

/// Fires of the months under today's regimes and the regime that the plan prefers, on the main verges.
pub(super) fn month_profile(results: &Results, pictures: &Pictures) -> Option<MonthProfile> {
    let (scenario, language) = (results.scenario, results.scenario.language);
    let colours = results.colours();
    let now = monthly(results, scenario.present)?;
    let mean_year = now.iter().flatten().sum::<f64>() / now.len() as f64;
    let series = |regime: usize, label: String, years: &[[f64; 12]]| Series {
        label,
        colour: colours[regime],
        months: std::array::from_fn(|month| {
            let mut found: Vec<f64> = years.iter().map(|year| year[month] / mean_year).collect();
            found.sort_by(f64::total_cmp);
            [0.05, 0.5, 0.95].map(|share| quantile(&found, share))
        }),
        means: std::array::from_fn(|month| {
            years.iter().map(|year| year[month]).sum::<f64>() / (years.len() as f64 * mean_year)
        }),
    };
    let of_months = |year: &[f64; 12], months: std::ops::Range<usize>| year[months].iter().sum::<f64>();
    let in_mean_year = |months: std::ops::Range<usize>| {
        now.iter().map(|year| of_months(year, months.clone())).sum::<f64>() / (now.len() as f64 * mean_year)
    };
    let with_fires = now.iter().filter(|year| of_months(year, 0..12) > 0.0);
    let mut quarters: Vec<f64> = with_fires.map(|year| of_months(year, 6..9) / of_months(year, 0..12)).collect();
    quarters.sort_by(f64::total_cmp);
    let other = pictures
        .others
        .first()
        .and_then(|&(regime, _)| Some(series(regime, words::regime(scenario, regime), &monthly(results, regime)?)));
    (mean_year > 0.0).then(|| MonthProfile {
        language,
        place: choose(
            language,
            "main verges, one type of site for each productivity, weighted by traffic and length",
            "hoofdbermen, één soort standplaats per productiviteit, gewogen naar verkeer en lengte",
        )
        .to_owned(),
        years: results.years(),
        members: scenario.members,
        present: series(scenario.present, words::regime(scenario, scenario.present), &now),
        other,
        third_quarter: [quantile(&quarters, 0.05), in_mean_year(6..9), quantile(&quarters, 0.95)],
        spring: in_mean_year(2..5),
        observed: observations(language),
        dry_days: DRY_DAYS,
        dry_days_text: dry_days_text(language).to_owned(),
    })
}

fn dry_days_text(language: Language) -> &'static str {
    choose(
        language,
        "Weather: days with humidity below 50 %, De Bilt 2000\u{2013}2020 (KNMI)",
        "Weer: dagen met vochtigheid onder 50 %, De Bilt 2000\u{2013}2020 (KNMI)",
    )
}

/// Fires of each month of each year of each member under a regime: pictures of the productivities, weighed by the exposure of
/// their segments.
fn monthly(results: &Results, regime: usize) -> Option<Vec<[f64; 12]>> {
    let (scenario, stands, setting) = (results.scenario, results.stands, results.setting());
    let mut years: Option<Vec<[f64; 12]>> = None;
    for productivity in [ProductivityClass::High, ProductivityClass::Mid, ProductivityClass::Low] {
        let segments = scenario.network.segments.iter().enumerate();
        let grass = segments
            .filter(|(place, row)| stands.segment_class[*place].is_some() && row.site.productivity == productivity);
        let weight: f64 = grass.map(|(_, row)| exposure(row, setting.ignition)).sum();
        if weight <= 0.0 {
            continue;
        }
        let picture = results.outcomes.showcases.iter().find(|picture| {
            let case = &stands.cases[picture.case];
            case.zone == Zone::Main
                && case.programme == Some(regime)
                && stands.classes[case.class].site.productivity == productivity
        })?;
        let found = months_of(picture);
        let sums = years.get_or_insert_with(|| vec![[0.0; 12]; found.len()]);
        for (sum, of_year) in sums.iter_mut().zip(&found) {
            for (sum, value) in sum.iter_mut().zip(of_year) {
                *sum += weight * value;
            }
        }
    }
    years
}

/// Susceptibility summed over months, for every year of every member.
fn months_of(picture: &Showcase) -> Vec<[f64; 12]> {
    let (members, years, _, _) = picture.days.dim();
    let value = |member, year, day| f64::from(picture.days[[member, year, day, ShowColumn::Susceptibility as usize]]);
    let of_year = |member, year| {
        std::array::from_fn(|month| {
            let days = usize::from(MONTH_START[month])..usize::from(MONTH_START[month + 1]);
            days.map(|day| value(member, year, day)).sum()
        })
    };
    (0..members).flat_map(|member| (0..years).map(move |year| of_year(member, year))).collect()
}
