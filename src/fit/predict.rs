//! What the engine says for each observation.

use super::Case;
use super::read::Quantity;
use crate::calendar::Date;
use crate::error::Problem;
use crate::mowing::cut::LaneCut;
use crate::scenario::site_file::{CutDay, SiteCut};
use crate::simulation::grow::{TraceDay, grow};

/// Days over which growth is averaged where no rota measures it.
const GROWTH_DAYS: usize = 28;

/// The days of one plot.
struct Plot {
    days: Vec<TraceDay>,
    /// Dates on which the rota cuts this plot.
    turns: Vec<Date>,
}

impl Plot {
    /// A column on a day; 0 outside the run, which observations never are.
    fn at(&self, date: Date, column: &str) -> f64 {
        self.place(date).and_then(|place| self.days[place].value(column)).unwrap_or(0.0)
    }

    fn place(&self, date: Date) -> Option<usize> {
        self.days.binary_search_by_key(&date, |day| day.date).ok()
    }

    /// The sum of a column over the days from `first` to `last`.
    fn sum(&self, first: Date, last: Date, column: &str) -> f64 {
        let days = self.days.iter().filter(|day| (first..=last).contains(&day.date));
        days.map(|day| day.value(column).unwrap_or(0.0)).sum()
    }
}

/// The predictions of a case, in the order of its observations.
pub fn predictions(case: &Case) -> Result<Vec<f64>, Problem> {
    let count = case.site.rota.map_or(1, |rota| rota.plots);
    let mut plots = Vec::with_capacity(count);
    for plot in 0..count {
        let turns = case.site.rota.map_or_else(Vec::new, |_| turns(case, plot, count));
        let mut site = case.site.clone();
        if let Some(rota) = case.site.rota {
            let cut = LaneCut { height_m: rota.height_m, hay: 1.0, lying_days: 0.0 };
            site.cuts.extend(turns.iter().map(|&date| SiteCut { day: CutDay::Date(date), cut }));
        }
        plots.push(Plot { days: grow(&site)?, turns });
    }
    Ok(case.observations.iter().map(|one| prediction(&plots, one.quantity, one.date)).collect())
}

/// Dates of the season's observations on which a plot has its turn: every `count`-th of a year.
fn turns(case: &Case, plot: usize, count: usize) -> Vec<Date> {
    let mut turns = Vec::new();
    let mut turn: Option<(i16, usize, Date)> = None;
    for one in &case.observations {
        let next = match turn {
            Some((_, index, date)) if date == one.date => index,
            Some((year, index, _)) if year == one.date.year() => index + 1,
            _ => 0,
        };
        if next % count == plot && turns.last() != Some(&one.date) {
            turns.push(one.date);
        }
        turn = Some((one.date.year(), next, one.date));
    }
    turns
}

fn prediction(plots: &[Plot], quantity: Quantity, date: Date) -> f64 {
    let mean = |of: &dyn Fn(&Plot) -> f64| plots.iter().map(of).sum::<f64>() / plots.len() as f64;
    let before = date.yesterday().unwrap_or(date);
    match quantity {
        Quantity::Standing => mean(&|plot| plot.at(date, "BM") + plot.at(date, "H")),
        Quantity::Yield => mean(&|plot| plot.at(date, "H")),
        Quantity::CumulativeYield => mean(&|plot| plot.sum(date.first_of_year(), date, "H")),
        Quantity::Growth => growth(plots, date),
        Quantity::Height => mean(&|plot| plot.at(before, "HT")),
        Quantity::Curing => mean(&|plot| plot.at(before, "curing")),
    }
}

/// Growth of a day: the regrowth of the plot in turn over the days since its last cut of the year; of its first, and
/// without a rota, the mean gross growth of four weeks.
fn growth(plots: &[Plot], date: Date) -> f64 {
    let in_turn = plots.iter().find_map(|plot| Some((plot, plot.turns.iter().position(|turn| *turn == date)?)));
    if let Some((plot, turn)) = in_turn
        && let Some(last) =
            turn.checked_sub(1).map(|before| plot.turns[before]).filter(|last| last.year() == date.year())
    {
        let days = (date - last).get_days().max(1);
        return plot.at(date, "H") / f64::from(days);
    }
    let Some(plot) = plots.first() else { return 0.0 };
    let end = plot.place(date).map_or(0, |place| place + 1);
    let days = &plot.days[end.saturating_sub(GROWTH_DAYS)..end];
    days.iter().map(|day| day.value("GRO").unwrap_or(0.0)).sum::<f64>() / days.len().max(1) as f64
}
