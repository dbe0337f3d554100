//! Hours that crews lost or will lose: a wet week, a machine that fails, a crew that falls out.
//!
//! Written as `WEEKS: WHO` or `WEEKS: WHO SHARE %`: `27: all`, `27-28: crew noord-1`, `30: machine eco_head 50 %`,
//! `27: district veluwe-zuid`. A share is that of the hours which is lost; left out, all of them. Weeks that have gone by before
//! the day of the adjustment must be lost whole: what was planned in them was not done.

use crate::error::{Problem, Problems};
use crate::mowing::regime::Machine;
use crate::scenario::Crew;
use crate::scenario::file::{dates, suggest};

/// Who lost hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Every crew.
    All,
    /// A crew, by name.
    Crew(String),
    /// Every crew of a district.
    District(String),
    /// Every crew with this machine.
    Machine(Machine),
}

/// Hours lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// First and last week.
    pub weeks: (u8, u8),
    /// Who lost them.
    pub who: Who,
    /// Share of the hours that is lost, 0-1.
    pub share: f64,
}

impl Who {
    /// Whether a crew is meant.
    fn means(&self, crew: &Crew) -> bool {
        match self {
            Who::All => true,
            Who::Crew(name) => crew.name == *name,
            Who::District(name) => crew.district == *name,
            Who::Machine(machine) => crew.machines.is_empty() || crew.machines.contains(machine),
        }
    }
}

const FORM: &str = "such as \"27: all\", \"27-28: crew NAME\", \"27: district NAME\", \"30: machine eco_head 50 %\"";

/// Reads what was lost; every mistake is told at once.
///
/// - `from_week`: week of the day from which is planned again
pub fn read(texts: &[String], crews: &[Crew], from_week: u8) -> Result<Vec<Lost>, Problems> {
    let mut problems = Problems::none();
    let mut found = Vec::new();
    if crews.is_empty() && !texts.is_empty() {
        let what = "the scenario names no crews, so that no hours can be lost";
        problems.push(Problem::new("P440", "--lost", what).hint("name a crew table in plan.crews"));
        return Err(problems);
    }
    for text in texts {
        match one(text, crews) {
            Err(problem) => problems.push(problem),
            Ok(lost) if lost.share < 1.0 && lost.weeks.0 < from_week => {
                let what = "a week that has gone by can only be lost whole";
                let hint = "give what was mown as cut_share in the table of observations, or a later day with --from";
                problems.push(Problem::new("P442", format!("--lost \"{text}\""), what).hint(hint));
            }
            Ok(lost) => found.push(lost),
        }
    }
    problems.unless_any(found)
}

fn one(text: &str, crews: &[Crew]) -> Result<Lost, Problem> {
    let place = format!("--lost \"{text}\"");
    let wrong = |what: String| Problem::new("P440", place.clone(), what).hint(FORM);
    let (weeks, rest) = text.split_once(':').ok_or_else(|| wrong("is not WEEKS: WHO".to_owned()))?;
    let weeks = weeks.trim().trim_start_matches("weeks").trim_start_matches("week").trim();
    let span = if weeks.contains('-') { weeks.to_owned() } else { format!("{weeks}-{weeks}") };
    let weeks = dates::weeks(&span).ok_or_else(|| wrong(format!("\"{weeks}\" is no week or span of weeks")))?;
    let (who, share) = match rest.trim().strip_suffix('%') {
        Some(before) => {
            let (who, share) = before.trim().rsplit_once(' ').ok_or_else(|| wrong("names nobody".to_owned()))?;
            let per_cent: Option<f64> = share.replace(',', ".").parse().ok();
            let per_cent = per_cent.filter(|share| (0.0..=100.0).contains(share));
            (who.trim(), per_cent.ok_or_else(|| wrong(format!("{share} % is no share from 0 to 100 %")))? / 100.0)
        }
        None => (rest.trim(), 1.0),
    };
    let (kind, name) = who.split_once(' ').map_or((who, ""), |(kind, name)| (kind, name.trim()));
    let known = |names: Vec<&str>, what: &str| {
        if names.contains(&name) {
            return Ok(name.to_owned());
        }
        let hint = suggest::hint(name, names.iter().copied());
        Err(Problem::new("P441", place.clone(), format!("there is no {what} \"{name}\"")).hint(hint))
    };
    let who = match kind {
        "all" => Who::All,
        "crew" => Who::Crew(known(crews.iter().map(|crew| crew.name.as_str()).collect(), "crew")?),
        "district" => Who::District(known(crews.iter().map(|crew| crew.district.as_str()).collect(), "district")?),
        "machine" => {
            known(Machine::ALL.map(Machine::name).to_vec(), "machine")?;
            let machine = Machine::parse(name).ok_or_else(|| wrong(format!("there is no machine \"{name}\"")))?;
            Who::Machine(machine)
        }
        other => return Err(wrong(format!("\"{other}\" is neither all, crew, district nor machine"))),
    };
    Ok(Lost { weeks, who, share })
}

