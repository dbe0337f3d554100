//! How KPIs are verified in the field, in both languages of the contracts.

use crate::scenario::Language;

/// A way to verify a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldCheck {
    /// In English.
    pub en: &'static str,
    /// In Dutch.
    pub nl: &'static str,
}

impl FieldCheck {
    /// In a language.
    pub fn text(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Nl => self.nl,
        }
    }
}

const fn check(en: &'static str, nl: &'static str) -> FieldCheck {
    FieldCheck { en, nl }
}

pub(super) const SAFETY_REGION: FieldCheck =
    check("incident register of the safety region", "incidentenregister van de veiligheidsregio");
pub(super) const ROAD_AUTHORITY: FieldCheck =
    check("incident register of the road authority", "incidentenregister van de wegbeheerder");
pub(super) const CONTRACTOR: FieldCheck =
    check("incident register of the contractor", "incidentenregister van de aannemer");
pub(super) const LOG_AND_STATION: FieldCheck = check("mowing log and weather station", "maailogboek en weerstation");
pub(super) const CLAIMS: FieldCheck = check("invoices and claims", "facturen en schadeclaims");
pub(super) const CLIP_AND_DRY: FieldCheck = check("clip and dry", "knippen en drogen");
pub(super) const PHOTO_OR_CLIP: FieldCheck = check("photo scale or clip", "fotoschaal of knippen");
pub(super) const STATION_AND_FUEL: FieldCheck =
    check("weather station and peak dead fuel", "weerstation en piek droge brandstof");
pub(super) const STATION: FieldCheck = check("weather station", "weerstation");
pub(super) const CLIP: FieldCheck = check(
    "clip 4 x 0.25 m2 before the first cut, and the regrowth",
    "knip 4 x 0,25 m2 vóór de eerste maaibeurt, en de hergroei",
);
pub(super) const TICKETS_AND_LAB: FieldCheck = check(
    "weigh-bridge tickets times content, one mixed sample per 50 t",
    "weegbonnen maal gehalte, één mengmonster per 50 t",
);
pub(super) const RIPE_HEADS: FieldCheck = check(
    "share of ripe heads of 5 indicator species just before each cut",
    "aandeel rijpe bloemhoofdjes van 5 indicatorsoorten vlak voor elke maaibeurt",
);
pub(super) const SWEEP_AND_TRANSECT: FieldCheck = check(
    "sweep net 2 x 25 strokes the day before and 3 days after a cut; butterfly transect",
    "sleepnet 2 x 25 slagen de dag vóór en 3 dagen na een maaibeurt; vlindertransect",
);
pub(super) const POSITIONS: FieldCheck =
    check("positions logged by the machine, and drone or photo", "gps-log van de machine, met drone of foto");
pub(super) const JANUARY_PHOTOS: FieldCheck = check("photo points in January", "fotopunten in januari");
pub(super) const STICK_OR_LIDAR: FieldCheck = check("height stick or lidar", "hoogtestok of lidar");
pub(super) const INSPECTION: FieldCheck = check("inspection round", "inspectieronde");
pub(super) const INVOICES: FieldCheck = check("invoices", "facturen");
pub(super) const FUEL_CARDS: FieldCheck = check("fuel cards", "brandstofpassen");
pub(super) const TICKETS: FieldCheck = check("weigh-bridge tickets", "weegbonnen");
pub(super) const MACHINE_LOG: FieldCheck = check("machine log", "machinelogboek");
pub(super) const MOWING_LOG: FieldCheck = check("mowing log", "maailogboek");
pub(super) const RANKING: FieldCheck = check("none: for ranking", "geen: voor de rangorde");
pub(super) const SECOND_OPINION: FieldCheck = check("none: a second opinion", "geen: een tweede mening");
pub(super) const PESSIMISTIC: FieldCheck = check("none: a pessimistic reading", "geen: een sombere lezing");
pub(super) const PLOT: FieldCheck = check(
    "permanent plot of 25 m2, visits in May-July and August-September, every three years",
    "permanent kwadraat van 25 m2, bezoek in mei-juli en in augustus-september, elke drie jaar",
);
pub(super) const FLOWER_TRANSECT: FieldCheck = check(
    "flower units on 10 x 1 m, five rounds from April to September, times sugar per unit",
    "bloemeenheden op 10 x 1 m, vijf rondes van april tot en met september, maal suiker per eenheid",
);
pub(super) const SWEEP_NET: FieldCheck = check(
    "sweep net, 2 x 25 strokes, the day before and three days after a cut",
    "sleepnet, 2 x 25 slagen, de dag vóór en drie dagen na een maaibeurt",
);
pub(super) const FORECAST: FieldCheck = check("none: a forecast", "geen: een voorspelling");
pub(super) const COVER: FieldCheck = check("cover estimate in the plot", "bedekking geschat in het kwadraat");
pub(super) const BUTTERFLIES: FieldCheck = check("butterfly transect", "vlindertransect");
pub(super) const CUT_TRANSECT: FieldCheck =
    check("transect before and after a cut", "transect vóór en na een maaibeurt");
pub(super) const HEIGHTS: FieldCheck = check("height stick every 5 m over 50 m", "hoogtestok elke 5 m over 50 m");
pub(super) const THROUGH_PARTS: FieldCheck =
    check("none: for ranking, through its parts", "geen: voor de rangorde, via zijn onderdelen");
pub(super) const LOG_MAP: FieldCheck = check("map from the mowing log", "kaart uit het maailogboek");
pub(super) const MACHINES: FieldCheck = check("list of machines", "machinelijst");
pub(super) const DAY_LOG: FieldCheck = check("day log", "daglogboek");
pub(super) const DEGREE_DAYS: FieldCheck =
    check("mowing log against the date by degree-days", "maailogboek tegen de datum volgens graaddagen");
pub(super) const CLOSURES: FieldCheck = check("log of lane closures", "logboek van rijstrookafzettingen");
pub(super) const IMAGE_SCALES: FieldCheck =
    check("image scales A+ to D of CROW, as tendered", "beeldmeetlatten A+ tot D van het CROW, zoals aanbesteed");
pub(super) const PHOTO: FieldCheck = check("photo", "foto");
pub(super) const INSPECTION_MAP: FieldCheck = check("inspection map, two rounds", "inspectiekaart, twee rondes");
pub(super) const SIGNED_PLAN: FieldCheck = check("signed plan", "ondertekend plan");
pub(super) const BY_MODEL: FieldCheck =
    check("none: by the model, over its weathers and doubts", "geen: door het model, over zijn weer en twijfels");
