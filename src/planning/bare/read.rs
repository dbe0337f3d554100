//! Reading of a bare instance; every problem of its tables at once.

use super::table::{Cells, rows};
use super::{Bare, Limits, Programme, Segment, TABLES, Values};
use crate::error::{Problem, Problems};
use crate::random::digest;
use std::collections::HashMap;
use std::path::Path;

/// An instance with the digest of its tables.
pub fn read(dir: &Path) -> Result<(Bare, u64), Problems> {
    let mut problems = Problems::none();
    let mut digests = Vec::new();
    let mut open = |name: &str| {
        let path = dir.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => {
                digests.extend(digest(&bytes).to_le_bytes());
                Some((path.display().to_string(), bytes))
            }
            Err(error) => {
                let what = format!("cannot be read: {error}");
                let hint = format!("an instance has five tables: {}", TABLES.join(", "));
                problems.push(Problem::new("I901", path.display().to_string(), what).hint(hint));
                None
            }
        }
    };
    let files = TABLES.map(&mut open);
    let [Some(segments), Some(programmes), Some(values), Some(capacity), Some(limits)] = files else {
        return Err(problems);
    };
    let mut reader = Reader::default();
    reader.segments(&segments.0, &segments.1, &mut problems);
    reader.programmes(&programmes.0, &programmes.1, &mut problems);
    // Without the names of segments and programmes no row of the values could be understood.
    if !problems.0.iter().any(|problem| ["P401", "P402"].contains(&problem.code)) {
        reader.values(&values.0, &values.1, &mut problems);
    }
    reader.capacity(&capacity.0, &capacity.1, &mut problems);
    reader.limits(&limits.0, &limits.1, &mut problems);
    problems.unless_any((reader.bare, digest(&digests)))
}

#[derive(Default)]
struct Reader {
    bare: Bare,
    segments: HashMap<String, u32>,
    programmes: HashMap<String, u32>,
    districts: HashMap<String, u32>,
}

fn twice(cells: &Cells, column: usize, what: &str) -> Problem {
    Problem::new("P405", cells.place(column), format!("{what} stands there twice"))
}

impl Reader {
    fn district(&mut self, name: &str) -> u32 {
        let next = self.districts.len() as u32;
        let districts = &mut self.bare.districts;
        *self.districts.entry(name.to_owned()).or_insert_with(|| {
            districts.push(name.to_owned());
            next
        })
    }

    fn segments(&mut self, file: &str, bytes: &[u8], problems: &mut Problems) {
        let columns = ["segment", "district", "hours_full_cut", "chain", "position"];
        rows(file, bytes, &columns, 3, problems, |cells, problems| {
            let name = cells.text(0).to_owned();
            if name.is_empty() {
                problems.push(Problem::new("P403", cells.place(0), "is empty"));
                return;
            }
            let district = self.district(cells.text(1));
            let segment = Segment {
                district,
                hours_full_cut: cells.positive(2, problems),
                chain: cells.text(3).to_owned(),
                position: cells.optional(4, problems).unwrap_or(0.0),
                name: name.clone(),
            };
            if self.segments.insert(name, self.bare.segments.len() as u32).is_some() {
                problems.push(twice(cells, 0, "this segment"));
            }
            self.bare.segments.push(segment);
        });
        if self.bare.segments.is_empty() && problems.is_empty() {
            problems.push(Problem::new("P401", file, "has no rows"));
        }
    }

    fn programmes(&mut self, file: &str, bytes: &[u8], problems: &mut Problems) {
        rows(file, bytes, &["programme", "visits"], 2, problems, |cells, problems| {
            let name = cells.text(0).to_owned();
            let mut visits = Vec::new();
            for item in cells.text(1).split(';').map(str::trim).filter(|item| !item.is_empty()) {
                let share = |text: &str| text.replace(',', ".").parse::<f64>().ok().filter(|share| share.is_finite());
                let Some((week, share)) = item.split_once(':').and_then(|(week, text)| Some((week, share(text)?)))
                else {
                    let what = format!("`{item}` is not week:share");
                    problems.push(Problem::new("P404", cells.place(1), what).hint("write such as 24:0.5;28:0.5"));
                    continue;
                };
                if !(0.0..=1.0).contains(&share) {
                    problems.push(Problem::new("P409", cells.place(1), format!("the share {share} is not in 0-1")));
                }
                if let Some(week) = cells.week(1, week, problems) {
                    visits.push((week, share));
                }
            }
            if self.programmes.insert(name.clone(), self.bare.programmes.len() as u32).is_some() {
                problems.push(twice(cells, 0, "this programme"));
            }
            self.bare.programmes.push(Programme { name, visits });
        });
    }