/// The crews with what is left of their hours: a crew in weeks with equal hours stands there once for each.
pub fn left(crews: &[Crew], lost: &[Lost]) -> Vec<Crew> {
    let mut list = Vec::new();
    for crew in crews {
        let share = |week: u8| 1.0 - share_lost(crew, lost, week);
        for &(first, last) in &crew.weeks {
            let mut from = first;
            for week in first..=last {
                if week == last || share(week + 1) != share(week) {
                    let hours_per_week = crew.hours_per_week * share(week);
                    list.push(Crew { hours_per_week, weeks: vec![(from, week)], ..crew.clone() });
                    from = week + 1;
                }
            }
        }
    }
    list
}

/// Crews that do a visit.
fn able<'a>(crews: &'a [Crew], week: u8, district: &'a str, machine: Machine) -> impl Iterator<Item = &'a Crew> {
    crews.iter().filter(move |crew| {
        crew.district == district
            && (crew.machines.is_empty() || crew.machines.contains(&machine))
            && crew.weeks.iter().any(|&(first, last)| (first..=last).contains(&week))
    })
}

/// Largest share of its hours in a week that a crew lost.
fn share_lost(crew: &Crew, lost: &[Lost], week: u8) -> f64 {
    let own = lost.iter().filter(|one| one.who.means(crew) && (one.weeks.0..=one.weeks.1).contains(&week));
    own.map(|one| one.share).fold(0.0, f64::max)
}

/// Whether the crews that do a visit lost the whole of a week.
///
/// - `week`, `district`, `machine`: of the visit
pub fn missed(crews: &[Crew], lost: &[Lost], week: u8, district: &str, machine: Machine) -> bool {
    let mut able = able(crews, week, district, machine).peekable();
    able.peek().is_some() && able.all(|crew| share_lost(crew, lost, week) >= 1.0)
}

/// Whether a crew that does a visit lost hours of a week.
///
/// - `week`, `district`, `machine`: of the visit
pub fn touches(crews: &[Crew], lost: &[Lost], week: u8, district: &str, machine: Machine) -> bool {
    able(crews, week, district, machine).any(|crew| share_lost(crew, lost, week) > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crew(name: &str, district: &str, machines: &[Machine]) -> Crew {
        Crew {
            name: name.into(),
            owner: "o".into(),
            district: district.into(),
            machines: machines.to_vec(),
            hours_per_week: 10.0,
            weeks: vec![(14, 44)],
            eur_per_hour: 0.0,
            depot: None,
            night: false,
        }
    }

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn lost_weeks_are_read_and_taken_from_the_crews_meant() {
        let crews = [crew("noord 1", "noord", &[Machine::EcoHead]), crew("zuid-1", "zuid", &[Machine::DiscHay])];
        let lost = read(&texts(&["27: all", "weeks 29-30: crew noord 1 50 %", "31: machine disc_hay"]), &crews, 20)
            .expect("good");
        assert_eq!(lost[1], Lost { weeks: (29, 30), who: Who::Crew("noord 1".into()), share: 0.5 });
        let left = left(&crews, &lost);
        let hours = |name: &str, week: u8| -> f64 {
            let is = |one: &&Crew| one.name == name && (one.weeks[0].0..=one.weeks[0].1).contains(&week);
            left.iter().filter(is).map(|one| one.hours_per_week).sum()
        };
        let found = [26, 27, 29, 31, 44].map(|week| (hours("noord 1", week), hours("zuid-1", week)));
        assert_eq!(found, [(10.0, 10.0), (0.0, 0.0), (5.0, 10.0), (10.0, 0.0), (10.0, 10.0)]);
        assert!(missed(&crews, &lost, 27, "noord", Machine::EcoHead));
        assert!(!missed(&crews, &lost, 29, "noord", Machine::EcoHead), "half a week is not lost whole");
        assert!(touches(&crews, &lost, 29, "noord", Machine::EcoHead));
        assert!(
            !touches(&crews, &lost, 29, "zuid", Machine::DiscHay)
                && !touches(&crews, &lost, 28, "noord", Machine::EcoHead)
        );
        assert!(
            missed(&crews, &lost, 31, "zuid", Machine::DiscHay)
                && !missed(&crews, &lost, 31, "noord", Machine::EcoHead)
        );
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let crews = [crew("noord-1", "noord", &[])];
        let list = [
            "27 all",
            "60: all",
            "27: crew noord-2",
            "27: machine scythe",
            "27: nobody",
            "27: all 120 %",
            "18: all 50 %",
        ];
        let problems = read(&texts(&list), &crews, 20).expect_err("wrong");
        let codes: Vec<&str> = problems.0.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["P440", "P440", "P441", "P441", "P440", "P440", "P442"], "{problems}");
        assert!(problems.0[2].hint.contains("noord-1"), "{problems}");
        assert_eq!(read(&texts(&["27: all"]), &[], 20).expect_err("no crews").0[0].code, "P440");
    }
}
