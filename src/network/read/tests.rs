use super::*;

const HEAD: &str = "id,road,side,km_from,km_to,width_m,soil,productivity_class,aadt,hgv_share,obstacles_per_100m";

fn read(text: &str) -> Result<Network, Problems> {
    segments("s.csv", text.as_bytes(), &[], 1.5)
}

fn codes(text: &str) -> Vec<(&'static str, String)> {
    read(text).expect_err("broken").0.into_iter().map(|problem| (problem.code, problem.place)).collect()
}

#[test]
fn the_shortest_table_has_every_default() {
    let network = read("road,side,km_from,km_to\nA12,Re,117.0,117.1\n").expect("valid");
    let segment = &network.segments[0];
    assert_eq!(segment.id, "A12-Re-117");
    assert!((segment.length_m - 100.0).abs() < 1e-6 && segment.width_m == 10.0);
    assert_eq!(
        (segment.owner.as_str(), segment.district.as_str(), segment.contract.as_str()),
        ("unknown", "unknown", "unknown")
    );
    assert_eq!(
        (segment.site.whc_mm, segment.site.n_mineralisation_kg_ha, segment.site.n_deposition_kg_ha),
        (100.0, 80.0, 20.0)
    );
    assert_eq!(segment.site.shares, [0.1, 0.5, 0.3, 0.1]);
    assert_eq!((segment.aadt, segment.ignition_share, segment.safety_strip_m), (1330.0, 1.0, 1.5));
    assert_eq!(network.notices.len(), 7, "six stand-ins and the missing coordinates: {:?}", network.notices);
}

#[test]
fn kilometres_that_fall_are_turned_with_a_notice() {
    let network = read(&format!("{HEAD}\na,A1,Li,2.1,2.0,8,clay,low,500,0.1,3\n")).expect("valid");
    assert_eq!((network.segments[0].km_from, network.segments[0].km_to), (2.0, 2.1));
    assert!(network.notices.iter().any(|notice| notice.contains("s.csv:2") && notice.contains("turned round")));
    assert_eq!(codes(&format!("{HEAD}\na,A1,Li,2.1,2.1,8,clay,low,500,0.1,3\n")), [("N209", "s.csv:2, km_to".into())]);
}

#[test]
fn every_problem_of_the_table_is_reported() {
    let rows = "a,A1,Li,2.0,2.1,0,clay,low,500,0.1,3\na,,east,x,2.1,8,mud,low,-5,inf,3\n";
    let found: Vec<&str> = codes(&format!("{HEAD}\n{rows}")).into_iter().map(|(code, _)| code).collect();
    assert_eq!(found, ["N206", "N204", "N207", "N205", "N207", "N206", "N206"]);
    let twice = codes(&format!("{HEAD}\na,A1,Li,2.0,2.1,8,clay,low,1,0.1,3\na,A1,Li,2.1,2.2,8,clay,low,1,0.1,3\n"));
    assert_eq!(twice, [("N208", "s.csv:3, id".to_string())]);
}

#[test]
fn chains_end_at_gaps_and_sides_share_the_fires() {
    let text = "road;letter;side;km_from;km_to\nN1;;Re;0,0;0,1\nN1;;Re;0,1;0,2\nN1;;Re;0,23;0,33\nN1;;Li;0,0;0,1\nN1;a;Re;0,0;0,1\n";
    let network = read(text).expect("valid");
    let lengths: Vec<usize> = network.chains.iter().map(|chain| chain.segments.len()).collect();
    assert_eq!(lengths, [1, 2, 1, 1]);
    assert_eq!(network.chain_index(), [0, 0, 1, 0, 0]);
    assert_eq!(network.opposite()[0], [1]);
    let shares: Vec<f64> = network.segments.iter().map(|segment| segment.ignition_share).collect();
    assert_eq!(shares, [0.5, 0.5, 1.0, 1.0, 1.0]);
}

#[test]
fn a_gap_of_twenty_metres_joins_and_short_cells_of_one_side_do_not_divide_the_fires() {
    let text = "road,side,km_from,km_to\nN1,Re,0.0,0.05\nN1,Re,0.05,0.08\nN1,Re,0.1,0.3\nN1,Li,0.2,0.3\n";
    let network = read(text).expect("valid");
    assert_eq!(network.chains.len(), 2);
    let of = |km: f64, side: Side| {
        network.segments.iter().find(|s| s.km_from == km && s.side == side).map(|s| s.ignition_share).expect("listed")
    };
    assert_eq!(of(0.0, Side::Right), 1.0);
    assert!((of(0.1, Side::Right) - 0.75).abs() < 1e-9);
}

