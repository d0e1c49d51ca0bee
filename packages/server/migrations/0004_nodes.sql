-- What several nodes on one database need to agree on: the key they share, and whose rights have changed.

-- One row: what the installation's key signs, by which a node that was given another key is refused at its start.
create table installation_key (
  is_only boolean primary key default true check (is_only),
  fingerprint text not null
);

-- Every change that may take a right away from somebody who is connected, for minutes. The bus is quicker; this is
-- what reaches every node also while the bus does not.
create table rights_changes (
  change_id uuid primary key,
  -- Who wrote it, and so knows.
  node_id uuid not null,
  at timestamptz not null default now(),
  signal jsonb not null
);
