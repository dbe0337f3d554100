//! What this engine adds to ModVege, each process to be switched off (or on) by name to study what it does.
//!
//! A process that is off is one whose parameters have the values at which it does nothing, so the day loop knows no
//! switch but those of the last two. Profiles `inrae` and `growr` are without all but what their programs have.
//!
//! | name | off means |
//! |---|---|
//! | `litter` | what falls or is mulched decays on the next day above 0 C and shades no soil |
//! | `nitrogen` | the nutrition index is the parameter `NI`; no nitrogen is booked |
//! | `two_layers` | one soil layer: the top layer is the whole root zone |
//! | `snow` | all precipitation is rain |
//! | `co2` | neither growth nor transpiration respond to CO2 |
//! | `drought` | no senescence by drought (growth still stops) |
//! | `shade` | sites are open |
//! | `composition` | the functional groups keep their shares |
//! | `carry_over` | every year begins with the start state (`restart = "yearly"`) |
//!
//! Two more are off unless asked for:
//!
//! | name | on means |
//! |---|---|
//! | `groundwater` | water rises from a shallow table into the lower of two layers ([`super::groundwater`]) |
//! | `frost_hardening` | frost kills leaves by their hardiness ([`super::frost`]) instead of by its depth alone |
//!
//! Looked for and not built: *waterlogging* (every published form, Feddes, AquaCrop, WOFOST, BASGRA, needs water above
//! field capacity, which this bucket drains at once), and *curing by functional group* (leaves of herbs live no longer than
//! those of grasses: Craine et al. 1999 found no difference between them, common pasture dicots 400-520 C d as ryegrass,
//! so a split of green and dead mass would rest on a number without source).

use super::parameters::Parameters;
use super::profile::Profile;
use super::site::Site;
use super::stand::Stand;

/// A process that can be switched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Process {
    /// A pool of litter that decays slowly and covers the soil.
    Litter,
    /// The nitrogen balance.
    Nitrogen,
    /// Two soil layers.
    TwoLayers,
    /// Snow pack.
    Snow,
    /// Response to CO2.
    Co2,
    /// Senescence by drought.
    Drought,
    /// Shade of the site.
    Shade,
    /// Yearly shift of the functional groups.
    Composition,
    /// The state goes over the year end.
    CarryOver,
    /// Capillary rise from groundwater.
    Groundwater,
    /// Frost kills by hardiness.
    FrostHardening,
}

impl Process {
    /// Every process.
    pub const ALL: [Process; 11] = [
        Process::Litter,
        Process::Nitrogen,
        Process::TwoLayers,
        Process::Snow,
        Process::Co2,
        Process::Drought,
        Process::Shade,
        Process::Composition,
        Process::CarryOver,
        Process::Groundwater,
        Process::FrostHardening,
    ];

    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Process::Litter => "litter",
            Process::Nitrogen => "nitrogen",
            Process::TwoLayers => "two_layers",
            Process::Snow => "snow",
            Process::Co2 => "co2",
            Process::Drought => "drought",
            Process::Shade => "shade",
            Process::Composition => "composition",
            Process::CarryOver => "carry_over",
            Process::Groundwater => "groundwater",
            Process::FrostHardening => "frost_hardening",
        }
    }

    /// Whether a profile has the process where nothing is said.
    pub fn is_in(self, profile: Profile) -> bool {
        match profile {
            Profile::Verge => !matches!(self, Process::Groundwater | Process::FrostHardening),
            Profile::Inrae => self == Process::CarryOver,
            Profile::Growr => matches!(self, Process::Snow | Process::Co2 | Process::CarryOver),
        }
    }
}

/// Which processes are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processes([bool; Process::ALL.len()]);

impl Processes {
    /// Those of a profile.
    pub fn of(profile: Profile) -> Self {
        Processes(Process::ALL.map(|process| process.is_in(profile)))
    }

    /// Whether a process is on.
    pub fn has(&self, process: Process) -> bool {
        self.0[process as usize]
    }

    /// Switches a process on or off.
    ///
    /// ```
    /// use zeis::vegetation::processes::{Process, Processes};
    /// use zeis::vegetation::profile::Profile;
    /// let mut processes = Processes::of(Profile::Verge);
    /// processes.set(Process::Nitrogen, false);
    /// assert!(processes.has(Process::Litter) && !processes.has(Process::Nitrogen));
    /// ```
    pub fn set(&mut self, process: Process, on: bool) {
        self.0[process as usize] = on;
    }

    /// Gives parameters and site the values at which every process that is off does nothing, and sets the two switches.
    ///
    /// Without nitrogen the composition has nothing to follow, so it stays as well.
    pub fn apply(&self, p: &mut Parameters, site: &mut Site<f64>) {
        p.groundwater = self.has(Process::Groundwater) && self.has(Process::TwoLayers);
        p.frost_hardening = self.has(Process::FrostHardening);
        if !self.has(Process::Litter) {
            (p.litter_decay, p.litter_moisture_floor, p.litter_cover) = (f64::INFINITY, 1.0, 0.0);
        }
        if !self.has(Process::Nitrogen) {
            (p.nutrition_floor, p.nutrition_ceiling) = (p.nutrition, p.nutrition);
            (site.n_deposition_kg_ha, site.n_fixation_kg_ha, site.n_turnover_per_year) = (0.0, 0.0, 0.0);
        }
        if !self.has(Process::TwoLayers) {
            p.top_share = 1.0;
        }
        if !self.has(Process::Snow) {
            (p.snow_midpoint, p.freeze_rate) = (f64::NEG_INFINITY, 0.0);
        }
        if !self.has(Process::Co2) {
            (p.co2_growth, p.co2_transpiration) = (0.0, 0.0);
        }
        if !self.has(Process::Drought) {
            p.drought_senescence = 0.0;
        }
        if !self.has(Process::Shade) {
            site.shade = 0.0;
        }
        if !self.has(Process::Composition) || !self.has(Process::Nitrogen) {
            p.composition_rate = 0.0;
        }
    }

    /// Empties the pools of a start state that belong to processes that are off.
    pub fn empty(&self, stand: &mut Stand<f64>) {
        if !self.has(Process::Litter) {
            (stand.litter, stand.n_litter) = (0.0, 0.0);
        }
        if !self.has(Process::Nitrogen) {
            (stand.n_green, stand.n_dead, stand.n_litter) = (0.0, 0.0, 0.0);
            (stand.n_mineral, stand.n_organic) = (0.0, 0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vegetation::snow::snow_day;

    #[test]
    fn places_follow_the_list() {
        for (place, process) in Process::ALL.into_iter().enumerate() {
            assert_eq!(process as usize, place);
        }
    }

    #[test]
    fn without_snow_all_precipitation_is_rain() {
        let (mut p, mut processes) = (Parameters::verge(), Processes::of(Profile::Verge));
        processes.set(Process::Snow, false);
        processes.apply(&mut p, &mut Site::open(100.0, &Parameters::verge()));
        for temp_c in [-20.0, -1.5, 0.0, 5.0] {
            let day = snow_day(0.0, temp_c, 7.3, &p);
            assert_eq!((day.snow_mm, day.infiltration_mm()), (0.0, 7.3));
        }
    }
}
