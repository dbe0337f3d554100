//! Which segments an adjustment may change: those of which something is known that was not when the plan was made.
//!
//! A plan of several years that is solved again from its third year on would change many verges that nothing was measured on, for
//! savings that were there from the start. A contract is not reopened for these. Segments without news keep their plan, unless
//! limits or hours cannot be kept otherwise; then those of measured classes are planned again first, and all only after them.

use super::Learnt;
use super::begun::{Begun, Courses};
use super::lost;
use crate::kpi::cost::week_of_day;

/// What is new about a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Nothing.
    Nothing,
    /// Measurements on its class move it, less than their own doubt.
    Hinted,
    /// Measurements, on it or on its class, say more than their doubt.
    Believed,
    /// It was observed how it was mown.
    Mown,
    /// A visit of this year is missed.
    Missed,
    /// A coming visit of this year stands in a week whose crews lose hours.
    LosesHours,
}

/// Which segments were planned again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freed {
    /// Those with clear news.
    Clear,
    /// Those of measured classes too.
    Hinted,
    /// All.
    All,
}

impl Freed {
    /// Whether a segment with this news may change.
    pub fn holds(self, news: News) -> bool {
        match news {
            News::Nothing => self == Freed::All,
            News::Hinted => self >= Freed::Hinted,
            _ => true,
        }
    }
}

/// What is new about each segment of the network.
pub fn news(begun: &Begun<'_>, courses: &Courses, learnt: &Learnt) -> Vec<News> {
    let mut list = vec![News::Nothing; begun.old.len()];
    for belief in learnt.beliefs.iter().filter(|belief| belief.is_news()) {
        list[belief.segment] = if belief.is_clear() { News::Believed } else { News::Hinted };
    }
    for cut in begun.cuts {
        list[cut.segment] = News::Mown;
    }
    for (segment, news) in list.iter_mut().enumerate() {
        if begun.old[segment].is_some_and(|old| loses_hours(begun, segment, old)) {
            *news = News::LosesHours;
        }
    }
    for &segment in &courses.missed {
        list[segment] = News::Missed;
    }
    list
}

/// Whether crews that do a coming visit of this year lose hours in its week.
fn loses_hours(begun: &Begun<'_>, segment: usize, old: usize) -> bool {
    let district = &begun.scenario.network.segments[segment].district;
    begun.stands.programmes[old].visits.iter().any(|visit| {
        let day = visit.cut.span().first.day_of_year();
        let week = visit.week.unwrap_or_else(|| week_of_day(day));
        day >= begun.from.day && lost::touches(&begun.scenario.crews, begun.lost, week, district, visit.cut.machine)
    })
}
