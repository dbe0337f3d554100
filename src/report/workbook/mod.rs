//! `kpi.xlsx`: the tables of a tender as a workbook, one sheet per purpose, in the language of the run.
//!
//! | sheet | for |
//! |---|---|
//! | [`kpis`] | every KPI per network, owner, contract and road |
//! | [`requirements`] | hard requirements: met or not, per contract and regime |
//! | [`bonus`] | bonus and malus with live formulas: change a weight, a target or the measured value, and the payment follows |
//! | [`award`] | award on price and quality with live formulas: enter the bids |
//! | [`midterm`] | what to measure half-way, with room for it beside what was expected |
//! | [`forms`] | the same for contracts on frequency (RAW), on image quality and on performance |
//! | [`partners`] | whose weights choose what |
//! | [`problems`] | problem species and what each asks of those who mow |
//!
//! Sheets are made as plain [`Grid`]s; [`mod@write`] alone knows the file format.

pub mod award;
pub mod bonus;
pub mod forms;
pub mod kpis;
pub mod midterm;
pub mod partners;
pub mod problems;
pub mod requirements;
pub mod write;

use crate::error::Problem;
use crate::kpi::Setting;
use crate::kpi::define::{Direction, Kpi};
use crate::kpi::evaluate::{KpiRow, Pass};
use crate::kpi::group::Level;
use crate::plot::words::choose;
use crate::scenario::{Language, Scenario};
use crate::tender::assess::assess;

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A value that the reader may change; none: to be filled in.
    Input(Option<f64>),
    /// A text that the reader may change.
    Choice(String),
    /// A formula with the value it has now; none: a dash.
    Formula(String, Option<f64>),
}

impl Cell {
    /// A number where there is one.
    pub fn maybe(value: Option<f64>) -> Cell {
        value.map_or(Cell::Empty, Cell::Number)
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Head.
    pub head: &'static str,
    /// Width, in characters.
    pub width: f64,
}

/// A sheet: a note, settings, and a table below a head that stays in sight.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Name on the tab.
    pub name: &'static str,
    /// What the sheet says and where its numbers come from.
    pub note: String,
    /// Settings above the table: a label and a cell each, in columns A and B.
    pub settings: Vec<(&'static str, Cell)>,
    /// Columns of the table.
    pub columns: Vec<Column>,
    /// Rows of the table, as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// A sheet without settings and lines; columns are heads with widths.
    pub fn new(name: &'static str, note: &str, columns: impl IntoIterator<Item = (&'static str, f64)>) -> Self {
        let columns = columns.into_iter().map(|(head, width)| Column { head, width }).collect();
        Grid { name, note: note.to_owned(), settings: Vec::new(), columns, rows: Vec::new() }
    }

    /// Row of the first setting, counted from 1 as in a formula.
    pub const FIRST_SETTING: usize = 3;

    /// Row of the head, counted from 1.
    pub fn head_row(&self) -> usize {
        Grid::FIRST_SETTING + self.settings.len() + usize::from(!self.settings.is_empty())
    }

    /// Row of the table's first line, counted from 1.
    pub fn first_row(&self) -> usize {
        self.head_row() + 1
    }
}

/// Heads of the columns that say what a line is about: contract, regime and KPI.
pub fn subject_columns(language: Language) -> [(&'static str, f64); 5] {
    let say = |en, nl| choose(language, en, nl);
    [
        (say("Contract", "Contract"), 16.0),
        (say("Regime", "Beheer"), 18.0),
        ("KPI", 8.0),
        (say("Title", "Titel"), 38.0),
        (say("Unit", "Eenheid"), 15.0),
    ]
}

/// Their cells.
pub fn subject(contract: &str, regime: &str, kpi: &Kpi, language: Language) -> Vec<Cell> {
    [contract, regime, kpi.id, kpi.title(language), kpi.unit].map(Cell::text).to_vec()
}

/// Whether a threshold is met, in words.
pub fn pass_word(pass: Option<Pass>, language: Language) -> &'static str {
    match pass {
        Some(Pass::Yes) => choose(language, "met", "voldoet"),
        Some(Pass::No) => choose(language, "not met", "voldoet niet"),
        Some(Pass::Unproven) => choose(language, "in most years", "in de meeste jaren"),
        None => "",
    }
}

/// Whether a difference is proven, in words.
pub fn proven_word(proven: Option<bool>, language: Language) -> &'static str {
    match proven {
        Some(true) => choose(language, "proven", "aangetoond"),
        Some(false) => choose(language, "no proven difference", "geen aangetoond verschil"),
        None => "",
    }
}

/// 1 where more is better, -1 where less is, 0 where neither.
pub fn sign(direction: Direction) -> f64 {
    match direction {
        Direction::Up => 1.0,
        Direction::Down => -1.0,
        Direction::Neither => 0.0,
    }
}

