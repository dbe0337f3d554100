//! Everything a run writes, in its folder.

use super::compose::Results;
use super::compose::figures::figures;
use super::compose::page::page;
use super::csv::{Sheet, data_number, write_whole};
use super::schedule::schedule_sheet;
use super::workbook::workbook;
use super::{earlier, manifest, page as html, tables, verges, workorders};
use crate::error::Problem;
use crate::kpi::Setting;
use crate::kpi::outcomes::outcome_rows;
use crate::planning::Planned;
use crate::planning::certificate::{Certificate, TailProof};
use crate::planning::verify::{FIRE_MEMBERS, INSTANCE_TABLES, PLAN_DATA};
use crate::plot;
use crate::simulation::trace::{COLUMNS, TraceRow};
use std::path::{Path, PathBuf};

/// Daily traces of a segment: its id, and the days of each member.
pub type Traces = Vec<(String, Vec<Vec<TraceRow>>)>;

/// Writes every file of a run but `timing.toml`; gives the paths of those that were written.
///
/// `files` names the files or folders wanted; empty means all.
pub fn write(
    dir: &Path,
    results: &Results,
    planned: Option<&Planned>,
    traces: &Traces,
    files: &[String],
) -> Result<Vec<PathBuf>, Problem> {
    let wanted = |name: &str| files.is_empty() || files.iter().any(|file| file == name);
    let folder = |path: &Path| {
        std::fs::create_dir_all(path).map_err(|error| {
            Problem::new("I930", path.display().to_string(), format!("cannot be made: {error}"))
                .hint("choose another folder with -o, or free the disk")
        })
    };
    folder(dir)?;
    earlier::remove(dir)?;
    let mut written = large_tables(dir, results, &wanted)?;
    for (name, sheet) in sheets(results) {
        if wanted(name) {
            let path = dir.join(name);
            sheet.write(&path)?;
            written.push(path);
        }
    }
    if let Some(planned) = planned {
        written.extend(proof(dir, planned, results.setting())?);
    }
    if let Some(work) = results.work.filter(|_| wanted("schedule.ics")) {
        let path = dir.join("schedule.ics");
        write_whole(&path, workorders::calendar::calendar(work, results.orders, results.scenario).as_bytes())?;
        written.push(path);
    }
    let drawings = figures(results);
    if wanted("plots") {
        let plots = dir.join("plots");
        folder(&plots)?;
        for (name, drawing) in &drawings {
            plot::draw(drawing, &plots.join(name))?;
        }
        written.push(plots);
    }
    if wanted("report.html") {
        let path = dir.join("report.html");
        write_whole(&path, html::render(&page(results, &drawings)).as_bytes())?;
        written.push(path);
    }
    for (id, members) in traces {
        let daily = dir.join("daily");
        folder(&daily)?;
        let path = daily.join(format!("{}.csv", file_name(id)));
        trace_sheet(members).write(&path)?;
        written.push(path);
    }
    written.extend(maps(dir, results, &wanted)?);
    if wanted("kpi.xlsx") {
        let path = dir.join("kpi.xlsx");
        write_whole(&path, &workbook(results.scenario, results.setting(), results.rows)?)?;
        written.push(path);
    }
    if wanted("manifest.toml") {
        let path = dir.join("manifest.toml");
        write_whole(&path, manifest::manifest(results.scenario)?.as_bytes())?;
        written.push(path);
    }
    Ok(written)
}

/// Writes what a plan is judged by and the certificate; a plan that was not found, without proof that none exists, has none.
pub fn proof(dir: &Path, planned: &Planned, setting: &Setting) -> Result<Vec<PathBuf>, Problem> {
    proof_of(dir, planned, &tables::plan_data::sheets(planned, setting))
}

