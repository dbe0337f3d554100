//! Tables as offices export them: other delimiters, encodings and habits, each read or refused in words that help.

use std::fmt::Write;
use zeis::error::Problems;
use zeis::network::Network;
use zeis::network::read::segments;
use zeis::network::segment::Side;

fn read(bytes: &[u8]) -> Result<Network, Problems> {
    segments("s.csv", bytes, &[], 1.5)
}

#[test]
fn spreadsheet_dialects_give_the_same_segments() {
    let plain =
        read("road,side,km_from,km_to,owner,aadt\nN224,Re,117.0,117.1,Súdwest,12345\n".as_bytes()).expect("read");
    let dialects: [&[u8]; 5] = [
        "\u{feff}road;side;km_from;km_to;owner;aadt\r\nN224;Re;117,0;117,1;Súdwest;12345\r\n\r\n;;;;;\r\n".as_bytes(),
        b"sep=;\r\nROAD;Side;KM_from;km_TO;Owner;AADT\r\nN224;rechts;117,0;117,1;S\xfadwest;12345,0\r\n",
        "road\tside\tkm_from\tkm_to\towner\taadt\nN224\tRE\t117,0\t117,1\tSúdwest\t12345\n".as_bytes(),
        "\"road\",\"side\",\"km_from\",\"km_to\",\"owner\",\"aadt\"\r\"N224\",\"Re\",\"117.0\",\"117.1\",\"Súdwest\",\"12345\"\r"
            .as_bytes(),
        " road , side , km_from , km_to , owner , aadt ,,\nN224 , Re , 117.0 , 117.1 , Súdwest , 12345,,\n".as_bytes(),
    ];
    for dialect in dialects {
        let shown = String::from_utf8_lossy(dialect).into_owned();
        let network = read(dialect).unwrap_or_else(|problems| panic!("{shown}\n{problems}"));
        let (found, expected) = (&network.segments[0], &plain.segments[0]);
        assert_eq!((&found.road, found.side, &found.owner), (&expected.road, Side::Right, &expected.owner), "{shown}");
        assert_eq!((found.km_from, found.km_to, found.aadt), (117.0, 117.1, 12345.0), "{shown}");
    }
}

#[test]
fn a_point_that_parts_thousands_is_never_read_as_a_decimal_point() {
    let table = |aadt: &str, width: &str| {
        read(format!("road;side;km_from;km_to;width_m;aadt\nN224;Re;1.0;1.1;{width};{aadt}\n").as_bytes())
    };
    assert_eq!(table("12345", "8.125").expect("points throughout").segments[0].width_m, 8.125);
    let refused = table("12.345", "8").expect_err("a count has no decimals");
    assert!(refused.0[0].code == "N205" && refused.0[0].hint.contains("12345"), "{refused}");
    assert_eq!(table("12345,0", "1.500").expect_err("two decimal signs").0[0].place, "s.csv:2, width_m");
}

#[test]
fn one_owner_spelt_in_two_ways_is_remarked() {
    let rows =
        "N224,Re,1.0,1.1,Provincie Utrecht\nN224,Re,1.1,1.2,Provincie Utrecht\nN224,Re,1.2,1.3,provincie  utrecht\n";
    let network = read(format!("road,side,km_from,km_to,owner\n{rows}").as_bytes()).expect("read");
    let remark = network.notices.iter().find(|notice| notice.contains("owner whose name"));
    assert!(remark.is_some_and(|remark| remark.starts_with("s.csv:4: 1 segments")), "{:?}", network.notices);
}

#[test]
fn twenty_thousand_segments_are_read_and_their_remarks_stay_few() {
    let mut table = String::from("road,side,km_from,km_to\n");
    for segment in 0..20_000 {
        let (road, place) = (segment / 500, segment % 500);
        let (from, to) = (f64::from(place + 1) / 10.0, f64::from(place) / 10.0);
        writeln!(table, "N{road},Re,{from:.1},{to:.1}").expect("a string takes every text");
    }
    let network = read(table.as_bytes()).expect("read");
    assert_eq!((network.segments.len(), network.chains.len()), (20_000, 40));
    assert!(network.notices.len() < 20, "{} remarks", network.notices.len());
    let refused = read(table.replace(",Re,", ",east,").as_bytes()).expect_err("no such side");
    assert!(refused.0.len() <= 21, "{} problems", refused.0.len());
}
