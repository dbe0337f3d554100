//! The planner on bare instances: bounds and plans against known values, edge cases, certificates, and what is refused.

use crate::shared::external;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use zeis::ensemble::run::on_threads;
use zeis::planning::bare::build::{Built, build};
use zeis::planning::bare::generate::generate;
use zeis::planning::bare::{Bare, read, write};
use zeis::planning::certificate::Certificate;
use zeis::planning::search::rounding::Effort;
use zeis::planning::search::solve::{NoPlan, Solution, solve};
use zeis::planning::verify::{Verdict, verify_instance};

/// Two segments of one district and three programmes.
const TABLES: [(&str, &str); 5] = [
    ("segments.csv", "segment,district,hours_full_cut,chain,position\na,d,2,x,1\nb,d,3,x,2\n"),
    ("programmes.csv", "programme,visits\nnone,\nearly,24:1\nlate,38:0.5\n"),
    (
        "values.csv",
        "segment,programme,cost,fire,bio\na,none,0,5,0\na,early,100,2,1\na,late,60,4,3\n\
         b,none,0,6,0\nb,early,150,3,1\nb,late,80,5,2\n",
    ),
    ("capacity.csv", "district,week,hours\nd,24,2.5\nd,38,4\n"),
    ("limits.csv", "name,value\nfire_max,7\nbio_min,3\n"),
];

