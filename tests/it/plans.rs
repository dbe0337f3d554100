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
    let more = "joint = true\ndepots = \"veluwe/depots.csv\"\npareto = { kpi = \"budget_eur\", points = 3 }";
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
    let capacity = read("plan_data/capacity.csv");
    assert!(capacity.lines().any(|line| line.starts_with(",@Arnhem,")), "{capacity}");
    let certificate = read("certificate.json");
    assert!(certificate.contains("disposal/Arnhem/") && certificate.contains("\"multiplier\""));
    let page = read("report.html");
    assert!(page.contains("id=\"owners\"") && page.contains("One unit more room would save"));
    assert!(folder.path().join("out/plots/pareto_budget_eur.svg").exists());
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
