-- What is to be stopped since nobody waits for it any more, until it has ended. A row is rare and short-lived.
CREATE TABLE stop (
  arn TEXT NOT NULL,
  started_by TEXT NOT NULL,
  PRIMARY KEY (arn, started_by)
) STRICT, WITHOUT ROWID;
