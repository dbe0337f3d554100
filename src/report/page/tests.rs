//! A made-up page, and what every page must be.

use super::*;

fn difference(low: f64, mid: f64, high: f64) -> Difference {
    let proven = low > 0.0 || high < 0.0;
    Difference { low, mid, high, proven, word: if proven { "shown" } else { "not decided" }.to_string() }
}

/// A made-up page for tests and looking.
pub(crate) fn example(language: Language) -> Page {
    let text = |text: &str| text.to_string();
    let change = |measure: &str, unit: &str, present, plan, found: Option<Difference>| Change {
        measure: text(measure),
        unit: text(unit),
        present,
        plan,
        difference: found,
        sure: text("from the price book"),
    };
    let advice = |verge: &str, regime: &str, length_km, share, why: &str| Recommendation {
        verge_type: text(verge),
        length_km,
        regimes: vec![Advised { regime: text(regime), colour: text("#009E73"), share }],
        why: text(why),
    };
    let figure = |name: &str| Figure {
        name: text(name),
        svg: "<svg viewBox=\"0 0 1 1\"></svg>\n".to_string(),
        caption: String::new(),
    };
    let order = |week, place: &str| Order {
        week,
        place: text(place),
        work: text("two cuts, first round: eco head, 10 cm, hay away, a quarter stays"),
        crew: text("noord-hay"),
        hours: 4.25,
        cost_eur: 2310.0,
    };
    Page {
        language,
        name: text("veluwe <A1 & A12>"),
        area: text("355 sides, 35.5 km, 45 ha; seasons 2027 to 2036 in 20 weathers"),
        headline: text("Mow the productive verges twice and the poor ones once before July: a fifth fewer verge fires"),
        recommendations: vec![
            advice("clay and loam, high", "two cuts, a quarter left", 4.9, 0.86, "most fuel, most to gain"),
            advice("sand, low", "one cut before July", 17.2, 0.92, "a second cut buys neither fire nor plants"),
        ],
        verdicts: vec![Verdict { text: text("Expected verge fires: at most 1.4"), met: Some(false) }],
        weather: text("Weather alone: 4 fire weather days a year"),
        changes: vec![
            change("Expected verge fires", "a year", 1.84, 1.45, Some(difference(-0.47, -0.39, -0.31))),
            change("Seed set of target species", "", 0.62, 0.6, Some(difference(-0.06, -0.02, 0.03))),
            change("Cost", "EUR a year", 61500.0, 71200.0, None),
        ],
        maps: vec![figure("By regime"), figure("By risk")],
        figures: vec![figure("Season")],
        measures: MeasureTable {
            present: text("one cut in autumn"),
            regimes: vec![(text("two cuts"), text("#E69F00"))],
            rows: vec![MeasureRow {
                name: text("Hazard days"),
                unit: text("a year"),
                present: 14.2,
                differences: vec![Some(difference(-12.5, -10.4, -6.6))],
            }],
            remarks: Vec::new(),
        },
        climates: MeasureTable::default(),
        doubts: "the weather",
        problems: Table::default(),
        tender: Table::default(),
        partners: Table::default(),
        orders: vec![order(25, "A1 Re 64.2\u{2013}65.6"), order(26, "A12 Li 110.6\u{2013}112.0")],
        orders_in_all: 61,
        plan: Some(PlanSummary {
            sentence: text(
                "The plan costs 71 200 EUR a year; no plan within the limits can cost less than 70 900 EUR.",
            ),
            remarks: vec![text("Breeding season: 3 km are cut within it")],
            prices: vec![Price {
                name: text("Expected verge fires"),
                price: 12_300.0,
                unit: text("EUR per fire a year"),
            }],
            limiting: vec![Limiting {
                name: text("noord, week 26"),
                machines: text("eco head"),
                limit: text("6"),
                used: text("5.8"),
            }],
        }),
        contract: Table::default(),
        owners: ToldTable::default(),
        work: ToldTable::default(),
        limits: vec![text("Verge data of this area are synthetic: not for decisions about these roads.")],
        marks: vec![Marked {
            name: text("share of dead leaves that lodge"),
            value: text("0.004 per day"),
            mark: text("calibrated"),
            origin: text("shipped parameter table"),
        }],
        defaults: vec![text("Weather: climatology of the nearest station.")],
        provenance: vec![(text("version"), text("zeis 0.1.0")), (text("seed"), text("1"))],
    }
}

#[test]
fn the_page_answers_first_and_needs_no_network() {
    let html = render(&example(Language::En));
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text} is missing"));
    assert!(place("Mow the productive verges") < place("What it changes"));
    assert!(place("NOT met") < place("What it changes") && html.contains("class=\"verdict missed\""));
    assert!(place("Weather alone: 4") < place("id=\"map\"") && place("<details>") < place("calibrated"));
    assert!(place("What it changes") < place("id=\"map\"") && place("id=\"map\"") < place("id=\"limits\""));
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!(html, render(&example(Language::En)));
}

#[test]
fn differences_that_are_not_proven_are_not_printed_as_numbers() {
    let html = render(&example(Language::En));
    assert!(html.contains("no proven difference") && !html.contains("\u{2212}0.02"));
    assert!(html.contains("\u{2212}0.39 (\u{2212}0.47 to \u{2212}0.31)"));
    assert!(render(&example(Language::Nl)).contains("geen aangetoond verschil"));
}

#[test]
fn names_are_escaped_and_empty_sections_left_out() {
    let mut page = example(Language::En);
    let html = render(&page);
    assert!(html.contains("veluwe &lt;A1 &amp; A12&gt;") && !html.contains("<A1"));
    page.maps.clear();
    page.plan = None;
    page.orders.clear();
    page.marks.clear();
    page.limits.clear();
    page.defaults.clear();
    let html = render(&page);
    assert!(!html.contains("id=\"map\"") && !html.contains("id=\"plan\"") && !html.contains("#schedule"));
    assert!(!html.contains("id=\"limits\"") && html.contains("id=\"origin\""));
}
