//! Figures: each takes plain numbers, says its finding in the title, and leaves an SVG and a PNG.
//!
//! A figure module ([`season`], [`course`], [`hazard_calendar`], [`after_cut`], [`month_profile`], [`regimes`], [`network_map`], [`weeks`], [`sensitivity`], [`fan`],
//! [`climate_season`], [`pareto`], [`flowering_calendar`], [`nectar_curve`], [`insect_survival`], [`richness`]) has a struct with the numbers and
//! a function `drawing` that lays them out as a [`Drawing`]: lines, areas and texts in a frame of 1200 x 675 units. [`draw`]
//! writes a drawing as SVG, in which text stays text, and as PNG of twice the size. Equal numbers give equal bytes.
//!
//! House style: one colour per meaning ([`palette`]), uncertainty always drawn, a difference that is not proven said so
//! ([`pair`]), numbers with at most three digits, English or Dutch ([`crate::plot::words`]).

pub mod after_cut;
pub mod axis;
pub mod climate_season;
pub mod counts;
pub mod course;
pub mod date_scan;
pub mod decision_tree;
pub mod drawing;
pub mod fan;
pub mod finding;
pub mod flowering_calendar;
pub mod font;
pub mod gantt;
pub mod hazard_calendar;
pub mod insect_survival;
pub mod map_strips;
pub mod month_profile;
pub mod nectar_curve;
pub mod network_map;
pub mod pair;
pub mod palette;
pub mod panels;
pub mod pareto;
pub mod places;
pub mod png;
pub mod priority_curve;
pub mod regimes;
pub mod richness;
pub mod season;
pub mod sensitivity;
pub mod svg;
pub mod validation;
pub mod weather_test;
pub mod weeks;
pub mod words;

pub use drawing::Drawing;

use crate::error::Problem;
use std::path::Path;

/// Writes a drawing to `stem.svg` and `stem.png`, in a folder that is made if needed: beside their places first, then
/// renamed, so that a figure is whole or not there.
pub fn draw(figure: &Drawing, stem: &Path) -> Result<(), Problem> {
    let failed = |path: &Path, error: &std::io::Error| {
        Problem::new("I931", path.display().to_string(), format!("cannot write: {error}"))
    };
    if let Some(folder) = stem.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    let place = |ending: &str| (stem.with_extension(format!("part.{ending}")), stem.with_extension(ending));
    let (beside, path) = place("svg");
    std::fs::write(&beside, svg::render(figure)).map_err(|error| failed(&path, &error))?;
    std::fs::rename(&beside, &path).map_err(|error| failed(&path, &error))?;
    let (beside, path) = place("png");
    png::write(figure, &beside)?;
    std::fs::rename(&beside, &path).map_err(|error| failed(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Language;

    #[test]
    fn figures_leave_equal_files_at_every_drawing() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let figure = weeks::drawing(&weeks::tests::example(Language::Nl));
        draw(&figure, &folder.path().join("first")).expect("drawn");
        draw(&figure, &folder.path().join("second")).expect("drawn");
        for ending in ["svg", "png"] {
            let read = |name: &str| std::fs::read(folder.path().join(name).with_extension(ending)).expect("written");
            assert!(read("first").len() > 2000);
            assert_eq!(read("first"), read("second"));
        }
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 4, "nothing half-written stays");
        draw(&figure, &folder.path().join("new").join("figure")).expect("the folder is made");
        let within_a_file = folder.path().join("first.svg").join("figure");
        assert_eq!(draw(&figure, &within_a_file).expect_err("nowhere to write").code, "I931");
    }

    #[test]
    fn every_figure_carries_its_title_as_text() {
        for language in [Language::En, Language::Nl] {
            for figure in [
                season::drawing(&season::tests::example(language)),
                course::drawing(&course::tests::example(language)),
                hazard_calendar::drawing(&hazard_calendar::tests::example(language)),
                regimes::drawing(&regimes::tests::example(language)),
                network_map::drawing(&network_map::tests::example(language)),
                weeks::drawing(&weeks::tests::example(language)),
                after_cut::drawing(&after_cut::tests::example(language)),
                month_profile::drawing(&month_profile::tests::example(language)),
                sensitivity::drawing(&sensitivity::tests::example(language)),
                pareto::drawing(&pareto::tests::example(language)),
                flowering_calendar::drawing(&flowering_calendar::tests::example(language)),
                nectar_curve::drawing(&nectar_curve::tests::example(language)),
                insect_survival::drawing(&insect_survival::tests::example(language)),
                richness::drawing(&richness::tests::example(language)),
            ] {
                let text = svg::render(&figure);
                assert!(
                    figure.title.len() > 20
                        && text.contains(&format!("<title>{}</title>", crate::plot::svg::escape(&figure.title)))
                );
            }
        }
    }
}