/// The same with these tables of planning data.
pub fn proof_of(dir: &Path, planned: &Planned, sheets: &[(&'static str, Sheet)]) -> Result<Vec<PathBuf>, Problem> {
    let data = dir.join(PLAN_DATA);
    std::fs::create_dir_all(&data)
        .map_err(|error| Problem::new("I930", data.display().to_string(), format!("cannot be made: {error}")))?;
    let mut digests = Vec::new();
    for name in INSTANCE_TABLES {
        let Some((_, sheet)) = sheets.iter().find(|(own, _)| *own == name) else { continue };
        digests.extend(crate::random::digest(sheet.text().as_bytes()).to_le_bytes());
        sheet.write(&data.join(name))?;
    }
    if let Some(sheet) = tables::fire_members::sheet(planned) {
        digests.extend(crate::random::digest(sheet.text().as_bytes()).to_le_bytes());
        sheet.write(&data.join(FIRE_MEMBERS))?;
    }
    let (problem, digest) = (&planned.model.problem, crate::random::digest(&digests));
    let certificate = match &planned.solution {
        Ok(solution) => Some(Certificate::of_plan(problem, solution, digest)),
        Err(none) => Certificate::of_shortage(problem, none, digest),
    };
    let mut written = vec![data];
    if let Some(mut certificate) = certificate {
        certificate.tail = planned.tail.as_ref().zip(planned.instance.tail).map(|(tail, limit)| TailProof {
            share: limit.share,
            limit: limit.limit,
            worst: planned.plan.as_ref().ok().and_then(|plan| plan.tail).map(|tail| tail.worst),
            weights: tail.cuts.clone(),
        });
        let path = dir.join("certificate.json");
        write_whole(&path, certificate.text().as_bytes())?;
        written.push(path);
    }
    Ok(written)
}

/// The verges for maps in other programs; gives the paths.
fn maps(dir: &Path, results: &Results, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<PathBuf>, Problem> {
    let [geojson, geopackage] = ["verges.geojson", "verges.gpkg"].map(|name| wanted(name).then(|| dir.join(name)));
    if geojson.is_some() || geopackage.is_some() {
        let layer = verges::layer(results);
        geojson.iter().try_for_each(|path| layer.write_geojson(path))?;
        geopackage.iter().try_for_each(|path| layer.write_geopackage(path))?;
    }
    Ok(geojson.into_iter().chain(geopackage).collect())
}

/// The large tables, climate by climate and row by row, so that neither is ever held as a whole; gives the paths.
fn large_tables(dir: &Path, results: &Results, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<PathBuf>, Problem> {
    let (scenario, stands, setting) = (results.scenario, results.stands, results.setting());
    let names = tables::outcomes::Names {
        classes: &stands.classes,
        nodes: scenario.nodes.iter().map(|node| node.name.as_str()).collect(),
        regimes: setting.regimes.clone(),
        climate: setting.climate,
        first_year: scenario.first_year,
    };
    let other = |climate: usize| results.others.iter().find(|other| other.climate == climate);
    let mut written = Vec::new();
    let path = dir.join("outcomes.csv");
    if wanted("outcomes.csv") {
        let own = outcome_rows(stands, results.outcomes, setting);
        let mut file = tables::outcomes::begin(&path);
        for (place, climate) in scenario.climates.iter().enumerate() {
            let rows = other(place).map_or(own.as_slice(), |other| &other.outcomes);
            let names = tables::outcomes::Names { climate: &climate.name, ..names.clone() };
            tables::outcomes::add(&mut file, rows, &names);
        }
        file.finish()?;
        written.push(path);
    }
    let path = dir.join("kpi.csv");
    if wanted("kpi.csv") {
        let mut file = tables::kpi::begin(&path);
        for (place, climate) in scenario.climates.iter().enumerate() {
            let setting = Setting { climate: &climate.name, ..setting.clone() };
            tables::kpi::add(&mut file, other(place).map_or(results.rows, |other| &other.rows), &setting);
        }
        file.finish()?;
        written.push(path);
    }
    Ok(written)
}

fn sheets(results: &Results) -> Vec<(&'static str, Sheet)> {
    let setting = results.setting();
    let mut list = vec![("programmes.csv", tables::plan::programmes_sheet(results.plan, setting))];
    if let Some(plan) = results.plan {
        list.push(("plan.csv", tables::plan::plan_sheet(plan, setting)));
        list.push(("schedule.csv", schedule_sheet(results.orders, setting)));
    }
    if let Some(work) = results.work {
        list.push(("workorders.csv", workorders::tables::orders_sheet(work, results.orders, results.scenario)));
        list.push(("crew_weeks.csv", workorders::tables::weeks_sheet(work, results.scenario)));
    }
    if let Some(plan) = results.plan.filter(|plan| plan.choices.iter().any(|choice| !choice.years.is_empty())) {
        list.push(("contract.csv", tables::contract::sheet(plan, setting)));
    }
    if let Some(together) = results.together {
        list.push(("owners.csv", tables::owners::sheet(together)));
    }
    if !results.fronts.is_empty() {
        list.push(("pareto.csv", tables::pareto::sheet(results.fronts, setting)));
    }
    list
}

/// An id as the name of a file: signs that folders or shells read otherwise become `_`.
fn file_name(id: &str) -> String {
    id.chars().map(|sign| if sign.is_alphanumeric() || "-_.".contains(sign) { sign } else { '_' }).collect()
}

fn trace_sheet(members: &[Vec<TraceRow>]) -> Sheet {
    let mut head = vec!["date", "member"];
    head.extend(COLUMNS);
    let mut sheet = Sheet::new(&head);
    for (member, days) in members.iter().enumerate() {
        for day in days {
            let mut cells = vec![day.date.to_string(), member.to_string()];
            cells.extend(day.values.iter().map(|&value| data_number(value)));
            sheet.rows.push(cells);
        }
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn ids_become_safe_file_names() {
        assert_eq!(file_name("A12-R/Re 117.0"), "A12-R_Re_117.0");
        assert_eq!(file_name("../x"), ".._x");
    }
}
