//! Assembly of classes, cases and distinct stands from the pieces of a scenario.

use super::candidates::{PlanWeeks, owner_of, programmes};
use super::keys::{Lists, SiteKey, site_key};
use super::zones::zones;
use super::{Begun, Case, Patch, SiteClass, StandSpec, Stands, Zone};
use crate::mowing::patches::{Programme, Split, lists_of, strip_list};
use crate::mowing::regime::Regime;
use crate::network::chain::Chain;
use crate::network::segment::Segment;
use crate::scenario::{Owner, Strips};
use std::collections::{BTreeMap, BTreeSet};

/// What stands depend on.
pub(super) struct Pieces<'a> {
    /// Segments of the network.
    pub segments: &'a [Segment],
    /// Its chains.
    pub chains: &'a [Chain],
    /// Weather node of each segment.
    pub node: &'a [usize],
    /// Present regime of each segment.
    pub present: &'a [usize],
    /// Regimes.
    pub regimes: &'a [Regime],
    /// Strips.
    pub strips: &'a Strips,
    /// Owners.
    pub owners: &'a [Owner],
    /// Weeks of the plan.
    pub plan: Option<PlanWeeks>,
    /// A plan that was begun, in the place of the programmes of a new one.
    pub begun: Option<&'a Begun>,
}

/// Builds everything to simulate.
///
/// **Warm-up.** A stand warms up under the present regime on its own days. Parts are counted through the variants of a
/// programme; part `i` of the new programme takes part `i mod n` of the `n` parts of the present one, so that the present
/// regime itself simply goes on. A new regime without parts takes part 0 of a present one with parts, which is an approximation.
/// Strips warm up under their own list.
pub(super) fn assemble(pieces: &Pieces<'_>) -> Stands {
    let (mut programmes, owner_programmes) = programmes(pieces.regimes, pieces.owners, pieces.plan);
    let begun = pieces.begun.map(|begun| {
        let first = programmes.len();
        programmes.extend_from_slice(&begun.programmes);
        begun.of_segment.iter().map(|own| own.iter().map(|course| first + course).collect()).collect()
    });
    let (classes, segment_class) = classes(pieces);
    let mut lists = Lists::default();
    let lists_of_programmes: Vec<Vec<Vec<usize>>> = programmes
        .iter()
        .map(|programme| {
            let variants = lists_of(programme);
            variants.into_iter().map(|parts| parts.into_iter().map(|list| lists.index(list)).collect()).collect()
        })
        .collect();
    let splits: Vec<Split> = programmes.iter().map(Programme::split).collect();
    let strip_lists = [(Zone::Safety, &pieces.strips.safety), (Zone::Ditch, &pieces.strips.ditch)]
        .map(|(zone, cuts)| (zone, if cuts.is_empty() { None } else { Some(lists.index(strip_list(cuts))) }));
    let mut stands = Stands {
        programmes,
        classes,
        cut_lists: lists.lists,
        segment_class,
        chain_index: chain_index(pieces),
        owner_programmes,
        begun,
        ..Stands::default()
    };
    for class in 0..stands.classes.len() {
        let mut places = BTreeMap::new();
        let segments = &stands.classes[class].segments;
        let class_zones: BTreeSet<Zone> =
            segments.iter().flat_map(|&s| zones(&pieces.segments[s], pieces.strips)).map(|zone| zone.0).collect();
        let wanted = wanted(pieces, &stands, &splits, class);
        for (zone, list) in strip_lists {
            if let Some(list) = list.filter(|_| class_zones.contains(&zone)) {
                let patches = patches(&mut stands.stands, &mut places, class, &[(list, list)]);
                let case = Case { class, zone, programme: None, variant: 0, patches, uncut_around: Vec::new() };
                push_case(&mut stands, (class, zone, 0, 0), case);
            }
        }
        let warmup: Vec<usize> = lists_of_programmes[stands.classes[class].present].concat();
        for (programme, variant) in wanted {
            let variants = &lists_of_programmes[programme];
            let parts_before: usize = variants[..variant].iter().map(Vec::len).sum();
            let pairs: Vec<(usize, usize)> = (parts_before..)
                .zip(&variants[variant])
                .map(|(part, &list)| (warmup[part % warmup.len()], list))
                .collect();
            let patches = patches(&mut stands.stands, &mut places, class, &pairs);
            let uncut_around = match splits[programme] {
                Split::Alike => Vec::new(),
                Split::Sides | Split::Blocks(_) => stands.programmes[programme].shares_left(),
            };
            let case = Case { class, zone: Zone::Main, programme: Some(programme), variant, patches, uncut_around };
            push_case(&mut stands, (class, Zone::Main, programme, variant), case);
        }
    }
    stands
}

