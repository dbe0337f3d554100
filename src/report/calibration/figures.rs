//! Figures of the residuals: by month, road and class of fire weather.

use super::CalibrationReport;
use crate::kpi::calibration::{Cut, Residual};
use crate::plot::Drawing;
use crate::plot::counts::{CountColumn, Counts, drawing};
use crate::plot::words::choose;
use crate::scenario::Language;

/// Roads with a column of their own; the rest is put together.
const ROADS_SHOWN: usize = 14;

/// The figures with their file names.
pub fn figures(report: &CalibrationReport<'_>) -> Vec<(&'static str, Drawing)> {
    [("calibration_month", Cut::Month), ("calibration_road", Cut::Road), ("calibration_danger", Cut::Danger)]
        .map(|(name, cut)| (name, drawing(&counts(report, cut))))
        .to_vec()
}

fn counts(report: &CalibrationReport<'_>, cut: Cut) -> Counts {
    let language = report.language();
    let rows: Vec<&Residual> = report.found.residuals.iter().filter(|row| row.cut == cut).collect();
    let columns = if cut == Cut::Road { roads(&rows, language) } else { plain(&rows, cut, language) };
    let (axis, across) = match cut {
        Cut::Month => (("month", "maand"), ("months", "maanden")),
        Cut::Road => (("road", "weg"), ("roads", "wegen")),
        Cut::Danger => (
            ("Fire Weather Index (EFFIS classes)", "Fire Weather Index (EFFIS-klassen)"),
            ("danger classes", "gevarenklassen"),
        ),
    };
    Counts {
        language,
        title: title(&columns, choose(language, across.0, across.1), language),
        place: place(report),
        axis: choose(language, axis.0, axis.1).to_owned(),
        columns,
    }
}

/// The finding: how many columns lie outside, and how many do so by chance.
fn title(columns: &[CountColumn], across: &str, language: Language) -> String {
    let outside: Vec<&str> =
        columns.iter().filter(|column| column.departs()).map(|column| column.name.as_str()).collect();
    let (all, some) = (columns.len(), outside.len());
    let named = if some > 0 && some <= 4 { format!(" ({})", outside.join(", ")) } else { String::new() };
    match (language, some) {
        (Language::En, 0) => {
            format!("Over {across}, registered fires lie where the rate expects them: none of {all} departs")
        }
        (Language::Nl, 0) => {
            format!("Over {across} liggen de geregistreerde branden waar ze verwacht worden: geen van {all} wijkt af")
        }
        (Language::En, _) => {
            format!(
                "Over {across}, {some} of {all} depart from what the rate expects{named}; by chance one in ten does"
            )
        }
        (Language::Nl, _) => {
            format!(
                "Over {across} wijken {some} van {all} af van de verwachting{named}; door toeval doet een op de tien dat"
            )
        }
    }
}

fn place(report: &CalibrationReport<'_>) -> String {
    let (from, to) = report.found.period;
    let (name, fires) = (&report.scenario.name, report.found.used);
    match report.language() {
        Language::En => format!(
            "{name}: {fires} registered verge fires, {from} to {to}, beside those expected under the regimes of today"
        ),
        Language::Nl => {
            format!(
                "{name}: {fires} geregistreerde bermbranden, {from} tot {to}, naast de verwachte bij het beheer van nu"
            )
        }
    }
}

fn column(row: &Residual, name: String) -> CountColumn {
    CountColumn { name, observed: row.observed, expected: row.expected, interval: row.interval }
}

fn plain(rows: &[&Residual], cut: Cut, language: Language) -> Vec<CountColumn> {
    let classes = [
        choose(language, "very low", "zeer laag"),
        choose(language, "low", "laag"),
        choose(language, "moderate", "matig"),
        choose(language, "high", "hoog"),
        choose(language, "very high", "zeer hoog"),
        choose(language, "extreme", "extreem"),
    ];
    let months = choose(
        language,
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
    );
    let months: Vec<&str> = months.split(' ').collect();
    let names: &[&str] = if cut == Cut::Month { &months } else { &classes };
    rows.iter().zip(names).map(|(row, name)| column(row, (*name).to_owned())).collect()
}

/// Roads by expected fires; the small ones together, whose interval is that of a sum of independent counts.
fn roads(rows: &[&Residual], language: Language) -> Vec<CountColumn> {
    let mut order = rows.to_vec();
    order.sort_by(|a, b| b.expected.total_cmp(&a.expected).then(a.name.cmp(&b.name)));
    let shown = if order.len() > ROADS_SHOWN { ROADS_SHOWN - 1 } else { order.len() };
    let mut columns: Vec<CountColumn> = order[..shown].iter().map(|row| column(row, row.name.clone())).collect();
    if shown < order.len() {
        let rest = &order[shown..];
        let sum = |of: fn(&Residual) -> f64| rest.iter().map(|row| of(row)).sum::<f64>();
        let expected = sum(|row| row.expected);
        columns.push(CountColumn {
            name: choose(language, "others", "andere").to_owned(),
            observed: sum(|row| row.observed),
            expected,
            interval: crate::fire::calibrate::counts::count_interval(expected, 1.0),
        });
    }
    columns
}
