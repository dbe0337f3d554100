//! A made-up network of the size of a country: 35 roads that wind over as many regions, each with 60 kinds of site.

use std::fmt::Write;
use zeis::random::{Purpose, Stream};

/// Regions, from west to east and from south to north.
const REGIONS: (usize, usize) = (5, 7);
/// Kinds of site in a region.
const KINDS: usize = 60;
/// Hectometres of road of one kind in a row.
const RUN: usize = 8;

const SOILS: [&str; 6] = ["sand_dry", "sand_moist", "loam", "loam_calcareous", "clay", "peat"];
const PRODUCTIVITY: [&str; 3] = ["low", "mid", "high"];
const SHADE: [&str; 4] = ["0", "0.1", "0.2", "0.3"];
const BESIDE: [&str; 3] = ["grass", "heath", "forest"];
const WIDTH_M: [u32; 6] = [5, 6, 8, 10, 12, 15];
const TRAFFIC: [u32; 4] = [8_000, 20_000, 40_000, 80_000];

/// A table of about so many segments of 100 m.
pub fn table(segments: usize) -> String {
    let mut text = String::from(
        "id,road,carriageway,side,km_from,km_to,x_from_m,y_from_m,x_to_m,y_to_m,owner,district,width_m,soil,\
         productivity_class,shade,adjacent_use,aadt\n",
    );
    let mut stream = Stream::open(1, Purpose::Resampling, 0, 0);
    let regions = REGIONS.0 * REGIONS.1;
    for region in 0..regions {
        let kinds: Vec<[&str; 3]> = (0..KINDS)
            .map(|_| [pick(&SOILS, &mut stream), pick(&PRODUCTIVITY, &mut stream), pick(&SHADE, &mut stream)])
            .collect();
        let (west_m, south_m) = (75_000 + 34_000 * (region / REGIONS.1), 382_000 + 30_000 * (region % REGIONS.1));
        for hectometre in 0..segments / regions / 2 {
            // The road winds: 10 km there and back, 2 km apart.
            let (row, along) = (hectometre / 100, hectometre % 100);
            let (along, step_m) = if row % 2 == 0 { (along, 100) } else { (99 - along, -100) };
            let (x_m, y_m) = ((west_m + 100 * along) as i64, south_m + 2_000 * row);
            for (side, shift) in [("Re", 0), ("Li", 3)] {
                let [soil, productivity, shade] = kinds[(7 * (hectometre / RUN) + shift) % KINDS];
                let beside = if hectometre % 5 == 0 { pick(&BESIDE, &mut stream) } else { "grass" };
                let (from, to) = (0.1 * hectometre as f64, 0.1 * (hectometre + 1) as f64);
                let _ = writeln!(
                    text,
                    "r{region}_{hectometre}{side},A{},{},{side},{from:.1},{to:.1},{x_m},{y_m},{},{y_m},o{},d{},{},{soil},\
                     {productivity},{shade},{beside},{}",
                    region + 1,
                    &side[..1],
                    x_m + step_m,
                    region % 6,
                    region % 9,
                    pick(&WIDTH_M, &mut stream),
                    pick(&TRAFFIC, &mut stream)
                );
            }
        }
    }
    text
}

fn pick<T: Copy>(of: &[T], stream: &mut Stream) -> T {
    of[stream.below(of.len())]
}
