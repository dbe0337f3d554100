//! The scan of dates: yearly fire risk of a single hay cut by its date, over that of the best date.

use super::axis::Scale;
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::font::text_width;
use super::palette::{BLACK, Colour, DARK_GREY, GRID, REGIMES};
use super::words::{choose, per_cent};
use crate::scenario::Language;
use crate::validation::scan::SiteScan;
use crate::validation::trial::sites;

/// Room at the sides and below.
const LEFT: f64 = 90.0;
const RIGHT: f64 = 170.0;
const BELOW: f64 = 66.0;
/// Colours of the sites, from rich to poor.
const SITES: [Colour; 3] = [REGIMES[2], REGIMES[1], REGIMES[3]];

/// Lays the figure out.
pub fn drawing(scans: &[SiteScan], place: &str, language: Language) -> Drawing {
    let say = |en, nl| choose(language, en, nl);
    let late = scans.iter().map(|scan| scan.at((8, 15))).filter(|value| value.is_finite());
    let (low, high) = late.fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let title = format!(
        "{} {}–{} {}",
        say(
            "June is a flat optimum for a single cut; waiting until 15 August costs",
            "Juni is een vlak optimum voor één keer maaien; wachten tot 15 augustus kost"
        ),
        per_cent(low, language),
        per_cent(high, language),
        say("more fire risk", "meer brandrisico")
    );
    let subtitle = format!(
        "{}, {place}; {}",
        say(
            "yearly fire risk of one hay cut over that of the best date",
            "brandrisico per jaar van één hooibeurt boven dat van de beste datum"
        ),
        say("median and 5–95 % over the draws", "mediaan en 5–95 % over de trekkingen")
    );
    let mut figure = Drawing::new(title, subtitle);
    let (top, bottom) = (figure.top + 6.0, HEIGHT - BELOW);
    let most = scans.iter().flat_map(|scan| &scan.dates).map(|(_, quantiles)| quantiles[2]).fold(0.1, f64::max);
    let end = (10.0 * most).ceil() / 10.0;
    let y = Scale { values: (0.0, end), places: (bottom, top) };
    let x = Scale { values: (115.0, 250.0), places: (LEFT, WIDTH - RIGHT) };
    let mut tick = 0.0;
    while tick <= end + 1e-9 {
        figure.line(vec![(LEFT, y.at(tick)), (WIDTH - RIGHT, y.at(tick))], GRID, 1.0);
        let text = if tick > 0.0 { format!("+{}", per_cent(tick, language)) } else { per_cent(0.0, language) };
        figure.text((LEFT - 10.0, y.at(tick) + 5.0), &text, DARK_GREY, Anchor::End);
        tick += if end > 0.6 { 0.2 } else { 0.1 };
    }
    for (day, en, nl) in [
        (121.0, "1 May", "1 mei"),
        (152.0, "1 June", "1 juni"),
        (182.0, "1 July", "1 juli"),
        (213.0, "1 August", "1 augustus"),
        (244.0, "1 September", "1 september"),
    ] {
        figure.line(vec![(x.at(day), bottom), (x.at(day), bottom + 6.0)], DARK_GREY, 1.0);
        figure.text((x.at(day), bottom + 24.0), say(en, nl), DARK_GREY, Anchor::Middle);
    }
    figure.text(
        (f64::midpoint(LEFT, WIDTH - RIGHT), bottom + 50.0),
        say("date of the cut", "maaidatum"),
        DARK_GREY,
        Anchor::Middle,
    );
    let names = sites();
    for (scan, colour) in scans.iter().zip(SITES) {
        let at = |place: usize| -> Vec<(f64, f64)> {
            scan.dates.iter().map(|(date, q)| (x.at(f64::from(date.day_of_year())), y.at(q[place]))).collect()
        };
        let band: Vec<(f64, f64)> = at(0).into_iter().chain(at(2).into_iter().rev()).collect();
        figure.add(Shape::Area { points: band, fill: colour, opacity: 0.16 });
        figure.line(at(1), colour, 2.6);
        for point in at(1) {
            figure.add(Shape::Dot { at: point, radius: 3.5, colour, hollow: false });
        }
    }
    // labels at the ends, moved apart where they would cover each other
    let mut ends: Vec<(f64, &str, Colour)> = scans
        .iter()
        .zip(SITES)
        .filter_map(|(scan, colour)| {
            let name = names.iter().find(|site| site.name == scan.site)?;
            Some((y.at(scan.dates.last()?.1[1]), name.words(language), colour))
        })
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f64::NEG_INFINITY;
    for (end, name, colour) in ends {
        let place = end.max(free);
        free = place + LABEL + 4.0;
        let fits = text_width(name, LABEL, true) < RIGHT - 16.0;
        figure.label(
            (WIDTH - RIGHT + 10.0, place + 5.0),
            name,
            if fits { LABEL } else { LABEL - 2.0 },
            colour,
            true,
            Anchor::Start,
        );
    }
    figure.line(vec![(LEFT, bottom), (WIDTH - RIGHT, bottom)], BLACK, 1.0);
    figure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::MonthDay;
    use crate::plot::svg;

    #[test]
    fn the_title_tells_what_waiting_costs() {
        let scan = |site: &str, late: f64| SiteScan {
            site: site.into(),
            dates: [(6, 1), (8, 15)]
                .into_iter()
                .zip([0.0, late])
                .map(|((month, day), value)| (MonthDay::new(month, day).expect("a day"), [value; 3]))
                .collect(),
        };
        let figure = drawing(&[scan("high", 0.26), scan("mid", 0.4), scan("low", 0.42)], "De Bilt", Language::En);
        assert!(figure.title.contains("26\u{a0}%–42\u{a0}%"), "{}", figure.title);
        assert!(svg::render(&drawing(&[scan("low", 0.3)], "De Bilt", Language::Nl)).contains("arm zand"));
    }
}
