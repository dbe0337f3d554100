//! The course over the year of what is the same in every year.

use super::derive::extraterrestrial_radiation;
use crate::weather::climatology::{StationParameters, waves};

/// Means and standard deviations of the transformed variables in one rain state.
#[derive(Clone, Copy, Default)]
pub(super) struct StateDay {
    pub(super) mean: [f64; 5],
    pub(super) sd: [f64; 5],
}

/// One day of the course.
#[derive(Clone, Copy, Default)]
pub(super) struct CourseDay {
    /// Dry (0) and wet (1).
    pub(super) states: [StateDay; 2],
    /// Radiation outside the atmosphere, MJ/m2/d.
    pub(super) outside_mj_m2: f64,
}

/// The 365 days of a year, and 29 February at the end.
pub(super) struct Course {
    pub(super) days: Vec<CourseDay>,
}

impl Course {
    /// Entry of 29 February.
    pub(super) const LEAP_DAY: usize = 365;

    pub(super) fn of(p: &StationParameters) -> Self {
        let day_numbers = (1..=365).map(f64::from).chain([59.5]);
        Course { days: day_numbers.map(|day| course_day(p, day)).collect() }
    }
}

/// Sines and cosines are shared by all courses of the day, which makes this cheap enough to repeat for every member.
fn course_day(p: &StationParameters, day: f64) -> CourseDay {
    let waves = waves(day);
    let mut course = CourseDay { outside_mj_m2: extraterrestrial_radiation(p.latitude_deg, day), ..Default::default() };
    for (state, moments) in course.states.iter_mut().zip(p.states.iter()) {
        for (i, moments) in moments.iter().enumerate() {
            state.mean[i] = moments.mean.with_waves(&waves);
            state.sd[i] = moments.sd.with_waves(&waves);
        }
    }
    course
}
