//! Award on price and quality (*BPKV*): a sheet of criteria and a sheet of bids, both alive.

use super::{Cell, Grid, proven_word, sign, subject, subject_columns};
use crate::kpi::evaluate::KpiRow;
use crate::plot::words::choose;
use crate::scenario::Language;
use crate::tender::assess::Assessment;

/// The sheet of criteria: one line per contract, regime and KPI with a largest deduction.
pub fn criteria(assessments: &[Assessment], language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid::new(
        say("Award criteria", "Gunningscriteria"),
        say(
            "Score 0 at the threshold, 1 from one band beyond it. Yellow cells may be changed; for a bid, write the value it promises. A difference from today that is not proven earns nothing that can be relied on. The form is from memory, unconfirmed.",
            "Score 0 bij de grens, 1 vanaf één bandbreedte erboven. Gele cellen mag u veranderen; schrijf voor een inschrijving de waarde die zij belooft. Een niet aangetoond verschil met nu is geen verdienste waarop te bouwen valt. De vorm is uit het geheugen, onbevestigd.",
        ),
        subject_columns(language).into_iter().chain([
            (say("Better: 1 more, -1 less", "Beter: 1 meer, -1 minder"), 12.0),
            (say("Threshold", "Grens"), 10.0),
            (say("Band", "Bandbreedte"), 11.0),
            (say("Largest deduction, EUR", "Grootste aftrek, EUR"), 14.0),
            (say("Value", "Waarde"), 10.0),
            (say("Against today", "Tegenover nu"), 24.0),
            (say("Score", "Score"), 9.0),
            (say("Deduction, EUR", "Aftrek, EUR"), 13.0),
        ]),
    );
    let counted = assessments.iter().flat_map(|assessment| {
        assessment.scored.iter().filter_map(move |one| Some((assessment, one, one.term.max_eur?)))
    });
    for (place, (assessment, one, most)) in counted.enumerate() {
        let row = grid.first_row() + place;
        let score =
            format!("IF(OR(J{row}=\"\",G{row}=\"\",H{row}=\"\"),\"-\",MAX(0,MIN(1,F{row}*(J{row}-G{row})/H{row})))");
        let mut cells = subject(assessment.contract, assessment.regime, one.kpi, language);
        cells.extend([
            Cell::Input(Some(sign(one.direction))),
            Cell::Input(one.threshold),
            Cell::Input(one.term.band),
            Cell::Input(Some(most)),
            Cell::Input(one.last().and_then(|judged| judged.value)),
            Cell::text(proven_word(one.row.and_then(KpiRow::proven), language)),
            Cell::Formula(score, one.award),
            Cell::Formula(format!("IF(ISNUMBER(L{row}),I{row}*L{row},0)"), Some(most * one.award.unwrap_or(0.0))),
        ]);
        grid.rows.push(cells);
    }
    grid
}

/// The sheet of bids: one line per contract and regime, with room for the price.
pub fn bids(assessments: &[Assessment], criteria: &Grid, language: Language) -> Grid {
    let say = |en, nl| choose(language, en, nl);
    let mut grid = Grid::new(
        say("Bids", "Inschrijvingen"),
        say(
            "evaluation price = bid - sum of deductions. Enter the price of a bid that works by the regime.",
            "evaluatieprijs = inschrijfprijs - som van de aftrek. Vul de prijs in van een inschrijving die volgens het beheer werkt.",
        ),
        [
            (say("Contract", "Contract"), 24.0),
            (say("Regime", "Beheer"), 18.0),
            (say("Bid, EUR", "Inschrijfprijs, EUR"), 16.0),
            (say("Deduction, EUR", "Aftrek, EUR"), 14.0),
            (say("Evaluation price, EUR", "Evaluatieprijs, EUR"), 18.0),
        ],
    );
    let (first, last) = (criteria.first_row(), criteria.first_row() + criteria.rows.len().max(1) - 1);
    let of = |column: char| format!("'{}'!${column}${first}:${column}${last}", criteria.name);
    for assessment in assessments.iter().filter(|one| one.deduction_eur.is_some()) {
        let row = grid.first_row() + grid.rows.len();
        let sum = format!("SUMIFS({},{},$A{row},{},$B{row})", of('M'), of('A'), of('B'));
        grid.rows.push(vec![
            Cell::text(assessment.contract),
            Cell::text(assessment.regime),
            Cell::Input(None),
            Cell::Formula(sum, assessment.deduction_eur),
            Cell::Formula(format!("IF(C{row}=\"\",\"-\",C{row}-D{row})"), None),
        ]);
    }
    grid
}
