//! Objects of a Git repository, made and never read: blobs, trees and commits as loose files, and an index.
//!
//! The formats are those of gitformat-index(5) and of the object database; contents are stored without compression, which
//! zlib's format (RFC 1950, stored blocks of RFC 1951) allows.

use std::collections::{BTreeMap, BTreeSet};

use sha1::{Digest as _, Sha1};

const BLOB_MODE: u32 = 0o100_644;
/// Largest stored block of RFC 1951.
const BLOCK: usize = 65_535;
/// Modulus of Adler-32, RFC 1950.
const ADLER: u32 = 65_521;

/// Loose objects by name.
#[derive(Default)]
pub(crate) struct Objects {
    files: BTreeMap<String, Vec<u8>>,
}

/// What a commit says.
pub(crate) struct Commit<'a> {
    pub tree: &'a str,
    pub parents: &'a [String],
    pub author: &'a str,
    /// Seconds since 1970, UTC.
    pub at: u32,
    pub message: &'a str,
}

impl Objects {
    /// Adds the tree of these files with its blobs; returns its name.
    pub(crate) fn tree(&mut self, files: &BTreeMap<String, Vec<u8>>) -> String {
        self.folder(files, "")
    }

    pub(crate) fn commit(&mut self, commit: &Commit<'_>) -> String {
        let parents: Vec<String> = commit.parents.iter().map(|parent| format!("parent {parent}\n")).collect();
        let by = format!("{} {} +0000", commit.author, commit.at);
        let end = if commit.message.ends_with('\n') { "" } else { "\n" };
        let body = format!(
            "tree {}\n{}author {by}\ncommitter {by}\n\n{}{end}",
            commit.tree,
            parents.concat(),
            commit.message
        );
        self.add("commit", body.as_bytes())
    }

    /// Paths inside `.git` and what they hold.
    pub(crate) fn into_files(self) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.files.into_iter().map(|(name, bytes)| (format!("objects/{}/{}", &name[..2], &name[2..]), bytes))
    }

    fn folder(&mut self, files: &BTreeMap<String, Vec<u8>>, prefix: &str) -> String {
        let inside = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(prefix)?, bytes)));
        let (mut entries, mut folders) = (Vec::new(), BTreeSet::new());
        for (rest, bytes) in inside {
            match rest.split_once('/') {
                Some((folder, _)) => drop(folders.insert(folder.to_owned())),
                None => entries.push((rest.to_owned(), format!("100644 {rest}\0"), self.add("blob", bytes))),
            }
        }
        for folder in folders {
            let name = self.folder(files, &format!("{prefix}{folder}/"));
            // Git sorts a folder as if its name ended in a slash.
            entries.push((format!("{folder}/"), format!("40000 {folder}\0"), name));
        }
        entries.sort();
        let mut body = Vec::new();
        for (_, head, name) in entries {
            body.extend(head.into_bytes());
            body.extend(raw(&name));
        }
        self.add("tree", &body)
    }

    fn add(&mut self, kind: &str, body: &[u8]) -> String {
        let mut content = format!("{kind} {}\0", body.len()).into_bytes();
        content.extend_from_slice(body);
        let name = format!("{:x}", Sha1::digest(&content));
        self.files.entry(name.clone()).or_insert_with(|| stored(&content));
        name
    }
}

/// An index that has each file as the tree has it; its times are unknown, so Git looks at the files themselves.
pub(crate) fn index(tree: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut bytes = b"DIRC".to_vec();
    let count = u32::try_from(tree.len()).unwrap_or(u32::MAX);
    bytes.extend([2, count].into_iter().flat_map(u32::to_be_bytes));
    for (path, content) in tree {
        let start = bytes.len();
        let size = u32::try_from(content.len()).unwrap_or(u32::MAX);
        let facts = [0, 0, 0, 0, 0, 0, BLOB_MODE, 0, 0, size];
        bytes.extend(facts.into_iter().flat_map(u32::to_be_bytes));
        let mut blob = format!("blob {}\0", content.len()).into_bytes();
        blob.extend_from_slice(content);
        bytes.extend_from_slice(&Sha1::digest(&blob));
        bytes.extend(u16::try_from(path.len().min(0xfff)).unwrap_or(0xfff).to_be_bytes());
        bytes.extend(path.as_bytes());
        let length = bytes.len() - start;
        bytes.resize(start + (length / 8 + 1) * 8, 0);
    }
    let sum = Sha1::digest(&bytes);
    bytes.extend_from_slice(&sum);
    bytes
}

/// The 20 bytes of a name.
fn raw(name: &str) -> Vec<u8> {
    let digits: Vec<u8> = name
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

/// The content as a zlib stream of stored blocks.
fn stored(content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x78, 0x01];
    let mut blocks = content.chunks(BLOCK).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        bytes.push(u8::from(blocks.peek().is_none()));
        bytes.extend(length.to_le_bytes());
        bytes.extend((!length).to_le_bytes());
        bytes.extend_from_slice(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in content {
        low = (low + u32::from(*byte)) % ADLER;
        high = (high + low) % ADLER;
    }
    bytes.extend((high << 16 | low).to_be_bytes());
    bytes
}
