//! Grids to a workbook file, with the date of the scenario so that equal runs give equal bytes.

use super::{Cell, Grid};
use crate::error::Problem;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

/// Colours, as `0xRRGGBB`: head, cells that may be changed.
const HEAD: u32 = 0x2F5D50;
const INPUT: u32 = 0xFFF3C4;

struct Formats {
    title: Format,
    note: Format,
    label: Format,
    head: Format,
    number: Format,
    input: Format,
}

impl Formats {
    fn new() -> Self {
        let head = Format::new().set_bold().set_font_color(Color::White).set_background_color(Color::RGB(HEAD));
        Formats {
            title: Format::new().set_bold().set_font_size(14),
            note: Format::new().set_italic(),
            label: Format::new().set_bold(),
            head: head.set_text_wrap().set_align(FormatAlign::Top),
            number: Format::new().set_num_format("#,##0.###"),
            input: Format::new()
                .set_num_format("#,##0.###")
                .set_background_color(Color::RGB(INPUT))
                .set_border(FormatBorder::Hair),
        }
    }
}

/// The bytes of a workbook of these sheets; `year` is the year of its date.
pub fn bytes(grids: &[Grid], title: &str, year: i16) -> Result<Vec<u8>, Problem> {
    build(grids, title, year)
        .map_err(|error| Problem::new("I931", "kpi.xlsx", format!("the workbook cannot be made: {error}")))
}

fn build(grids: &[Grid], title: &str, year: i16) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = ExcelDateTime::from_ymd(year.clamp(1900, 9999) as u16, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&date));
    let formats = Formats::new();
    for grid in grids {
        sheet(workbook.add_worksheet(), grid, title, &formats)?;
    }
    workbook.save_to_buffer()
}

fn sheet(sheet: &mut Worksheet, grid: &Grid, title: &str, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(grid.name)?;
    sheet.write_with_format(0, 0, format!("{title}: {}", grid.name), &formats.title)?;
    sheet.write_with_format(1, 0, grid.note.as_str(), &formats.note)?;
    for (place, (label, value)) in grid.settings.iter().enumerate() {
        let row = (Grid::FIRST_SETTING - 1 + place) as u32;
        sheet.write_with_format(row, 0, *label, &formats.label)?;
        cell(sheet, row, 1, value, formats)?;
    }
    let head = (grid.head_row() - 1) as u32;
    for (place, column) in grid.columns.iter().enumerate() {
        sheet.write_with_format(head, place as u16, column.head, &formats.head)?;
        sheet.set_column_width(place as u16, column.width)?;
    }
    sheet.set_row_height(head, 48)?;
    for (place, row) in grid.rows.iter().enumerate() {
        for (column, value) in row.iter().enumerate() {
            cell(sheet, head + 1 + place as u32, column as u16, value, formats)?;
        }
    }
    sheet.set_freeze_panes(head + 1, 0)?;
    if !grid.rows.is_empty() {
        sheet.autofilter(head, 0, head + grid.rows.len() as u32, grid.columns.len().saturating_sub(1) as u16)?;
    }
    Ok(())
}

fn cell(sheet: &mut Worksheet, row: u32, column: u16, value: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    match value {
        Cell::Empty => {}
        Cell::Text(text) if text.is_empty() => {}
        Cell::Text(text) => {
            sheet.write(row, column, text.as_str())?;
        }
        Cell::Number(number) => {
            sheet.write_with_format(row, column, *number, &formats.number)?;
        }
        Cell::Input(Some(number)) => {
            sheet.write_with_format(row, column, *number, &formats.input)?;
        }
        Cell::Input(None) => {
            sheet.write_blank(row, column, &formats.input)?;
        }
        Cell::Choice(text) => {
            sheet.write_with_format(row, column, text.as_str(), &formats.input)?;
        }
        Cell::Formula(formula, result) => {
            let result = result.map_or_else(|| "-".to_owned(), |value| value.to_string());
            let formula = Formula::new(format!("={formula}")).set_result(result);
            sheet.write_formula_with_format(row, column, formula, &formats.number)?;
        }
    }
    Ok(())
}
