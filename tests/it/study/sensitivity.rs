//! What results hang on, whole and in parts.

use super::{done, same, shown, small_study};
use crate::program::{files_below, zeis};
use std::path::Path;

#[test]
fn sensitivity_finds_what_the_fires_hang_on() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_study(folder.path());
    let out = folder.path().join("out");
    let arguments = ["sensitivity", &scenario, "-o", &shown(&out), "--points", "32"];
    let run = zeis(&arguments);
    done(&run);
    let table = std::fs::read_to_string(out.join("sensitivity.csv")).expect("the table");
    let row = |kpi: &str, regime: &str, of: &str, factor: &str| -> Vec<f64> {
        let head = |line: &&str| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[0], cells[2], cells[3], cells[4]) == (kpi, regime, of, factor)
        };
        let line = table.lines().find(head).unwrap_or_else(|| panic!("no row of {kpi} {regime} {of} {factor}"));
        line.split(',').skip(7).map(|cell| cell.parse().expect("a number")).collect()
    };
    // The rate multiplies the fires: it accounts for more of their level than the litter of plants, which has no part in it.
    let (rate, litter) = (
        row("fire", "present", "level", "ignition.rate"),
        row("fire", "present", "level", "biodiversity.litter_scale_g_m2"),
    );
    assert!(rate[3] > 0.2 && rate[1] <= rate[0] && rate[0] <= rate[2], "{rate:?}");
    assert_eq!(litter[3], 0.0, "{litter:?}");
    assert!(row("B1", "present", "level", "biodiversity.litter_scale_g_m2")[3] > 0.0);
    assert_eq!(row("B1", "two_cuts", "difference", "ignition.rate")[3], 0.0);
    assert!(row("fire", "present", "level", "weather")[3] > 0.0);
    for figure in ["sensitivity_fire_level.svg", "sensitivity_fire_change.png"] {
        assert!(std::fs::metadata(out.join("plots").join(figure)).expect("drawn").len() > 2000);
    }
    let before = files_below(&out);
    done(&zeis(&arguments));
    same(&before, &files_below(&out));

    // Divided and put together.
    let parts = [1, 2].map(|part| {
        let dir = shown(&folder.path().join(format!("part{part}")));
        let own = ["--shard", &format!("{part}/2"), "-o", &dir, "-q"];
        done(&zeis(&[&arguments[..2], &["--points", "32"], &own].concat()));
        assert!(!Path::new(&dir).join("sensitivity.csv").exists(), "a part has no table");
        dir
    });
    let merged = folder.path().join("merged");
    done(&zeis(&["merge", &parts[0], &parts[1], "-o", &shown(&merged), "-q"]));
    same(&before, &files_below(&merged));
}
