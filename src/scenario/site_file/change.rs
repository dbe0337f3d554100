//! One number of a site file changed, as if the file had said it: what fitting moves.

use super::GrowSite;
use crate::error::Problem;
use crate::vegetation::parameters::rows;
use crate::vegetation::processes::Process;
use crate::vegetation::stand::organic_nitrogen;

/// Nitrogen that the site mineralises in its first year, kg N/ha.
pub const FERTILITY: &str = "n_mineralisation_kg_ha";
/// Water capacity of the root zone, mm.
pub const CAPACITY: &str = "whc_mm";
/// Both rates of senescence, that of stems being half of that of leaves.
pub const SENESCENCE: &str = "K";

/// Span of a number of a site file that may be fitted: the plausible range of its source, or else what may be set.
///
/// ```
/// use zeis::scenario::site_file::change::span;
/// assert_eq!(span("RUEmax"), Some((2.0, 3.5)));
/// assert_eq!(span("K"), Some((0.0008, 0.002)));
/// assert_eq!(span("colour"), None);
/// ```
pub fn span(name: &str) -> Option<(f64, f64)> {
    match name {
        FERTILITY => Some((15.0, 300.0)),
        CAPACITY => Some((40.0, 250.0)),
        SENESCENCE => span("KGV"),
        _ => rows().iter().find(|row| row.name == name).map(|row| row.range.unwrap_or(row.limits)),
    }
}

impl GrowSite {
    /// The value of a number that [`span`] knows.
    pub fn number(&self, name: &str) -> Option<f64> {
        match name {
            FERTILITY => self.fertility_kg_ha,
            CAPACITY => Some(self.site.whc_mm),
            SENESCENCE => Some(self.parameters.senescence_gv),
            "kN" => Some(self.site.n_turnover_per_year),
            _ => self.parameters.value(name),
        }
    }

    /// Changes a number, with all that the file derives from it.
    pub fn set_number(&mut self, name: &str, value: f64) -> Result<(), Problem> {
        match name {
            FERTILITY => self.fertility_kg_ha = Some(value),
            CAPACITY => {
                let filled = value / self.site.whc_mm;
                self.site.whc_mm = value;
                (self.start.w1, self.start.w2) = (self.start.w1 * filled, self.start.w2 * filled);
            }
            SENESCENCE => {
                self.parameters.set("KGV", value)?;
                self.parameters.set("KGR", 0.5 * value)?;
            }
            _ => self.parameters.set(name, value)?,
        }
        if name == "kN" {
            self.site.n_turnover_per_year = value;
        }
        if let (FERTILITY | "kN", Some(fertility)) = (name, self.fertility_kg_ha) {
            self.start.n_organic = organic_nitrogen(fertility, self.site.n_turnover_per_year);
        }
        self.processes.apply(&mut self.parameters, &mut self.site);
        self.processes.empty(&mut self.start);
        Ok(())
    }

    /// Why a number cannot be fitted at this site, where it cannot.
    pub fn refusal(&self, name: &str) -> Option<Problem> {
        let refuse = |what: String, hint: &str| Some(Problem::new("G551", name, what).hint(hint));
        if span(name).is_none() {
            return refuse(
                "no number of this name can be fitted".to_owned(),
                "a parameter, K, whc_mm or n_mineralisation_kg_ha",
            );
        }
        let process = match name {
            FERTILITY | "kN" | "Ndep" | "Nfix" => Some((Process::Nitrogen, true)),
            "NI" => Some((Process::Nitrogen, false)),
            "rdry" => Some((Process::Drought, true)),
            "klit" | "litter_cover" => Some((Process::Litter, true)),
            "b" | "co2_transpiration" => Some((Process::Co2, true)),
            "f1" => Some((Process::TwoLayers, true)),
            _ => None,
        };
        match process {
            Some((process, wanted)) if self.processes.has(process) != wanted => refuse(
                format!("it has no effect while {} is {}", process.name(), if wanted { "off" } else { "on" }),
                "change [processes], or fit another number",
            ),
            _ if name == FERTILITY && self.fertility_kg_ha.is_none() => {
                refuse("the site file gives norg0_kg_ha or Norg instead".to_owned(), "give n_mineralisation_kg_ha")
            }
            _ => None,
        }
    }
}
