CREATE TABLE map_run (
  number INTEGER PRIMARY KEY,
  arn TEXT NOT NULL UNIQUE,
  execution INTEGER NOT NULL,
  machine INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  label TEXT NOT NULL,
  status INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  stopped_at INTEGER,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX map_run_by_execution ON map_run (execution);

ALTER TABLE execution ADD COLUMN map_run INTEGER;
ALTER TABLE execution ADD COLUMN map_run_index INTEGER NOT NULL DEFAULT 0;
ALTER TABLE execution ADD COLUMN item_count INTEGER NOT NULL DEFAULT 0;

-- Children are listed by their map run and not by their machine: neither kind is in the indexes of the other. map_run is a column
-- of the first one only so that its lists read nothing but the index.
DROP INDEX execution_by_status;
CREATE INDEX execution_by_status ON execution (machine, status, map_run) WHERE map_run IS NULL;
CREATE INDEX child_by_status ON execution (map_run, status) WHERE map_run IS NOT NULL;
CREATE UNIQUE INDEX child_by_index ON execution (map_run, map_run_index) WHERE map_run IS NOT NULL;
