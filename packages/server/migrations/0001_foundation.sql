-- The ground everything stands on: people, workspaces, contacts, conversations, sessions with their log and its
-- feed, messages, files. Every workspace's table leads with workspace_id in its keys and indexes, so that the same
-- schema can be distributed by workspace, and so that no query can forget whose rows it reads.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- People inside, once for all workspaces, so that one person has one sign-in.
create table users (
  user_id uuid primary key,
  email text not null,
  name text not null,
  password_hash text not null,
  created_at timestamptz not null default now(),
  check (email = lower(email))
);
create unique index users_email on users (email);

create table workspaces (
  workspace_id uuid primary key,
  name text not null,
  -- Changes when a database is restored: every client then loads again instead of trusting its position.
  epoch uuid not null,
  settings jsonb not null default '{}',
  -- Session numbers are taken in blocks, so that starting a session does not queue behind every other start.
  next_number bigint not null default 1,
  created_at timestamptz not null default now()
);

-- What is looked up before the workspace is known: hashed tokens (logins, visitors, invitations) and widget keys.
-- Only hashes of secrets are kept, so a copy of this table lets nobody in.
create table directory (
  kind text not null check (kind in ('login', 'visitor', 'invitation', 'widget_key')),
  key_hash bytea not null,
  workspace_id uuid references workspaces (workspace_id) on delete cascade,
  subject_id uuid not null,
  data jsonb not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  primary key (kind, key_hash)
);
create index directory_subject on directory (subject_id, kind);

-- Failed sign-ins per account and per address; in the database, so that every node counts the same.
create table throttles (
  key text primary key,
  failures integer not null,
  window_ends_at timestamptz not null
);

create table memberships (
  workspace_id uuid not null references workspaces (workspace_id),
  user_id uuid not null references users (user_id),
  role text not null check (role in ('agent', 'supervisor', 'admin', 'owner')),
  display_name text not null,
  avatar_file_id uuid,
  deactivated_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
-- A person's workspaces, asked at sign-in before any workspace is known.
create index memberships_user on memberships (user_id);

create table invitations (
  workspace_id uuid not null references workspaces (workspace_id),
  invitation_id uuid not null,
  email text not null,
  role text not null check (role in ('agent', 'supervisor', 'admin', 'owner')),
  invited_by uuid not null,
  team_ids uuid[] not null default '{}',
  inbox_ids uuid[] not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  primary key (workspace_id, invitation_id)
);

create table teams (
  workspace_id uuid not null references workspaces (workspace_id),
  team_id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, team_id)
);
create unique index teams_name on teams (workspace_id, lower(name));

create table team_members (
  workspace_id uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  primary key (workspace_id, team_id, user_id),
  foreign key (workspace_id, team_id) references teams (workspace_id, team_id) on delete cascade,
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id)
);
create index team_members_user on team_members (workspace_id, user_id);

create table bots (
  workspace_id uuid not null references workspaces (workspace_id),
  bot_id uuid not null,
  name text not null,
  kind text not null check (kind in ('scripted')),
  script jsonb not null default '{}',
  avatar_file_id uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, bot_id)
);

create table inboxes (
  workspace_id uuid not null references workspaces (workspace_id),
  inbox_id uuid not null,
  name text not null,
  -- The adapter that serves it. A generic inbox carries the label of the channel its sessions came from.
  channel_kind text not null,
  channel_label text,
  starts_in text not null default 'unassigned' check (starts_in in ('bot', 'unassigned')),
  bot_id uuid,
  team_id uuid,
  settings jsonb not null default '{}',
  widget_key text,
  -- Sealed: the key that signs visitors' identities never stands in the database as it is.
  identity_secret bytea,
  created_at timestamptz not null default now(),
  primary key (workspace_id, inbox_id),
  foreign key (workspace_id, bot_id) references bots (workspace_id, bot_id),
  foreign key (workspace_id, team_id) references teams (workspace_id, team_id),
  check (starts_in <> 'bot' or bot_id is not null)
);

