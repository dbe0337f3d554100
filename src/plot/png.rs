//! A drawing as PNG of twice its size.
//!
//! The shapes are drawn at four times their size and averaged over squares of 2 x 2 pixels, so that edges are smooth and
//! letters evenly spaced.

use super::drawing::{Anchor, Drawing, HEIGHT, Shape, WIDTH};
use super::font::{font, text_width};
use super::palette::{Colour, WHITE};
use crate::error::Problem;
use plotters::prelude::{BitMapBackend, DrawingBackend, IntoFont, RGBColor, ShapeStyle};
use plotters::style::Color;
use std::path::Path;

/// Pixels per unit while drawing; every 2 x 2 of them become one pixel of the file.
const FINE: f64 = 4.0;
/// Length of a dash and of the gap after it, in units.
const DASH: (f64, f64) = (6.0, 4.0);

/// Draws and saves.
pub fn write(figure: &Drawing, path: &Path) -> Result<(), Problem> {
    let failed = |what: String| Problem::new("I932", path.display().to_string(), what);
    let fine = ((FINE * WIDTH) as usize, (FINE * HEIGHT) as usize);
    let mut pixels = vec![255; fine.0 * fine.1 * 3];
    {
        let mut board = BitMapBackend::with_buffer(&mut pixels, (fine.0 as u32, fine.1 as u32));
        for mark in &figure.marks {
            paint(&mut board, &mark.shape).map_err(&failed)?;
        }
    }
    let size = ((fine.0 / 2) as u32, (fine.1 / 2) as u32);
    let mut file = BitMapBackend::new(path, size);
    file.blit_bitmap((0, 0), size, &halved(&pixels, fine)).map_err(|error| failed(error.to_string()))?;
    file.present().map_err(|error| failed(format!("cannot write: {error}")))
}

/// Means over squares of 2 x 2 pixels.
fn halved(pixels: &[u8], (width, height): (usize, usize)) -> Vec<u8> {
    let mut small = Vec::with_capacity(pixels.len() / 4);
    for y in (0..height).step_by(2) {
        for x in (0..width).step_by(2) {
            for channel in 0..3 {
                let at = |x: usize, y: usize| u16::from(pixels[(y * width + x) * 3 + channel]);
                small.push(((at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1) + 2) / 4) as u8);
            }
        }
    }
    small
}

fn place((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

fn stroke(colour: Colour, width: f64) -> ShapeStyle {
    ShapeStyle { color: rgb(colour).to_rgba(), filled: false, stroke_width: (width * FINE).round() as u32 }
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

fn paint(board: &mut BitMapBackend, shape: &Shape) -> Result<(), String> {
    let done = match shape {
        Shape::Area { points, fill, opacity } => {
            board.fill_polygon(points.iter().copied().map(place), &rgb(*fill).mix(*opacity))
        }
        Shape::Line { points, colour, width, dashed } => {
            let style = stroke(*colour, *width);
            let pieces = if *dashed { dashes(points) } else { vec![points.clone()] };
            pieces.into_iter().try_for_each(|piece| board.draw_path(piece.into_iter().map(place), &style))
        }
        Shape::Dot { at, radius, colour, hollow } => {
            let outer = board.draw_circle(place(*at), ((radius + 1.0) * FINE) as u32, &rgb(*colour), true);
            if *hollow {
                outer.and_then(|()| {
                    board.draw_circle(place(*at), ((radius - 1.0).max(0.0) * FINE) as u32, &rgb(WHITE), true)
                })
            } else {
                outer
            }
        }
        Shape::Text { at, text, size, colour, bold, anchor } => {
            let width = text_width(text, *size, *bold);
            let left = match anchor {
                Anchor::Start => at.0,
                Anchor::Middle => at.0 - width / 2.0,
                Anchor::End => at.0 - width,
            };
            let face = font(size * FINE, *bold);
            // The library puts the base line half its own size below the place it is given.
            let top = at.1 - 0.5 * face.get_size() / FINE;
            board.draw_text(text, &face.into_font().color(&rgb(*colour)), place((left, top)))
        }
    };
    done.map_err(|error| format!("cannot draw: {error}"))
}

/// A line cut into dashes along its length.
fn dashes(points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let mut pieces = Vec::new();
    let mut piece = points.first().map(|&first| vec![first]).unwrap_or_default();
    let (mut drawn, mut left) = (true, DASH.0);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = (dx * dx + dy * dy).sqrt();
            if length < left {
                left -= length;
                piece.push(to);
                break;
            }
            from = (from.0 + dx * left / length, from.1 + dy * left / length);
            piece.push(from);
            if drawn {
                pieces.push(std::mem::take(&mut piece));
            }
            piece = vec![from];
            drawn = !drawn;
            left = if drawn { DASH.0 } else { DASH.1 };
        }
    }
    if drawn && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_six_tenths_of_a_line() {
        let pieces = dashes(&[(0.0, 0.0), (50.0, 0.0), (96.0, 0.0)]);
        assert_eq!(pieces.len(), 10);
        let drawn: f64 = pieces.iter().map(|piece| piece[piece.len() - 1].0 - piece[0].0).sum();
        assert!((drawn - 60.0).abs() < 1e-9);
        assert!(dashes(&[]).is_empty());
    }

    #[test]
    fn squares_are_averaged() {
        let mut pixels = vec![0; 2 * 2 * 3];
        pixels[0] = 255;
        assert_eq!(halved(&pixels, (2, 2)), vec![64, 0, 0]);
    }
}
