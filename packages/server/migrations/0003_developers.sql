-- What developers integrate by: API keys, channels of their own with what they deliver and what they are given, and
-- webhooks that follow the feed. A message remembers what became of it after it was said.

alter table directory drop constraint directory_kind_check;
alter table directory add constraint directory_kind_check
  check (kind in ('login', 'visitor', 'invitation', 'widget_key', 'api_key', 'channel_account', 'reset'));

-- A key's hash is in the directory; here is what people see of it. It acts as its maker.
create table api_keys (
  workspace_id uuid not null,
  api_key_id uuid not null,
  user_id uuid not null,
  name text not null,
  hint text not null,
  scopes text[] not null,
  key_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  primary key (workspace_id, api_key_id),
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id)
);
create index api_keys_user on api_keys (workspace_id, user_id);

-- Null columns come without rewriting the table: only messages that a channel carried, or that somebody changed, use them.
alter table messages
  add column delivery jsonb,
  add column edited_at timestamptz,
  add column deleted_at timestamptz,
  add column reaction text;

-- What proves and signs an inbox's webhooks, sealed. Rotation lets the old one stand until expires_at.
create table inbox_secrets (
  workspace_id uuid not null,
  inbox_id uuid not null,
  secret_id uuid not null,
  purpose text not null check (purpose in ('inbound', 'outbound')),
  sealed bytea not null,
  hint text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  primary key (workspace_id, inbox_id, secret_id),
  foreign key (workspace_id, inbox_id) references inboxes (workspace_id, inbox_id) on delete cascade
);

-- A provider's request, byte for byte, kept before it is answered: it can be read again after a mistake of ours.
create table deliveries (
  workspace_id uuid not null,
  delivery_id uuid not null,
  inbox_id uuid not null,
  -- The provider's id of the request, by which the same one coming again is known.
  external_id text,
  adapter_version smallint not null,
  method text not null,
  path text not null,
  headers jsonb not null,
  body bytea not null,
  state text not null default 'received' check (state in ('received', 'handled', 'failed')),
  times integer not null default 1,
  attempts integer not null default 0,
  error text,
  received_at timestamptz not null,
  handled_at timestamptz,
  primary key (workspace_id, delivery_id),
  foreign key (workspace_id, inbox_id) references inboxes (workspace_id, inbox_id)
);
create unique index deliveries_external on deliveries (workspace_id, inbox_id, external_id)
  where external_id is not null;
create index deliveries_received on deliveries (workspace_id, received_at desc, delivery_id desc);
create index deliveries_failed on deliveries (workspace_id, received_at desc, delivery_id desc) where state = 'failed';

-- Which message of ours is which of the provider's, both ways. What a provider says of a message that has not come yet
-- (an edit, a receipt) waits here for it.
create table channel_messages (
  workspace_id uuid not null,
  inbox_id uuid not null,
  external_id text not null,
  message_id uuid,
  session_id uuid,
  -- The latest that was said of it, each with its provider's time: edit, deletion, reaction, receipts.
  said jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (workspace_id, inbox_id, external_id),
  foreign key (workspace_id, inbox_id) references inboxes (workspace_id, inbox_id)
);
create index channel_messages_message on channel_messages (workspace_id, message_id) where message_id is not null;
create index channel_messages_age on channel_messages (workspace_id, created_at) where message_id is null;

-- A message on its way to a provider: how often it was tried, what came back, and whether somebody must look.
create table outbox (
  workspace_id uuid not null,
  message_id uuid not null,
  inbox_id uuid not null,
  session_id uuid not null,
  conversation_id uuid not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed', 'unknown')),
  attempts integer not null default 0,
  error jsonb,
  -- Which of its parts have gone, under the provider's ids: a retry goes on after them.
  parts jsonb not null default '[]',
  next_attempt_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, message_id),
  foreign key (workspace_id, inbox_id) references inboxes (workspace_id, inbox_id)
);
create index outbox_state on outbox (workspace_id, state, created_at desc, message_id desc);

-- Addresses that are told of events. Each has its own place in every stream of the feed, so that an event that
-- nobody is told of costs nothing, and one that somebody is told of costs its writer nothing either.
create table webhooks (
  workspace_id uuid not null references workspaces (workspace_id),
  webhook_id uuid not null,
  name text not null,
  url text not null,
  event_types text[] not null,
  with_text boolean not null,
  state text not null default 'active' check (state in ('active', 'paused', 'stopped')),
  reason text,
  secret bytea not null,
  secret_hint text not null,
  old_secret bytea,
  old_secret_until timestamptz,
  -- Since when nothing has arrived; then one delivery at a time is tried, and the next not before probe_at.
  failing_since timestamptz,
  probe_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, webhook_id),
  check ((old_secret is null) = (old_secret_until is null)),
  check ((failing_since is null) = (probe_at is null))
);

create table webhook_places (
  workspace_id uuid not null,
  webhook_id uuid not null,
  stream smallint not null check (stream between 0 and 15),
  last_offset bigint not null,
  primary key (workspace_id, webhook_id, stream),
  foreign key (workspace_id, webhook_id) references webhooks (workspace_id, webhook_id) on delete cascade
);

-- One event to one webhook. The body is made when it is sent, so that erasing a person erases it here too.
create table webhook_deliveries (
  workspace_id uuid not null,
  delivery_id uuid not null,
  webhook_id uuid not null,
  session_id uuid not null,
  version integer not null,
  event_type text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  last_status smallint,
  last_error text,
  duration_ms integer,
  created_at timestamptz not null,
  delivered_at timestamptz,
  primary key (workspace_id, delivery_id),
  foreign key (workspace_id, webhook_id) references webhooks (workspace_id, webhook_id) on delete cascade,
  check ((state = 'waiting') = (next_attempt_at is not null))
);
create unique index webhook_deliveries_event on webhook_deliveries (workspace_id, webhook_id, session_id, version);
create index webhook_deliveries_due on webhook_deliveries (workspace_id, webhook_id, next_attempt_at)
  where state = 'waiting';
create index webhook_deliveries_list on webhook_deliveries (workspace_id, webhook_id, created_at desc, delivery_id desc);
create index webhook_deliveries_dead on webhook_deliveries (workspace_id, webhook_id, created_at desc, delivery_id desc)
  where state = 'dead';
