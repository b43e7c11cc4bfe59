-- Times are unix microseconds, UTC. Planners are 1 (v1) and 2 (v2). Roles, reasons, outcomes and failures are stored by the names that the
-- API gives them, which never change their meaning; so a file can be read by any SQLite tool and by every later version.

-- run_id is a UUIDv7, big-endian: the order of the keys is the order of time, to the millisecond, and the key is the cursor of a list.
CREATE TABLE runs (
    run_id           BLOB    NOT NULL PRIMARY KEY CHECK (length(run_id) = 16),
    at               INTEGER NOT NULL,
    method           TEXT    NOT NULL,
    path             TEXT    NOT NULL,
    sticky_key_hash  TEXT,
    trace_id         BLOB,
    status           INTEGER NOT NULL,
    assigned         INTEGER NOT NULL,
    selected         INTEGER NOT NULL,
    reason           TEXT    NOT NULL,
    outcome          TEXT    NOT NULL,
    -- The agent of the answer's decision, again, to filter by.
    agent            TEXT,
    canary_pct       REAL    NOT NULL,
    kill_switch      INTEGER NOT NULL,
    epoch            INTEGER NOT NULL,

    -- The diff: all null where the run was not compared.
    any_change       INTEGER,
    agent_changed    INTEGER,
    steps_changed    INTEGER,
    tools_changed    INTEGER,
    dry_run_changed  INTEGER,
    status_changed   INTEGER,
    steps_added      INTEGER,
    steps_removed    INTEGER,
    steps_moved      INTEGER,

    -- A leg: role is null where the planner was not asked. Latencies in microseconds, cost in millionths of a cent, quality in millionths
    -- of a point. decided is 1 where a decision was read; steps and tools are JSON arrays of strings.
    v1_role          TEXT,
    v1_status        INTEGER,
    v1_failure       TEXT,
    v1_inconclusive  INTEGER,
    v1_latency_us    INTEGER,
    v1_ttfb_us       INTEGER,
    v1_cost_micro    INTEGER,
    v1_quality_micro INTEGER,
    v1_build         TEXT,
    v1_decided       INTEGER,
    v1_agent         TEXT,
    v1_dry_run       INTEGER,
    v1_objective     TEXT,
    v1_steps         TEXT,
    v1_tools         TEXT,
    v2_role          TEXT,
    v2_status        INTEGER,
    v2_failure       TEXT,
    v2_inconclusive  INTEGER,
    v2_latency_us    INTEGER,
    v2_ttfb_us       INTEGER,
    v2_cost_micro    INTEGER,
    v2_quality_micro INTEGER,
    v2_build         TEXT,
    v2_decided       INTEGER,
    v2_agent         TEXT,
    v2_dry_run       INTEGER,
    v2_objective     TEXT,
    v2_steps         TEXT,
    v2_tools         TEXT
) WITHOUT ROWID;

-- Each filter of the list has an index in the order of the list, so that a page is read without sorting or a scan. The newest runs of an
-- epoch are its evidence, read back at a start.
CREATE INDEX runs_by_epoch ON runs (epoch, run_id);
CREATE INDEX runs_by_selected ON runs (selected, run_id);
CREATE INDEX runs_by_change ON runs (any_change, run_id) WHERE any_change IS NOT NULL;
CREATE INDEX runs_by_agent ON runs (agent, run_id) WHERE agent IS NOT NULL;
CREATE INDEX runs_by_trace ON runs (trace_id, run_id) WHERE trace_id IS NOT NULL;

-- Apart from the runs, so that lists do not read past them.
CREATE TABLE bodies (
    run_id  BLOB NOT NULL PRIMARY KEY,
    request BLOB,
    v1      BLOB,
    v2      BLOB
);

CREATE TRIGGER bodies_go_with_their_run AFTER DELETE ON runs
BEGIN
    DELETE FROM bodies WHERE run_id = OLD.run_id;
END;

-- The runtime settings in force: one row.
CREATE TABLE settings (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    canary_pct  REAL    NOT NULL,
    kill_switch INTEGER NOT NULL,
    epoch       INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    updated_by  TEXT    NOT NULL,
    reason      TEXT,
    updated_at  INTEGER NOT NULL
);

-- AUTOINCREMENT: the id of an entry that was taken back is never given again.
CREATE TABLE history (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    trigger    TEXT,
    updated_by TEXT    NOT NULL,
    reason     TEXT,
    before     TEXT,
    after      TEXT    NOT NULL,
    breaches   TEXT    NOT NULL,
    evidence   TEXT
);

CREATE INDEX history_rollbacks ON history (id) WHERE kind = 'rollback';
