//! English and Dutch on figures.

use crate::scenario::Language;

/// The English or the Dutch text.
pub fn choose<'a>(language: Language, english: &'a str, dutch: &'a str) -> &'a str {
    match language {
        Language::En => english,
        Language::Nl => dutch,
    }
}

/// First letters of the months; the same in both languages.
pub const MONTH_LETTERS: [&str; 12] = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"];

/// The text with its first letter in upper case, for the beginning of a title.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(capital("één keer maaien"), "Één keer maaien");
        assert_eq!(capital(""), "");
        assert_eq!(choose(Language::Nl, "verge", "berm"), "berm");
    }
}
