//! What a scenario sets for KPIs: `[kpi.NAME]`, `[tender]` and `[biodiversity.weights.NAME]`.

/// Names of the KPIs that can have terms and weights: those with a value.
pub const KPI_NAMES: [&str; 70] = [
    "B1",
    "B10",
    "B10_bees",
    "B10_lep",
    "B10_orth",
    "B10_sward",
    "B10_winter",
    "B11",
    "B12",
    "B13",
    "B14",
    "B14_corridor",
    "B14_dip",
    "B14_min",
    "B14_when",
    "B15",
    "B16",
    "B17",
    "B18",
    "B18_seed",
    "B19",
    "B1_km",
    "B2",
    "B3",
    "B4",
    "B5",
    "B6",
    "B6_target",
    "B7",
    "B8",
    "B9",
    "F1",
    "F2",
    "F3",
    "F3_flame",
    "F3_start",
    "F3_weather",
    "F4",
    "F5",
    "IP",
    "K1",
    "K2",
    "K3",
    "K3_apart",
    "K5",
    "K6",
    "K7",
    "V1",
    "V2",
    "V3",
    "V4",
    "credit",
    "debt",
    "fire",
    "fire_area",
    "fire_cheney",
    "fire_cost",
    "fire_escape",
    "fire_fresh_cut",
    "fire_index",
    "fire_lane",
    "fire_mowing",
    "fire_rothermel",
    "fire_smoke",
    "fire_spring",
    "fire_summer",
    "fire_tall",
    "first_cut",
    "hours",
    "mow_wait",
];
/// Those of which neither way is better until a contract says so.
pub const OPEN_DIRECTION: [&str; 7] = ["B14_when", "B17", "B3", "F3_weather", "K3", "credit", "first_cut"];

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither; reported only.
    Neither,
}

impl Direction {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Neither => "",
        }
    }
}

/// What a contract sets for a KPI. Whatever is not set is as the catalogue has it, or plays no part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Term {
    /// Name of the KPI.
    pub kpi: String,
    /// Value that is asked, in the unit of the KPI.
    pub threshold: Option<f64>,
    /// Distance from the threshold that earns the full bonus, the full malus, or the full score of an award.
    pub band: Option<f64>,
    /// Weight in bonus and malus, 0 and up.
    pub weight: Option<f64>,
    /// Largest deduction from a bid, EUR.
    pub max_eur: Option<f64>,
    /// Which way is better, where the catalogue leaves it open or the contract wants it otherwise.
    pub direction: Option<Direction>,
}

/// How the sum of the scores becomes money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The sum times the largest share.
    #[default]
    Scaled,
    /// The sum, at most the largest share.
    Clamped,
}

impl Mode {
    /// Names in files, in the order of the variants.
    pub const WORDS: [&'static str; 2] = ["scaled", "clamped"];

    /// Name in files.
    pub fn name(self) -> &'static str {
        Mode::WORDS[self as usize]
    }
}

/// A named set of weights of KPIs: what an owner or partner holds dear.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightSet {
    /// Name.
    pub name: String,
    /// Names of KPIs with their weights, 0 and up.
    pub weights: Vec<(String, f64)>,
}

/// Terms of a tender.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Payment of a contract in a year before bonus and malus, EUR; none: no bonus is worked out.
    pub base_eur: Option<f64>,
    /// How scores become money.
    pub mode: Mode,
    /// Largest bonus and malus, as a share of the payment.
    pub max_share: f64,
    /// Years of the contract in which slow KPIs count.
    pub assessment_years: Vec<u8>,
    /// KPIs with terms of their own.
    pub kpis: Vec<Term>,
    /// Sets of weights.
    pub weights: Vec<WeightSet>,
    /// Height of the agreed level of visual quality, m; none: V3 is told by the field alone.
    pub quality_limit_m: Option<f64>,
}

impl Default for Terms {
    fn default() -> Self {
        Terms {
            base_eur: None,
            mode: Mode::Scaled,
            max_share: 0.05,
            assessment_years: vec![3, 6],
            kpis: Vec::new(),
            weights: Vec::new(),
            quality_limit_m: None,
        }
    }
}

impl Terms {
    /// What is set for a KPI.
    pub fn term(&self, kpi: &str) -> Option<&Term> {
        self.kpis.iter().find(|term| term.kpi == kpi)
    }

    /// Threshold of a KPI: that of the contract, else that of the catalogue.
    pub fn threshold(&self, kpi: &str, usual: Option<f64>) -> Option<f64> {
        self.term(kpi).and_then(|term| term.threshold).or(usual)
    }

    /// Which way is better: as the contract has it, else as the catalogue.
    pub fn direction(&self, kpi: &str, usual: Direction) -> Direction {
        self.term(kpi).and_then(|term| term.direction).unwrap_or(usual)
    }

    /// Simulated years (from 0) that stand for the assessment years; a year beyond the simulated ones takes the last of them.
    pub fn assessed_years(&self, years: usize) -> Vec<usize> {
        self.assessment_years.iter().map(|&year| usize::from(year).clamp(1, years.max(1)) - 1).collect()
    }

    /// Whether any KPI has a weight in bonus and malus.
    pub fn weighs(&self) -> bool {
        self.kpis.iter().any(|term| term.weight.is_some_and(|weight| weight > 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_overrides_the_catalogue() {
        let term = Term { kpi: "B9".into(), threshold: Some(0.5), ..Term::default() };
        let terms = Terms { kpis: vec![term], ..Terms::default() };
        assert_eq!(terms.threshold("B9", Some(0.3)), Some(0.5));
        assert_eq!(terms.direction("B9", Direction::Up), Direction::Up);
        assert_eq!(Terms::default().threshold("B9", Some(0.3)), Some(0.3));
        assert_eq!((terms.assessed_years(5), terms.assessed_years(8)), (vec![2, 4], vec![2, 5]));
        assert!(!terms.weighs(), "without a weight nothing is weighed");
    }
}