fn folder(replaced: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in TABLES.iter().chain(replaced) {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn quick() -> Effort {
    Effort { proposals: 2_000_000, passes: (30, 3000), drawn: 200_000, ..Effort::default() }
}

/// Programme names of the plan, in the order of the instance.
fn names(bare: &Bare, built: &Built, solution: &Solution) -> Vec<String> {
    let mut list = vec![String::new(); built.order.len()];
    for (at, &segment) in built.order.iter().enumerate() {
        let programme = built.problem.programmes(at)[solution.choice[at] as usize];
        list[segment].clone_from(&bare.programmes[programme as usize].name);
    }
    list
}

/// Solves the small instance with some files replaced.
fn solved(replaced: &[(&str, &str)]) -> Result<(Vec<String>, Solution), String> {
    let (bare, _) = read::read(folder(replaced).path()).expect("the tables are sound");
    let built = build(&bare);
    match solve(&built.problem, None, quick(), 1) {
        Ok(solution) => Ok((names(&bare, &built, &solution), solution)),
        Err(NoPlan::Impossible(short)) => {
            let rows: Vec<&str> = short.rows.iter().map(|&(row, _)| built.problem.rows[row].name.as_str()).collect();
            Err(format!("impossible: {}", rows.join(" ")))
        }
        Err(NoPlan::NotFound(rows, _)) => {
            let rows: Vec<&str> = rows.iter().map(|&(row, _)| built.problem.rows[row].name.as_str()).collect();
            Err(format!("not found: {}", rows.join(" ")))
        }
    }
}

/// Writes plan and certificate of a solved instance and judges them.
fn judged(dir: &Path, bare: &Bare, built: &Built, solution: &Solution, digest: u64) -> Verdict {
    let names = names(bare, built, solution);
    let rows: Vec<String> =
        bare.segments.iter().zip(names).map(|(one, name)| format!("{},{name}\n", one.name)).collect();
    fs::write(dir.join("plan.csv"), format!("segment,programme\n{}", rows.concat())).expect("written");
    let certificate = Certificate::of_plan(&built.problem, solution, digest);
    fs::write(dir.join("certificate.json"), certificate.text()).expect("written");
    verify_instance(dir, &dir.join("plan.csv")).expect("the tables are sound")
}

#[test]
fn the_reference_instance_is_solved_within_what_is_known_of_it() {
    let test = "the_reference_instance_is_solved_within_what_is_known_of_it";
    let Some(values) = external(test, "reference/planning/values.csv") else { return };
    let (bare, _) = read::read(values.parent().expect("a file lies in a folder")).expect("the tables are sound");
    let built = build(&bare);
    let solution = solve(&built.problem, None, Effort::default(), 1).expect("a plan exists");
    // Value of the relaxation by three solvers: 33143.8057 to 33143.823; least cost of a plan: not below 33165.797.
    assert!(solution.bound <= 33_143.805_7 && solution.bound >= 33_143.805_7 * (1.0 - 1e-4), "{}", solution.bound);
    assert!(solution.cost >= 33_165.7 && solution.cost <= 33_260.0, "{}", solution.cost);
}

#[test]
fn a_made_instance_is_solved_near_its_bound_and_the_judge_agrees() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (stretch, gap) in [(0.0, 0.008), (10.0, 0.03)] {
        let made = generate(300, 3, stretch);
        for (name, text) in write::tables(&made) {
            fs::write(dir.path().join(name), text).expect("written");
        }
        let (bare, digest) = read::read(dir.path()).expect("the tables are sound");
        assert_eq!(made.values, bare.values);
        assert_eq!((made.limits, &made.capacity), (bare.limits, &bare.capacity));
        let built = build(&bare);
        let one = on_threads(Some(1), || solve(&built.problem, None, quick(), 1)).expect("threads").expect("a plan");
        let two = on_threads(Some(2), || solve(&built.problem, None, quick(), 1)).expect("threads").expect("a plan");
        assert_eq!((one.bound, one.cost, &one.choice), (two.bound, two.cost, &two.choice));
        assert_eq!(one.multipliers, two.multipliers);
        assert!(one.gap() > 0.0 && one.gap() < gap, "{stretch}: {}", one.gap());
        let verdict = judged(dir.path(), &bare, &built, &one, digest);
        assert!(verdict.holds(), "{:?}", verdict.checks);
        let proof = verdict.proof.expect("a certificate is there");
        assert!((proof.gap.expect("a gap") - one.gap()).abs() < 1e-7);
        assert!((verdict.stretch_eur - one.stretch_cost).abs() < 1e-9);
    }
}

#[test]
fn a_certificate_that_claims_too_much_is_refused() {
    let dir = folder(&[]);
    let (bare, digest) = read::read(dir.path()).expect("the tables are sound");
    let built = build(&bare);
    let solution = solve(&built.problem, None, quick(), 1).expect("a plan exists");
    assert!(judged(dir.path(), &bare, &built, &solution, digest).holds());
    let broken = |change: &dyn Fn(&mut Solution), digest: u64| {
        let mut other = solution.clone();
        change(&mut other);
        let verdict = judged(dir.path(), &bare, &built, &other, digest);
        let names: Vec<String> =
            verdict.checks.iter().filter(|check| !check.is_kept()).map(|check| check.name.clone()).collect();
        names.join(" + ")
    };
    assert_eq!(broken(&|other| other.bound *= 1.001, digest), "bound + gap");
    assert_eq!(broken(&|other| other.cost -= 1.0, digest), "gap");
    assert_eq!(broken(&|other| other.used[0] += 0.1, digest), "gap");
    assert_eq!(broken(&|_| (), digest + 1), "digest of the inputs");
    assert!(broken(&|other| other.multipliers[0] = -1.0, digest).contains("certificate rows"));
}

#[test]
fn small_problems_are_solved_outright() {
    // Fire 7 and biodiversity 3 leave a early with b late (180 EUR) and nothing cheaper.
    let (names, solution) = solved(&[]).expect("a plan exists");
    assert_eq!((names, solution.cost), (vec!["early".to_owned(), "late".to_owned()], 180.0));
    assert!(solution.bound <= 180.0 && solution.bound > 100.0, "{}", solution.bound);
    // With a cost of 10 per change the same plan costs 190.
    let limits = ("limits.csv", "name,value\nfire_max,7\nbio_min,3\nstretch_eur,10\n");
    let (_, solution) = solved(&[limits]).expect("a plan exists");
    assert_eq!((solution.cost, solution.stretch_cost), (190.0, 10.0));
}

#[test]
fn edge_cases_have_plain_answers() {
    let free = ("limits.csv", "name,value\nfire_max,100\n");
    // A segment without width uses no hours, whatever it gets.
    let zero = ("segments.csv", "segment,district,hours_full_cut\na,d,0\nb,d,3\n");
    assert_eq!(solved(&[zero]).expect("a plan exists").0, ["early", "late"]);
    // Only the uncut programme is allowed.
    let bare = ("values.csv", "segment,programme,cost,fire,bio\na,none,0,5,0\nb,none,0,6,0\n");
    let (names, solution) = solved(&[bare, free]).expect("a plan exists");
    assert_eq!((names, solution.cost), (vec!["none".to_owned(); 2], 0.0));
    // No hours at all in week 24.
    let closed = ("capacity.csv", "district,week,hours\nd,24,0\nd,38,4\n");
    let late = ("limits.csv", "name,value\nfire_max,9\n");
    assert_eq!(solved(&[closed, late]).expect("a plan exists").0, ["late", "late"]);
    // One segment.
    let alone = [
        ("segments.csv", "segment,district,hours_full_cut\na,d,2\n"),
        ("values.csv", "segment,programme,cost,fire,bio\na,none,0,5,0\na,early,100,2,1\na,late,60,4,3\n"),
        ("limits.csv", "name,value\nfire_max,4.5\n"),
    ];
    assert_eq!(solved(&alone).expect("a plan exists").0, ["late"]);
    // Equal programmes: the first.
    let twins = [
        ("programmes.csv", "programme,visits\nnone,\nearly,24:1\ntwin,24:1\n"),
        (
            "values.csv",
            "segment,programme,cost,fire,bio\na,none,0,5,0\na,early,10,2,1\na,twin,10,2,1\n\
             b,none,0,6,0\nb,early,10,2,1\nb,twin,10,2,1\n",
        ),
        ("capacity.csv", "district,week,hours\nd,24,9\n"),
        ("limits.csv", "name,value\nfire_max,4\n"),
    ];
    assert_eq!(solved(&twins).expect("a plan exists").0, ["early", "early"]);
}

#[test]
fn what_cannot_be_is_answered_with_what_is_short() {
    let budget = ("limits.csv", "name,value\nfire_max,7\nbudget_max,90\n");
    assert!(solved(&[budget]).expect_err("too little money").starts_with("impossible: "));
    // Both segments must be cut in week 24, for which five hours are needed and four are there.
    let only_early = ("values.csv", "segment,programme,cost,fire,bio\na,early,100,2,1\nb,early,150,3,1\n");
    let hours = ("capacity.csv", "district,week,hours\nd,24,4\n");
    let limits = ("limits.csv", "name,value\nfire_max,9\n");
    assert_eq!(solved(&[only_early, hours, limits]).expect_err("too few hours"), "impossible: capacity/d/24");
    let dir = folder(&[only_early, hours, limits]);
    let (bare, digest) = read::read(dir.path()).expect("the tables are sound");
    let built = build(&bare);
    let none = solve(&built.problem, None, quick(), 1).expect_err("no plan exists");
    let certificate = Certificate::of_shortage(&built.problem, &none, digest).expect("it is proven");
    let short = &certificate.infeasible.as_ref().expect("rows are short")[0];
    assert!((short.short - 1.0).abs() < 0.01 && short.unit == "h", "{short:?}");
    fs::write(dir.path().join("certificate.json"), certificate.text()).expect("written");
    let verdict = verify_instance(dir.path(), &dir.path().join("plan.csv")).expect("the tables are sound");
    assert!(verdict.holds() && verdict.proof.is_some_and(|proof| proof.infeasible), "{verdict:?}");
    // A segment that no hours can bear.
    let hopeless = [
        ("values.csv", "segment,programme,cost,fire,bio\na,early,100,2,1\nb,early,150,3,1\n"),
        ("capacity.csv", "district,week,hours\nd,24,2.5\n"),
    ];
    let (bare, _) = read::read(folder(&hopeless).path()).expect("the tables are sound");
    assert_eq!(build(&bare).without, [1]);
}

#[test]
fn bounds_and_plans_enclose_the_best_of_many_small_problems() {
    for seed in 0..12 {
        let mut bare = generate(6, seed, if seed % 2 == 0 { 0.0 } else { 10.0 });
        // Few programmes, so that every choice can be tried.
        let few = |at: &usize| [0, 3, 8, 13, 21, 26].contains(&(at % 30));
        let keep: Vec<usize> = (0..bare.values.programme.len()).filter(few).collect();
        let pick = |column: &[f64]| keep.iter().map(|&at| column[at]).collect();
        let values = &mut bare.values;
        (values.cost, values.fire, values.bio) = (pick(&values.cost), pick(&values.fire), pick(&values.bio));
        values.programme = keep.iter().map(|&at| values.programme[at]).collect();
        values.first = (0..=6).map(|segment| 6 * segment).collect();
        bare.capacity.values_mut().for_each(|hours| *hours = hours.map(|hours| 8.0 * hours));
        bare.limits.fire_max = bare.limits.fire_max.map(|limit| 1.1 * limit);
        bare.limits.bio_min = bare.limits.bio_min.map(|limit| 0.8 * limit);
        let built = build(&bare);
        let Ok(solution) = solve(&built.problem, None, quick(), seed) else { continue };
        let best = best_by_trial(&bare);
        assert!(solution.bound <= best + 1e-6, "seed {seed}: bound {} above {best}", solution.bound);
        assert!((solution.cost - best).abs() < 1e-6, "seed {seed}: {} against {best}", solution.cost);
    }
}

/// Least cost over all choices that keep fire and biodiversity and the hours; the instance has six segments of six programmes.
fn best_by_trial(bare: &Bare) -> f64 {
    let mut best = f64::INFINITY;
    for code in 0..6_usize.pow(6) {
        let choice: Vec<usize> = (0..6).map(|place| code / 6_usize.pow(place) % 6 + 6 * place as usize).collect();
        let sum = |column: &[f64]| choice.iter().map(|&at| column[at]).sum::<f64>();
        let programmes: Vec<u32> = choice.iter().map(|&at| bare.values.programme[at]).collect();
        let changes = programmes.windows(2).filter(|pair| pair[0] != pair[1]).count() as f64;
        let cost = sum(&bare.values.cost) + bare.limits.stretch_eur * changes;
        let mut hours = std::collections::BTreeMap::new();
        for (segment, &programme) in bare.segments.iter().zip(&programmes) {
            for &(week, share) in &bare.programmes[programme as usize].visits {
                *hours.entry((segment.district, week)).or_insert(0.0) += share * segment.hours_full_cut;
            }
        }
        let fits = hours.iter().all(|(key, used)| *used <= bare.capacity[key].expect("limited") + 1e-9)
            && sum(&bare.values.fire) <= bare.limits.fire_max.expect("limited") + 1e-9
            && sum(&bare.values.bio) >= bare.limits.bio_min.expect("limited") - 1e-9;
        if fits && cost < best {
            best = cost;
        }
    }
    best
}

#[test]
fn bad_instances_have_all_their_problems_named() {
    let codes = |replaced: &[(&str, &str)]| -> Vec<&'static str> {
        let problems = read::read(folder(replaced).path()).expect_err("the tables are wrong");
        problems.0.iter().map(|problem| problem.code).collect()
    };
    let empty = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(read::read(empty.path()).expect_err("nothing there").0.len(), 5);
    assert_eq!(codes(&[("segments.csv", "segment,district\na,d\n")]), ["P402"]);
    let all = [
        ("segments.csv", "segment,district,hours_full_cut\na,d,-2\na,d,x\n"),
        ("programmes.csv", "programme,visits\nnone,\nearly,60:1;24\nlate,38:1.5\n"),
        ("capacity.csv", "district,week,hours\nd,24,2.5\nd,24,inf\n"),
        ("limits.csv", "name,value\nfires,1\nfire_max,\n"),
    ];
    assert_eq!(
        codes(&all),
        ["P409", "P403", "P405", "P407", "P404", "P409", "P408", "P408", "P408", "P403", "P405", "P406", "P403"]
    );
    let values = "segment,programme,cost,fire,bio\na,none,0,5,0\na,none,0,5,0\na,weekly,1,1,1\n";
    assert_eq!(codes(&[("values.csv", values)]), ["P408"]);
    let values = "segment,programme,cost,fire,bio\na,none,0,5,0\na,none,0,5,0\n";
    assert_eq!(codes(&[("values.csv", values)]), ["P405", "P411"]);
}
