//! Reference tables of growth in a folder of the user: what other programs print for the same site, day by day.
//!
//! The tables belong to others and are not shipped. A folder may hold any of three: `inrae_modvege` (`inputs.csv`,
//! `expected_java.csv`: the Java program of INRAE), `growr` (tables of the R package growR with their `*_parameters.csv`) and
//! `spec_traces` (`NAME_case.json`, `NAME_trace.csv` and `NAME_height.csv` with the weather of 1983 and 1984: the independent
//! program of the specification).

mod reference;

use self::reference::{Reference, worst};
use super::shown;
use crate::calendar::Date;
use crate::error::{Problem, Problems};
use crate::scenario::site_file::{GrowSite, parse};
use crate::simulation::grow::grow;
use crate::validation::verdict::{Check, Group, Text, Verdict};
use std::fmt::Write as _;
use std::path::Path;

/// Folders that are looked for.
const FOLDERS: [&str; 3] = ["inrae_modvege", "growr", "spec_traces"];
/// Tables of growR: name, parameters, what happens on 1 January.
const GROWR: [(&str, &str, &str); 4] = [
    ("posieux1_2013_2015_independent_years", "posieux", "yearly"),
    ("posieux2_2013_2015_independent_years", "posieux", "yearly"),
    ("sorens1_2016_2018_independent_years", "sorens", "yearly"),
    ("sorens1_2013_2015_carried_over", "sorens", "never"),
];
/// Cases of the specification.
const CASES: [&str; 3] = ["mid_2cut_hay", "high_2cut_mulch", "low_uncut"];
/// Weather of these cases.
const CASE_WEATHER: &str = "wageningen_1983_1984_weather.csv";
/// Largest relative deviation that is accepted, of each folder.
const TOLERANCES: [f64; 3] = [1e-9, 1e-7, 1e-6];
const SUBJECTS: [[&str; 2]; 3] = [
    ["Growth as the program of INRAE computes it", "Groei zoals het programma van INRAE die berekent"],
    ["Growth as the R package growR computes it", "Groei zoals het R-pakket growR die berekent"],
    ["Growth as an independent program computes it", "Groei zoals een onafhankelijk programma die berekent"],
];
const SOURCES: [&str; 3] =
    ["INRAE ModVege (Java), Jouven et al. 2006", "growR 1.3 (Calanca et al.)", "specification of the project (growth)"];

/// Days that were compared, and the largest relative deviation.
type Agreement = (usize, f64);

