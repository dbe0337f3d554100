//! Weather nodes: from a place to the station that stands for it.

/// Weather of a node.
#[derive(Clone, Debug)]
pub enum NodeWeather {}

impl NodeWeather {
    /// The series of a member.
    pub fn series(&self, _seed: u64, _member: u64, _first_year: i16, _years: usize) -> super::WeatherSeries {
        match *self {}
    }
}
