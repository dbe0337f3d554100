//! Routes on a small network whose ways can be reckoned by hand.

use super::bound::{assignment, least_ways_km};
use super::clock::{Shift, time};
use super::closures::Closures;
use super::days::days;
use super::graph::{Graph, Ways};
use super::legs::{Legs, Stop};
use super::tour::tour;
use super::week::{CrewYear, Rules, collected_on, work};
use super::{Purpose, Spot, Task};
use crate::kpi::sample::Sample;
use crate::network::Network;
use crate::network::chain::chains;
use crate::network::segment::{Point, Segment, Side};
use crate::random::{Purpose as Drawn, Stream};
use crate::scenario::Interchange;
use std::collections::BTreeMap;

fn piece(road: &str, carriageway: &str, km_from: f64, at: impl Fn(f64) -> Point) -> Segment {
    let mut segment = Sample::new().segments[0].clone();
    segment.id = format!("{road}{carriageway}{km_from}");
    (segment.road, segment.carriageway) = (road.into(), carriageway.into());
    segment.side = if carriageway == "L" { Side::Left } else { Side::Right };
    (segment.km_from, segment.km_to) = (km_from, km_from + 1.0);
    segment.ends = Some([at(km_from), at(km_from + 1.0)]);
    segment
}

/// A motorway A1 of 10 km eastward with both carriageways, verges on 0-4 and 6-10; N2 crosses it at km 3 from the south.
fn network() -> Network {
    let motorway = |km: f64| Point { x_m: 100_000.0 + 1000.0 * km, y_m: 400_000.0 };
    let crossing = |km: f64| Point { x_m: 103_000.0, y_m: 397_000.0 + 1000.0 * km };
    let mut segments = Vec::new();
    for carriageway in ["L", "R"] {
        for km in [0.0, 1.0, 2.0, 3.0, 6.0, 7.0, 8.0, 9.0] {
            segments.push(piece("A1", carriageway, km, motorway));
        }
    }
    segments.extend([0.0, 1.0, 2.0].map(|km| piece("N2", "", km, crossing)));
    segments.sort_by(|a, b| {
        (&a.road, &a.carriageway, a.side).cmp(&(&b.road, &b.carriageway, b.side)).then(a.km_from.total_cmp(&b.km_from))
    });
    Network { chains: chains(&segments), segments, ..Network::default() }
}

fn task(order: usize, road: usize, km: (f64, f64), only: Option<bool>, hours: f64) -> Task {
    Task { order, purpose: Purpose::Cut, road, km, only, hours, allowed: Vec::new(), closure: false, lies: None }
}

fn spot(road: usize, km: f64, up: bool) -> Spot {
    Spot { road, km, up }
}

#[test]
fn nodes_lie_at_ends_and_crossings_or_where_the_user_says() {
    let graph = Graph::new(&network(), &[]);
    assert_eq!(graph.roads[0].nodes, [0.0, 3.0, 4.0, 6.0, 10.0]);
    assert_eq!((&graph.roads[1].name[..], graph.roads[1].nodes.clone(), graph.given), ("N2", vec![0.0, 3.0], 0));
    let given = [Interchange { road: "A1".into(), letter: String::new(), km: 5.0 }];
    let graph = Graph::new(&network(), &given);
    assert_eq!((graph.roads[0].nodes.clone(), graph.given), (vec![0.0, 5.0, 10.0], 1));
    assert!(graph.is_node(0, 5.02) && !graph.is_node(0, 4.0) && graph.nodes() == 5);
}

