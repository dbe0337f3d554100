//! `contract.csv`: every segment in every year of a contract.

use crate::kpi::Setting;
use crate::planning::Plan;
use crate::report::csv::{Sheet, money, number};
use crate::scenario::stands::Zone;

/// The table; without rows where one year stands for all.
pub fn sheet(plan: &Plan, setting: &Setting) -> Sheet {
    let mut sheet = Sheet::new(&[
        "segment",
        "year",
        "regime",
        "weeks",
        "cost_eur",
        "hours",
        "fires",
        "target_richness",
        "production_t_ha",
    ]);
    for choice in &plan.choices {
        for year in &choice.years {
            let main = year.visits.iter().filter(|work| work.zone == Zone::Main && work.area_ha > 0.0);
            let weeks: Vec<String> = main.map(|work| work.week.to_string()).collect();
            sheet.rows.push(vec![
                setting.segments[choice.segment].id.clone(),
                year.year.to_string(),
                setting.regimes[year.regime].to_owned(),
                weeks.join(";"),
                money(year.cost_eur),
                number(year.hours),
                number(year.fires),
                number(year.target_richness),
                number(year.production_t_ha),
            ]);
        }
    }
    sheet
}
