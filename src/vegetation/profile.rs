//! The profiles of growth: readings of ModVege that share one day and differ by parameters and a few choices.
//!
//! | profile | what it is |
//! |---|---|
//! | `verge` | the engine of this program: the core as INRAE runs it, and all of [`super::processes`] |
//! | `inrae` | ModVege as its authors' own program runs it (Jouven et al. 2006) |
//! | `growr` | the Swiss reading of growR 1.3 (Kramer & Calanca), with its ages, caps and start of season |
//!
//! Most differences are values of parameters ([`super::parameters`]) or processes that are off. What is left is chosen by
//! [`Profile`] in the drivers of the day, in the canopy that draws water, and in [`super::growr`].

/// A reading of the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// This program's engine for verges.
    #[default]
    Verge,
    /// The authors' own program.
    Inrae,
    /// growR.
    Growr,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Profile; 3] = [Profile::Verge, Profile::Inrae, Profile::Growr];

    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Verge => "verge",
            Profile::Inrae => "inrae",
            Profile::Growr => "growr",
        }
    }

    /// The profile of a name.
    ///
    /// ```
    /// use zeis::vegetation::profile::Profile;
    /// assert_eq!(Profile::named("growr"), Some(Profile::Growr));
    /// assert_eq!(Profile::named("pasim"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }
}
