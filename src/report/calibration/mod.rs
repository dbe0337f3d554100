//! What a register told: lines for a scenario, tables, figures and the answer on screen.

mod figures;
mod words;

use super::csv::{Sheet, cell, data_number, number};
use crate::fire::calibrate::{ExponentFound, LEAST_FOR_RATE};
use crate::fire::rate_doubt::Reading;
use crate::fire::spread::SpreadModel;
use crate::kpi::calibration::Calibration;
use crate::scenario::{Language, Scenario};
use std::fmt::Write as _;

pub use figures::figures;
pub use words::screen_lines;

/// Names of the forms of [`Reading::ALL`], then of that by the other model of spread, in files.
pub const FORM_NAMES: [&str; 5] = ["flame", "short_scale", "long_scale", "load", "other_spread"];

/// Parameters that hold the year sums of the forms where fires are counted by this model of spread.
fn sum_names(model: SpreadModel) -> [&'static str; 5] {
    match model {
        SpreadModel::Rothermel => [
            "national_susceptibility_per_year",
            "national_short_scale_per_year",
            "national_long_scale_per_year",
            "national_load_per_year",
            "national_cheney_per_year",
        ],
        SpreadModel::Cheney => [
            "national_cheney_per_year",
            "national_cheney_short_scale_per_year",
            "national_cheney_long_scale_per_year",
            "national_load_per_year",
            "national_susceptibility_per_year",
        ],
    }
}

/// Year sums that a scenario takes.
const SUM_RANGE: std::ops::RangeInclusive<f64> = 0.1..=365.0;

/// What is reported.
pub struct CalibrationReport<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The findings.
    pub found: &'a Calibration,
}

