//! The store as its callers meet it, on a real file.

#![expect(clippy::unwrap_used, reason = "what goes wrong here fails the test that called it")]

use std::future::Future;

use assessment::sitting::blueprint::{Blueprint, Purpose};
use assessment::sitting::event::{EndedBy, Event, Exposure, Logged};
use assessment::{Isolation, Outcome, Points, TimingsMs, Usage, Verdict};
use bank::files::{FileMap, RelativePath};
use store::{HandedIn, Store, StoreError};

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn started() -> Logged {
    let blueprint = Blueprint::placement(None, 20);
    let event = Event::Started {
        blueprint,
        seed: u64::MAX,
        bank: "b".into(),
        earlier: Vec::new(),
        exposure: Exposure::default(),
    };
    Logged { at_ms: 1_700_000_000_000, event }
}

fn logged(event: Event) -> Logged {
    Logged { at_ms: 1_700_000_000_001, event }
}

fn files(text: &str) -> FileMap {
    let mut files = FileMap::new();
    files.replace(RelativePath::new("solution.py").unwrap(), text.as_bytes().to_vec());
    files.replace(RelativePath::new("data/empty.bin").unwrap(), vec![0, 255]);
    files
}

fn verdict() -> Verdict {
    Verdict {
        id: "v".into(),
        outcome: Outcome::Graded,
        fault: None,
        seen: Vec::new(),
        score: Some(0.5),
        points: Points { earned: 1.0, possible: 2.0 },
        message: None,
        location: None,
        checks: Vec::new(),
        groups: Vec::new(),
        notes: Vec::new(),
        isolation: Isolation {
            purpose: assessment::Purpose::Practice,
            protections: Vec::new(),
            weaknesses: Vec::new(),
        },
        timings_ms: TimingsMs::default(),
        usage: Usage::default(),
        task_digest: Some("t".into()),
        exam_digest: None,
        submission_digest: "s".into(),
        environment_digest: "e".into(),
        seed: 7,
    }
}

#[test]
fn a_log_is_read_back_as_it_was_written_by_the_next_program() {
    let folder = tempfile::tempdir().unwrap();
    run(async {
        let store = Store::open(folder.path()).await.unwrap();
        store.person("me", "Me", 5).await.unwrap();
        store.begin("s1", "me", &started()).await.unwrap();
        store.append("s1", 2, &logged(Event::Paused), None).await.unwrap();
        store.append("s1", 3, &logged(Event::Ended { by: EndedBy::Person }), None).await.unwrap();
        store.close().await;
        let store = Store::open(folder.path()).await.unwrap();
        let expected = vec![started(), logged(Event::Paused), logged(Event::Ended { by: EndedBy::Person })];
        assert_eq!(store.log("s1").await.unwrap(), expected);
        let rows = store.sittings("me").await.unwrap();
        assert_eq!((rows.len(), rows[0].purpose), (1, Purpose::Placement));
        assert_eq!(rows[0].ended_ms, Some(1_700_000_000_001));
        assert_eq!(store.person("me", "Another", 9).await.unwrap().name, "Me");
    });
}

#[test]
fn two_writers_never_both_add_the_same_event() {
    let folder = tempfile::tempdir().unwrap();
    run(async {
        let (one, other) =
            (Store::open(folder.path()).await.unwrap(), Store::open(folder.path()).await.unwrap());
        one.person("me", "Me", 5).await.unwrap();
        one.begin("s1", "me", &started()).await.unwrap();
        one.append("s1", 2, &logged(Event::Paused), None).await.unwrap();
        let late = other.append("s1", 2, &logged(Event::Resumed), None).await;
        assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
        let ahead = other.append("s1", 9, &logged(Event::Resumed), None).await;
        assert!(matches!(ahead, Err(StoreError::Conflict)), "{ahead:?}");
        assert!(matches!(one.begin("s1", "me", &started()).await, Err(StoreError::Conflict)));
        assert_eq!(one.log("s1").await.unwrap().len(), 2);
    });
}

#[test]
fn what_was_handed_in_is_kept_once_and_comes_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    run(async {
        let store = Store::open(folder.path()).await.unwrap();
        store.person("me", "Me", 5).await.unwrap();
        store.begin("s1", "me", &started()).await.unwrap();
        let (first, second, verdict) = (files("x = 1\n"), files("x = 2\n"), verdict());
        let graded = |files: &FileMap| {
            logged(Event::NotGraded { task: "t".into(), submission: files.digest(), why: "test".into() })
        };
        for (number, files) in [(2, &first), (3, &second), (4, &first)] {
            let handed_in = HandedIn { files, verdict: &verdict };
            store.append("s1", number, &graded(files), Some(handed_in)).await.unwrap();
        }
        assert_eq!(store.submission(&first.digest()).await.unwrap(), first);
        assert_eq!(store.submission(&second.digest()).await.unwrap(), second);
        assert_eq!(store.submission("nothing").await.unwrap(), FileMap::new());
        let verdicts = store.verdicts("s1").await.unwrap();
        assert_eq!(verdicts.len(), 3);
        assert_eq!((verdicts[0].submission.clone(), &verdicts[0].verdict), (first.digest(), &verdict));
    });
}

#[test]
fn the_records_are_private_to_their_owner() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records");
    run(async { Store::open(&records).await.unwrap().close().await });
    assert_eq!(records.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}
