-- The job queue. A job is written in the transaction that causes it and is the outbox of what must follow.
-- serial_key: jobs of one key run one at a time, in the order they were written. unique_key: at most one waiting.
create table jobs (
  workspace_id uuid not null,
  job_id uuid not null,
  kind text not null,
  payload jsonb not null,
  serial_key text,
  unique_key text,
  position bigint generated always as identity,
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  leased_until timestamptz,
  lease_id uuid,
  last_error text,
  -- Set when a job has failed for good: it stays to be looked at, and is replayed by a person.
  dead_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, job_id)
) with (fillfactor = 70);
