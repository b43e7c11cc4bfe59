-- Which legs of a run are evidence: 0 those that failed or held a decision, 1 all, 2 none. What is read back at a start must be what was
-- judged before.
ALTER TABLE runs ADD COLUMN judge INTEGER NOT NULL DEFAULT 0;

-- The newest runs of an epoch that were assigned to one planner: at a canary of one percent those of v2 lie far apart.
CREATE INDEX runs_by_assigned ON runs (epoch, assigned, run_id);
DROP INDEX runs_by_epoch;
