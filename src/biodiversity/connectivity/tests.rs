use super::*;
use crate::mowing::CutEvent;

fn hand_case() -> Graph {
    let walker = Walker::default();
    let link = |a, b, distance_m| Link { between: [a, b], cost: walker.cost(distance_m, false) };
    Graph::new(4, &[link(0, 1, 400.0), link(1, 2, 500.0), link(2, 3, 700.0)])
}

fn eca(graph: &Graph, worths: &[f64]) -> f64 {
    connected_area(graph, worths, 1).min_ha
}

#[test]
fn four_segments_are_as_worked_by_hand() {
    let graph = hand_case();
    let mut reach = Reach::new(&graph);
    let from = |reach: &mut Reach, source, to: u32| {
        reach.search(&graph, source, None, |_| 0.0).iter().find(|(node, _)| *node == to).map(|(_, p)| *p)
    };
    for (a, b, expected) in
        [(0, 1, 0.5743), (1, 2, 0.5), (2, 3, 0.3789), (0, 2, 0.2872), (0, 3, 0.1088), (1, 3, 0.1895)]
    {
        assert!((from(&mut reach, a, b).expect("linked") - expected).abs() < 5e-5);
    }
    assert!((eca(&graph, &[2.0, 1.0, 1.0, 3.0]) - 4.9155).abs() < 5e-5);
    assert!((eca(&graph, &[2.0, 0.2, 0.2, 3.0]) - 3.9746).abs() < 5e-5);
    assert!((eca(&graph, &[2.0, 0.2, 1.0, 3.0]) - 4.4334).abs() < 5e-5);
}

#[test]
fn staggering_keeps_the_least_of_the_season_higher() {
    let graph = hand_case();
    // two half-months: both middle segments cut at once, or one after the other
    let together = [2.0, 2.0, 0.2, 1.0, 0.2, 1.0, 3.0, 3.0];
    let staggered = [2.0, 2.0, 0.2, 1.0, 1.0, 0.2, 3.0, 3.0];
    let (together, staggered) = (connected_area(&graph, &together, 2), connected_area(&graph, &staggered, 2));
    assert!(staggered.min_ha > together.min_ha && staggered.dip < together.dip);
    assert_eq!(together.worst, 0);
    let nothing = connected_area(&graph, &[0.0; 4], 1);
    assert_eq!((nothing.min_ha, nothing.dip), (0.0, 0.0));
}

/// A ladder with rungs of changing length and a far node that nothing reaches.
fn ladder(rungs: usize) -> (usize, Vec<Link>) {
    let mut links = Vec::new();
    for rung in 0..rungs {
        links.push(Link { between: [2 * rung, 2 * rung + 1], cost: 0.3 + 0.1 * (rung % 3) as f64 });
        if rung + 1 < rungs {
            for side in 0..2 {
                links.push(Link {
                    between: [2 * rung + side, 2 * rung + 2 + side],
                    cost: 0.2 + 0.05 * ((rung + side) % 4) as f64,
                });
            }
        }
    }
    (2 * rungs + 1, links)
}

/// `p*` between all nodes by the plainest method.
fn all_pairs(nodes: usize, links: &[Link]) -> Vec<Vec<f64>> {
    let mut cost = vec![vec![f64::INFINITY; nodes]; nodes];
    for (node, row) in cost.iter_mut().enumerate() {
        row[node] = 0.0;
    }
    for link in links {
        let [a, b] = link.between;
        cost[a][b] = cost[a][b].min(link.cost);
        cost[b][a] = cost[a][b];
    }
    for over in 0..nodes {
        for a in 0..nodes {
            for b in 0..nodes {
                cost[a][b] = cost[a][b].min(cost[a][over] + cost[over][b]);
            }
        }
    }
    let probability = |cost: f64| if cost <= FARTHEST { libm::exp(-cost) } else { 0.0 };
    cost.into_iter().map(|row| row.into_iter().map(probability).collect()).collect()
}

fn whole(pairs: &[Vec<f64>], worths: &[f64], without: Option<usize>) -> f64 {
    let kept = |node: usize| if Some(node) == without { 0.0 } else { worths[node] };
    let sum = |a: usize| -> f64 { (0..worths.len()).map(|b| kept(a) * kept(b) * pairs[a][b]).sum() };
    (0..worths.len()).map(sum).sum()
}

#[test]
fn the_sparse_sum_is_that_of_all_pairs_and_thinning_changes_nothing() {
    let (nodes, mut links) = ladder(30);
    let worths: Vec<f64> = (0..nodes).map(|node| 0.5 + 0.1 * (node % 7) as f64).collect();
    let expected = whole(&all_pairs(nodes, &links), &worths, None).sqrt();
    assert!((eca(&Graph::new(nodes, &links), &worths) / expected - 1.0).abs() < 1e-12);
    // shortcuts that a path replaces
    for rung in 0..28 {
        links.push(Link { between: [2 * rung, 2 * rung + 4], cost: 0.8 });
    }
    let (graph, pairs) = (Graph::new(nodes, &links), all_pairs(nodes, &links));
    let thinned = graph.thinned();
    assert!(thinned.directed_links() < graph.directed_links());
    let expected = whole(&pairs, &worths, None).sqrt();
    assert!((eca(&thinned, &worths) / expected - 1.0).abs() < 1e-9);
}

