//! The five tables of an instance, its plan and its front, as text.

use super::Bare;
use super::sweep::Point;
use std::fmt::Write;

/// The tables, by file name.
pub fn tables(bare: &Bare) -> Vec<(&'static str, String)> {
    vec![
        ("segments.csv", segments(bare)),
        ("programmes.csv", programmes(bare)),
        ("values.csv", values(bare)),
        ("capacity.csv", capacity(bare)),
        ("limits.csv", limits(bare)),
    ]
}

// Writing to a text cannot fail, so the results of `writeln!` carry nothing.

fn segments(bare: &Bare) -> String {
    let mut text = String::from("segment,district,hours_full_cut,chain,position\n");
    for one in &bare.segments {
        let district = &bare.districts[one.district as usize];
        let _ = writeln!(text, "{},{district},{},{},{}", one.name, one.hours_full_cut, one.chain, one.position);
    }
    text
}

fn programmes(bare: &Bare) -> String {
    let mut text = String::from("programme,visits\n");
    for programme in &bare.programmes {
        let visits: Vec<String> = programme.visits.iter().map(|(week, share)| format!("{week}:{share}")).collect();
        let _ = writeln!(text, "{},{}", programme.name, visits.join(";"));
    }
    text
}

fn values(bare: &Bare) -> String {
    let values = &bare.values;
    let mut text = String::with_capacity(36 * values.programme.len() + 64);
    text.push_str("segment,programme,cost,fire,bio\n");
    for (segment, own) in bare.segments.iter().enumerate() {
        for at in values.first[segment] as usize..values.first[segment + 1] as usize {
            let programme = &bare.programmes[values.programme[at] as usize].name;
            let (cost, fire, bio) = (values.cost[at], values.fire[at], values.bio[at]);
            let _ = writeln!(text, "{},{programme},{cost},{fire},{bio}", own.name);
        }
    }
    text
}

fn capacity(bare: &Bare) -> String {
    let mut text = String::from("district,week,hours\n");
    for (&(district, week), hours) in &bare.capacity {
        let hours = hours.map(|hours| hours.to_string()).unwrap_or_default();
        let _ = writeln!(text, "{},{week},{hours}", bare.districts[district as usize]);
    }
    text
}

fn limits(bare: &Bare) -> String {
    let mut text = String::from("name,value\n");
    let limits = &bare.limits;
    let stretch = (limits.stretch_eur > 0.0).then_some(limits.stretch_eur);
    let all = [
        ("fire_max", limits.fire_max),
        ("bio_min", limits.bio_min),
        ("budget_max", limits.budget_max),
        ("stretch_eur", stretch),
    ];
    for (name, value) in all.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        let _ = writeln!(text, "{name},{value}");
    }
    text
}

/// `plan.csv`: the programme of each segment, in the order of the instance.
pub fn plan(bare: &Bare, programmes: &[u32]) -> String {
    let mut text = String::from("segment,programme\n");
    for (segment, programme) in bare.segments.iter().zip(programmes) {
        let _ = writeln!(text, "{},{}", segment.name, bare.programmes[*programme as usize].name);
    }
    text
}

/// `pareto.csv`: the limit of each point, what its plan costs, its bound and gap, the marginal price of the limit (EUR per unit);
/// empty where no plan was found.
pub fn front(points: &[Point], row: usize) -> String {
    let mut text = String::from("share_of_limit,limit,used,cost_eur,bound_eur,gap,price_eur_per_unit\n");
    for point in points {
        let _ = write!(text, "{},{}", point.share, point.limit);
        let _ = match &point.solution {
            Ok(found) => writeln!(
                text,
                ",{},{},{},{},{}",
                found.used[row],
                found.cost,
                found.bound,
                found.gap(),
                found.multipliers[row]
            ),
            Err(_) => writeln!(text, ",,,,,"),
        };
    }
    text
}
