//! `precision.csv`: how well each difference between two regimes is known, with and without correction for the luck of the draw;
//! `answer.csv`: how many members all of them take, by plain Monte Carlo and by better ways; and the lines about it on the screen.

use super::choice;
use crate::ensemble::labels::Until;
use crate::error::Problem;
use crate::kpi::study::answer::{Answer, Answers, members_to_decide};
use crate::kpi::study::precision::{Decision, Method, WITHIN, rows};
use crate::kpi::study::rows::Study;
use crate::plot::words::{choose, number as shown};
use crate::report::csv::{SheetFile, cell, number};
use crate::scenario::Language;
use std::path::Path;

/// KPIs of the table where no rule names others.
const SHOWN: [&str; 5] = ["fire", "F3", "B1", "B9", "K1"];

/// Writes the table of differences and that of what an answer takes; gives the latter, KPI by KPI and climate by climate.
pub fn write(study: &Study<'_>, [differences, takes]: [&Path; 2]) -> Result<Vec<Answers>, Problem> {
    const HEAD: [&str; 21] = [
        "kpi",
        "unit",
        "climate",
        "regime_a",
        "regime_b",
        "members",
        "difference_mean",
        "mc_error",
        "corrected_mean",
        "corrected_error",
        "gain",
        "error_independent",
        "error_common",
        "error_antithetic",
        "error_even",
        "error_draws",
        "error_weather",
        "error_sample",
        "members_independent",
        "members_best",
        "verdict",
    ];
    let labels = study.labels;
    let (names, limits): (Vec<String>, _) = match &labels.until {
        Some(Until::Decided { kpis, within, equal }) => (kpis.clone(), (*within, *equal)),
        _ => (SHOWN.map(str::to_owned).to_vec(), (WITHIN, WITHIN)),
    };
    let places: Vec<usize> = names.iter().filter_map(|name| labels.kpis.iter().position(|id| id == name)).collect();
    let mut file = SheetFile::begin(differences, &HEAD);
    let mut found: Vec<Answers> = Vec::new();
    rows(study, &places, limits, &mut |row| {
        let regimes = [choice(labels, row.pair.0), choice(labels, row.pair.1)].map(str::to_owned);
        let mut cells = vec![row.kpi.id.to_owned(), row.kpi.unit.to_owned(), labels.climates[row.climate].clone()];
        cells.extend(regimes);
        cells.push(study.members.to_string());
        cells.extend([row.plain.mean, row.plain.error, row.corrected.mean, row.corrected.error].map(number));
        cells.push(cell(row.gain()));
        cells.extend(row.errors.map(cell));
        let takes =
            |error: f64| members_to_decide(error, study.members as f64, row.plain.mean, row.level, limits).ceil();
        cells.extend([row.error(Method::Independent).map(takes), Some(takes(row.corrected.error))].map(cell));
        cells.push(row.decision.name().to_owned());
        file.row(&cells);
        if !found.last_mut().is_some_and(|last| last.take(row)) {
            found.push(Answers::new(row, study.members, limits));
        }
    })?;
    file.finish()?;
    write_answers(study, &found, takes)?;
    Ok(found)
}

/// `answer.csv`: what a sure answer takes by each method.
fn write_answers(study: &Study<'_>, all: &[Answers], path: &Path) -> Result<(), Problem> {
    const HEAD: [&str; 10] = [
        "kpi",
        "climate",
        "method",
        "differences",
        "variance_ratio_q10",
        "variance_ratio_q50",
        "variance_ratio_q90",
        "members_half",
        "members_nine_tenths",
        "members_all",
    ];
    let mut file = SheetFile::begin(path, &HEAD);
    for answers in all {
        for answer in answers.all() {
            let method = answer.method.map_or("best", Method::name);
            let mut cells =
                [answers.kpi.id, &study.labels.climates[answers.climate], method].map(str::to_owned).to_vec();
            cells.push(answers.rows().len().to_string());
            cells.extend(answer.ratios.into_iter().chain(answer.members).map(number));
            file.row(&cells);
        }
    }
    file.finish()
}

/// Processor time of a member, s.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// By itself.
    pub own: f64,
    /// With its part of the members of a sample.
    pub with_sample: f64,
}

impl Cost {
    /// That of so many.
    #[must_use]
    pub fn times(self, count: f64) -> Self {
        Cost { own: count * self.own, with_sample: count * self.with_sample }
    }
}

/// Lines for the screen, one for each KPI and climate; with the processor time of a member, also how long an answer takes.
pub fn lines(study: &Study<'_>, all: &[Answers], member: Option<Cost>, language: Language) -> Vec<String> {
    all.iter().filter_map(|answers| line(study, answers, member, language)).collect()
}

fn line(study: &Study<'_>, answers: &Answers, member: Option<Cost>, language: Language) -> Option<String> {
    let say = |en: &'static str, nl: &'static str| choose(language, en, nl);
    let decided = answers.rows().iter().filter(|row| row.decision != Decision::Open).count();
    let (plain, best) = (answers.of(Some(Method::Independent))?, answers.of(None)?);
    let takes = |answer: &Answer, member_s: Option<f64>| {
        let members = answer.members[1];
        let time = member_s.map_or_else(String::new, |seconds| format!(" ({})", span(seconds * members, language)));
        format!("{}{time}", shown(members, language))
    };
    Some(format!(
        "{}, {}: {decided} {} {} {}; {} {} {}, {} {} ({} {})",
        answers.kpi.id,
        study.labels.climates[answers.climate],
        say("of", "van"),
        answers.rows().len(),
        say("differences between regimes are decided", "verschillen tussen regimes zijn beslist"),
        say("nine tenths take about", "negen tiende vergen ongeveer"),
        takes(&best, member.map(|member| member.with_sample)),
        say("members", "leden"),
        say("plain Monte Carlo", "gewone Monte Carlo"),
        takes(&plain, member.map(|member| member.own)),
        say("variance ratio, median:", "verhouding van varianties, mediaan:"),
        shown(best.ratios[1], language)
    ))
}

/// A time on one processor in words.
fn span(seconds: f64, language: Language) -> String {
    let (value, unit) = match seconds {
        ..120.0 => (seconds, "s"),
        120.0..7200.0 => (seconds / 60.0, "min"),
        7200.0..172_800.0 => (seconds / 3600.0, choose(language, "h", "u")),
        _ => (seconds / 86_400.0, choose(language, "d", "d")),
    };
    format!("{} {unit} CPU", shown(value, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_fitting_units() {
        assert_eq!(span(90.0, Language::En), "90 s CPU");
        assert_eq!(span(3.0 * 3600.0, Language::Nl), "3 u CPU");
        assert_eq!(span(600.0, Language::En), "10 min CPU");
    }
}