/// Adds a case under its key.
fn push_case(stands: &mut Stands, key: (usize, Zone, usize, usize), case: Case) {
    stands.lookup.insert(key, stands.cases.len());
    stands.cases.push(case);
}

/// Patches of equal area with these lists of warm-up and planned years; patches on one stand become one.
fn patches(
    stands: &mut Vec<StandSpec>,
    places: &mut BTreeMap<(usize, usize), usize>,
    class: usize,
    lists: &[(usize, usize)],
) -> Vec<Patch> {
    let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
    for &(warmup, cuts) in lists {
        let stand = *places.entry((warmup, cuts)).or_insert_with(|| {
            stands.push(StandSpec { class, warmup, cuts });
            stands.len() - 1
        });
        *parts.entry(stand).or_default() += 1;
    }
    parts.into_iter().map(|(stand, n)| Patch { stand, share: n as f64 / lists.len() as f64 }).collect()
}

/// Programmes and variants that the segments of a class need: every regime on its own days, and the programmes of the
/// owners of its segments.
fn wanted(pieces: &Pieces<'_>, stands: &Stands, splits: &[Split], class: usize) -> BTreeSet<(usize, usize)> {
    if let Some(begun) = &stands.begun {
        let of = |&segment: &usize| {
            let variant = |programme: usize| {
                splits[programme].variant(pieces.segments[segment].side, stands.chain_index[segment])
            };
            let own = begun[segment].iter().copied().chain([pieces.present[segment]]);
            own.map(|programme| (programme, variant(programme))).collect::<Vec<_>>()
        };
        return stands.classes[class].segments.iter().flat_map(of).collect();
    }
    let mut by_owner: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for &segment in &stands.classes[class].segments {
        by_owner.entry(owner_of(pieces.owners, &pieces.segments[segment])).or_default().push(segment);
    }
    let mut wanted = BTreeSet::new();
    for (owner, segments) in by_owner {
        let mut variants: BTreeMap<Split, BTreeSet<usize>> = BTreeMap::new();
        let of_owner = owner.map_or(&[][..], |owner| &stands.owner_programmes[owner]);
        for programme in (0..pieces.regimes.len()).chain(of_owner.iter().copied()) {
            let split = splits[programme];
            let needed = variants.entry(split).or_insert_with(|| {
                segments.iter().map(|&s| split.variant(pieces.segments[s].side, stands.chain_index[s])).collect()
            });
            wanted.extend(needed.iter().map(|&variant| (programme, variant)));
        }
    }
    wanted
}

/// What makes classes equal: node, present regime, site, and what was counted.
type ClassKey = (usize, usize, SiteKey, Option<(usize, u64)>);

