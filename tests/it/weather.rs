//! tmp
use super::shared::external;
use zeis::weather::evaporation::makkink;
use zeis::weather::quality::{CleanOptions, clean};
use zeis::weather::read::{Column, GenericOptions, read_bytes, read_file};

#[test]
fn explore() {
    for f in [
        "etmgeg_348",
        "etmgeg_279",
        "etmgeg_392",
        "result_249",
        "result_251",
        "result_257",
        "result_260",
        "result_269",
        "result_273",
        "result_277",
        "result_278",
        "result_286",
        "result_340",
        "result_356",
        "uurdag_260",
        "uurdag_323",
        "uurdag_391",
        "uurdag_290",
    ] {
        let Some(path) = external("x", &format!("data/knmi/{f}.txt")) else { return };
        let bytes = std::fs::read(&path).unwrap();
        let t = std::time::Instant::now();
        let table = read_bytes("f", &bytes, &GenericOptions::default());
        let el = t.elapsed().as_secs_f64();
        eprintln!("=== {f} {:.1} MB/s", bytes.len() as f64 / 1e6 / el);
        let table = match table {
            Ok(t) => t,
            Err(p) => {
                eprintln!("{p}");
                continue;
            }
        };
        eprintln!("{:?}", table.notices);
        for s in &table.stations {
            let mut n = 0;
            let mut eq = 0;
            for r in &s.rows {
                if let (Some(e), Some(t), Some(q)) =
                    (r.get(Column::Evaporation), r.get(Column::Tmean), r.get(Column::Radiation))
                {
                    n += 1;
                    if (makkink(t, q) * 10.0).round() == (e * 10.0).round() {
                        eq += 1
                    }
                }
            }
            eprintln!(
                "{} {:?} {:?} {:?} rows {} EV24 {eq}/{n}",
                s.node,
                s.name,
                s.latitude_deg,
                s.longitude_deg,
                s.rows.len()
            );
            match clean("f", s, &CleanOptions { keep_refused_years: true, ..Default::default() }) {
                Ok(c) => {
                    eprint!("{}", c.report);
                    for (y, p) in c.refused {
                        eprintln!("{y} {}", p.iter().map(|p| p.what.clone()).collect::<Vec<_>>().join("; "))
                    }
                }
                Err(p) => eprintln!("{p}"),
            }
        }
    }
    for f in ["uurgeg_370_sample_jja2018", "knmi14_ref_tx_sample_1981"] {
        let Some(path) = external("x", &format!("data/knmi/{f}.txt")) else { return };
        eprintln!("{f} {}", read_file(&path, &GenericOptions::default()).unwrap_err());
    }
}