#[test]
fn a_crew_drives_on_to_a_node_before_it_turns() {
    let graph = Graph::new(&network(), &[]);
    let mut ways = Ways::new(&graph, None);
    // Straight on.
    assert!((ways.between(spot(0, 1.0, true), spot(0, 3.5, true)) - 2.5).abs() < 1e-12);
    // Back on the other carriageway: on to the node at 3, and back to 1.
    assert!((ways.between(spot(0, 2.0, true), spot(0, 1.0, false)) - 3.0).abs() < 1e-12);
    // Behind in the same direction: on to 3, back to 0, on to 1.
    assert!((ways.between(spot(0, 2.0, true), spot(0, 1.0, true)) - 5.0).abs() < 1e-12);
    // To the crossing road, which ends at km 3 of the motorway.
    assert!((ways.between(spot(0, 2.0, true), spot(1, 2.0, false)) - 2.0).abs() < 1e-9);
    assert_eq!((ways.out(spot(0, 1.0, true)), ways.home(spot(0, 1.0, true)), ways.has_depot()), (0.0, 0.0, false));
    // From a depot 1 km north of km 0: 1.3 km and a kilometre of road.
    let depot = Ways::new(&graph, Some(Point { x_m: 100_000.0, y_m: 401_000.0 }));
    assert!((depot.out(spot(0, 1.0, true)) - 2.3).abs() < 1e-9 && depot.has_depot());
}

/// The shortest order and directions of all, by trial.
fn by_trial(legs: &Legs, so_far: &mut Vec<Stop>) -> f64 {
    if so_far.len() == legs.count() {
        return legs.length(so_far);
    }
    let mut best = f64::INFINITY;
    for task in 0..legs.count() {
        if so_far.iter().all(|stop| stop.task != task) {
            for stop in legs.stops(task) {
                so_far.push(stop);
                best = best.min(by_trial(legs, so_far));
                so_far.pop();
            }
        }
    }
    best
}

#[test]
fn routes_are_near_the_best_and_bounds_never_above_it() {
    let graph = Graph::new(&network(), &[]);
    let mut stream = Stream::open(7, Drawn::PlanAnnealing, 0, 0);
    let (mut found, mut best_of_all, mut bounds) = (0.0, 0.0, 0.0);
    for round in 0..40 {
        let draw = |stream: &mut Stream, at: usize| {
            let road = usize::from(stream.below(3) == 0);
            let from = if road == 1 { stream.below(3) } else { [0, 1, 2, 3, 6, 7, 8, 9][stream.below(8)] };
            let only = (road == 0).then(|| stream.below(2) == 0);
            task(at, road, (from as f64, from as f64 + 0.6), only, 0.5)
        };
        let tasks: Vec<Task> = (0..5).map(|at| draw(&mut stream, at)).collect();
        let depot = (round % 2 == 0).then_some(Point { x_m: 104_000.0, y_m: 401_000.0 });
        let legs = Legs::new(&tasks, &mut Ways::new(&graph, depot));
        let (route, best, bound) =
            (legs.length(&tour(&legs)), by_trial(&legs, &mut Vec::new()), least_ways_km(&legs, 1));
        assert!(bound <= best + 1e-9 && best <= route + 1e-9, "round {round}: {bound} {best} {route}");
        (found, best_of_all, bounds) = (found + route, best_of_all + best, bounds + bound);
    }
    assert!(found <= 1.02 * best_of_all, "routes {found} against {best_of_all}");
    assert!(bounds >= 0.6 * best_of_all, "bounds {bounds} against {best_of_all}");
}

#[test]
fn an_assignment_is_the_cheapest_of_all() {
    let inf = f64::INFINITY;
    assert_eq!(assignment(&[4.0, 1.0, 3.0, 2.0, 0.0, 5.0, 3.0, 2.0, 2.0], 3), 5.0);
    assert_eq!(assignment(&[inf, 1.0, 1.0, inf], 2), 2.0);
    assert_eq!(assignment(&[1.0, inf, 1.0, inf], 2), inf);
}

