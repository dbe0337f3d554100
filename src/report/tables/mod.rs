//! The text tables of a run: KPIs, outcomes, plan, programmes, and the data a plan is judged by.

pub mod contract;
pub mod fire_members;
pub mod kpi;
pub mod outcomes;
pub mod owners;
pub mod pareto;
pub mod plan;
pub mod plan_data;
#[cfg(test)]
mod test_plan;
