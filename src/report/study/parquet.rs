//! `outcomes.parquet`: the long table of classes as columns, for those who read large studies; built with the feature `parquet`.
//!
//! Rows are those of `outcomes.csv`, with numbers as they are. They are written in groups, so that memory does not follow their number.
//! The array format of a study is `ensemble.nc` (NetCDF), which needs no feature.

use super::tables::held;
use crate::error::Problem;
use crate::kpi::study::rows::{ClassRow, Study};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Rows of a group.
const GROUP: usize = 65_536;
/// Columns of text, then members, then numbers.
const TEXTS: [&str; 9] =
    ["class", "soil", "productivity_class", "node", "regime", "climate", "kpi", "unit", "interval_holds"];
const NUMBERS: [&str; 8] = ["mean", "sd", "q05", "q25", "q50", "q75", "q95", "mc_error"];

/// Rows that are not written yet.
#[derive(Default)]
struct Group {
    texts: [Vec<ByteArray>; TEXTS.len()],
    members: Vec<i32>,
    numbers: [Vec<f64>; NUMBERS.len()],
}

fn schema() -> String {
    let texts = TEXTS.map(|name| format!("REQUIRED BYTE_ARRAY {name} (UTF8);")).join(" ");
    let numbers = NUMBERS.map(|name| format!("REQUIRED DOUBLE {name};")).join(" ");
    format!("message outcomes {{ {texts} REQUIRED INT32 members; {numbers} }}")
}

impl Group {
    fn add(&mut self, study: &Study<'_>, row: &ClassRow) {
        let labels = study.labels;
        let (class, (kpi, unit)) = (&labels.classes[row.class], &labels.columns[row.column]);
        let (regime, climate) = (&labels.regimes[row.regime], &labels.climates[row.climate]);
        let held = held(labels, false);
        let texts = [&class.name, &class.soil, &class.productivity, &class.node, regime, climate, kpi, unit, &held];
        self.texts.iter_mut().zip(texts).for_each(|(column, text)| column.push(ByteArray::from(text.as_str())));
        let v = row.value;
        self.members.push(v.count as i32);
        let numbers = [v.mean, v.sd, v.q05, v.q25, v.q50, v.q75, v.q95, row.mc_error];
        self.numbers.iter_mut().zip(numbers).for_each(|(column, value)| column.push(value));
    }

    fn write(&self, file: &mut SerializedFileWriter<File>) -> Result<(), ParquetError> {
        let mut group = file.next_row_group()?;
        let mut place = 0;
        while let Some(mut column) = group.next_column()? {
            if let Some(texts) = self.texts.get(place) {
                column.typed::<ByteArrayType>().write_batch(texts, None, None)?;
            } else if place == TEXTS.len() {
                column.typed::<Int32Type>().write_batch(&self.members, None, None)?;
            } else {
                column.typed::<DoubleType>().write_batch(&self.numbers[place - TEXTS.len() - 1], None, None)?;
            }
            column.close()?;
            place += 1;
        }
        group.close().map(|_| ())
    }
}

/// Writes the table: beside its place first, then renamed.
pub fn write(study: &Study<'_>, path: &Path) -> Result<(), Problem> {
    let failed = |error: &dyn std::fmt::Display| {
        Problem::new("I908", path.display().to_string(), format!("cannot be written: {error}"))
            .hint("free the disk or look at the rights of the folder")
    };
    let beside = path.with_extension("parquet.part");
    let out = File::create(&beside).map_err(|error| failed(&error))?;
    let schema = parse_message_type(&schema()).map_err(|error| failed(&error))?;
    let properties = WriterProperties::builder().set_created_by("zeis".to_owned()).build();
    let mut file =
        SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(|error| failed(&error))?;
    let mut group = Group::default();
    let mut written: Result<(), ParquetError> = Ok(());
    study.class_rows(&mut |row| {
        group.add(study, &row);
        if group.members.len() >= GROUP && written.is_ok() {
            written = std::mem::take(&mut group).write(&mut file);
        }
    })?;
    let finished = written.and_then(|()| group.write(&mut file)).and_then(|()| file.close().map(|_| ()));
    finished.map_err(|error| failed(&error))?;
    std::fs::rename(&beside, path).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::labels::tests::labels;
    use crate::ensemble::labels::{ClassLabel, Labels};
    use crate::ensemble::store::{Key, Store};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    #[test]
    fn rows_come_back_with_their_names_and_numbers() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let class =
            ClassLabel { name: "a12".into(), soil: "clay".into(), productivity: "high".into(), node: "275".into() };
        let labels = Labels {
            classes: vec![class],
            columns: vec![("fire".into(), "1/yr".into()), ("B1".into(), "species".into())],
            climates: vec!["reference".into()],
            ..labels()
        };
        let store = Store::open(folder.path(), &labels, false).expect("opened");
        for member in 0..2 {
            let numbers: Vec<f64> = (0..labels.count()).map(|place| place as f64 + member as f64).collect();
            store.save(Key { member, climate: 0 }, &numbers).expect("written");
        }
        let study = Study { labels: &labels, store: &store, members: 2, sample: None };
        let path = folder.path().join("outcomes.parquet");
        write(&study, &path).expect("written");
        let reader = SerializedFileReader::new(File::open(&path).expect("there")).expect("a Parquet file");
        let rows: Vec<_> = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), 2 * 2, "two regimes, two measures");
        let last = &rows[3];
        let text = |place: usize| last.get_string(place).expect("a text").as_str();
        assert_eq!([0, 4, 6, 8].map(text), ["a12", "early", "B1", "weather+parameters"]);
        let (members, mean) = (last.get_int(9).expect("members"), last.get_double(10).expect("a mean"));
        assert_eq!((members, mean), (2, labels.network_count() as f64 + 3.5));
        assert!(!path.with_extension("parquet.part").exists());
    }
}