-- Who works an inbox: these agents, and everybody in these teams. Supervisors and above see all of them.
create table inbox_agents (
  workspace_id uuid not null,
  inbox_id uuid not null,
  user_id uuid not null,
  primary key (workspace_id, inbox_id, user_id),
  foreign key (workspace_id, inbox_id) references inboxes (workspace_id, inbox_id) on delete cascade,
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id)
);
create index inbox_agents_user on inbox_agents (workspace_id, user_id);

create table inbox_teams (
  workspace_id uuid not null,
  inbox_id uuid not null,
  team_id uuid not null,
  primary key (workspace_id, inbox_id, team_id),
  foreign key (workspace_id, inbox_id) references inboxes (workspace_id, inbox_id) on delete cascade,
  foreign key (workspace_id, team_id) references teams (workspace_id, team_id) on delete cascade
);
create index inbox_teams_team on inbox_teams (workspace_id, team_id);

create table contacts (
  workspace_id uuid not null references workspaces (workspace_id),
  contact_id uuid not null,
  name text,
  email text,
  phone text,
  locale text,
  avatar_url text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, contact_id)
);

-- One address of a contact on one inbox's channel. Verified: the channel, or a signature, vouches for it.
create table identities (
  workspace_id uuid not null,
  inbox_id uuid not null,
  external_id text not null,
  contact_id uuid not null,
  verified boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (workspace_id, inbox_id, external_id),
  foreign key (workspace_id, inbox_id) references inboxes (workspace_id, inbox_id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, contact_id)
);
create index identities_contact on identities (workspace_id, contact_id);

-- The endless thread of one contact on one inbox. session_id is the latest of its sessions; the row's lock is
-- what makes one writer per conversation.
create table conversations (
  workspace_id uuid not null,
  conversation_id uuid not null,
  inbox_id uuid not null,
  contact_id uuid not null,
  thread text not null,
  session_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, conversation_id),
  foreign key (workspace_id, inbox_id) references inboxes (workspace_id, inbox_id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, contact_id)
);
create unique index conversations_thread on conversations (workspace_id, inbox_id, thread);
create index conversations_contact on conversations (workspace_id, contact_id);

-- The session as its events leave it. No column that a message changes is indexed, so that counting one
-- rewrites the row in place (fillfactor leaves the room) and no index.
create table sessions (
  workspace_id uuid not null,
  session_id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  inbox_id uuid not null,
  number bigint not null,
  version integer not null,
  state text not null check (state in ('bot', 'unassigned', 'assigned', 'on_hold', 'wrap_up', 'ended')),
  since timestamptz not null,
  agent_id uuid,
  bot_id uuid,
  team_id uuid,
  hold_until timestamptz,
  end_reason text,
  ended_by jsonb,
  started_at timestamptz not null,
  last_activity_at timestamptz not null,
  last_message_id uuid,
  last_message_at timestamptz,
  last_message_from text check (last_message_from in ('contact', 'agent', 'bot')),
  waiting_since timestamptz,
  message_count integer not null default 0,
  contact_message_count integer not null default 0,
  agent_message_count integer not null default 0,
  bot_message_count integer not null default 0,
  note_count integer not null default 0,
  transfer_count integer not null default 0,
  wait_ms bigint,
  total_wait_ms bigint not null default 0,
  bot_ms bigint not null default 0,
  handling_ms bigint not null default 0,
  hold_ms bigint not null default 0,
  wrap_up_ms bigint not null default 0,
  first_response_ms bigint,
  first_unassigned_at timestamptz,
  handoff_at timestamptz,
  -- How many of the contact's messages an agent has read: a mark, not a part of the log.
  agent_read_count integer not null default 0,
  primary key (workspace_id, session_id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, conversation_id),
  check ((state = 'ended') = (end_reason is not null)),
  check ((state = 'ended') = (ended_by is not null)),
  check ((state = 'bot') = (bot_id is not null)),
  check (state not in ('assigned', 'on_hold', 'wrap_up') or agent_id is not null),
  check (state not in ('bot', 'unassigned') or agent_id is null),
  check (message_count = contact_message_count + agent_message_count + bot_message_count)
) with (fillfactor = 80);
create unique index sessions_number on sessions (workspace_id, number);
-- The promise "at most one session that is not ended per conversation", kept by the database as well.
create unique index sessions_one_live on sessions (workspace_id, conversation_id) where state <> 'ended';
create index sessions_conversation on sessions (workspace_id, conversation_id, number);
create index sessions_contact on sessions (workspace_id, contact_id, started_at desc, session_id desc);
-- Live lists are small: they are found by state and holder, and sorted in memory by whatever the list asks.
create index sessions_live on sessions (workspace_id, state, agent_id) where state <> 'ended';
-- The table's default sort, over everything and over one state.
create index sessions_started on sessions (workspace_id, started_at desc, session_id desc);
create index sessions_state_started on sessions (workspace_id, state, started_at desc, session_id desc);
-- The Inbox's list of ended sessions; an ended row hardly ever changes, so the index costs live ones nothing.
create index sessions_ended_activity on sessions (workspace_id, last_activity_at desc, session_id desc)
  where state = 'ended';