#[test]
fn both_sides_of_a_motorway_are_one_round_trip() {
    let graph = Graph::new(&network(), &[]);
    let tasks = [task(0, 0, (0.0, 3.0), Some(true), 2.0), task(1, 0, (0.0, 3.0), Some(false), 2.0)];
    let legs = Legs::new(&tasks, &mut Ways::new(&graph, Some(Point { x_m: 100_000.0, y_m: 400_000.0 })));
    let order = tour(&legs);
    assert_eq!(order, [Stop { task: 0, up: true }, Stop { task: 1, up: false }]);
    assert!(legs.length(&order).abs() < 1e-9 && least_ways_km(&legs, 1).abs() < 1e-9);
    // Two days must each come home: 3 km back from the first, 3 km out to the second.
    let shift = Shift::new(false, 3.0);
    assert_eq!(days(&tasks, &legs, &order, &shift).len(), 2);
    assert!((least_ways_km(&legs, 2) - 6.0).abs() < 1e-9);
}

#[test]
fn work_waits_for_the_hours_of_the_owner_and_for_a_closure() {
    let graph = Graph::new(&network(), &[]);
    let mut tasks = vec![task(0, 0, (0.0, 1.0), Some(true), 1.0), task(1, 0, (1.0, 2.0), Some(true), 7.0)];
    tasks[0].allowed = vec![(9.0, 15.0)];
    tasks[1].allowed = vec![(9.0, 15.0), (16.0, 24.0)];
    let legs = Legs::new(&tasks, &mut Ways::new(&graph, None));
    let stops = [Stop { task: 0, up: true }, Stop { task: 1, up: true }];
    let shift = Shift::new(false, 8.0);
    let day = time(&tasks, &legs, &stops, &shift, &mut Closures::default());
    assert_eq!((day.depart, day.stops[0].begin, day.stops[0].end), (9.0, 9.0, 10.0));
    // Five hours until 15, an hour of waiting, two more.
    assert_eq!((day.stops[1].begin, day.stops[1].end, day.idle()), (10.0, 18.0, 1.0));
    assert!((day.overtime(&shift) - 1.0).abs() < 1e-9 && day.stops.iter().all(|stop| stop.allowed));
    // A night crew never meets those hours.
    let night = time(&tasks[..1], &legs, &stops[..1], &Shift::new(true, 8.0), &mut Closures::default());
    assert!(!night.stops[0].allowed && night.depart == 20.0);
    let (open, possible) = Shift::new(true, 8.0).open(&[(19.0, 5.0)]);
    assert_eq!((open, possible), (vec![(20.0, 29.0)], true));
    // One closure for two crews on different stretches: the second waits; on one stretch they go in one train.
    tasks[0] = Task { closure: true, allowed: Vec::new(), hours: 2.0, ..tasks[0].clone() };
    tasks[1] = Task { closure: true, allowed: Vec::new(), hours: 2.0, ..tasks[1].clone() };
    let mut one = Closures::new(Some(1));
    time(&tasks, &legs, &stops[..1], &shift, &mut one);
    let second = time(&tasks, &legs, &stops[1..], &shift, &mut one);
    // Their stretches touch at km 1.
    assert_eq!(second.idle(), 0.0);
    tasks[1].km = (7.0, 8.0);
    let mut one = Closures::new(Some(1));
    time(&tasks, &legs, &stops[..1], &shift, &mut one);
    let second = time(&tasks, &legs, &stops[1..], &shift, &mut one);
    assert_eq!((second.stops[0].begin, second.idle()), (9.0, 2.0));
    let mut two = Closures::new(Some(2));
    time(&tasks, &legs, &stops[..1], &shift, &mut two);
    assert_eq!(time(&tasks, &legs, &stops[1..], &shift, &mut two).idle(), 0.0);
}

