//! The nearest known word to a misspelt one.

/// Number of letters to insert, drop, replace, or swap with their neighbour, to turn one word into the other
/// (optimal string alignment), without regard to case.
///
/// ```
/// assert_eq!(zeis::scenario::file::suggest::edits("yeras", "years"), 1);
/// ```
pub fn edits(one: &str, other: &str) -> usize {
    let a: Vec<char> = one.to_lowercase().chars().collect();
    let b: Vec<char> = other.to_lowercase().chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

/// The known word nearest to `word`, if it is near enough to be meant (a third of its letters wrong, at least two).
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(2);
    let longest = word.chars().count() + limit;
    known
        .into_iter()
        .filter(|candidate| candidate.chars().count() <= longest)
        .map(|candidate| (edits(word, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= limit && distance < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// A hint that names the nearest known word, or all of them where none is near.
pub fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None if known.is_empty() => String::new(),
        None => format!("possible here: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        assert_eq!(nearest("yeras", ["years", "warmup"]), Some("years"));
        assert_eq!(nearest("disk_hay", ["bar_hay", "disc_hay"]), Some("disc_hay"));
        assert_eq!(nearest("zzz", ["seed", "members"]), None);
        assert_eq!(nearest("", ["seed"]), None);
        assert_eq!(edits("ab", ""), 2);
        assert_eq!(hint("q", ["aaa", "bbb"]), "possible here: aaa, bbb");
    }

    #[test]
    fn a_very_long_word_costs_nothing() {
        assert_eq!(nearest(&"x".repeat(1_000_000), ["seed", "members"]), None);
    }
}
