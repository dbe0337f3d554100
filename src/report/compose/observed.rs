//! What is known of the Dutch year of fires, for the figure of the months: no monthly counts of verge fires are published.

use crate::plot::month_profile::Observation;
use crate::plot::words::choose;
use crate::scenario::Language;

/// Days of a month with a lowest relative humidity below 50 % at De Bilt, means of 2000-2020, January to December; counted in the
/// daily observations of KNMI.
pub const DRY_DAYS: [f64; 12] = [0.4, 2.1, 6.4, 14.6, 15.0, 12.4, 10.2, 7.6, 4.8, 0.8, 0.1, 0.1];

/// Shares and peaks that were reported. Sources: Statistics Netherlands (CBS), fire brigade statistics of 2018, press release of
/// 19 March 2019; NIPV, yearly reports on nature fires of 2023 and 2024.
pub fn observations(language: Language) -> Vec<Observation> {
    let seen =
        |months, english: &str, dutch: &str| Observation { months, text: choose(language, english, dutch).to_owned() };
    vec![
        seen(
            (6, 8),
            "2018: more than 60 % of the verge and nature fires, July to September (CBS)",
            "2018: ruim 60 % van de berm- en natuurbranden, juli tot september (CBS)",
        ),
        seen(
            (5, 5),
            "2023: June had most nature fires, 191 reports (NIPV)",
            "2023: de meeste natuurbranden in juni, 191 meldingen (NIPV)",
        ),
        seen(
            (7, 7),
            "2024: August had most nature fires, then June and April (NIPV)",
            "2024: de meeste natuurbranden in augustus, dan juni en april (NIPV)",
        ),
    ]
}
