//! Plans of whole runs: limits kept and proven, owners together, depots, sweeps, and limits that no plan can keep.

use crate::program::{small_veluwe, zeis};
use std::path::Path;

/// The small shipped area, cut down to the district that four owners share, with other lines in `[plan]`.
pub fn shared_district(folder: &Path, limits: &str, more: &str) -> String {
    let scenario = small_veluwe(folder);
    let table = folder.join("veluwe/segments.csv");
    let text = std::fs::read_to_string(&table).expect("the segment table");
    let kept: Vec<&str> =
        text.lines().filter(|line| line.starts_with("id,") || line.contains(",gelderland,")).collect();
    assert_eq!(kept.len(), 76);
    std::fs::write(&table, kept.join("\n")).expect("written");
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let limited = "limits = { fire = \"-8 %\", hazard_days = \"+0\", target_richness = \"+0\" }";
    let swept = "pareto = { kpi = \"fire\", points = 10 }";
    assert!(text.contains(limited) && text.contains(swept) && text.contains("unmown = false"));
    let text = text.replace(limited, limits).replace(swept, more).replace("unmown = false", "unmown = true");
    std::fs::write(&scenario, text).expect("written");
    scenario
}

/// Runs a scenario and gives its exit code, what it said on both streams, and what the check says of the folder.
fn run(folder: &Path, scenario: &str) -> (Option<i32>, String, String) {
    let out = folder.join("out").display().to_string();
    let run = zeis(&["run", scenario, "-o", &out]);
    let said = [run.stdout, run.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    let verdict = zeis(&["verify", &out]);
    assert!(verdict.status.success(), "{said}\n{}", String::from_utf8_lossy(&verdict.stdout));
    (run.status.code(), said, String::from_utf8_lossy(&verdict.stdout).into_owned())
}

#[test]
fn owners_share_crews_and_depots_within_proven_limits() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let depots = "depot,x_m,y_m,tonnes_per_week,eur_per_tonne\nArnhem,190000,444000,6,1\nEde,174000,450000,60,0\n";
    let more = "joint = true\ndepots = \"veluwe/depots.csv\"\n\
                pareto = [{ kpi = \"budget_eur\", points = 3 }, { kpi = \"fire\", points = 3 }, { kpi = \"seed_set\", points = 3 }]";
    let scenario = shared_district(folder.path(), "limits = { fire = \"-3 %\", seed_set = \"-0.2\" }", more);
    std::fs::write(folder.path().join("veluwe/depots.csv"), depots).expect("written");
    let (code, said, verdict) = run(folder.path(), &scenario);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("Proven: no plan within the limits costs less than") && said.contains("Owners together"),
        "{said}"
    );
    assert!(said.contains("Breeding season (Provincie Gelderland"), "{said}");
    assert!(verdict.contains("the plan holds") && verdict.contains("no plan costs less than"), "{verdict}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join("out").join(name)).expect("written");
    assert_eq!(read("owners.csv").lines().count(), 1 + 4);
    let front = read("pareto.csv");
    assert!(front.contains("budget_eur,fire,plan,1,") && front.contains("budget_eur,fire,present,,"), "{front}");
    // Limits on fires and on life are swept against cost, beside the regimes of today and every regime alone.
    // Next to the best seed set that keeps the other limits whole sections leave no plan to be found.
    for (sweep, tightest) in [("fire,cost", "plan,3,"), ("seed_set,cost", "plan,2,")] {
        for beside in [tightest, "present,,", "regime,two_cuts,"] {
            assert!(front.contains(&format!("\n{sweep},{beside}")), "{sweep} {beside}\n{front}");
        }
    }
    let numbers = |text: &str, name: &str| -> Vec<f64> {
        column(text, name).iter().map(|cell| cell.parse().unwrap_or(f64::NAN)).collect()
    };
    for (value, bound) in numbers(&front, "value").iter().zip(numbers(&front, "bound")) {
        assert!(bound.is_nan() || bound <= value + 1e-6 * value.abs(), "{value} {bound}");
    }
    let capacity = read("plan_data/capacity.csv");
    assert!(capacity.lines().any(|line| line.starts_with(",@Arnhem,")), "{capacity}");
    let certificate = read("certificate.json");
    assert!(certificate.contains("disposal/Arnhem/") && certificate.contains("\"multiplier\""));
    let page = read("report.html");
    assert!(page.contains("id=\"owners\"") && page.contains("One unit more room would save"));
    for sweep in ["budget_eur", "fire", "seed_set"] {
        assert!(folder.path().join(format!("out/plots/pareto_{sweep}.svg")).exists(), "{sweep}");
    }
    assert!(folder.path().join("out/plots/map_weeks.svg").exists());
}

#[test]
fn limits_that_no_plan_can_keep_are_told_with_what_is_short_and_proven() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = shared_district(folder.path(), "limits = { fire = \"-60 %\" }", "");
    let (code, said, verdict) = run(folder.path(), &scenario);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("P420") && said.contains("short of the limit of"), "{said}");
    assert!(verdict.contains("proven: no plan is within the limits"), "{verdict}");
    assert!(!folder.path().join("out/plan.csv").exists() && folder.path().join("out/kpi.csv").exists());
}

