//! The calibration of the shipped rate as tables and as lines on the screen.

use super::csv::{Sheet, cell, number};
use crate::fire::FireParameters;
use crate::fire::national::value;
use crate::fire::spread::SpreadModel;
use crate::plot::words::{choose, number as shown, per_cent};
use crate::scenario::Language;
use crate::validation::national::{National, STATIONS, YEARS};

/// Exponents of traffic that rates are given for.
const EXPONENTS: [f64; 3] = [0.3, 0.5, 1.0];

fn model(model: SpreadModel) -> &'static str {
    match model {
        SpreadModel::Rothermel => "rothermel",
        SpreadModel::Cheney => "cheney",
    }
}

/// A row for each reading under each model of spread.
pub fn readings(found: &National, p: &FireParameters) -> Sheet {
    let mut sheet = Sheet::new(&[
        "spread_model",
        "reading",
        "sum_2017",
        "sum_2018",
        "ratio",
        "mean_2017_2018",
        "mean_all_years",
        "k_g0.3",
        "k_g0.5",
        "k_g1",
    ]);
    for one in &found.readings {
        let mean = one.years.iter().sum::<f64>() / one.years.len() as f64;
        let mut row = vec![model(one.model).to_owned(), one.reading.to_owned()];
        row.extend([one.of_year(2017), one.of_year(2018), one.ratio(), one.mean(), mean].map(number));
        row.extend(EXPONENTS.map(|g| cell(one.rate(g, p))));
        sheet.rows.push(row);
    }
    sheet
}

/// Share of each month in the sum of all years.
pub fn months(found: &National) -> Sheet {
    let mut sheet = Sheet::new(&["month", "share"]);
    sheet.rows =
        (1..).zip(found.months).map(|(month, share): (u8, f64)| vec![month.to_string(), number(share)]).collect();
    sheet
}

/// Sum of each year by the default reading.
pub fn years(found: &National) -> Sheet {
    let mut sheet = Sheet::new(&["year", "sum"]);
    let years = (YEARS.0..).zip(&found.default_reading().years);
    sheet.rows = years.map(|(year, sum)| vec![year.to_string(), number(*sum)]).collect();
    sheet
}

/// The result in a few lines.
pub fn screen_lines(found: &National, p: &FireParameters, language: Language) -> Vec<String> {
    let say = |en, nl| choose(language, en, nl);
    let default = found.default_reading();
    let lacking: Vec<String> =
        STATIONS.iter().filter(|number| !found.stations.contains(number)).map(u16::to_string).collect();
    let counted = value("nl_2018").zip(value("nl_2017")).map_or(f64::NAN, |(dry, usual)| dry / usual);
    let mut lines = vec![format!("{} {} {} stations", found.stations.len(), say("of", "van"), STATIONS.len())];
    if !lacking.is_empty() {
        lines.push(format!("{}: {}", say("lacking", "ontbreken"), lacking.join(", ")));
    }
    lines.push(format!(
        "{}: {} (2017), {} (2018), {} {} ({} {})",
        say("year sum of susceptibility, nine cases", "jaarsom van gevoeligheid, negen gevallen"),
        shown(default.of_year(2017), language),
        shown(default.of_year(2018), language),
        say("ratio", "verhouding"),
        shown(default.ratio(), language),
        say("counted", "geteld"),
        shown(counted, language)
    ));
    lines.push(format!(
        "{}: {} ({} > {})",
        say("share of July to September in 2018", "aandeel van juli tot september in 2018"),
        per_cent(found.third_quarter, language),
        say("counted", "geteld"),
        per_cent(value("nl_q3_2018").unwrap_or(f64::NAN), language)
    ));
    let g = p.traffic_exponent;
    let exact = |rate: Option<f64>| rate.map_or("-".to_owned(), |rate| format!("{rate:.2e}"));
    lines.push(format!(
        "k(g = {g}) = {}; {} {:.2e}",
        exact(default.rate(g, p)),
        say("shipped", "meegeleverd"),
        p.rate_constant
    ));
    if let Some([low, high]) = found.rate_interval(g, p) {
        lines.push(format!(
            "{}: {low:.2e} {} {high:.2e}",
            say(
                "either count alone, any case or any station allows",
                "één telling alleen, elk geval of elk station laat toe"
            ),
            say("to", "tot")
        ));
    }
    lines.push(
        say(
            "selection on two counts, not validation: the form was chosen with both in view",
            "keuze op twee tellingen, geen validatie: de vorm is met beide in zicht gekozen",
        )
        .to_owned(),
    );
    lines
}
