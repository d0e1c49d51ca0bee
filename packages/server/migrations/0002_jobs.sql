-- The job queue. A job is written in the transaction that causes it and is the outbox of what must follow; a job
-- that is done is deleted. Every index here is partial, so that jobs set aside for good cost the living nothing.
create table jobs (
  workspace_id uuid not null,
  job_id uuid not null,
  kind text not null,
  payload jsonb not null,
  -- Jobs of one key run one at a time, in the order of `position`.
  serial_key text,
  -- At most one job of a key waits. One that runs does not count: what happened since needs another run.
  unique_key text,
  position bigint generated always as identity,
  run_at timestamptz not null,
  attempts integer not null default 0,
  -- Who works on it, and until when that may be believed. A worker that dies leaves both behind.
  lease_id uuid,
  leased_until timestamptz,
  last_error text,
  -- Set when a job has failed for good: it stays to be looked at, and is replayed by a person.
  dead_at timestamptz,
  primary key (workspace_id, job_id),
  check ((lease_id is null) = (leased_until is null)),
  check (dead_at is null or lease_id is null)
) with (
  -- Rows live for milliseconds: without an early vacuum the claim would read more dead ones than living.
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_scale_factor = 0.01
);
-- The claim: across workspaces, what is due, oldest first. Future retries lie behind what is due and are not read.
create index jobs_due on jobs (run_at, position) where dead_at is null;
-- The claim: whether an earlier job of the same key is there.
create index jobs_serial on jobs (workspace_id, serial_key, position) where dead_at is null and serial_key is not null;
-- Whether one of the key runs. Unique, because two claims at the same moment do not see each other's.
create unique index jobs_serial_running on jobs (workspace_id, serial_key)
  where lease_id is not null and serial_key is not null;
create unique index jobs_unique_waiting on jobs (workspace_id, unique_key)
  where unique_key is not null and lease_id is null and dead_at is null;

-- Recurring work that is nobody's but the server's: which turn was last taken, so that one node alone takes each.
create table schedules (
  name text primary key,
  taken_for timestamptz not null,
  -- While a turn runs. Past it, the node that ran it is believed dead.
  busy_until timestamptz
);
