-- What sessions are watched, found and read by: what people say of them (priority, outcome, rating, tags, fields), where
-- they came from, who took part; saved views, watch-words, bans, work on many sessions at once, and the audit log.
-- Every new column has a constant default, so no table is rewritten, and no old one is locked for longer than that.

alter table sessions
  -- The place in the domain's list of priorities: 0 is urgent, 2 is normal.
  add column priority smallint not null default 2 check (priority between 0 and 3),
  add column outcome text,
  add column rating smallint check (rating between 1 and 5),
  add column tag_ids uuid[] not null default '{}',
  add column mentioned_ids uuid[] not null default '{}',
  add column watch_hit_count integer not null default 0,
  -- Every agent's part: the domain's `Participant`.
  add column participants jsonb not null default '[]',
  -- Custom fields by key, and where each value came from. Beside the log, so that erasing a person is an update.
  add column fields jsonb not null default '{}',
  add column field_sources jsonb not null default '{}',
  -- Where it came from, written once at the start.
  add column language text,
  add column country text,
  add column page_url text,
  add column referrer text,
  add column device text check (device in ('desktop', 'phone', 'tablet')),
  -- By which fold the columns were made of the log: the domain's `foldVersion`. Rows from before it are made anew.
  add column fold_version smallint not null default 0;

-- Which sessions carry a tag, in the table's order: a list by tag walks this. Written with the row, by the same events.
create table session_tags (
  workspace_id uuid not null,
  tag_id uuid not null,
  started_at timestamptz not null,
  session_id uuid not null,
  primary key (workspace_id, tag_id, started_at, session_id)
);
create index session_tags_session on session_tags (workspace_id, session_id);

create table tags (
  workspace_id uuid not null references workspaces (workspace_id),
  tag_id uuid not null,
  scope text not null check (scope in ('session', 'contact')),
  name text not null,
  colour text not null,
  position integer not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, tag_id)
);
create unique index tags_name on tags (workspace_id, scope, lower(name));

-- What a workspace wants to know of its sessions and contacts besides what every workspace knows.
create table field_definitions (
  workspace_id uuid not null references workspaces (workspace_id),
  field_id uuid not null,
  scope text not null check (scope in ('session', 'contact')),
  -- How values, filters and programs name it. Never changes.
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  name text not null,
  kind text not null check (kind in ('text', 'number', 'date', 'choice', 'multi_choice', 'boolean', 'url')),
  choices text[] not null default '{}',
  required_on_end boolean not null default false,
  position integer not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, field_id)
);
create unique index field_definitions_key on field_definitions (workspace_id, scope, key);

alter table contacts
  add column tag_ids uuid[] not null default '{}',
  add column fields jsonb not null default '{}',
  add column field_sources jsonb not null default '{}',
  -- The name as search compares it: lower case, without accents. Kept by whoever writes the name, by domain/search.
  add column folded_name text not null default '';
alter table notes add column mentions uuid[] not null default '{}';

-- When an inbox works: the domain's `Calendar`. Null: nobody has said, and there are no business hours to count.
alter table inboxes add column calendar jsonb;

-- A saved filter with its columns and order: one's own, a team's, or everybody's.
create table views (
  workspace_id uuid not null references workspaces (workspace_id),
  view_id uuid not null,
  user_id uuid not null,
  scope text not null check (scope in ('me', 'team', 'everyone')),
  team_id uuid,
  name text not null,
  definition jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, view_id),
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id),
  foreign key (workspace_id, team_id) references teams (workspace_id, team_id) on delete cascade,
  check ((scope = 'team') = (team_id is not null))
);
create index views_user on views (workspace_id, user_id);

-- What a person has arranged for themselves, by a key of the screen's: the columns of a view, for one.
create table preferences (
  workspace_id uuid not null,
  user_id uuid not null,
  key text not null,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, user_id, key),
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id)
);

-- Contacts who are not let in, and those who were. A ban is over when lifted, or when its time has come.
create table bans (
  workspace_id uuid not null,
  ban_id uuid not null,
  contact_id uuid not null,
  reason text not null,
  by_user_id uuid not null,
  until timestamptz,
  created_at timestamptz not null,
  lifted_at timestamptz,
  lifted_by_user_id uuid,
  -- What they tried to say meanwhile: how often, and when last.
  refused_count integer not null default 0,
  refused_at timestamptz,
  primary key (workspace_id, ban_id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, contact_id)
);
create unique index bans_standing on bans (workspace_id, contact_id) where lifted_at is null;
create index bans_created on bans (workspace_id, created_at desc, ban_id desc);

