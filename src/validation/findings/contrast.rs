//! Contrasts: what is compared where, which way it must come out, and the size that the prototype had.

use crate::validation::table::{Row, Table};
use crate::validation::trial::{TrialClimate, TrialMeasure};

const TABLE: &str = include_str!("contrasts.csv");

/// What a contrast is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The finding hangs on it.
    Claim,
    /// The order of late cuts, told beside the finding.
    Order,
    /// The other side of the finding, always shown with it.
    Price,
    /// A size to compare with.
    Size,
    /// Only told with its counterpart at another CO2.
    Co2,
    /// What waiting for the end of the breeding season costs and brings.
    Conflict,
    /// What warm winters do.
    Winter,
}

impl Role {
    const WORDS: [(&'static str, Role); 7] = [
        ("claim", Role::Claim),
        ("order", Role::Order),
        ("price", Role::Price),
        ("size", Role::Size),
        ("co2", Role::Co2),
        ("conflict", Role::Conflict),
        ("winter", Role::Winter),
    ];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        Self::WORDS.iter().find(|(_, role)| *role == self).map_or("", |(word, _)| word)
    }
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// A over B, less 1.
    Relative,
    /// A less B.
    Difference,
    /// A over B.
    Ratio,
    /// The measure over the year's fire risk, under A.
    Share,
    /// The same, less that of the measure named as B.
    ShareOver,
    /// The largest year over the smallest, under A; less the ratio of the two regimes named as B.
    YearFactor,
    /// A over B, less a number that it must pass.
    RatioLess(f64),
    /// The last years over the first, under A, less 1.
    Trend,
    /// The measure itself, under A.
    Level,
}

impl Form {
    const WORDS: [(&'static str, Form); 12] = [
        ("ratio_above", Form::RatioLess(3.0)),
        ("ratio_below", Form::RatioLess(0.35)),
        ("loss", Form::RatioLess(0.9)),
        ("kept", Form::RatioLess(0.85)),
        ("trend", Form::Trend),
        ("level", Form::Level),
        ("relative", Form::Relative),
        ("difference", Form::Difference),
        ("ratio", Form::Ratio),
        ("share", Form::Share),
        ("share_over", Form::ShareOver),
        ("year_factor", Form::YearFactor),
    ];

    /// Whether values are shares that read well in per cent.
    pub fn is_share(self) -> bool {
        matches!(self, Form::Relative | Form::Share | Form::ShareOver | Form::Trend)
    }
}

/// Which way a contrast must come out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expected {
    /// Below zero.
    Below,
    /// Above zero.
    Above,
    /// Within this of zero.
    Near(f64),
    /// Any: a size that is told beside that of the prototype, for orientation.
    Open,
}

/// A contrast.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// Finding: `F1` to `F10`, `T1` for the tension.
    pub finding: String,
    /// What it is for.
    pub role: Role,
    /// Site, or two with a hyphen: the first less the second.
    pub site: String,
    /// Measure.
    pub measure: TrialMeasure,
    /// How the sides are compared.
    pub form: Form,
    /// First side: regime.
    pub a: String,
    /// Second side: regime, several with bars (the best of them), a measure, or nothing.
    pub b: String,
    /// Climates of the two sides.
    pub climates: [TrialClimate; 2],
    /// Which way it must come out.
    pub expected: Expected,
    /// Size of the prototype, and its 5-95 % interval.
    pub published: Option<f64>,
    /// Its interval.
    pub interval: Option<[f64; 2]>,
    /// Share of its draws that had the direction.
    pub p_draw: Option<f64>,
    /// Remark.
    pub note: String,
}

impl Contrast {
    /// Whether it compares the same as another, wherever.
    pub fn is_alike(&self, other: &Contrast) -> bool {
        (self.measure, self.form, &self.a, &self.b, self.climates)
            == (other.measure, other.form, &other.a, &other.b, other.climates)
    }

    /// Whether it compares two sites.
    pub fn spans_sites(&self) -> bool {
        self.site.contains('-')
    }

    /// Name: finding, site, measure, sides and climates.
    pub fn name(&self) -> String {
        let climates = match self.climates {
            [TrialClimate::Reference, TrialClimate::Reference] => String::new(),
            [a, b] if a == b => format!(" in {}", a.name()),
            [a, b] => format!(", {} against {}", a.name(), b.name()),
        };
        let sides = if self.b.is_empty() { self.a.clone() } else { format!("{} against {}", self.a, self.b) };
        format!("{} {}: {} {sides}{climates}", self.finding, self.site, self.measure.name())
    }
}

/// Every contrast, in the order of the table.
pub fn contrasts() -> Vec<Contrast> {
    Table::embedded(TABLE).rows().map(|row| contrast(&row)).collect()
}

fn contrast(row: &Row<'_>) -> Contrast {
    const READ: &str = "every embedded table is read by a test";
    let climate = |column: &str| TrialClimate::named(row.text(column)).expect(READ);
    Contrast {
        finding: row.text("finding").to_owned(),
        role: Role::WORDS.iter().find(|(word, _)| *word == row.text("role")).expect(READ).1,
        site: row.text("site").to_owned(),
        measure: TrialMeasure::named(row.text("measure")).expect(READ),
        form: Form::WORDS.iter().find(|(word, _)| *word == row.text("form")).expect(READ).1,
        a: row.text("a").to_owned(),
        b: row.text("b").to_owned(),
        climates: [climate("climate_a"), climate("climate_b")],
        expected: match row.text("expected") {
            "below" => Expected::Below,
            "above" => Expected::Above,
            "open" => Expected::Open,
            _ => Expected::Near(row.sure("tolerance")),
        },
        published: row.number("published"),
        interval: row.number("low").zip(row.number("high")).map(|(low, high)| [low, high]),
        p_draw: row.number("p_draw"),
        note: row.text("note").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validation::trial::{sites, trial_regimes};

    #[test]
    fn every_contrast_names_what_there_is() {
        let (regimes, sites) = (trial_regimes(), sites());
        let is_regime = |name: &str| regimes.iter().any(|regime| regime.name == name);
        let all = contrasts();
        assert!(all.len() > 200);
        for contrast in &all {
            assert!(is_regime(&contrast.a), "{}", contrast.name());
            let is_known = |name: &str| is_regime(name) || TrialMeasure::named(name).is_some();
            assert!(contrast.b.is_empty() || contrast.b.split('|').all(is_known), "{}", contrast.name());
            assert!(contrast.site.split('-').all(|name| sites.iter().any(|site| site.name == name)));
            if let Some([low, high]) = contrast.interval {
                let mid = contrast.published.expect("an interval has a middle");
                assert!(low <= mid && mid <= high, "{}", contrast.name());
            }
            // The prototype's own numbers go the way that is asked.
            match (contrast.expected, contrast.published) {
                (Expected::Below, Some(mid)) => assert!(mid <= 0.0, "{}", contrast.name()),
                (Expected::Above, Some(mid)) => assert!(mid >= 0.0, "{}", contrast.name()),
                (Expected::Near(tolerance), Some(mid)) => assert!(mid.abs() <= tolerance, "{}", contrast.name()),
                (Expected::Open, _) => assert_eq!(contrast.role, Role::Size, "{}", contrast.name()),
                (_, None) => {}
            }
        }
        for finding in ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10"] {
            assert!(all.iter().any(|contrast| contrast.finding == finding && contrast.role == Role::Claim));
        }
    }
}