/// Classes in the order of their first segments, and the class of each segment that grows grass.
fn classes(pieces: &Pieces<'_>) -> (Vec<SiteClass>, Vec<Option<usize>>) {
    let mut classes: Vec<SiteClass> = Vec::new();
    let mut index: BTreeMap<ClassKey, usize> = BTreeMap::new();
    let mut of_segments = vec![None; pieces.segments.len()];
    for (number, segment) in pieces.segments.iter().enumerate().filter(|(_, segment)| segment.is_grass()) {
        let (node, present) = (pieces.node[number], pieces.present[number]);
        let counted = pieces.begun.and_then(|begun| begun.counted[number]);
        let count_key = counted.map(|(year, multiple)| (year, multiple.to_bits()));
        let class = *index.entry((node, present, site_key(&segment.site), count_key)).or_insert_with(|| {
            let (name, site) = (segment.id.clone(), segment.site);
            classes.push(SiteClass { name, node, site, present, segments: Vec::new(), counted });
            classes.len() - 1
        });
        classes[class].segments.push(number);
        of_segments[number] = Some(class);
    }
    (classes, of_segments)
}

/// Index of each segment in its chain; 0 for a segment in none.
fn chain_index(pieces: &Pieces<'_>) -> Vec<usize> {
    let mut indices = vec![0; pieces.segments.len()];
    for chain in pieces.chains {
        for (index, &segment) in chain.segments.iter().enumerate() {
            indices[segment] = index;
        }
    }
    indices
}

#[cfg(test)]
mod tests {
    use super::super::samples::{cut, owner, regime, segment};
    use super::*;
    use crate::mowing::regime::Pattern;
    use crate::network::segment::{Side, VegetationType};

    /// Regimes of the tests: uncut, one full cut, two rotating cuts (four parts), two cuts in blocks (two parts).
    fn regimes() -> Vec<Regime> {
        vec![
            regime("none", Pattern::Full, &[]),
            regime("one", Pattern::Full, &[("06-15..07-05", 0.0)]),
            regime("rotating", Pattern::Rotating, &[("06-16..06-22", 0.25), ("09-04..09-08", 0.25)]),
            regime("blocks", Pattern::Blocks, &[("06-15..07-05", 0.5), ("09-04..09-08", 0.5)]),
        ]
    }

    /// Four segments of one chain (sites 100, 100, 120, 100 mm) and one of shrub.
    fn network() -> (Vec<Segment>, Vec<Chain>) {
        let mut segments: Vec<Segment> = [100.0, 100.0, 120.0, 100.0, 100.0]
            .into_iter()
            .zip(["s0", "s1", "s2", "s3", "s4"])
            .map(|(whc_mm, id)| segment(id, "a", Side::Right, whc_mm))
            .collect();
        segments[3].owner = "b".into();
        segments[4].vegetation = VegetationType::Other;
        (segments, vec![Chain { segments: vec![0, 1, 2, 3, 4] }])
    }

    fn assembled(present: usize, plan: Option<PlanWeeks>, strips: &Strips) -> Stands {
        let (segments, chains) = network();
        assemble(&Pieces {
            segments: &segments,
            chains: &chains,
            node: &[0; 5],
            present: &[present; 5],
            regimes: &regimes(),
            strips,
            owners: &[owner("a", &[]), owner("b", &["07-01..12-31"])],
            plan,
            begun: None,
        })
    }

    #[test]
    fn equal_sites_share_classes_and_equal_lists_share_stands() {
        let stands = assembled(1, None, &Strips::default());
        assert_eq!(stands.segment_class, [Some(0), Some(0), Some(1), Some(0), None]);
        assert_eq!(stands.classes[0].segments, [0, 1, 3]);
        assert_eq!(stands.chain_index, [0, 1, 2, 3, 4]);
        // Uncut, one cut, four rotating lists, and two half blocks, of which the first cut is that of `one`.
        assert_eq!(stands.cut_lists.len(), 1 + 1 + 4 + 1);
        // Class 0 needs both blocks; class 1 (one segment, index 2) only the first one, cut in autumn.
        let of_class = |class| stands.stands.iter().filter(|stand| stand.class == class).count();
        assert_eq!((of_class(0), of_class(1)), (7, 7));
        assert!(stands.find_case(0, Zone::Main, 3, 1).is_some() && stands.find_case(1, Zone::Main, 3, 1).is_none());
        assert!(
            stands.stands.is_sorted_by_key(|stand| stand.class) && stands.cases.is_sorted_by_key(|case| case.class)
        );
        let one = &stands.cases[stands.case(0, Zone::Main, 1, 0)];
        let june = &stands.cases[stands.case(0, Zone::Main, 3, 1)];
        assert_eq!(one.patches, june.patches);
        assert_eq!((one.uncut_around.len(), &june.uncut_around), (0, &vec![0.5, 0.5]));
        let rotating = &stands.cases[stands.case(0, Zone::Main, 2, 0)];
        assert_eq!(rotating.patches.len(), 4);
        assert!(rotating.patches.iter().all(|patch| patch.share == 0.25));
    }

