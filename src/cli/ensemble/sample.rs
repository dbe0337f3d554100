//! The sample of the network that goes with an ensemble: its members, in a folder of their own.

use super::super::{Global, screen};
use super::{EnsembleArgs, Work, keys, simulate};
use crate::ensemble::labels::Labels;
use crate::ensemble::store::Store;
use crate::error::Error;
use crate::kpi::study::member::Material;
use crate::kpi::study::rows::Sample;
use crate::scenario::Scenario;
use crate::scenario::stands::{Stands, build};
use std::path::{Path, PathBuf};

/// The members of a sample.
pub(super) struct SampleMembers {
    labels: Labels,
    store: Store,
    pub(super) work: Work,
}

/// Folder of the sample in that of its study.
pub(super) fn folder(study: &Path) -> PathBuf {
    study.join("sample")
}

impl SampleMembers {
    /// Simulates what is missing of the sample that a scenario asks for.
    pub(super) fn simulate(
        scenario: &Scenario,
        (stands, material): (&Stands, &Material<'_>),
        (args, dir): (&EnsembleArgs, &Path),
        global: &Global,
    ) -> Result<Option<Self>, Error> {
        let Some(options) = scenario.ensemble.sample else { return Ok(None) };
        let sample = scenario.sample(stands, options.share);
        let stands_of_sample = build(&sample);
        let material = Material::of_sample(&sample, &stands_of_sample, material, options.members);
        let labels = material.labels(None);
        let store = Store::open(&folder(dir), &labels, args.fresh)?;
        if !global.quiet {
            screen::tell(&format!(
                "a sample of {} of {} segments, {} of {} classes, goes first: {} members",
                sample.network.segments.len(),
                scenario.network.segments.len(),
                stands_of_sample.classes.len(),
                stands.classes.len(),
                labels.members
            ));
        }
        let own = keys(0..labels.members, labels.climates.len()).filter(|key| args.holds(key.member));
        let work = simulate(&store, &material, own, global)?;
        Ok(Some(SampleMembers { labels, store, work }))
    }

    /// The sample of a study that is put together.
    pub(super) fn of(labels: Labels, store: Store) -> Self {
        SampleMembers { labels, store, work: Work::default() }
    }

    /// The sample as a study sees it.
    pub(super) fn view(&self) -> Sample<'_> {
        Sample { labels: &self.labels, store: &self.store }
    }

    /// Processor time of the sample for each unit of the whole network, s.
    pub(super) fn share_s(&self, members: usize) -> Option<f64> {
        Some(self.work.unit_s()? * self.labels.members as f64 / members.max(1) as f64)
    }
}