#[test]
fn hours_that_are_missing_are_told_by_week_and_area() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = shared_district(folder.path(), "limits = { budget_eur = 1e6 }", "");
    let crews = folder.path().join("veluwe/crews.csv");
    let text = std::fs::read_to_string(&crews).expect("the crews");
    std::fs::write(&crews, text.replace("flail_suction,9,14-44", "flail_suction,1,14-44")).expect("written");
    let (code, said, verdict) = run(folder.path(), &scenario);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("gelderland (Provincie Gelderland), flail suction:") && said.contains("hours short"),
        "{said}"
    );
    assert!(verdict.contains("proven: no plan is within the limits"), "{verdict}");
}

/// Cells of a column of a table that was written.
fn column(text: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader.headers().expect("a head").iter().position(|head| head == name).expect("the column is there");
    reader.records().map(|row| row.expect("a row")[at].to_owned()).collect()
}

#[test]
fn worst_weathers_zones_sides_and_routes_are_planned_proven_and_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let more = "cvar = 0.5\nsynchrony = { zone_km = 1, share = 0.8 }\nopposite_weeks = 2\n\
                interchanges = \"veluwe/interchanges.csv\"\nclosures = 1\nday_hours = 6";
    let scenario = shared_district(folder.path(), "limits = { fire = \"+6 %\" }", more);
    std::fs::write(folder.path().join("veluwe/interchanges.csv"), "road,km\nN224,6.4\nN224,7.3\n").expect("written");
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let owner = "[owners.\"Provincie Gelderland\"]\n";
    assert!(text.contains(owner));
    let text = text.replace(owner, &format!("{owner}hours = [\"09:00-15:00\", \"19:00-24:00\"]\n"));
    std::fs::write(&scenario, text).expect("written");
    let (code, said, verdict) = run(folder.path(), &scenario);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("in the worst 50") && said.contains("2 fresh weathers"), "{said}");
    assert!(
        said.contains("Cut within two weeks, in each zone of 1 km") && said.contains("at least 2 weeks apart"),
        "{said}"
    );
    assert!(said.contains("Routes: crews drive") && !said.contains("NOT met"), "{said}");
    assert!(verdict.contains("fires of the worst members") && verdict.contains("the plan holds"), "{verdict}");
    let out = folder.path().join("out");
    let read = |name: &str| std::fs::read_to_string(out.join(name)).expect("written");
    let certificate = read("certificate.json");
    assert!(certificate.contains("\"fire_tail/1\"") && certificate.contains("\"weights\""), "{certificate}");
    let capacity = read("plan_data/capacity.csv");
    assert!(capacity.contains(",#") && certificate.contains("synchrony/"), "{capacity}\n{certificate}");
    let (orders, weeks) = (read("workorders.csv"), read("crew_weeks.csv"));
    for (owner, (begin, end)) in
        column(&orders, "owner").iter().zip(column(&orders, "begin").iter().zip(column(&orders, "end")))
    {
        let hours = |time: &str| {
            time[11..13].parse::<f64>().expect("hours") + time[14..].parse::<f64>().expect("minutes") / 60.0
        };
        if owner == "Provincie Gelderland" {
            assert!(hours(begin) >= 9.0 && hours(&end) <= 15.0 + 1.0 / 60.0, "{begin} {end}");
        }
    }
    let numbers =
        |name: &str| -> Vec<f64> { column(&weeks, name).iter().map(|cell| cell.parse().expect("a number")).collect() };
    assert!(!numbers("km_driven").is_empty());
    for (driven, least) in numbers("km_driven").iter().zip(numbers("km_least")) {
        assert!(least <= driven * (1.0 + 1e-5) && *driven > 0.0, "{driven} {least}");
    }
    // Every hour of the plan is on some crew's list.
    let schedule = read("schedule.csv");
    let planned: f64 = column(&schedule, "hours").iter().map(|cell| cell.parse::<f64>().expect("hours")).sum();
    let worked: f64 = numbers("hours_cut").iter().sum();
    assert!((planned - worked).abs() < 0.01 * planned, "{planned} {worked}");
    let calendar = read("schedule.ics");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), calendar.matches("DTSTART:2027").count());
    assert!(out.join("plots/gantt.svg").exists() && read("report.html").contains("id=\"work\""));
    // What was made of the members is held against the plan.
    let forged = |name: &str, old: &str, new: &str| {
        let before = read(name);
        assert!(before.contains(old), "{name} has no {old}");
        std::fs::write(out.join(name), before.replacen(old, new, 1)).expect("written");
        let judged = zeis(&["verify", &out.display().to_string()]);
        std::fs::write(out.join(name), before).expect("written");
        judged.status.success()
    };
    let members = read("plan_data/fire_members.csv");
    let line = members.lines().nth(1).expect("a row").to_owned();
    assert!(!forged("plan_data/fire_members.csv", &line, &format!("{line}1")));
    // Weights are shares of the members that add up to one: more than all of a member is none.
    let mut forged_weights: serde_json::Value = serde_json::from_str(&certificate).expect("json");
    let weights = &mut forged_weights["tail"]["weights"][0];
    assert_eq!(weights.as_array().map(Vec::len), Some(2));
    *weights = serde_json::json!([1.5, -0.5]);
    assert!(!forged("certificate.json", &certificate, &forged_weights.to_string()));
}