    #[test]
    fn the_present_regime_goes_on_after_the_warm_up() {
        for (present, variants) in [(1, 1), (2, 1), (3, 2)] {
            let stands = assembled(present, None, &Strips::default());
            for variant in 0..variants {
                let case = &stands.cases[stands.case(0, Zone::Main, present, variant)];
                assert!(case.patches.iter().all(|patch| {
                    let stand = &stands.stands[patch.stand];
                    stand.warmup == stand.cuts
                }));
            }
        }
        let stands = assembled(3, None, &Strips::default());
        let rotating = &stands.cases[stands.case(0, Zone::Main, 2, 0)];
        let warmups: Vec<usize> = rotating.patches.iter().map(|patch| stands.stands[patch.stand].warmup).collect();
        assert_eq!((warmups[0], warmups[1]), (warmups[2], warmups[3]));
        assert_ne!(warmups[0], warmups[1]);
    }

    #[test]
    fn strips_have_their_own_case_under_every_programme() {
        let strips = Strips {
            safety: vec![cut("05-15..06-01", 0.0), cut("08-15..09-15", 0.0)],
            ditch: Vec::new(),
            ditch_width_m: 2.0,
        };
        let stands = assembled(0, None, &strips);
        let safety = stands.case(0, Zone::Safety, 2, 0);
        assert_eq!(safety, stands.case(0, Zone::Safety, 0, 1));
        assert_eq!(stands.find_case(0, Zone::Ditch, 0, 0), None);
        let case = &stands.cases[safety];
        assert_eq!((case.programme, case.patches.len()), (None, 1));
        let stand = &stands.stands[case.patches[0].stand];
        assert_eq!(stand.warmup, stand.cuts);
        assert_eq!(stands.cut_lists[stand.cuts].year(3).len(), 2);
    }

    #[test]
    fn classes_simulate_what_the_owners_of_their_segments_allow() {
        let stands = assembled(
            0,
            Some(PlanWeeks { weeks: (14, 44), min_gap_weeks: 6, candidates: 30, contract_years: 1, first_year: 2027 }),
            &Strips::default(),
        );
        let named = |name: &str| stands.programmes.iter().position(|p| p.name == name).expect("a programme");
        // `none`, one@25..27, rotating@25+36, blocks@25+36, 26+36, 27+36; owner b mows from July on.
        assert_eq!(stands.programmes.len(), 4 + 3 + 1 + 3);
        assert_eq!(stands.owner_programmes[1], [0, named("one@27"), named("blocks@27+36")]);
        // Owner b has one segment of class 0, of odd index; its programmes are also those of owner a.
        let blocks = named("blocks@25+36");
        let variants = |class| (0..2).filter(|&v| stands.find_case(class, Zone::Main, blocks, v).is_some()).count();
        assert_eq!((variants(0), variants(1)), (2, 1));
        // The June cut of blocks and of `one` in the same week is one list; the autumn cut is one list for all.
        let june = stands.case(0, Zone::Main, blocks, 1);
        assert_eq!(stands.cases[june].patches, stands.cases[stands.case(0, Zone::Main, named("one@25"), 0)].patches);
    }
}
