//! How the main verge of a segment is mown under a programme: machines, removal, dates. The same in every member, but for the
//! day of the first cut where a rule finds it.

use super::cost::{VisitWork, visits};
use super::segment_value::Over;
use super::{Evidence, segment_value::weights};
use crate::calendar::MonthDay;
use crate::kpi::define::Zones;
use crate::mowing::patches::Timing;
use crate::mowing::regime::{Machine, Removal};
use crate::scenario::stands::Zone;
use crate::simulation::measure::Measure;
use crate::units::KM_PER_M;

/// Part of the practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PracticePart {
    /// Share of the area cut that is cut without a flail.
    WithoutFlail,
    /// Days that hay lies before it is taken away, mean by area.
    LyingDays,
    /// Share of the cuts whose day a rule finds instead of the calendar.
    FoundByRule,
    /// Machine hours in the safety strip per km of segment and year.
    StripHours,
    /// Whether the first cut falls before 1 July, 1 or 0.
    FirstCutBeforeJuly,
}

/// Values of a part of the practice on a segment, over members or member-years; `None` where it does not apply: no grass, no cut,
/// no hay.
pub fn series(
    evidence: &Evidence,
    part: PracticePart,
    segment: usize,
    programme: usize,
    over: Over,
) -> Option<Vec<f64>> {
    if part == PracticePart::FirstCutBeforeJuly {
        return first_cut_before_july(evidence, segment, programme, over);
    }
    let value = match part {
        PracticePart::FoundByRule => found_by_rule(evidence, segment, programme)?,
        PracticePart::StripHours => {
            let strip = visits(evidence, segment, programme)?.into_iter().filter(|work| work.zone == Zone::Safety);
            let hours: f64 = strip.map(|work| work.cost.hours).sum();
            hours / (evidence.setting.segments[segment].length_m * KM_PER_M)
        }
        _ => of_work(part, &visits(evidence, segment, programme)?)?,
    };
    Some(vec![value; evidence.outcomes.count(over)])
}

fn of_work(part: PracticePart, work: &[VisitWork]) -> Option<f64> {
    let main = work.iter().filter(|work| work.zone == Zone::Main);
    let counted: Vec<(f64, f64)> = if part == PracticePart::LyingDays {
        let hay = main.filter(|work| work.removal == Removal::Hay);
        hay.map(|work| (work.area_ha, f64::from(work.lying_days))).collect()
    } else {
        let flail = |machine| matches!(machine, Machine::FlailMulch | Machine::FlailSuction);
        main.map(|work| (work.area_ha, if flail(work.machine) { 0.0 } else { 1.0 })).collect()
    };
    let area: f64 = counted.iter().map(|(area, _)| area).sum();
    (area > 0.0).then(|| counted.iter().map(|(area, value)| area * value).sum::<f64>() / area)
}

fn found_by_rule(evidence: &Evidence, segment: usize, programme: usize) -> Option<f64> {
    if evidence.sites.zones(segment).is_empty() {
        return None;
    }
    let visits = &evidence.setting.programmes[programme].visits;
    let rules =
        visits.iter().filter(|visit| visit.week.is_none() && matches!(visit.cut.timing, Timing::Rule { .. })).count();
    (!visits.is_empty()).then(|| rules as f64 / visits.len() as f64)
}

/// A year without a cut has no first cut before July.
fn first_cut_before_july(evidence: &Evidence, segment: usize, programme: usize, over: Over) -> Option<Vec<f64>> {
    let july = f64::from(MonthDay::new(7, 1)?.day_of_year());
    let (case, _) = *weights(evidence, segment, programme, Zones::Main)?.first()?;
    // the mean of a member hides single years, so its years are looked at wherever they are kept
    let years = evidence.outcomes.values(case, Measure::FirstCutDay, Over::MemberYears);
    let early = |day: f64| if day < july { 1.0 } else { 0.0 };
    let values = match (over, years) {
        (Over::Members, Some(years)) => {
            let members = evidence.outcomes.count(Over::Members).max(1);
            let of_member = years.len() / members;
            years
                .chunks(of_member.max(1))
                .map(|years| years.iter().map(|&day| early(day)).sum::<f64>() / years.len() as f64)
                .collect()
        }
        (Over::MemberYears, years) => years?.iter().map(|&day| early(day)).collect(),
        (Over::Members, None) => {
            evidence.outcomes.values(case, Measure::FirstCutDay, over)?.iter().map(|&day| early(day)).collect()
        }
    };
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;

    #[test]
    fn practice_follows_the_programme_and_not_the_strip() {
        // the strip is flailed; the main verge of the sample is cut with discs and its hay lies for three days
        Sample::new().with(|evidence| {
            let of = |part, programme| series(evidence, part, 0, programme, Over::Members);
            assert_eq!(of(PracticePart::WithoutFlail, 0), Some(vec![1.0, 1.0]));
            assert_eq!(of(PracticePart::LyingDays, 0), Some(vec![3.0, 3.0]));
            assert_eq!(of(PracticePart::FoundByRule, 0), Some(vec![0.0, 0.0]));
            // 0.1 ha of strip at 2 h/ha, on 100 m
            assert!((of(PracticePart::StripHours, 2).expect("the strip is cut")[0] - 2.0).abs() < 1e-12);
            assert_eq!(of(PracticePart::LyingDays, 2), None, "nothing is cut");
            assert_eq!(series(evidence, PracticePart::WithoutFlail, 3, 0, Over::Members), None, "no grass");
        });
    }

    #[test]
    fn a_first_cut_counts_as_early_until_the_last_of_june() {
        let mut sample = Sample::new();
        for (case, day) in [(1, 181.0), (2, 182.0)] {
            for member in 0..2 {
                for year in 0..2 {
                    sample.outcomes.yearly[[case, member, year, Measure::FirstCutDay.index()]] = day;
                }
            }
        }
        sample.with(|evidence| {
            let of = |programme| series(evidence, PracticePart::FirstCutBeforeJuly, 0, programme, Over::MemberYears);
            assert_eq!(of(0), Some(vec![1.0; 4]));
            assert_eq!(of(1), Some(vec![0.0; 4]));
        });
    }
}
