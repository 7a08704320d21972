CREATE TABLE machine (
  id INTEGER PRIMARY KEY,
  arn TEXT NOT NULL,
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  settings TEXT NOT NULL,
  deleted INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX machine_by_arn ON machine (arn) WHERE deleted = 0;
CREATE INDEX machine_by_name ON machine (scope, name) WHERE deleted = 0;

CREATE TABLE revision (
  number INTEGER PRIMARY KEY,
  machine INTEGER NOT NULL,
  revision_id TEXT NOT NULL,
  definition TEXT NOT NULL,
  role_arn TEXT NOT NULL,
  settings TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE execution (
  number INTEGER PRIMARY KEY,
  arn_hash INTEGER NOT NULL,
  arn TEXT NOT NULL,
  machine INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  shard INTEGER NOT NULL,
  name TEXT NOT NULL,
  status INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  stopped_at INTEGER,
  last_seq INTEGER NOT NULL,
  redrive_count INTEGER NOT NULL,
  sleeps_until INTEGER
) STRICT;
-- Names are mostly random, so each start touches another page of this index. A hash keeps it six times smaller than the ARNs
-- would, and in memory six times longer. The writer checks that an ARN is new before it inserts.
CREATE INDEX execution_by_arn ON execution (arn_hash);
-- Each index entry ends with the number, so both list by number without sorting.
CREATE INDEX execution_by_status ON execution (machine, status);
CREATE INDEX execution_running ON execution (status) WHERE status = 0;

-- key = execution number * 2^20 + sequence: the rows of an execution lie side by side, in order, without a second index.
CREATE TABLE journal (
  key INTEGER PRIMARY KEY,
  event_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
