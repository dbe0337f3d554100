//! `zeis network check` and `convert`: road files as they are, and the segment table made of them.

mod describe;

use super::{Global, screen};
use crate::error::{Error, Problem, Problems};
use crate::network::gis::{self, Format, Layer};
use crate::network::join::Joined;
use crate::network::nature::nature_areas;
use crate::network::nwb::convert::{Converted, Wish, convert};
use crate::network::nwb::{OwnerKind, Section, points};
use crate::network::read::segments;
use crate::report::csv::write_whole;
use std::path::{Path, PathBuf};

/// Width of the safety strip that a table without that column is read with, m.
const SAFETY_STRIP_M: f64 = 1.5;

/// Say what road files hold, and every trap in them
///
/// Reads road sections and hectometre points of the national road file (NWB) as GeoJSON or GeoPackage, in RD New or longitude and
/// latitude; polygons of protected areas; and segment tables. Sections and points named together are held against each other.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis network check wegvakken.gpkg hectopunten.gpkg")]
pub struct CheckArgs {
    /// Files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// Cut road sections into sides of a hectometre, and write the segment table
///
/// Values of your own tables are taken over by road and kilometres.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Example: zeis network convert wegvakken.gpkg -o segments.csv --owner state,province --join widths.csv"
)]
pub struct ConvertArgs {
    /// Files with road sections
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Table to write
    #[arg(short, long)]
    pub output: PathBuf,
    /// Length of a segment, m
    #[arg(long, default_value_t = 100.0)]
    pub cell: f64,
    /// Kinds of owners to keep: state, province, municipality, water-board, other (default: all)
    #[arg(long, value_delimiter = ',')]
    pub owner: Vec<Kind>,
    /// Roads to keep, such as A12,N247 (default: all with a number)
    #[arg(long, value_delimiter = ',')]
    pub road: Vec<String>,
    /// Tables with road, km_from, km_to (and letter, carriageway, side) whose other columns are taken over
    #[arg(long, value_name = "TABLE")]
    pub join: Vec<PathBuf>,
    /// Polygons of protected areas, for the distance to them
    #[arg(long, value_name = "FILE")]
    pub natura2000: Option<PathBuf>,
}

/// Kind of owner as an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// State.
    State,
    /// Province.
    Province,
    /// Municipality.
    Municipality,
    /// Water board.
    WaterBoard,
    /// Anyone else.
    Other,
}

impl From<Kind> for OwnerKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::State => OwnerKind::State,
            Kind::Province => OwnerKind::Province,
            Kind::Municipality => OwnerKind::Municipality,
            Kind::WaterBoard => OwnerKind::WaterBoard,
            Kind::Other => OwnerKind::Other,
        }
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    std::fs::read(path)
        .map_err(|error| Problem::new("I901", path.display().to_string(), format!("cannot be read: {error}")))
}

/// Sections of a layer.
fn sections(layer: &Layer) -> Vec<Section> {
    layer.features.iter().filter(|feature| !points::is_point(feature)).filter_map(Section::of).collect()
}

/// Runs `zeis network check`.
pub fn check(args: &CheckArgs) -> Result<(), Error> {
    let mut problems = Problems::none();
    let mut layers = Vec::new();
    let mut tables = Vec::new();
    for path in &args.files {
        let Some(bytes) = problems.take(bytes(path).map_err(Problems::from)) else { continue };
        let name = path.display().to_string();
        if Format::of(&bytes) == Format::Table {
            let read = problems.take(segments(&name, &bytes, &[], SAFETY_STRIP_M));
            tables.extend(read.map(|network| (name, network)));
        } else {
            layers.extend(problems.take(gis::read(path)).unwrap_or_default());
        }
    }
    problems.unless_any(()).map_err(Error::Input)?;
    let found = describe::Found::new(&layers, &tables);
    screen::print(&if args.json { found.json() } else { found.lines().join("\n") })
}

/// Runs `zeis network convert`.
pub fn run_convert(args: &ConvertArgs, global: &Global) -> Result<(), Error> {
    let mut problems = Problems::none();
    if !(10.0..=2000.0).contains(&args.cell) {
        let what = format!("{} is outside the range 10-2000", args.cell);
        problems.push(Problem::new("N341", "--cell", what).hint("length of a segment in metres, such as 100"));
    }
    let layers: Vec<Layer> = args.files.iter().filter_map(|path| problems.take(gis::read(path))).flatten().collect();
    let join = |path: &PathBuf| {
        bytes(path).map_err(Problems::from).and_then(|bytes| Joined::read(&path.display().to_string(), &bytes))
    };
    let tables: Vec<Joined> = args.join.iter().filter_map(|path| problems.take(join(path))).collect();
    let area = |path: &PathBuf| nature_areas(&gis::read(path)?);
    let areas = args.natura2000.as_ref().and_then(|path| problems.take(area(path))).unwrap_or_default();
    let sections: Vec<Section> = layers.iter().flat_map(sections).collect();
    if problems.is_empty() && sections.is_empty() {
        let files: Vec<String> = args.files.iter().map(|path| path.display().to_string()).collect();
        let what = "no road section was found: none has a field wvk_id";
        problems.push(Problem::new("N342", files.join(", "), what).hint("see `zeis network check`"));
    }
    problems.unless_any(()).map_err(Error::Input)?;
    let owners: Vec<OwnerKind> = args.owner.iter().copied().map(OwnerKind::from).collect();
    let wish = Wish { cell_m: args.cell, owners: &owners, roads: &args.road, tables: &tables, areas: &areas };
    let table = convert(&sections, &wish);
    if table.rows.is_empty() {
        let what = "no section is left that has a road number and kilometres";
        return Err(Error::Input(Problem::new("N343", "the sections", what).hint("see `zeis network check`").into()));
    }
    write(&table, &args.output, global)
}

fn write(table: &Converted, output: &Path, global: &Global) -> Result<(), Error> {
    write_whole(output, table.text().as_bytes()).map_err(Error::Run)?;
    if !global.quiet {
        table.notices.iter().for_each(|notice| screen::tell(&format!("note: {notice}")));
        screen::tell(&format!("{} segments in {}", table.rows.len(), output.display()));
    }
    Ok(())
}