impl CalibrationReport<'_> {
    fn language(&self) -> Language {
        self.scenario.language
    }

    /// `calibration.toml`: lines to put in a scenario, with what they rest on; remarks alone where the counts carry no rate.
    pub fn toml(&self) -> String {
        let (found, rate) = (self.found, &self.found.rate);
        let [low, high] = rate.interval.map(number);
        let (from, to) = found.period;
        let mut out = String::new();
        let mut line = |text: String| writeln!(out, "{text}").expect("a string takes all");
        line(format!(
            "# Rate of ignition of {} from {} registered fires, {from} to {to}.",
            self.scenario.name, rate.fires
        ));
        line(format!("# k = {} (5-95 %: {low} to {high}) at g = {}.", number(rate.k), number(found.g)));
        if rate.fires < LEAST_FOR_RATE {
            line(format!(
                "# Fewer than {LEAST_FOR_RATE} fires: keep the rate in use; the interval tells what they rule out."
            ));
            return out;
        }
        line(format!("# Before: k = {} at the same g.", number(found.rate_before)));
        line("[fire]".to_owned());
        line(format!("k = {}", data_number(rate.k)));
        line(format!("g = {}", number(found.g)));
        line(String::new());
        line("[fire.parameters]".to_owned());
        line("# Doubt about k: standard deviation of its logarithm.".to_owned());
        line(format!("rate_sd_log = {}", number(rate.sd_log.min(2.0))));
        match found.exponent {
            ExponentFound::Found(exponent) => {
                line(format!("traffic_exponent_low = {}", number(exponent.interval[0])));
                line(format!("traffic_exponent_high = {}", number(exponent.interval[1])));
            }
            _ => line("# The counts do not tell g: its range stays as it was.".to_owned()),
        }
        line(
            "# Traffic at which k holds whatever g is, and year sums of susceptibility of this network by form."
                .to_owned(),
        );
        line(format!("calibrated_traffic = {}", number(found.pivot_traffic.min(300_000.0))));
        if found.year_sums.iter().all(|sum| SUM_RANGE.contains(sum)) {
            for (name, sum) in sum_names(self.scenario.fire.spread_model).iter().zip(found.year_sums) {
                line(format!("{name} = {}", number(sum)));
            }
        }
        out
    }

    /// `calibration.csv`: every number with its interval.
    pub fn sheet(&self) -> Sheet {
        let found = self.found;
        let mut sheet = Sheet::new(&["quantity", "value", "q05", "q95", "unit", "remark"]);
        let mut add = |name: &str, values: [Option<f64>; 3], unit: &str, remark: &str| {
            let mut row = vec![name.to_owned()];
            row.extend(values.map(cell));
            row.extend([unit.to_owned(), remark.to_owned()]);
            sheet.rows.push(row);
        };
        let count = |value: usize| [Some(value as f64), None, None];
        add("fires", count(found.used), "count", "within network and period");
        add("off_network", count(found.off_network), "count", "on no segment of the network");
        add("off_grass", count(found.off_grass), "count", "on segments where no grass grows");
        add("off_period", count(found.off_period), "count", "outside the period");
        add("repeated", count(found.repeated), "count", "repeat another row");
        add("on_wet_days", count(found.on_wet_days), "count", "on days when nothing burns after the model");
        let [low, high] = found.rate.interval;
        let k = if found.rate.fires > 0 { Some(found.rate.k) } else { None };
        add("k", [k, Some(low), Some(high)], "1/(km d (veh/d)^g)", "at g");
        add("k_before", [Some(found.rate_before), None, None], "1/(km d (veh/d)^g)", "at the same g");
        add("k_sd_ln", [Some(found.rate.sd_log), None, None], "-", "of the logarithm of k");
        let (g, remark) = match found.exponent {
            ExponentFound::Found(one) => ([Some(one.value), Some(one.interval[0]), Some(one.interval[1])], "estimated"),
            ExponentFound::FewFires => ([Some(found.g), None, None], "not estimated: too few fires"),
            ExponentFound::AlikeTraffic { .. } => {
                ([Some(found.g), None, None], "not estimated: traffic too much alike for these counts")
            }
        };
        add("g", g, "-", remark);
        let dispersed =
            if found.dispersion.is_some() { "variance over chance alone" } else { "not estimated: too few fires" };
        add("dispersion", [found.dispersion, None, None], "-", dispersed);
        for (place, name) in FORM_NAMES.iter().take(Reading::ALL.len()).enumerate() {
            let share = found.forms.as_ref().map(|forms| forms[place]);
            let remark =
                if share.is_some() { "share of the likelihood of the forms" } else { "not compared: too few fires" };
            add(&format!("form_{name}"), [share, None, None], "-", remark);
        }
        add("calibrated_traffic", [Some(found.pivot_traffic), None, None], "veh/d", "at which k holds whatever g");
        for (name, sum) in sum_names(self.scenario.fire.spread_model).iter().zip(found.year_sums) {
            add(name, [Some(sum), None, None], "1/yr", "of this network and period");
        }
        sheet
    }

    /// `calibration_profile.csv`: how the likelihood falls with the exponent of traffic, by form.
    pub fn profile(&self) -> Sheet {
        let mut sheet = Sheet::new(&["g", "form", "log_likelihood_below_best"]);
        let forms = Reading::ALL.len();
        let values = self.found.profile.iter().flat_map(|(_, found)| &found[..forms]);
        let best = values.copied().fold(f64::NEG_INFINITY, f64::max);
        for (g, found) in &self.found.profile {
            for (name, value) in FORM_NAMES.iter().zip(&found[..forms]) {
                sheet.rows.push(vec![number(*g), (*name).to_owned(), number(best - value)]);
            }
        }
        sheet
    }

    /// `calibration_residuals.csv`: registered beside expected fires.
    pub fn residuals(&self) -> Sheet {
        let mut sheet = Sheet::new(&["by", "name", "registered", "expected", "q05", "q95", "departure_sd"]);
        for one in &self.found.residuals {
            let mut row = vec![one.cut.name().to_owned(), one.name.clone()];
            row.extend([one.observed, one.expected, one.interval[0], one.interval[1], one.departure].map(number));
            sheet.rows.push(row);
        }
        sheet
    }
}
