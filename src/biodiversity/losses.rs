//! What a machine does to insects: the table of losses, and how many animals are in the sward.

use crate::lane::math::exp;
use crate::mowing::regime::Machine;

/// Guilds of insects, and of other small animals of the sward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guild {
    /// Caterpillars of butterflies and moths.
    Caterpillars,
    /// Grasshoppers and crickets.
    Orthoptera,
    /// Other sward dwellers: spiders, bugs, cicadas.
    Sward,
    /// Wild bees.
    Bees,
    /// Stages that spend the winter above ground.
    Overwintering,
}

impl Guild {
    /// Every guild, in the order of the tables.
    pub const ALL: [Guild; 5] =
        [Guild::Caterpillars, Guild::Orthoptera, Guild::Sward, Guild::Bees, Guild::Overwintering];
}

/// Everything the survival of insects depends on besides the cuts; the default is the published or assumed middle.
#[derive(Clone, Debug, PartialEq)]
pub struct InsectParameters {
    /// Direct loss `mu` of cutting and collecting, by machine (order of [`Machine::ALL`]) and guild, 0-1.
    pub loss: [[f64; 5]; 5],
    /// Share `v` of the guild that is in the sward, by guild and month, 0-1.
    pub in_sward: [[f64; 12]; 5],
    /// Loss `M_post` of survivors left on bare ground, by guild, 0-1.
    pub bare_ground_loss: [f64; 5],
    /// Share `xi` of survivors able to walk or fly out, by guild, 0-1.
    pub mobile: [f64; 5],
    /// Yearly growth `lambda` of a small population, by guild, above 1.
    pub growth: [f64; 5],
    /// Share `eta` of animals that a flushing bar drives off before the blades, 0-1.
    pub flushed: f64,
}

impl Default for InsectParameters {
    /// Losses by machine and guild:
    ///
    /// | machine | caterpillars | grasshoppers | sward | bees | overwintering | evidence |
    /// |---|---|---|---|---|---|---|
    /// | flail, left | 0.94 | 0.70 | 0.60 | 0.50 | 0.90 | caterpillars: De Vlinderstichting 2017; others assumed |
    /// | mow-suction | 0.92 | 0.70 | 0.55 | 0.50 | 0.85 | the same; Steidle et al. 2022, J. Appl. Entomol. 146:465-472 |
    /// | disc, hay | 0.60 | 0.55 | 0.45 | 0.30 | 0.60 | the same; Humbert et al. 2010, J. Appl. Entomol. 134:592-599 |
    /// | finger bar, hay | 0.45 | 0.40 | 0.35 | 0.20 | 0.50 | Humbert et al. 2010; up to the disc values in one trial |
    /// | eco head | 0.20 | 0.35 | 0.15 | 0.30 | 0.50 | Steidle et al. 2022, kept above zero for transport |
    ///
    /// Spread for draws: Beta with sd 0.10. Share in the sward by month (±0.15), bare-ground losses, mobility and growth
    /// (×0.7-1.4) are assumptions. A flushing bar drives off 0.46-0.64 of most groups in open swards and few in dense
    /// ones (EcoCut trial 2024); none is assumed.
    fn default() -> Self {
        InsectParameters {
            loss: [
                [0.94, 0.70, 0.60, 0.50, 0.90],
                [0.92, 0.70, 0.55, 0.50, 0.85],
                [0.60, 0.55, 0.45, 0.30, 0.60],
                [0.45, 0.40, 0.35, 0.20, 0.50],
                [0.20, 0.35, 0.15, 0.30, 0.50],
            ],
            in_sward: [
                [0.6, 0.6, 0.7, 0.8, 0.9, 0.8, 0.7, 0.8, 0.8, 0.7, 0.6, 0.6],
                [0.05, 0.05, 0.1, 0.4, 0.9, 0.95, 0.75, 0.7, 0.5, 0.2, 0.05, 0.05],
                [0.3, 0.3, 0.4, 0.7, 0.9, 0.9, 0.9, 0.9, 0.8, 0.5, 0.3, 0.3],
                [0.1, 0.1, 0.2, 0.3, 0.3, 0.3, 0.3, 0.3, 0.2, 0.1, 0.1, 0.1],
                [1.0, 1.0, 0.8, 0.3, 0.1, 0.1, 0.1, 0.1, 0.4, 0.7, 1.0, 1.0],
            ],
            bare_ground_loss: [0.40, 0.30, 0.30, 0.25, 0.30],
            mobile: [0.1, 0.6, 0.4, 0.9, 0.0],
            growth: [3.0, 4.0, 4.0, 2.0, 3.0],
            flushed: 0.0,
        }
    }
}

impl InsectParameters {
    /// Direct losses of a machine, by guild.
    pub fn losses_of(&self, machine: Machine) -> &[f64; 5] {
        &self.loss[machine as usize]
    }
}

/// Factor on the direct loss for the height of the cut: `max(0.4, exp(-0.05 max(0, h - 9)))` with `h` in cm.
///
/// - `cut_height_m`: height of the cut, m, above 0
///
/// No effect was found between 6 and 9 cm (Humbert et al. 2010); the gain above is an assumption.
///
/// ```
/// assert_eq!(zeis::biodiversity::losses::height_factor(0.06), 1.0);
/// assert!((zeis::biodiversity::losses::height_factor(0.15) - 0.7408).abs() < 1e-4);
/// ```
pub fn height_factor(cut_height_m: f64) -> f64 {
    const NO_EFFECT_BELOW_M: f64 = 0.09;
    const GAIN_PER_M: f64 = 5.0;
    const LEAST: f64 = 0.4;
    exp(-GAIN_PER_M * (cut_height_m - NO_EFFECT_BELOW_M).max(0.0)).max(LEAST)
}

/// Share of the mobile survivors that reach a refuge: `phi = 1 - exp(-U/0.10)`.
///
/// - `uncut_share`: share of the area that stays uncut that day, 0-1
///
/// Assumption. None move where nothing is left.
pub fn refuge_reached(uncut_share: f64) -> f64 {
    const HALF_WAY_SHARE: f64 = 0.10;
    1.0 - exp(-uncut_share / HALF_WAY_SHARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gentler_machines_never_kill_more_caterpillars() {
        let parameters = InsectParameters::default();
        let of = |machine| parameters.losses_of(machine)[Guild::Caterpillars as usize];
        assert_eq!(of(Machine::FlailMulch), 0.94);
        assert!(of(Machine::EcoHead) < of(Machine::BarHay) && of(Machine::BarHay) < of(Machine::DiscHay));
        assert!(
            of(Machine::DiscHay) < of(Machine::FlailSuction) && of(Machine::FlailSuction) < of(Machine::FlailMulch)
        );
        let all = parameters.loss.iter().flatten().chain(parameters.in_sward.iter().flatten());
        assert!(all.chain(&parameters.mobile).chain(&parameters.bare_ground_loss).all(|x| (0.0..=1.0).contains(x)));
    }

    #[test]
    fn a_high_cut_spares_at_most_three_fifths() {
        assert_eq!(height_factor(0.50), 0.4);
        assert_eq!(refuge_reached(0.0), 0.0);
        assert!((refuge_reached(0.15) - 0.777).abs() < 5e-4);
    }
}