    fn values(&mut self, file: &str, bytes: &[u8], problems: &mut Problems) {
        // Rows may stand in any order: they are gathered first, then brought to the order of segments and programmes.
        let mut keys: Vec<(u32, u32)> = Vec::new();
        let mut found = Values::default();
        let (segments, programmes) = (&self.segments, &self.programmes);
        let mut last = (String::new(), None);
        rows(file, bytes, &["segment", "programme", "cost", "fire", "bio"], 5, problems, |cells, problems| {
            if last.1.is_none() || last.0 != cells.text(0) {
                last = (cells.text(0).to_owned(), segments.get(cells.text(0)).copied());
            }
            let programme = programmes.get(cells.text(1)).copied();
            for (column, known, table) in [(0, last.1, TABLES[0]), (1, programme, TABLES[1])] {
                if known.is_none() {
                    let what = format!("`{}` is not in {table}", cells.text(column));
                    problems.push(Problem::new("P408", cells.place(column), what));
                }
            }
            let (cost, fire, bio) = (cells.number(2, problems), cells.number(3, problems), cells.number(4, problems));
            if let (Some(segment), Some(programme)) = (last.1, programme) {
                keys.push((segment, programme));
                found.cost.push(cost);
                found.fire.push(fire);
                found.bio.push(bio);
            }
        });
        if !problems.is_empty() {
            return;
        }
        let mut order: Vec<u32> = (0..keys.len() as u32).collect();
        if !keys.is_sorted() {
            order.sort_by_key(|&at| keys[at as usize]);
        }
        let pick = |column: &[f64]| order.iter().map(|&at| column[at as usize]).collect();
        let values = &mut self.bare.values;
        values.programme = order.iter().map(|&at| keys[at as usize].1).collect();
        (values.cost, values.fire, values.bio) = (pick(&found.cost), pick(&found.fire), pick(&found.bio));
        values.first = vec![0];
        let name = |segment: usize| &self.bare.segments[segment].name;
        let mut at = 0;
        for segment in 0..self.bare.segments.len() {
            let begin = at;
            while at < order.len() && keys[order[at] as usize].0 as usize == segment {
                if at > begin && keys[order[at] as usize] == keys[order[at - 1] as usize] {
                    let programme = &self.bare.programmes[values.programme[at] as usize].name;
                    let what = format!("segment {} and programme {programme} stand there twice", name(segment));
                    problems.push(Problem::new("P405", file, what));
                }
                at += 1;
            }
            if at == begin {
                let what = format!("segment {} has no programme", name(segment));
                problems.push(Problem::new("P411", file, what).hint("give it at least one row"));
            }
            values.first.push(at as u32);
        }
    }

    fn capacity(&mut self, file: &str, bytes: &[u8], problems: &mut Problems) {
        rows(file, bytes, &["district", "week", "hours"], 3, problems, |cells, problems| {
            let Some(week) = cells.week(1, cells.text(1), problems) else { return };
            let district = self.district(cells.text(0));
            let hours = if cells.text(2).is_empty() { None } else { Some(cells.positive(2, problems)) };
            if self.bare.capacity.insert((district, week), hours).is_some() {
                problems.push(twice(cells, 1, "this district and week"));
            }
        });
    }

    fn limits(&mut self, file: &str, bytes: &[u8], problems: &mut Problems) {
        let limits: &mut Limits = &mut self.bare.limits;
        let mut seen: Vec<String> = Vec::new();
        rows(file, bytes, &["name", "value"], 2, problems, |cells, problems| {
            let value = cells.number(1, problems);
            match cells.text(0) {
                "fire_max" => limits.fire_max = Some(value),
                "bio_min" => limits.bio_min = Some(value),
                "budget_max" => limits.budget_max = Some(value),
                "stretch_eur" => limits.stretch_eur = cells.positive(1, problems),
                other => problems.push(
                    Problem::new("P406", cells.place(0), format!("the limit {other} is not understood"))
                        .hint("fire_max, bio_min, budget_max, stretch_eur"),
                ),
            }
            if seen.iter().any(|name| name == cells.text(0)) {
                problems.push(twice(cells, 0, "this limit"));
            }
            seen.push(cells.text(0).to_owned());
        });
    }
}
