-- The ledger of each epoch, kept as its runs are written: to count them anew at a start would read every run of the epoch.
CREATE TABLE mirrorings (
    epoch   INTEGER NOT NULL,
    outcome TEXT    NOT NULL,
    runs    INTEGER NOT NULL,
    -- Of them, those whose decisions differ.
    changed INTEGER NOT NULL,
    PRIMARY KEY (epoch, outcome)
) WITHOUT ROWID;

-- Only the epoch in force is ever asked for.
INSERT INTO mirrorings (epoch, outcome, runs, changed)
SELECT epoch, outcome, count(*), coalesce(sum(any_change), 0)
FROM runs INDEXED BY runs_by_assigned
WHERE epoch = (SELECT epoch FROM settings)
GROUP BY epoch, outcome;