/// Every sheet of a run; `rows` are the KPIs of the planned climate.
pub fn grids(scenario: &Scenario, setting: &Setting, rows: &[KpiRow]) -> Vec<Grid> {
    let (terms, language) = (&scenario.terms, scenario.language);
    let assessments = assess(terms, rows);
    let scores = bonus::scores(terms, &assessments, language);
    let payments = bonus::payments(terms, &assessments, &scores, language);
    let criteria = award::criteria(&assessments, language);
    let bids = award::bids(&assessments, &criteria, language);
    let regimes: Vec<&str> = scenario.regimes.iter().map(|regime| regime.name.as_str()).collect();
    let found = crate::tender::partners::partners(terms, rows, &(Level::Network, String::new()), &regimes);
    let mut all = vec![kpis::grid(rows, setting), requirements::grid(rows, language)];
    // a sheet without a line would only raise questions
    all.extend(
        [scores, payments, criteria, bids, partners::grid(found.as_ref(), language), problems::grid(setting)]
            .into_iter()
            .filter(|grid| !grid.rows.is_empty()),
    );
    all.extend([
        midterm::grid(rows, language),
        forms::frequency(&scenario.regimes, language),
        forms::image_quality(terms, language),
        forms::performance(terms, language),
    ]);
    all
}

/// The workbook of a run.
pub fn workbook(scenario: &Scenario, setting: &Setting, rows: &[KpiRow]) -> Result<Vec<u8>, Problem> {
    write::bytes(&grids(scenario, setting, rows), &scenario.name, scenario.first_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::evaluate::evaluate;
    use crate::kpi::sample::Sample;
    use crate::scenario::terms::{Term, Terms};
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn term(kpi: &str, threshold: f64, band: f64) -> Term {
        let (weight, max_eur) = (Some(0.5), Some(4000.0));
        Term { kpi: kpi.into(), threshold: Some(threshold), band: Some(band), weight, max_eur, direction: None }
    }

    fn tender() -> (Terms, Vec<KpiRow>) {
        let rows = Sample::new().with(|evidence| evaluate(evidence, None));
        let kpis = vec![term("B9", 0.2, 0.1), term("B14", 1.0, 1.0), term("B1", 5.0, 2.0)];
        (Terms { base_eur: Some(100_000.0), kpis, ..Terms::default() }, rows)
    }

    #[test]
    fn formulas_point_at_the_cells_they_speak_of_and_hold_the_value_of_the_program() {
        let (terms, rows) = tender();
        let assessments = assess(&terms, &rows);
        let scores = bonus::scores(&terms, &assessments, Language::En);
        let payments = bonus::payments(&terms, &assessments, &scores, Language::En);
        let book = write::bytes(&[scores.clone(), payments.clone()], "test", 2027).expect("written");
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book)).expect("a workbook");
        assert_eq!(read.sheet_names(), ["Scores", "Bonus and malus"]);
        let values = read.worksheet_range("Bonus and malus").expect("the sheet");
        let at = |row: usize, column: u32| values.get_value((row as u32 - 1, column)).cloned();
        assert_eq!(at(3, 1), Some(Data::Float(100_000.0)));
        assert_eq!(at(4, 1), Some(Data::String("scaled".into())));
        // three regimes of one contract, six years each; B1 counts in the third and the sixth alone, with a line for each
        assert_eq!(scores.rows.len(), 3 * (2 + 2));
        assert_eq!(payments.rows.len(), 18);
        let first = payments.first_row();
        for year in [0, 2, 3, 5] {
            let expected = assessments[0].payments.as_ref().expect("a base").in_year(year as u8 + 1);
            assert_eq!(at(first + year, 6), Some(Data::Float(expected)));
        }
        let formulas = read.worksheet_formula("Scores").expect("formulas");
        let row = scores.first_row();
        let formula = formulas.get_value((row as u32 - 1, 11)).expect("a score").clone();
        assert!(formula.contains(&format!("F{row}*(K{row}-G{row})/H{row}")), "{formula}");
        let heads = ["Better: 1 more, -1 less", "Value", "Target", "Band"];
        assert_eq!([5, 10, 6, 7].map(|column: usize| scores.columns[column].head), heads);
    }

    #[test]
    fn every_sheet_has_rows_as_long_as_its_head_in_both_languages() {
        let (terms, rows) = tender();
        let assessments = assess(&terms, &rows);
        for language in [Language::En, Language::Nl] {
            let criteria = award::criteria(&assessments, language);
            let bids = award::bids(&assessments, &criteria, language);
            assert_eq!((criteria.rows.len(), bids.rows.len()), (9, 3));
            let all = [
                Sample::new().with(|evidence| kpis::grid(&rows, &Setting { language, ..evidence.setting.clone() })),
                requirements::grid(&rows, language),
                criteria,
                bids,
                midterm::grid(&rows, language),
                forms::image_quality(&terms, language),
                forms::performance(&terms, language),
            ];
            for grid in &all {
                assert!(!grid.rows.is_empty() && grid.name.len() <= 31, "{}", grid.name);
                assert!(grid.rows.iter().all(|row| row.len() == grid.columns.len()), "{}", grid.name);
            }
            assert_eq!(
                write::bytes(&all, "a", 2027).expect("written"),
                write::bytes(&all, "a", 2027).expect("written"),
                "equal runs give equal bytes"
            );
        }
        assert_eq!(forms::performance(&terms, Language::En).rows.len(), 22);
    }
}
