//! Free text of a verdict: bounded, and the same in every run.

/// Most characters of a message, of an input and of a value.
pub const MESSAGE: usize = 2_000;
pub const VALUE: usize = 4_000;
/// Most characters of what a submission printed.
pub const OUTPUT: usize = 10_000;

/// Text as it may stand in a verdict: addresses masked, cut in the middle when it is longer than `limit` characters.
pub fn stable(text: &str, limit: usize) -> String {
    bounded(&without_addresses(text), limit)
}

/// Replaces memory addresses as Python writes them, `<object at 0x7f...>` and `<MagicMock id='1398...'>`, by dots. Other
/// long numbers are values, and stay.
fn without_addresses(text: &str) -> String {
    let hexadecimal = masked(text, "at 0x", u8::is_ascii_hexdigit);
    masked(&hexadecimal, " id='", u8::is_ascii_digit)
}

/// Replaces the digits that follow each `mark`, when they are as many as an address has.
fn masked(text: &str, mark: &str, is_digit: fn(&u8) -> bool) -> String {
    const SHORTEST: usize = 8;
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        let (before, digits_on) = rest.split_at(at + mark.len());
        let digits = digits_on.bytes().take_while(is_digit).count();
        masked.push_str(before);
        masked.push_str(if digits >= SHORTEST { "..." } else { &digits_on[..digits] });
        rest = &digits_on[digits..];
    }
    masked.push_str(rest);
    masked
}

fn bounded(text: &str, limit: usize) -> String {
    let length = text.chars().count();
    if length <= limit {
        return text.to_owned();
    }
    let half = limit / 2;
    let first: String = text.chars().take(half).collect();
    let last: String = text.chars().skip(length - half).collect();
    format!("{first} ... ({} characters left out) ... {last}", length - 2 * half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_masked_and_values_are_not() {
        let check = |text: &str, expected: &str| assert_eq!(stable(text, 100), expected);
        check("<Order object at 0x7f3a5c1d2e50>", "<Order object at 0x...>");
        check(
            "<function f at 0x7f3a5c1d2e50> and <g at 0x7f3a5c1d2e51>",
            "<function f at 0x...> and <g at 0x...>",
        );
        check("expected 0xdeadbeef00", "expected 0xdeadbeef00");
        check("at 0x1f", "at 0x1f");
        check("<MagicMock name='read' id='139895819736336'>", "<MagicMock name='read' id='...'>");
        check("order id='17'", "order id='17'");
        check("0x", "0x");
    }

    #[test]
    fn long_text_keeps_its_beginning_and_its_end() {
        assert_eq!(stable("abcdefghij", 4), "ab ... (6 characters left out) ... ij");
        assert_eq!(stable("äöü", 3), "äöü");
    }
}
