//! What the targets share: a folder of files written as one text.

use bank::files::FileMap;
use bank::finding::Finding;
use bank::package::TaskPackage;

/// Stands before each file's path, on a line of its own.
const MARK: &[u8] = b"\n=== ";

/// Reads a map of files: `=== path`, a line break, the bytes up to the next mark. Paths that a map refuses are left out.
pub fn files(data: &[u8]) -> FileMap {
    let mut files = FileMap::new();
    let mut rest = data.strip_prefix(b"=== ").map_or_else(|| after_mark(data), Some);
    while let Some(part) = rest {
        let end = find(part, MARK).unwrap_or(part.len());
        let (block, next) = part.split_at(end);
        let line_end = find(block, b"\n").unwrap_or(block.len());
        let (path, bytes) = block.split_at(line_end);
        if let Ok(path) = std::str::from_utf8(path) {
            let _ = files.insert(path, bytes.get(1..).unwrap_or_default().to_vec());
        }
        rest = next.get(MARK.len()..);
    }
    files
}

fn after_mark(data: &[u8]) -> Option<&[u8]> {
    find(data, MARK).and_then(|at| data.get(at + MARK.len()..))
}

fn find(data: &[u8], piece: &[u8]) -> Option<usize> {
    data.windows(piece.len()).position(|window| window == piece)
}

/// Importers promise packages that can be read, under slugs that are safe as folder names.
pub fn hold_imported((packages, _): &(Vec<(String, FileMap)>, Vec<Finding>)) {
    for (slug, files) in packages {
        assert!(!slug.is_empty() && !slug.starts_with(['.', '-']), "slug {slug:?}");
        assert!(slug.chars().all(|each| each.is_ascii_alphanumeric() || "-_.".contains(each)), "slug {slug:?}");
        let (package, findings) = TaskPackage::parse(files.clone());
        assert!(package.is_some(), "an imported package can't be read: {findings:?}");
    }
}