#[test]
fn odd_segments_are_told() {
    let head = "road,side,km_from,km_to,width_m,x_from_m,y_from_m,x_to_m,y_to_m\n";
    let rows = "N1,Re,0,0.1,8,180000,440000,180100,440000\nN1,Re,0.05,0.15,1.5,180050,440000,180950,440000\n";
    let notices = read(&format!("{head}{rows}")).expect("valid").notices.join("\n");
    for text in ["s.csv:3: 1 segments overlap", "farther apart", "no main verge"] {
        assert!(notices.contains(text), "{text}: {notices}");
    }
}

#[test]
fn coordinates_are_all_or_none_and_in_the_country() {
    let head = "road,side,km_from,km_to,x_from_m,y_from_m,x_to_m,y_to_m\n";
    let network = read(&format!("{head}A12,Re,117,117.1,182310,449120,182402,449158\n")).expect("valid");
    assert!((network.segments[0].length_m - 99.54).abs() < 0.01);
    let lon_lat = read(&format!("{head}A12,Re,117,117.1,5.7866,52.0294,5.7879,52.0298\n")).expect("valid");
    let east = lon_lat.segments[0].ends.expect("placed")[0].x_m;
    assert!((181_000.0..183_500.0).contains(&east), "{east}");
    assert!(lon_lat.notices.iter().any(|notice| notice.contains("longitude and latitude")));
    let code = |row: &str| codes(&format!("{head}A12,Re,117,117.1,{row}\n"))[0].0;
    assert_eq!(code("182310,449120,182402,"), "N210");
    assert_eq!(code("449120,182310,449158,182402"), "N211");
    assert_eq!(code("52.0294,5.7866,52.0298,5.7879"), "N211");
}

#[test]
fn site_defaults_follow_soil_slope_and_the_users_own_columns() {
    let head = "road,side,km_from,km_to,soil,slope_deg,whc_mm,adjacent_use,share_a,share_b,share_c,share_d\n";
    let network = read(&format!(
        "{head}N1,Re,0,0.1,loam_calcareous,20,,forest,,,,\nN1,Re,0.1,0.2,sand_dry,20,93,forest,0.25,0.25,0.25,0.25\n"
    ))
    .expect("valid");
    let [loam, sand] = &network.segments[..] else { panic!("two segments") };
    assert_eq!((loam.site.whc_mm, loam.site.ellenberg_f, loam.site.ellenberg_r), (100.0, 4.5, 7.5));
    assert_eq!((loam.adjacent_use, sand.adjacent_use), (AdjacentUse::DeciduousForest, AdjacentUse::PineForest));
    assert_eq!((sand.site.whc_mm, sand.site.shares), (90.0, [0.25; 4]));
    assert_eq!(codes(&format!("{head}N1,Re,0,0.1,clay,0,,crop,0.5,0.6,0,0\n"))[0].0, "N213");
    assert_eq!(codes(&format!("{head}N1,Re,0,0.1,clay,0,,crop,0.5,,,\n"))[0].0, "N213");
}

#[test]
fn defaults_of_the_scenario_stand_for_missing_columns_and_are_checked() {
    let default = |column: &str, value: &str| ColumnDefault {
        column: column.to_string(),
        value: value.to_string(),
        place: format!("a.toml:9, network.defaults.{column}"),
    };
    let text = b"side,km_from,km_to,soil\nRe,0,0.1,\n";
    let network = segments("s.csv", text, &[default("road", "N1"), default("soil", "peat")], 1.5).expect("valid");
    assert_eq!((network.segments[0].road.as_str(), network.segments[0].site.soil), ("N1", Soil::Peat));
    let wrong = [default("road", "N1"), default("sol", "peat"), default("km_to", "1")];
    let problems = segments("s.csv", text, &wrong, 1.5).expect_err("broken");
    assert_eq!(problems.0.iter().map(|p| p.code).collect::<Vec<_>>(), ["N217", "N217"]);
}
