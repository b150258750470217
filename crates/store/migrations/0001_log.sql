-- People, their sittings as append-only event logs, what they handed in, and the verdicts on it.
CREATE TABLE people (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);

CREATE TABLE sittings (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES people (id),
    -- The blueprint's purpose, and the role that it aims at, if any: to find a sitting without reading its log.
    purpose TEXT NOT NULL,
    role TEXT,
    started_ms BIGINT NOT NULL,
    ended_ms BIGINT
);

CREATE INDEX sittings_of_a_person ON sittings (person, started_ms);

CREATE TABLE events (
    sitting TEXT NOT NULL REFERENCES sittings (id),
    -- From 1; the primary key is the fence between two writers.
    number BIGINT NOT NULL,
    -- The event as JSON, byte for byte as it was logged.
    body TEXT NOT NULL,
    PRIMARY KEY (sitting, number)
);

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are only ever added');
END;

-- File contents by their SHA-256.
CREATE TABLE blobs (
    digest TEXT PRIMARY KEY NOT NULL,
    bytes BLOB NOT NULL
);

-- What was handed in: a digest over paths and contents names the files.
CREATE TABLE submission_files (
    submission TEXT NOT NULL,
    path TEXT NOT NULL,
    blob TEXT NOT NULL REFERENCES blobs (digest),
    PRIMARY KEY (submission, path)
);

-- Verdicts with the event that tells of them.
CREATE TABLE verdicts (
    sitting TEXT NOT NULL,
    number BIGINT NOT NULL,
    submission TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (sitting, number),
    FOREIGN KEY (sitting, number) REFERENCES events (sitting, number)
);
