//! Digests: SHA-256 in lowercase hex over named parts. Each part is prefixed by its length, so that no two lists of
//! parts share their bytes.

use sha2::{Digest as _, Sha256};

/// How many characters of a digest name a folder; long enough that two environments of one machine never meet.
pub const SHORT: usize = 12;

/// Digest of the parts in the given order.
pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

/// The first characters of a digest, for names of folders.
pub fn short(digest: &str) -> &str {
    digest.get(..SHORT).unwrap_or(digest)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 0x0f)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_part_ends_and_the_next_begins_changes_the_digest() {
        assert_ne!(of_parts([b"ab".as_slice(), b"c"]), of_parts([b"a".as_slice(), b"bc"]));
        assert_eq!(of_parts([b"ab".as_slice()]).len(), 64);
    }

    #[test]
    fn hexadecimal_is_lowercase_and_keeps_leading_zeros() {
        assert_eq!(hex(&[0x00, 0x0f, 0xa0]), "000fa0");
    }
}
