//! Work over lanes that is measured by itself; runs do it in passes of their own.

use zeis::fire::fwi::{Codes, NoonWeather, codes_of_days};
use zeis::lane::Lane;
use zeis::lane::dispatch::Work;

/// Fire weather codes of days in a row, for the stations or members of a row of lanes.
#[derive(Debug)]
pub struct FireCodes<'a, L> {
    /// Codes before the first day.
    pub start: Codes<L>,
    /// Noon weather, a row per day.
    pub noons: &'a [NoonWeather<L>],
    /// Where the codes go, one per day.
    pub codes: &'a mut [Codes<L>],
}

impl<L: Lane> Work for FireCodes<'_, L> {
    type Outcome = ();
    #[inline(always)]
    fn run(self) {
        codes_of_days(self.start, self.noons, self.codes);
    }
}
