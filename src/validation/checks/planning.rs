//! The planner on a made instance: how far its plan may be from the best, by its own proven bound.

use super::shown;
use crate::planning::bare::build::build;
use crate::planning::bare::generate::generate;
use crate::planning::search::rounding::Effort;
use crate::planning::search::solve::solve;
use crate::validation::verdict::{Check, Group, Text, Verdict};

/// Segments of the instance.
const SEGMENTS: usize = 300;
/// Seed of the instance.
const INSTANCE: u64 = 3;
/// Largest gap that is accepted.
const GAP: f64 = 0.008;

/// Solves the instance.
pub fn check(seed: u64) -> Check {
    let effort = Effort { proposals: 2_000_000, passes: (30, 3000), drawn: 200_000, ..Effort::default() };
    let built = build(&generate(SEGMENTS, INSTANCE, 0.0));
    let solved = solve(&built.problem, None, effort, seed).ok();
    let gap = solved.as_ref().map(crate::planning::search::solve::Solution::gap);
    Check {
        id: "planning.instance".to_owned(),
        group: Group::Planning,
        subject: Text::new(
            format!("A plan of {SEGMENTS} segments is near its proven bound"),
            format!("Een plan voor {SEGMENTS} segmenten ligt dicht bij zijn bewezen grens"),
        ),
        published: Text::new(
            format!("at most {} % above it", shown(100.0 * GAP)),
            format!("hoogstens {} % erboven", shown(100.0 * GAP)),
        ),
        simulated: gap.map_or(Text::new("no plan was found", "er is geen plan gevonden"), |gap| {
            Text::new(format!("{} % above it", shown(100.0 * gap)), format!("{} % erboven", shown(100.0 * gap)))
        }),
        verdict: Verdict::of(gap.is_some_and(|gap| (0.0..=GAP).contains(&gap))),
        must_hold: true,
        source: "instance generator of the project; the bound needs no trust in the search".to_owned(),
        remark: Text::default(),
    }
}
