//! Bonus and malus: a sheet of scores and a sheet of payments, both alive.

use super::{Cell, Grid, sign, subject, subject_columns};
use crate::plot::words::choose;
use crate::scenario::Language;
use crate::scenario::terms::Terms;
use crate::tender::assess::Assessment;
use crate::tender::bonus::DEAD_ZONE;

/// The sheet of scores: one line per contract, regime and KPI with a weight.
pub fn scores(terms: &Terms, assessments: &[Assessment], language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid::new(
        say("Scores", "Scores"),
        say(
            "Yellow cells may be changed. The value is the simulated median, of slow KPIs that of the year in which they are assessed (beyond the simulated years: of the last); write the measured one over it. A KPI without a value does not count, and the weights of the others fill its place.",
            "Gele cellen mag u veranderen. De waarde is de gesimuleerde mediaan, van trage KPI's die van het jaar waarin zij worden getoetst (voorbij de gesimuleerde jaren: van het laatste); schrijf de gemeten waarde eroverheen. Een KPI zonder waarde telt niet mee; de gewichten van de andere nemen zijn plaats in.",
        ),
        subject_columns(language).into_iter().chain([
            (say("Better: 1 more, -1 less", "Beter: 1 meer, -1 minder"), 12.0),
            (say("Target", "Doel"), 10.0),
            (say("Band", "Bandbreedte"), 11.0),
            (say("Weight", "Gewicht"), 9.0),
            (say("Counts", "Telt"), 18.0),
            (say("Value", "Waarde"), 10.0),
            (say("Score", "Score"), 9.0),
            (say("Weight x score", "Gewicht x score"), 11.0),
        ]),
    );
    if !terms.weighs() {
        return grid;
    }
    let weighed = assessments.iter().flat_map(|assessment| {
        assessment.scored.iter().filter(|one| one.term.weight.is_some()).map(move |one| (assessment, one))
    });
    let lines = weighed.flat_map(|(assessment, one)| one.judged.iter().map(move |judged| (assessment, one, judged)));
    for (place, (assessment, one, judged)) in lines.enumerate() {
        let row = grid.first_row() + place;
        let weight = one.term.weight.unwrap_or(0.0);
        let raw = format!("MAX(-1,MIN(1,F{row}*(K{row}-G{row})/H{row}))");
        let score = format!("IF(OR(K{row}=\"\",G{row}=\"\",H{row}=\"\"),\"-\",IF(ABS({raw})<{DEAD_ZONE},0,{raw}))");
        let mut cells = subject(assessment.contract, assessment.regime, one.kpi, language);
        cells.extend([
            Cell::Input(Some(sign(one.direction))),
            Cell::Input(one.threshold),
            Cell::Input(one.term.band),
            Cell::Input(Some(weight)),
            Cell::Choice(
                judged.year.map_or(every_word(language).to_owned(), |year| format!("{} {year}", year_word(language))),
            ),
            Cell::Input(judged.value),
            Cell::Formula(score, judged.score),
            Cell::Formula(format!("IF(ISNUMBER(L{row}),I{row}*L{row},0)"), Some(weight * judged.score.unwrap_or(0.0))),
        ]);
        grid.rows.push(cells);
    }
    grid
}

fn every_word(language: Language) -> &'static str {
    choose(language, "every year", "elk jaar")
}

/// The word before the number of an assessment year.
fn year_word(language: Language) -> &'static str {
    choose(language, "year", "jaar")
}

/// The sheet of payments: each year of each contract under each regime.
pub fn payments(terms: &Terms, assessments: &[Assessment], scores: &Grid, language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid::new(
        say("Bonus and malus", "Bonus en malus"),
        say(
            "payment = base x (1 + change). Scaled: change = max x sum of scores; clamped: the sum itself, at most max either way. In assessment years slow KPIs (target species, species, production) count too, each by the value of its year. The form is an assumption: no published Dutch scale with amounts was found.",
            "betaling = basis x (1 + verandering). Scaled: verandering = max x som van de scores; clamped: de som zelf, hooguit max naar beide kanten. In toetsjaren tellen ook trage KPI's mee (doelsoorten, soorten, productie), elk met de waarde van dat jaar. De vorm is een aanname: er is geen gepubliceerde Nederlandse schaal met bedragen gevonden.",
        ),
        [
            (say("Contract", "Contract"), 24.0),
            (say("Regime", "Beheer"), 18.0),
            (say("Year", "Jaar"), 7.0),
            (say("Assessment year: 1 yes", "Toetsjaar: 1 ja"), 14.0),
            (say("Weights that count", "Gewichten die tellen"), 13.0),
            (say("Sum of scores", "Som van scores"), 12.0),
            (say("Payment, EUR", "Betaling, EUR"), 14.0),
            (say("Bonus or malus, EUR", "Bonus of malus, EUR"), 14.0),
        ],
    );
    grid.settings = vec![
        (say("Base, EUR a year", "Basis, EUR per jaar"), Cell::Input(terms.base_eur)),
        (say("Mode: scaled or clamped", "Vorm: scaled of clamped"), Cell::Choice(terms.mode.name().to_owned())),
        (say("Max, share of the base", "Max, deel van de basis"), Cell::Input(Some(terms.max_share))),
    ];
    let years = terms.assessment_years.iter().copied().max().unwrap_or(1);
    let (first, last) = (scores.first_row(), scores.first_row() + scores.rows.len().max(1) - 1);
    let of = |column: char| format!("'{}'!${column}${first}:${column}${last}", scores.name);
    for assessment in assessments.iter().filter(|_| terms.weighs()) {
        for year in 1..=years {
            let row = grid.first_row() + grid.rows.len();
            let tested = terms.assessment_years.contains(&year);
            let same = format!("{},$A{row},{},$B{row}", of('A'), of('B'));
            let every = format!("{},\"{}\"", of('J'), every_word(language));
            let own = format!("{},\"{} \"&$C{row}", of('J'), year_word(language));
            let total = |column: char| {
                let counted = format!("{},{same},{},\">=-1\"", of(column), of('L'));
                format!("SUMIFS({counted},{every})+IF($D{row}=1,SUMIFS({counted},{own}),0)")
            };
            let counted: Vec<(f64, f64)> = assessment
                .scored
                .iter()
                .filter_map(|one| Some((one.term.weight?, one.in_year(year)?.score?)))
                .collect();
            let weights: f64 = counted.iter().map(|(weight, _)| weight).sum();
            let weighed: f64 = counted.iter().map(|(weight, score)| weight * score).sum();
            let sum = if weights > 0.0 { weighed / weights } else { 0.0 };
            let payment = assessment.payments.as_ref().map(|payments| payments.in_year(year));
            let change = format!("IF($B$4=\"clamped\",MAX(-$B$5,MIN($B$5,F{row})),$B$5*MAX(-1,MIN(1,F{row})))");
            grid.rows.push(vec![
                Cell::text(assessment.contract),
                Cell::text(assessment.regime),
                Cell::Number(f64::from(year)),
                Cell::Input(Some(f64::from(u8::from(tested)))),
                Cell::Formula(total('I'), Some(weights)),
                Cell::Formula(format!("IF(E{row}>0,{}/E{row},0)", total('M')), Some(sum)),
                Cell::Formula(format!("IF($B$3=\"\",\"-\",$B$3*(1+{change}))"), payment),
                Cell::Formula(
                    format!("IF(ISNUMBER(G{row}),G{row}-$B$3,\"-\")"),
                    payment.zip(terms.base_eur).map(|(payment, base)| payment - base),
                ),
            ]);
        }
    }
    grid
}
