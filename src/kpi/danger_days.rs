//! Days of fire danger in a year, of weather alone and of weather and verge together.
//!
//! | KPI | a day counts where | doubt in its interval |
//! |---|---|---|
//! | `F3_weather` | fire weather index of 21.3 or more, whatever stands there | weather |
//! | `F3_flame` | flame of 1.2 m or more | weather |
//! | `F3_start` | susceptibility of 0.15 or more | weather and form of susceptibility |
//! | `F3` | both of the last two | weather and form of susceptibility |
//!
//! The limits are parameters. Another form of susceptibility has the limit that starts as many fires
//! ([`HazardLimits`](crate::fire::annual::HazardLimits)), and every member or member-year has the form of its draw, as fires
//! have ([`super::fires`]). Rate and exponent of traffic move no limit.

use super::Evidence;
use super::segment_value::Over;
use ndarray::{Axis, s};

/// Days of fire weather at a segment, over members or member-years; `None` where no grass grows.
pub fn fire_weather_days(evidence: &Evidence, segment: usize, over: Over) -> Option<Vec<f64>> {
    let node = evidence.sites.node(segment)?;
    let years = evidence.outcomes.fire_weather_days.slice(s![node, .., ..]);
    match over {
        Over::MemberYears => Some(years.iter().copied().collect()),
        Over::Members => Some(years.mean_axis(Axis(1))?.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fire::rate_doubt::{IgnitionDraw, Reading};
    use crate::kpi::Setting;
    use crate::kpi::define::find;
    use crate::kpi::sample::Sample;
    use crate::kpi::segment_value::{expected, series};
    use crate::simulation::measure::Measure;

    #[test]
    fn every_draw_counts_the_days_of_its_form() {
        let mut sample = Sample::new();
        // Main verge under programme 0 (case 1), member 0: ten days by the flame, fourteen and six by its other scales.
        for (measure, days) in Measure::HAZARD_DAYS.into_iter().zip([10.0, 14.0, 6.0, 12.0]) {
            sample.outcomes.mean[[1, 0, measure.index()]] = days;
        }
        sample.with(|evidence| {
            let kpi = find("F3").expect("listed");
            let usual = series(evidence, kpi, 0, 0, Over::Members).expect("simulated");
            assert!((usual[0] - 0.6 * 10.0).abs() < 1e-12, "{usual:?}");
            for (reading, days) in Reading::ALL.into_iter().zip([10.0, 14.0, 6.0, 12.0]) {
                let draws = [2, 4].map(|n| vec![IgnitionDraw { k: 1.0, g: 0.1, reading }; n]);
                let setting = Setting { ignition_draws: draws, ..evidence.setting.clone() };
                let drawn = series(&Evidence { setting: &setting, ..*evidence }, kpi, 0, 0, Over::Members);
                assert!((drawn.expect("simulated")[0] - 0.6 * days).abs() < 1e-12);
                let mean = expected(&Evidence { setting: &setting, ..*evidence }, kpi, 0, 0).expect("simulated");
                assert!((mean - 0.6 * 5.0).abs() < 1e-12, "the mean is that of the form of the scenario: {mean}");
            }
        });
    }

    #[test]
    fn fire_weather_is_that_of_the_node_whatever_is_mown() {
        let mut sample = Sample::new();
        sample.outcomes.fire_weather_days = ndarray::arr3(&[[[10.0, 20.0], [30.0, 50.0]]]);
        sample.with(|evidence| {
            let kpi = find("F3_weather").expect("listed");
            assert_eq!(series(evidence, kpi, 0, 1, Over::MemberYears), Some(vec![10.0, 20.0, 30.0, 50.0]));
            assert_eq!(series(evidence, kpi, 2, 0, Over::Members), Some(vec![15.0, 40.0]));
            assert_eq!(series(evidence, kpi, 3, 0, Over::Members), None, "no grass");
            assert_eq!(expected(evidence, kpi, 0, 0), Some(27.5));
        });
    }
}
