//! Task packages: whatever stands in the folder, reading ends, and a package that is accepted has no error and stays the
//! same when it is read again.
#![no_main]

use assay_fuzz::files;
use bank::package::TaskPackage;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        let (competencies, roles) = text.split_once("\n=== roles\n").unwrap_or((text, ""));
        let _ = skills::map::SkillMap::parse(competencies, roles);
    }
    let (package, findings) = TaskPackage::parse(files(data));
    let Some(package) = package else {
        assert!(findings.iter().any(bank::finding::Finding::is_error), "refused without a reason");
        return;
    };
    assert!(!findings.iter().any(bank::finding::Finding::is_error), "accepted with an error: {findings:?}");
    let (again, _) = TaskPackage::parse(package.files().clone());
    assert_eq!(again.map(|again| again.digest()), Some(package.digest()));
    for group in &package.manifest().groups {
        assert!(group.points >= 1);
    }
});
