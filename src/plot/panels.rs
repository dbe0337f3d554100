//! Small multiples: up to four panels that share their axes.

use super::axis::{Scale, step, tick_label, ticks};
use super::drawing::{Anchor, Drawing};
use super::palette::{BLACK, Colour, DARK_GREY, GRID};
use super::season::{Bands, CutMark};
use crate::calendar::MONTH_START;
use crate::plot::words::{MONTH_LETTERS, capital, number};
use crate::scenario::Language;

/// Panels that a figure can hold.
pub const MOST_PANELS: usize = 4;
/// Room above a panel for its name.
const HEAD: f64 = 26.0;

/// The room of a panel, without its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Left and right.
    pub x: (f64, f64),
    /// Top and bottom.
    pub y: (f64, f64),
    /// Whether it is the first of its row.
    pub is_first: bool,
}

/// Rooms for some panels: one row of up to three, two rows of two for four.
///
/// - `x`, `y`: the whole room; `gap`: between panels beside and above each other
pub fn rooms(count: usize, x: (f64, f64), y: (f64, f64), gap: (f64, f64)) -> Vec<Room> {
    let columns = if count > 3 { count.div_ceil(2) } else { count.max(1) };
    let rows = count.div_ceil(columns).max(1);
    let width = (x.1 - x.0 - gap.0 * (columns - 1) as f64) / columns as f64;
    let height = (y.1 - y.0 - gap.1 * (rows - 1) as f64) / rows as f64;
    (0..count)
        .map(|place| {
            let (row, column) = (place / columns, place % columns);
            let left = x.0 + column as f64 * (width + gap.0);
            let top = y.0 + row as f64 * (height + gap.1);
            Room { x: (left, left + width), y: (top + HEAD, top + height), is_first: column == 0 }
        })
        .collect()
}

/// Name of a panel, with the colour of its regime.
pub fn head(figure: &mut Drawing, room: Room, label: &str, colour: Colour) {
    figure.bar((room.x.0, room.y.0 - HEAD), (room.x.1 - room.x.0, 4.0), colour);
    figure.label((room.x.0, room.y.0 - 6.0), &capital(label), 16.0, BLACK, true, Anchor::Start);
}

/// Lines of an upright axis, labelled in the first panel of a row.
pub fn grid(figure: &mut Drawing, room: Room, values: Scale, most: usize, language: Language) {
    let apart = step(values.values.1 - values.values.0, most);
    for value in ticks(values.values.0, values.values.1, most) {
        let y = values.at(value);
        let colour = if value == values.values.0 { DARK_GREY } else { GRID };
        figure.line(vec![(room.x.0, y), (room.x.1, y)], colour, 1.0);
        if room.is_first {
            figure.text((room.x.0 - 8.0, y + 5.0), &tick_label(value, apart, language), DARK_GREY, Anchor::End);
        }
    }
}

/// Letters of the months below a panel whose days run from 0 to 365.
pub fn months(figure: &mut Drawing, days: Scale, y: f64) {
    for (month, letter) in MONTH_LETTERS.iter().enumerate() {
        let middle = f64::midpoint(f64::from(MONTH_START[month]), f64::from(MONTH_START[month + 1]));
        figure.text((days.at(middle), y + 17.0), letter, DARK_GREY, Anchor::Middle);
        if month > 0 {
            let x = days.at(f64::from(MONTH_START[month]));
            figure.line(vec![(x, y), (x, y + 4.0)], DARK_GREY, 1.0);
        }
    }
}

/// Cuts as ticks on the base line of a panel, with their heights below.
pub fn cuts(figure: &mut Drawing, cuts: &[CutMark], days: Scale, base: f64, language: Language) {
    for cut in cuts {
        let x = days.at(f64::from(cut.day_of_year) - 0.5);
        figure.line(vec![(x, base - 12.0), (x, base + 22.0)], BLACK, 2.5);
        let height = format!("{}\u{a0}cm", number(100.0 * cut.height_m, language));
        figure.text((x, base + 36.0), &height, BLACK, Anchor::Middle);
    }
}

/// The outline between two of the quantiles of days.
pub fn band(bands: &Bands, (low, high): (usize, usize), values: Scale, days: Scale) -> Vec<(f64, f64)> {
    let at = |(day, q): (usize, &[f64; 5]), which: usize| (days.at(day as f64 + 0.5), values.within(q[which]));
    let upper = bands.days.iter().enumerate().map(|day| at(day, high));
    let lower = bands.days.iter().enumerate().rev().map(|day| at(day, low));
    upper.chain(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_fill_the_figure_and_do_not_touch() {
        for count in 1..=4 {
            let rooms = rooms(count, (50.0, 1150.0), (100.0, 600.0), (20.0, 40.0));
            assert_eq!(rooms.len(), count);
            for (place, room) in rooms.iter().enumerate() {
                assert!(
                    room.x.0 >= 50.0 && room.x.1 <= 1150.0 + 1e-9 && room.y.0 < room.y.1 && room.y.1 <= 600.0 + 1e-9
                );
                let apart = |other: &Room| {
                    room.x.1 < other.x.0 || other.x.1 < room.x.0 || room.y.1 < other.y.0 || other.y.1 < room.y.0
                };
                assert!(rooms[..place].iter().all(apart), "{count}");
            }
        }
    }
}