create table watch_words (
  workspace_id uuid not null references workspaces (workspace_id),
  watch_word_id uuid not null,
  -- Whose messages it is looked for in.
  side text not null check (side in ('contact', 'agent', 'both')),
  text text not null,
  created_at timestamptz not null default now(),
  -- No longer watched for; kept, because hits name it.
  removed_at timestamptz,
  primary key (workspace_id, watch_word_id)
);
create unique index watch_words_text on watch_words (workspace_id, side, lower(text)) where removed_at is null;

-- Which message held which watch-words, and who wrote it.
create table watch_hits (
  workspace_id uuid not null,
  message_id uuid not null,
  session_id uuid not null,
  inbox_id uuid not null,
  -- The agent who wrote it; null for a contact's.
  agent_id uuid,
  word_ids uuid[] not null,
  at timestamptz not null,
  primary key (workspace_id, message_id)
);
create index watch_hits_session on watch_hits (workspace_id, session_id);
create index watch_hits_at on watch_hits (workspace_id, at desc, message_id desc);
create index watch_hits_agent on watch_hits (workspace_id, agent_id, at desc) where agent_id is not null;

-- Work on many sessions: what is to be done, to which (frozen at the beginning), and what came of each.
create table batches (
  workspace_id uuid not null references workspaces (workspace_id),
  batch_id uuid not null,
  user_id uuid not null,
  -- The API key it was begun with: what that may do is all that the batch may.
  api_key_id uuid,
  action jsonb not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled')),
  total integer not null,
  done_count integer not null default 0,
  -- Of those done, how many were so already.
  unchanged_count integer not null default 0,
  failed_count integer not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, batch_id),
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id)
);
create index batches_created on batches (workspace_id, created_at);

create table batch_items (
  workspace_id uuid not null,
  batch_id uuid not null,
  position integer not null,
  session_id uuid not null,
  number bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'unchanged', 'failed')),
  error text,
  -- The tags it put on and took off, so that this can be taken back and no more.
  tags jsonb,
  primary key (workspace_id, batch_id, position),
  foreign key (workspace_id, batch_id) references batches (workspace_id, batch_id) on delete cascade
);
create index batch_items_waiting on batch_items (workspace_id, batch_id, position) where state = 'waiting';
create index batch_items_failed on batch_items (workspace_id, batch_id, position) where state = 'failed';

-- Who did, read or searched what, and from where. Only ever added to.
create table audit_log (
  workspace_id uuid not null,
  entry_id uuid not null,
  at timestamptz not null,
  actor jsonb not null,
  user_id uuid,
  action text not null,
  subject_kind text,
  subject_id uuid,
  details jsonb not null default '{}',
  address text,
  primary key (workspace_id, entry_id)
);
create index audit_log_at on audit_log (workspace_id, at desc, entry_id desc);
create index audit_log_user on audit_log (workspace_id, user_id, at desc, entry_id desc);
create index audit_log_action on audit_log (workspace_id, action, at desc, entry_id desc);
create index audit_log_subject on audit_log (workspace_id, subject_id, at desc, entry_id desc)
  where subject_id is not null;

-- The words of messages, for search: made from the feed, by whoever reads it for the index (see feed_places).
create table message_search (
  workspace_id uuid not null,
  message_id uuid not null,
  session_id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  inbox_id uuid not null,
  author text not null check (author in ('contact', 'agent', 'bot')),
  at timestamptz not null,
  tokens tsvector not null,
  -- The folded words in their order, a space before and after each, by which phrases are told.
  words text not null,
  primary key (workspace_id, message_id)
);
-- New rows wait in a list that every search reads through: it is kept short, which still fills three times as fast as none.
create index message_search_tokens on message_search using gin (workspace_id, tokens) with (gin_pending_list_limit = 1024);
create index message_search_at on message_search (workspace_id, at desc, message_id desc);
create index message_search_contact on message_search (workspace_id, contact_id, at desc, message_id desc);
create index message_search_session on message_search (workspace_id, session_id, at desc, message_id desc);

-- How far each reader of the feed that keeps something of its own has come.
create table feed_places (
  workspace_id uuid not null references workspaces (workspace_id),
  reader text not null,
  stream smallint not null check (stream between 0 and 15),
  last_offset bigint not null default 0,
  primary key (workspace_id, reader, stream)
);
