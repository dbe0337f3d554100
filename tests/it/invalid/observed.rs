//! The scenario of one site with a real station file beside it.

use crate::shared::external;
use std::fs;
use std::path::Path;
use zeis::scenario::load::load;
use zeis::weather::nodes::NodeWeather;

#[test]
fn one_site_runs_with_a_station_file_of_the_user() {
    let Some(file) = external("one_site_runs_with_a_station_file_of_the_user", "data/knmi/result_260.txt") else {
        return;
    };
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    fs::create_dir(temporary.path().join("one_site")).expect("made");
    for name in ["one_site.toml", "one_site/segments.csv"] {
        fs::copy(here.join(name), temporary.path().join(name)).expect("copied");
    }
    fs::copy(file, temporary.path().join("my_knmi_file.txt")).expect("copied");
    let scenario = load(&temporary.path().join("one_site.toml")).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(scenario.nodes[0].name, "260");
    let NodeWeather::Observed(series) = &scenario.nodes[0].weather else { panic!("observed") };
    assert_eq!(
        (series.first_day.to_string(), series.last_day().to_string()),
        ("2007-01-01".into(), "2019-12-31".into())
    );
    assert_eq!(scenario.inputs.len(), 3);
}
