//! Findings as rows of the table, and the whole table.

use super::findings::{Effort, Expected, Experiments, Finding, Judgement, Role, findings};
use super::guideline::{Leaf, guideline};
use super::scan::{self, SiteScan};
use super::verdict::{Check, Group, Verdict, short};
use super::{checks, findings::Outcome};
use crate::error::Problem;
use crate::fire::drivers::RainRule;
use crate::validation::findings::contrast::Form;
use crate::validation::trial::TrialWeather;

/// Rank correlation from which a drawn number is said to decide.
const DECIDES: f64 = 0.3;

/// Everything that a validation found.
#[derive(Clone, Debug)]
pub struct Validation {
    /// Findings, the contrasts of plants and insects (`V1` and so on) among them.
    pub findings: Vec<Finding>,
    /// The scan of dates.
    pub scan: Vec<SiteScan>,
    /// The decision table.
    pub guideline: Vec<Leaf>,
    /// The table.
    pub checks: Vec<Check>,
    /// Where and when.
    pub place: String,
    /// How much was run.
    pub effort: Effort,
}

/// How much is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Findings and all other checks.
    Whole,
    /// Findings and the decision table alone.
    Findings,
}

impl Validation {
    /// Runs the trial and judges the findings; with `extent` [`Extent::Whole`] the checks beside them too. `said` hears what is
    /// begun.
    pub fn run(
        weather: &TrialWeather,
        rain: RainRule,
        effort: Effort,
        seed: u64,
        extent: Extent,
        said: &dyn Fn(&str),
    ) -> Result<Validation, Problem> {
        let experiments = Experiments::run(weather, rain, effort, seed, said)?;
        let findings = findings(&experiments);
        let mut table: Vec<Check> = findings.iter().map(|finding| check(finding, &experiments)).collect();
        said("the date of a single cut");
        let scan = scan::scan(weather, rain, effort, seed)?;
        table.insert(1, scan::check(&scan));
        if extent == Extent::Whole {
            table.extend(checks::checks(&experiments, seed, said)?);
        }
        table.sort_by_key(|check| check.group);
        let guideline = guideline(&experiments);
        Ok(Validation { findings, scan, guideline, checks: table, place: experiments.place, effort })
    }

    /// Checks that must hold and do not.
    pub fn broken(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.must_hold && check.verdict != Verdict::Holds)
    }

    /// Number of checks of a group, and of those that hold.
    pub fn counts(&self, group: Group) -> (usize, usize) {
        let of_group = || self.checks.iter().filter(|check| check.group == group);
        (of_group().filter(|check| check.verdict == Verdict::Holds).count(), of_group().count())
    }
}

/// A size with its interval: "-24 % (-36 to -13)".
pub fn told(form: Form, [low, mid, high]: [f64; 3]) -> String {
    if form.is_share() {
        format!("{} % ({} to {})", short(100.0 * mid), short(100.0 * low), short(100.0 * high))
    } else {
        format!("{} ({} to {})", short(mid), short(low), short(high))
    }
}

/// What was published of a contrast, in its form; empty where nothing was.
pub fn published(judged: &Judgement) -> String {
    let contrast = &judged.contrast;
    match (contrast.published, contrast.interval) {
        (Some(mid), Some([low, high])) => told(contrast.form, [low, mid, high]),
        (Some(mid), None) if contrast.form.is_share() => format!("{} %", short(100.0 * mid)),
        (Some(mid), None) => short(mid),
        _ => String::new(),
    }
}

/// The contrasts that stand for a finding in the table: its first claim, on every site it has.
fn leading(finding: &Finding) -> Vec<&Outcome> {
    let Some(first) = finding.claims().next() else { return Vec::new() };
    let is_alike = |outcome: &&Outcome| {
        let (a, b) = (&outcome.base.contrast, &first.base.contrast);
        (a.measure, a.form, &a.a, &a.b, a.climates) == (b.measure, b.form, &b.a, &b.b, b.climates)
    };
    finding.claims().filter(is_alike).collect()
}

fn check(finding: &Finding, experiments: &Experiments) -> Check {
    let leading = leading(finding);
    let sizes = |of: &dyn Fn(&Judgement) -> String| {
        let parts: Vec<String> = leading
            .iter()
            .map(|outcome| (outcome.base.contrast.site.as_str(), of(&outcome.base)))
            .filter(|(_, text)| !text.is_empty())
            .map(|(site, text)| format!("{site} {text}"))
            .collect();
        parts.join(", ")
    };
    let about = leading.first().map_or(String::new(), |outcome| {
        let contrast = &outcome.base.contrast;
        format!("{} {} {}", contrast.measure.name(), contrast.a, contrast.b).trim_end().to_owned()
    });
    let direction = match leading.first().map(|outcome| outcome.base.contrast.expected) {
        Some(Expected::Below) => "below 0",
        Some(Expected::Above) => "above 0",
        _ => "near 0",
    };
    let known = sizes(&published);
    let (claims, failing) = (finding.claims().count(), finding.failing().count());
    Check {
        id: finding.id.clone(),
        group: if finding.id.starts_with('V') { Group::Life } else { Group::Findings },
        subject: [crate::scenario::Language::En, crate::scenario::Language::Nl]
            .map(|language| finding.words(language).to_owned()),
        published: if known.is_empty() { format!("{about}: {direction}") } else { format!("{about}: {known}") },
        simulated: format!(
            "{}; {} of {claims} claims, least P_draw {}",
            sizes(&|judged| told(judged.contrast.form, judged.size)),
            claims - failing,
            short(finding.least_p_draw())
        ),
        verdict: finding.verdict(),
        must_hold: finding.id.starts_with('F'),
        source: finding.source.clone(),
        remark: remark(finding, experiments),
    }
}

/// Claims that fail with what decides them, structures that turn claims over, and sizes apart from those published.
fn remark(finding: &Finding, experiments: &Experiments) -> String {
    let mut parts = Vec::new();
    for outcome in finding.failing() {
        let judged = &outcome.base;
        let decided = experiments.decided_by(&judged.contrast);
        let by = match decided {
            Some((name, strength)) if strength.abs() >= DECIDES => format!(", decided by {name} ({})", short(strength)),
            _ => ", decided by no single parameter: species, their dates, machines and the weather together".to_owned(),
        };
        parts.push(format!("fails: {} {}{by}", judged.contrast.name(), told(judged.contrast.form, judged.size)));
    }
    let turned: Vec<&str> = finding.turned_by().into_iter().map(super::findings::Alternative::name).collect();
    if !turned.is_empty() {
        parts.push(format!("turns over under {}", turned.join(", ")));
    }
    let apart = finding.outcomes.iter().filter(|outcome| outcome.base.overlaps() == Some(false));
    parts.extend(apart.map(|outcome| format!("apart from the published interval: {}", outcome.base.contrast.name())));
    let priced = finding.outcomes.iter().any(|outcome| outcome.base.contrast.role == Role::Price);
    if priced {
        parts.push("its price is told with it".to_owned());
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_their_unit() {
        assert_eq!(told(Form::Relative, [-0.36, -0.241, -0.13]), "-24.1 % (-36 to -13)");
        assert_eq!(told(Form::Difference, [0.0, 1.25, 2.0]), "1.25 (0 to 2)");
    }
}
