//! Findings as rows of the table, and the whole table.

use super::dry_years::{self, DryYear, dry_years};
use super::findings::words::{site, worded};
use super::findings::{Effort, Expected, Experiments, Finding, Judgement, Role, findings};
use super::guideline::{Leaf, guideline};
use super::scan::{self, SiteScan};
use super::trial::draw;
use super::verdict::{Check, Group, Text, Verdict, short};
use super::{checks, findings::Outcome};
use crate::error::Problem;
use crate::fire::drivers::RainRule;
use crate::scenario::Language;
use crate::validation::findings::contrast::Form;
use crate::validation::trial::{TrialClimate, TrialWeather};

/// Rank correlation from which a drawn number is said to decide.
const DECIDES: f64 = 0.3;

/// Everything that a validation found.
#[derive(Clone, Debug)]
pub struct Validation {
    /// Findings, the contrasts of plants and insects (`V1` and so on) among them.
    pub findings: Vec<Finding>,
    /// The scan of dates.
    pub scan: Vec<SiteScan>,
    /// Dry years one by one.
    pub dry_years: Vec<DryYear>,
    /// The decision table.
    pub guideline: Vec<Leaf>,
    /// The table.
    pub checks: Vec<Check>,
    /// Where and when.
    pub place: Text,
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
        let reference = experiments.trials.get(&TrialClimate::Reference);
        let dry_years = reference.map_or(Vec::new(), |trial| dry_years(trial, experiments.first_year));
        let before_tensions = table.iter().position(|check| check.id == "T1").unwrap_or(table.len());
        table.insert(before_tensions, dry_years::check(&dry_years));
        if extent == Extent::Whole {
            table.extend(checks::checks(&experiments, seed, said)?);
        }
        table.sort_by_key(|check| check.group);
        let guideline = guideline(&experiments);
        Ok(Validation { findings, scan, dry_years, guideline, checks: table, place: experiments.place, effort })
    }

    /// Checks that must hold, were run, and do not hold.
    pub fn broken(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.is_broken())
    }

    /// Number of checks that hold, and of those that were run, in a group or in all.
    pub fn counts(&self, group: Option<Group>) -> (usize, usize) {
        let run = || {
            let wanted = self.checks.iter().filter(|check| group.is_none_or(|group| check.group == group));
            wanted.filter(|check| check.verdict != Verdict::NotRun)
        };
        (run().filter(|check| check.verdict == Verdict::Holds).count(), run().count())
    }

    /// Adds checks that were made beside the trial.
    pub fn add(&mut self, checks: Vec<Check>) {
        self.checks.extend(checks);
        self.checks.sort_by_key(|check| check.group);
    }
}

/// A size with its interval: "-24 % (-36 to -13)".
pub fn told(form: Form, [low, mid, high]: [f64; 3], language: Language) -> String {
    let to = language.choose("to", "tot");
    if form.is_share() {
        format!("{} % ({} {to} {})", short(100.0 * mid), short(100.0 * low), short(100.0 * high))
    } else {
        format!("{} ({} {to} {})", short(mid), short(low), short(high))
    }
}

/// Size of a contrast in the earlier program, in its form; empty where it gave none.
pub fn published(judged: &Judgement, language: Language) -> String {
    let contrast = &judged.contrast;
    match (contrast.published, contrast.interval) {
        (Some(mid), Some([low, high])) => told(contrast.form, [low, mid, high], language),
        (Some(mid), None) if contrast.form.is_share() => format!("{} %", short(100.0 * mid)),
        (Some(mid), None) => short(mid),
        _ => String::new(),
    }
}

/// The contrasts that stand for a finding in the table: its first claim, on every site it has.
fn leading(finding: &Finding) -> Vec<&Outcome> {
    let Some(first) = finding.claims().next() else { return Vec::new() };
    finding.claims().filter(|outcome| outcome.base.contrast.is_alike(&first.base.contrast)).collect()
}

/// The sizes of some contrasts, site by site.
fn sizes(leading: &[&Outcome], language: Language, of: &dyn Fn(&Judgement) -> String) -> String {
    let parts: Vec<String> = leading
        .iter()
        .map(|outcome| (site(&outcome.base.contrast.site, language), of(&outcome.base)))
        .filter(|(_, text)| !text.is_empty())
        .map(|(site, text)| format!("{site} {text}"))
        .collect();
    parts.join(", ")
}