-- One row per thing that happened, written once. `version` orders a session, (stream, feed_offset) the feed.
create table session_events (
  workspace_id uuid not null,
  session_id uuid not null,
  version integer not null,
  conversation_id uuid not null,
  stream smallint not null,
  feed_offset bigint not null,
  at timestamptz not null,
  event jsonb not null,
  primary key (workspace_id, session_id, version)
);
create unique index session_events_feed on session_events (workspace_id, stream, feed_offset);

-- The place of the last event of each of a workspace's 16 streams. Its row is locked last and briefly, which is
-- what makes the feed gapless without making writers queue.
create table stream_heads (
  workspace_id uuid not null references workspaces (workspace_id),
  stream smallint not null check (stream between 0 and 15),
  last_offset bigint not null default 0,
  primary key (workspace_id, stream)
) with (fillfactor = 50);

-- Answers to writes that carried a client's id, so that a retry gets the first answer and changes nothing.
create table idempotency (
  workspace_id uuid not null,
  owner_id uuid not null,
  client_id text not null,
  body_hash bytea not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, owner_id, client_id)
);
create index idempotency_age on idempotency (workspace_id, created_at);

create table messages (
  workspace_id uuid not null,
  message_id uuid not null,
  session_id uuid not null,
  conversation_id uuid not null,
  version integer not null,
  author jsonb not null,
  -- Null where erased.
  text text,
  file_count smallint not null default 0,
  client_id text,
  at timestamptz not null,
  delivered_at timestamptz,
  read_at timestamptz,
  primary key (workspace_id, message_id)
);
create unique index messages_session on messages (workspace_id, session_id, version);

create table notes (
  workspace_id uuid not null,
  note_id uuid not null,
  session_id uuid not null,
  conversation_id uuid not null,
  version integer not null,
  author jsonb not null,
  text text,
  at timestamptz not null,
  primary key (workspace_id, note_id)
);
create unique index notes_session on notes (workspace_id, session_id, version);

-- Uploaded bytes live in the file store under storage_key; a row nobody claims with a message goes after a day.
create table files (
  workspace_id uuid not null,
  file_id uuid not null,
  storage_key text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  uploaded_by jsonb not null,
  conversation_id uuid,
  message_id uuid,
  position smallint not null default 0,
  -- An avatar belongs to no message, and is kept.
  kept boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (workspace_id, file_id)
);
create index files_message on files (workspace_id, message_id) where message_id is not null;
create index files_unclaimed on files (workspace_id, created_at) where message_id is null and not kept;

create table drafts (
  workspace_id uuid not null,
  user_id uuid not null,
  conversation_id uuid not null,
  text text not null,
  file_ids uuid[] not null default '{}',
  updated_at timestamptz not null default now(),
  primary key (workspace_id, user_id, conversation_id),
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, conversation_id)
);

-- Which line of which source became which session, so that an import can be run again and goes on where it stopped.
create table imported_sessions (
  workspace_id uuid not null,
  external_id text not null,
  session_id uuid not null,
  primary key (workspace_id, external_id)
);