#[test]
fn closures_go_to_whoever_is_there_first_and_never_to_two() {
    let graph = Graph::new(&network(), &[]);
    let monday: crate::calendar::Date = "2027-06-14".parse().expect("a date");
    let closed = |order, km: f64, hours| Task { closure: true, ..task(order, 0, (km, km + 1.0), Some(true), hours) };
    // The first crew of the table has work without a closure before, so that the second is there first.
    let crew = |name: &str, tasks: Vec<Task>| CrewYear {
        name: name.into(),
        district: "d".into(),
        depot: None,
        night: false,
        weeks: BTreeMap::from([(monday, tasks)]),
    };
    let crews = [
        crew("late", vec![task(0, 0, (0.0, 1.0), Some(true), 2.0), closed(1, 1.0, 2.0)]),
        crew("early", vec![closed(2, 7.0, 3.0)]),
    ];
    let worked = |closures| work(&crews, &graph, &Rules { day_hours: 10.0, closures }).days;
    let days = worked(Some(1));
    let times = |crew: usize| -> Vec<(f64, f64)> {
        let own = days.iter().filter(|day| day.crew == crew);
        own.flat_map(|day| day.day.stops.iter().filter(|stop| day.tasks[stop.stop.task].closure))
            .map(|stop| (stop.begin, stop.end))
            .collect()
    };
    assert_eq!((times(1), times(0)), (vec![(7.0, 10.0)], vec![(10.0, 12.0)]), "{days:?}");
    assert_eq!(days.iter().map(|day| day.day.idle()).sum::<f64>(), 1.0);
    assert!(worked(None).iter().all(|day| day.day.idle() == 0.0));
}

#[test]
fn hay_is_taken_away_after_it_has_lain_and_weeks_add_up() {
    let graph = Graph::new(&network(), &[]);
    let monday: crate::calendar::Date = "2027-06-14".parse().expect("a date");
    let thursday: crate::calendar::Date = "2027-06-17".parse().expect("a date");
    assert_eq!(collected_on(monday, 3), thursday);
    // Three days after a Thursday is a Sunday, so that it waits for Monday.
    assert_eq!(collected_on(thursday, 3).to_string(), "2027-06-21");
    let hay = |order, km: f64| Task { lies: Some(3), ..task(order, 0, (km, km + 1.0), Some(true), 5.0) };
    let crew = CrewYear {
        name: "noord".into(),
        district: "d".into(),
        depot: Some(Point { x_m: 100_000.0, y_m: 400_000.0 }),
        night: false,
        weeks: BTreeMap::from([(monday, vec![hay(0, 0.0), hay(1, 1.0), task(2, 1, (0.0, 1.0), None, 1.0)])]),
    };
    let worked = work(&[crew], &graph, &Rules { day_hours: 8.0, closures: None });
    let cuts = worked.days.iter().flat_map(|day| &day.tasks).filter(|task| task.purpose == Purpose::Cut).count();
    assert_eq!((cuts, worked.days.iter().map(|day| day.tasks.len()).sum::<usize>()), (3, 5));
    for day in &worked.days {
        for task in day.tasks.iter().filter(|task| task.purpose == Purpose::Collect) {
            let cut = worked
                .days
                .iter()
                .find(|other| other.tasks.iter().any(|one| one.purpose == Purpose::Cut && one.order == task.order));
            assert_eq!(cut.map(|cut| collected_on(cut.date, 3)), Some(day.date));
        }
    }
    let hours: [f64; 2] =
        worked.weeks.iter().fold([0.0; 2], |sum, week| [sum[0] + week.hours[0], sum[1] + week.hours[1]]);
    assert_eq!(hours, [11.0, 10.0]);
    for week in &worked.weeks {
        assert!(week.least_km <= week.least_of_days_km + 1e-9 && week.least_of_days_km <= week.km + 1e-9);
        assert!(week.km >= week.work_km && week.days <= 5, "{week:?}");
    }
    let again = |week: &super::week::CrewWeek| (week.km - week.work_km) / super::DRIVE_KM_H;
    assert!(worked.weeks.iter().all(|week| (week.drive - again(week)).abs() < 1e-12));
}