/// What was published of the leading contrast of a finding, its direction; with the sizes that an earlier program gave it.
fn known(leading: &[&Outcome], language: Language) -> String {
    let Some(first) = leading.first().map(|outcome| &outcome.base.contrast) else { return String::new() };
    let found = sizes(leading, language, &|judged| published(judged, language));
    let direction = match first.expected {
        Expected::Below => language.choose("lower", "lager"),
        Expected::Above => language.choose("higher", "hoger"),
        Expected::Near(_) | Expected::Open => language.choose("about equal", "ongeveer gelijk"),
    };
    let earlier = language.choose("an earlier program", "een eerder programma");
    let found = if found.is_empty() { found } else { format!(" ({earlier}: {found})") };
    format!("{}: {direction}{found}", worded(first, language))
}

fn check(finding: &Finding, experiments: &Experiments) -> Check {
    let leading = leading(finding);
    let (claims, failing) = (finding.claims().count(), finding.failing().count());
    let least = short((100.0 * finding.least_p_draw()).floor());
    let simulated = |language| {
        let found = sizes(&leading, language, &|judged| told(judged.contrast.form, judged.size, language));
        let holding = claims - failing;
        match language {
            Language::En => {
                format!("{found}; {holding} of {claims} claims hold, each goes its way in at least {least} % of draws")
            }
            Language::Nl => format!(
                "{found}; {holding} van {claims} uitspraken kloppen, elk gaat in minstens {least} % van de trekkingen zijn kant op"
            ),
        }
    };
    Check {
        id: finding.id.clone(),
        group: if finding.id.starts_with('V') { Group::Life } else { Group::Findings },
        subject: Text::told(|language| finding.words(language).to_owned()),
        published: Text::told(|language| known(&leading, language)),
        simulated: Text::told(simulated),
        verdict: finding.verdict(),
        must_hold: finding.id.starts_with('F'),
        source: finding.source.clone(),
        remark: Text::told(|language| remark(finding, experiments, language)),
    }
}

/// Claims that fail with what decides them, structures that turn claims over, and sizes apart from those of the earlier program.
fn remark(finding: &Finding, experiments: &Experiments, language: Language) -> String {
    let mut parts = Vec::new();
    let named = |judged: &Judgement| {
        format!("{}, {}", worded(&judged.contrast, language), site(&judged.contrast.site, language))
    };
    for outcome in finding.failing() {
        let judged = &outcome.base;
        let by = match experiments.decided_by(&judged.contrast) {
            Some((name, strength)) if strength.abs() >= DECIDES => format!(
                "{} {} ({} {})",
                language.choose("decided by", "beslist door"),
                draw::words(&name, language),
                language.choose("rank correlation", "rangcorrelatie"),
                short(strength)
            ),
            _ => language
                .choose(
                    "decided by no single parameter: species, their dates, machines and the weather together",
                    "door geen enkele parameter beslist: soorten, hun data, machines en weer samen",
                )
                .to_owned(),
        };
        let fails = language.choose("fails", "klopt niet");
        parts.push(format!("{fails}: {} {}, {by}", named(judged), told(judged.contrast.form, judged.size, language)));
    }
    let turned: Vec<&str> = finding.turned_by().into_iter().map(|one| one.words(language)).collect();
    if !turned.is_empty() {
        let under = language.choose("a claim turns over under", "een uitspraak draait om onder");
        parts.push(format!("{under}: {}", turned.join(", ")));
    }
    let apart = finding.outcomes.iter().filter(|outcome| outcome.base.overlaps() == Some(false));
    let from = language
        .choose("apart from the interval of the earlier program", "buiten het interval van het eerdere programma");
    parts.extend(apart.map(|outcome| format!("{from}: {}", named(&outcome.base))));
    if finding.outcomes.iter().any(|outcome| outcome.base.contrast.role == Role::Price) {
        parts.push(language.choose("its price stands in the figure", "de prijs ervan staat in de figuur").to_owned());
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_their_unit() {
        assert_eq!(told(Form::Relative, [-0.36, -0.241, -0.13], Language::En), "-24.1 % (-36 to -13)");
        assert_eq!(told(Form::Difference, [0.0, 1.25, 2.0], Language::Nl), "1.25 (0 tot 2)");
    }
}