/// One check for each table of the folder; one that was not run where no folder is given.
pub fn checks(folder: Option<&Path>) -> Result<Vec<Check>, Problems> {
    let Some(folder) = folder else {
        let simulated = Text::new(
            "not run: the tables of other programs are not shipped; --growth FOLDER reads them",
            "niet uitgevoerd: de tabellen van andere programma's worden niet meegeleverd; --growth MAP leest ze",
        );
        return Ok(vec![check(
            "growth.tables",
            [
                "Growth day by day as other programs compute it",
                "Groei van dag tot dag zoals andere programma's die berekenen",
            ],
            simulated,
            (Verdict::NotRun, f64::NAN),
            "INRAE ModVege; growR",
        )]);
    };
    let (mut found, mut problems) = (Vec::new(), Problems::none());
    for (place, name) in FOLDERS.iter().enumerate() {
        let tables = folder.join(name);
        if !tables.is_dir() {
            continue;
        }
        let agreement = match place {
            0 => inrae(&tables),
            1 => growr(&tables),
            _ => cases(&tables),
        };
        if let Some((days, deviation)) = problems.take(agreement) {
            let simulated = Text::new(
                format!("largest difference {} over {days} days", shown(deviation)),
                format!("grootste verschil {} over {days} dagen", shown(deviation)),
            );
            let verdict = Verdict::of(deviation < TOLERANCES[place]);
            found.push(check(
                &format!("growth.{name}"),
                SUBJECTS[place],
                simulated,
                (verdict, TOLERANCES[place]),
                SOURCES[place],
            ));
        }
    }
    if found.is_empty() && problems.is_empty() {
        let what = "holds no reference table of growth";
        let hint = format!("it must hold a folder {}", FOLDERS.join(", "));
        problems.push(Problem::new("G591", folder.display().to_string(), what).hint(hint));
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

fn check(id: &str, [en, nl]: [&str; 2], simulated: Text, (verdict, tolerance): (Verdict, f64), source: &str) -> Check {
    let published = if tolerance.is_finite() {
        Text::new(
            format!("day by day, within {}", shown(tolerance)),
            format!("van dag tot dag, binnen {}", shown(tolerance)),
        )
    } else {
        Text::new("day by day", "van dag tot dag")
    };
    Check {
        id: id.to_owned(),
        group: Group::Growth,
        subject: Text::new(en, nl),
        published,
        simulated,
        verdict,
        must_hold: true,
        source: source.to_owned(),
        remark: Text::default(),
    }
}

/// The site of a table as the text of a site file.
fn site(table: &Path, text: &str, folder: &Path) -> Result<GrowSite, Problems> {
    parse(format!("site of {}", table.display()), text, folder)
}

fn inrae(folder: &Path) -> Result<Agreement, Problems> {
    let path = folder.join("expected_java.csv");
    let expected = Reference::read(&path)?;
    let text = "profile = \"inrae\"\nweather = \"inputs.csv\"\nshares = { A = 1, B = 0, C = 0, D = 0 }\n[parameters]\nNI = 0.9\n\
                [site]\nwhc_mm = 200\n[start]\nWR = 60\n[[cuts]]\nmonth_day = \"05-30\"\nheight_m = 0.05\nremoval = \"hay\"\n";
    let days = grow(&site(&path, text, folder)?)?;
    let columns = [("BM", "bm_total"), ("GV", "gv"), ("GR", "gr"), ("DV", "dv"), ("DR", "dr"), ("GRO", "gro")];
    Ok((days.len(), worst(&expected, &days, &columns)?))
}

fn growr(folder: &Path) -> Result<Agreement, Problems> {
    let columns = [
        ("GV", "BMGV"),
        ("GR", "BMGR"),
        ("DV", "BMDV"),
        ("DR", "BMDR"),
        ("aGV", "AgeGV"),
        ("aGR", "AgeGR"),
        ("aDV", "AgeDV"),
        ("aDR", "AgeDR"),
        ("GRO", "GRO"),
        ("WR", "WR"),
        ("AET", "AET"),
        ("ST", "ST"),
        ("SNOW", "snow"),
    ];
    let mut all = (0, 0.0_f64);
    for (name, parameters, restart) in GROWR {
        let path = folder.join(format!("{name}.csv"));
        let expected = Reference::read(&path)?;
        let parameters = Reference::read(&folder.join(format!("{parameters}_parameters.csv")))?;
        let value = |name: &str| parameters.value_of(name);
        let mut text = format!(
            "profile = \"growr\"\nweather = \"{name}.csv\"\nrestart = \"{restart}\"\n\
             shares = {{ A = {}, B = {}, C = {}, D = {} }}\n[parameters]\nNI = {}\n[site]\nwhc_mm = {}\n",
            value("w_FGA")?,
            value("w_FGB")?,
            value("w_FGC")?,
            value("w_FGD")?,
            value("NI")?,
            value("WHC")?
        );
        for row in 0..expected.rows() {
            if expected.number(row, "cut")? == 0.0 {
                continue;
            }
            let (year, day) = (expected.number(row, "year")?, expected.number(row, "DOY")?);
            let first =
                Date::new(year as i16, 1, 1).map_err(|error| expected.problem(row, "year", &error.to_string()))?;
            let date = first.checked_add(jiff::Span::new().days(day as i64 - 1));
            let date = date.map_err(|error| expected.problem(row, "DOY", &error.to_string()))?;
            // writing into a text cannot fail
            let _ = writeln!(text, "[[cuts]]\ndate = {date}\nheight_m = 0.05\nremoval = \"hay\"");
        }
        let days = grow(&site(&path, &text, folder)?)?;
        all = (all.0 + days.len(), all.1.max(worst(&expected, &days, &columns)?));
    }
    Ok(all)
}

fn cases(folder: &Path) -> Result<Agreement, Problems> {
    let mut all = (0, 0.0_f64);
    for case in CASES {
        let path = folder.join(format!("{case}_case.json"));
        let days = grow(&site(&path, &case_as_site(&path)?, folder)?)?;
        for table in ["trace", "height"] {
            let expected = Reference::read(&folder.join(format!("{case}_{table}.csv")))?;
            let columns: Vec<(&str, &str)> = expected.columns().skip(1).map(|name| (name, name)).collect();
            all.1 = all.1.max(worst(&expected, &days, &columns)?);
        }
        all.0 += days.len();
    }
    Ok(all)
}

/// A case of the specification as the text of a site file.
fn case_as_site(path: &Path) -> Result<String, Problem> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem::new("I901", &name, format!("cannot be read: {error}")))?;
    let case: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| Problem::new("G592", &name, format!("is not JSON: {error}")))?;
    let mut out = format!("profile = \"verge\"\nweather = \"{CASE_WEATHER}\"\n[site]\n");
    for key in ["whc_mm", "norg0_kg_ha", "shade", "co2_ppm"] {
        let _ = writeln!(out, "{key} = {}", case[key]);
    }
    for (head, name) in [("[shares]", "shares"), ("[start]", "init")] {
        let _ = writeln!(out, "{head}");
        for (key, value) in case[name].as_object().into_iter().flatten() {
            let _ = writeln!(out, "{key} = {value}");
        }
    }
    for cut in case["cuts"].as_array().into_iter().flatten() {
        let [month, day] = ["month", "day"].map(|key| cut[key].as_i64().unwrap_or(0));
        let (height, removal) = (&cut["height_m"], &cut["mode"]);
        let _ =
            writeln!(out, "[[cuts]]\nmonth_day = \"{month:02}-{day:02}\"\nheight_m = {height}\nremoval = {removal}");
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_folder_the_check_is_told_and_not_run() {
        let found = checks(None).expect("nothing is read");
        assert!(found.len() == 1 && found[0].verdict == Verdict::NotRun);
        assert!(!found[0].is_broken(), "what was not run breaks no strict run");
        let failed = Check { verdict: Verdict::Fails, ..found[0].clone() };
        assert!(failed.is_broken());
    }

    #[test]
    fn a_folder_without_tables_and_a_broken_table_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let code = |folder: &Path| checks(Some(folder)).expect_err("nothing to compare").0[0].code;
        assert_eq!(code(folder.path()), "G591");
        let tables = folder.path().join("inrae_modvege");
        std::fs::create_dir(&tables).expect("made");
        assert_eq!(code(folder.path()), "I901", "a table that is not there");
        std::fs::write(tables.join("expected_java.csv"), "date,gv\n2001-01-01,a lot\n").expect("written");
        std::fs::write(tables.join("inputs.csv"), "date,tmean_c\n").expect("written");
        assert!(checks(Some(folder.path())).is_err());
    }
}
