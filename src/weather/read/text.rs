//! From bytes to text, refusing what is not a text file.

use crate::error::{Problem, Problems};
use std::borrow::Cow;

/// Longest line a daily table can have, bytes.
const LINE_LIMIT: usize = 65_536;

/// Text of a file: UTF-8 with or without byte order mark, else Latin-1.
pub(super) fn decode<'b>(place: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Problems> {
    let refuse = |what: &str, hint: &str| Err(Problem::new("W301", place, what).hint(hint).into());
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return refuse("the file is empty", "download it again");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return refuse("this is a zip archive or a spreadsheet", "unpack it, or save the sheet as csv");
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refuse("the text is UTF-16", "save it as UTF-8");
    }
    if bytes.iter().take(65_536).any(|&byte| byte == 0) {
        return refuse("this is not a text file", "give a KNMI daily file or a csv table");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // The answer of the web service in JSON may be one long line.
    let is_list = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    if !is_list
        && let Some((number, line)) = bytes.split(|&byte| byte == b'\n').enumerate().find(|(_, l)| l.len() > LINE_LIMIT)
    {
        let what = format!("line {} has {} bytes", number + 1, line.len());
        return refuse(&what, "a daily table has one short line per day");
    }
    if matches!(bytes.iter().find(|byte| !byte.is_ascii_whitespace()), Some(b'{' | b'<')) {
        return refuse(
            "this is a web page or an object of JSON, not a table",
            "download the daily data as text or csv",
        );
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
    };
    // The csv reader would count the lines of CRLF files one too low.
    Ok(if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_and_marks_are_accepted() {
        assert_eq!(decode("f", b"\xef\xbb\xbfa,b").expect("utf-8"), "a,b");
        assert_eq!(decode("f", b"a,b\r\n1,2\r\n").expect("crlf"), "a,b\n1,2\n");
        assert_eq!(decode("f", b"caf\xe9").expect("latin-1"), "caf\u{e9}");
    }

    #[test]
    fn what_is_no_table_is_refused_with_a_hint() {
        let long = vec![b'1'; 10_000_000];
        for bytes in [&b" \r\n"[..], b"PK\x03\x04rest", b"\xff\xfea\0", b"a\0b", b"{\"a\":1}", b"<html>", &long] {
            let problems = decode("f", bytes).expect_err("refused");
            assert_eq!(problems.0[0].code, "W301");
            assert!(!problems.0[0].hint.is_empty());
        }
    }
}