#[test]
fn priorities_are_what_is_lost_without_a_node() {
    let (nodes, links) = ladder(12);
    let worths: Vec<f64> = (0..nodes).map(|node| 0.5 + 0.1 * (node % 7) as f64).collect();
    let graph = Graph::new(nodes, &links);
    let pairs = all_pairs(nodes, &links);
    let total = whole(&pairs, &worths, None);
    let bounds = priority_bounds(&graph, &worths);
    for (node, bound) in bounds.iter().enumerate() {
        let cut: Vec<Link> = links.iter().filter(|link| !link.between.contains(&node)).copied().collect();
        let lost = (total - whole(&all_pairs(nodes, &cut), &worths, Some(node))) / total;
        let found = exact_priority(&graph, &worths, node, total);
        assert!((found.total() - lost).abs() < 1e-12, "{node}: {found:?}, lost {lost}");
        assert!((found.intra - bound.intra).abs() < 1e-12 && (found.flux - bound.flux).abs() < 1e-12);
        assert!(found.connector <= bound.connector + 1e-12, "{node}");
    }
    assert_eq!(bounds[nodes - 1].flux, 0.0, "the far node is alone");
}

#[test]
fn connected_area_grows_with_area_and_passage_and_stays_in_its_bounds() {
    let (nodes, links) = ladder(10);
    let worths = vec![1.0; nodes];
    let area = eca(&Graph::new(nodes, &links), &worths);
    assert!(area >= 1.0 && area <= nodes as f64);
    for node in 0..nodes {
        let mut more = worths.clone();
        more[node] = 2.0;
        assert!(eca(&Graph::new(nodes, &links), &more) > area);
    }
    for index in 0..links.len() {
        let mut easier = links.clone();
        easier[index].cost *= 0.5;
        assert!(eca(&Graph::new(nodes, &easier), &worths) >= area - 1e-12);
    }
    assert_eq!(eca(&Graph::new(3, &[]), &[4.0, 0.0, 3.0]), 5.0);
    assert_eq!(connected_area(&Graph::new(0, &[]), &[], 1).min_ha, 0.0);
}

#[test]
fn mown_segments_hinder_those_who_pass() {
    let graph = hand_case();
    let mut reach = Reach::new(&graph);
    let mut between = |quality: &[f64]| corridors_of(&graph, &mut reach, &[0, 3], quality);
    let open = between(&[1.0; 4]);
    assert!(open.len() == 1 && open[0].0 == [0, 3] && (open[0].1 - 0.1088).abs() < 5e-5, "{open:?}");
    let mown = between(&[1.0, 0.0, 0.0, 1.0]);
    assert!((mown[0].1 - 0.25 * open[0].1).abs() < 1e-6);
    let apart = Graph::new(2, &[Link { between: [0, 1], cost: 7.0 }]);
    assert!(corridors_of(&apart, &mut Reach::new(&apart), &[0, 1], &[1.0; 2]).is_empty());
}

fn cut(day_of_year: u16) -> CutEvent {
    CutEvent::hay(day_of_year, 0.08)
}

#[test]
fn a_patch_stands_until_it_is_cut_and_again_when_grown_back() {
    let mut heights = [0.15; HALF_MONTHS];
    assert_eq!(standing_half_months(false, &[], &heights), [true; HALF_MONTHS]);
    heights[14] = 0.25;
    let standing = standing_half_months(false, &[cut(178)], &heights);
    assert_eq!(standing.iter().filter(|stands| !**stands).count(), 3);
    assert!(!standing[11] && !standing[13] && standing[14]);
    let winter = standing_half_months(true, &[], &heights);
    assert!(!winter[13] && winter[14] && winter[23]);
}

#[test]
fn neighbours_cut_apart_do_not_count() {
    use crate::biodiversity::insects::PatchCuts;
    let cuts = [cut(170), cut(260)];
    let most = [PatchCuts { area_share: 0.75, cuts: &cuts }, PatchCuts { area_share: 0.25, cuts: &[] }];
    let little = [PatchCuts { area_share: 0.4, cuts: &cuts }, PatchCuts { area_share: 0.6, cuts: &[] }];
    assert_eq!((large_cut_days(&most), large_cut_days(&little)), (vec![170, 260], vec![]));
    let pairs = [(0, 1, 100.0)];
    assert_eq!(synchrony(&pairs, &[vec![170], vec![185]]), 0.0);
    assert_eq!(synchrony(&pairs, &[vec![170], vec![184]]), 1.0);
    assert_eq!(synchrony(&[], &[]), 0.0);
}
