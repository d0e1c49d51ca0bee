-- What a team learns from its sessions: tags in a tree, summaries and moods, supervisors' reviews, and files of sessions
-- taken out. Every new column has a constant default, so no table is rewritten, and no old one is locked for longer.

alter table tags
  -- The tag it stands under; null at the top. Three levels at most, and only for sessions: the domain's rule.
  add column parent_id uuid,
  -- Of the tags under it, a session carries one at most.
  add column is_exclusive boolean not null default false,
  -- An agent cannot end a session that carries neither it nor any tag under it.
  add column is_required boolean not null default false,
  add constraint tags_parent foreign key (workspace_id, parent_id) references tags (workspace_id, tag_id),
  add constraint tags_not_own_parent check (parent_id <> tag_id);
-- Two branches may have a tag of the same name each.
drop index tags_name;
create unique index tags_name on tags
  (workspace_id, scope, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name));

-- What became of a tag that was merged: work on what carried it finds where it went, however often that was merged on.
create table tag_merges (
  workspace_id uuid not null references workspaces (workspace_id),
  tag_id uuid not null,
  into_id uuid not null,
  primary key (workspace_id, tag_id)
);

-- Who may write a field; the domain's list of sources.
alter table field_definitions
  add column writers text[] not null default '{widget,bot,agent,api}';

alter table sessions
  -- Made of events, like the columns beside them.
  add column summarised_by text check (summarised_by in ('hand', 'extractive', 'model')),
  add column sentiment smallint check (sentiment between -100 and 100),
  add column qa_score double precision check (qa_score between 0 and 100);

-- What a session was about, in few words: beside the log, so that erasing a person is a delete.
create table session_summaries (
  workspace_id uuid not null,
  session_id uuid not null,
  text text not null,
  -- How it was made: the domain's `SummaryMethod`, and what made it, by name and version.
  method text not null check (method in ('hand', 'extractive', 'model')),
  maker text not null,
  language text,
  -- How far the mood can be trusted: 'low' where only a small lexicon knows the language.
  sentiment_confidence text check (sentiment_confidence in ('low', 'high')),
  topics text[] not null default '{}',
  suggested_tag_ids uuid[] not null default '{}',
  made_at timestamptz not null,
  -- Who wrote it by hand; null for a program.
  edited_by uuid,
  -- The session's version it was made of: a session that went on since is summarised anew.
  of_version integer not null,
  -- Its words as search knows them.
  tokens tsvector not null,
  words text not null,
  primary key (workspace_id, session_id)
);
create index session_summaries_tokens on session_summaries using gin (workspace_id, tokens)
  with (gin_pending_list_limit = 1024);

-- What a good session is, in a team's own words: categories of criteria with weights. A change makes a new version, and
-- a review keeps the version it was made by.
create table scorecards (
  workspace_id uuid not null references workspaces (workspace_id),
  scorecard_id uuid not null,
  version integer not null,
  name text not null,
  -- The domain's `Scorecard` of this version.
  definition jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, scorecard_id, version)
);
-- Which of the versions is in use; a scorecard put away is kept for its reviews.
create table scorecards_in_use (
  workspace_id uuid not null,
  scorecard_id uuid not null,
  version integer not null,
  position integer not null,
  archived_at timestamptz,
  primary key (workspace_id, scorecard_id),
  foreign key (workspace_id, scorecard_id, version) references scorecards (workspace_id, scorecard_id, version)
);

-- A supervisor's verdict on an agent's part in a session.
create table qa_reviews (
  workspace_id uuid not null,
  review_id uuid not null,
  session_id uuid not null,
  -- Whose work it is about; null for a session that no agent had.
  agent_id uuid,
  reviewer_id uuid not null,
  -- Null for a score and notes alone.
  scorecard_id uuid,
  scorecard_version integer,
  state text not null default 'draft' check (state in ('draft', 'submitted')),
  -- The domain's `Answers`: by criterion, with evidence.
  answers jsonb not null default '{}',
  comment text not null default '',
  score double precision check (score between 0 and 100),
  -- Raised with every change: of two who change it at once, the second is told.
  version integer not null default 1,
  -- What the agent says of it, and what is answered.
  response text not null default 'none' check (response in ('none', 'acknowledged', 'disputed', 'upheld', 'corrected')),
  response_text text,
  responded_at timestamptz,
  answer_text text,
  answered_by uuid,
  answered_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  primary key (workspace_id, review_id),
  foreign key (workspace_id, session_id) references sessions (workspace_id, session_id) on delete cascade,
  foreign key (workspace_id, scorecard_id, scorecard_version)
    references scorecards (workspace_id, scorecard_id, version),
  check ((state = 'submitted') = (submitted_at is not null))
);
-- A reviewer has one review of a session by each scorecard.
create unique index qa_reviews_once on qa_reviews
  (workspace_id, session_id, reviewer_id, coalesce(scorecard_id, '00000000-0000-0000-0000-000000000000'));
create index qa_reviews_session on qa_reviews (workspace_id, session_id);
-- Lists go by when a review was given, and a draft by when it was begun: newest first.
create index qa_reviews_newest on qa_reviews
  (workspace_id, coalesce(submitted_at, created_at) desc, review_id desc);
create index qa_reviews_agent on qa_reviews
  (workspace_id, agent_id, coalesce(submitted_at, created_at) desc, review_id desc);
create index qa_reviews_reviewer on qa_reviews
  (workspace_id, reviewer_id, coalesce(submitted_at, created_at) desc, review_id desc);
create index qa_reviews_scorecard on qa_reviews
  (workspace_id, scorecard_id, coalesce(submitted_at, created_at) desc, review_id desc);
create index qa_reviews_disputed on qa_reviews
  (workspace_id, coalesce(submitted_at, created_at) desc, review_id desc) where response = 'disputed';

-- From which sessions reviewers draw, how, and how many each is to review in a week.
create table review_queues (
  workspace_id uuid not null references workspaces (workspace_id),
  queue_id uuid not null,
  name text not null,
  -- The domain's `ReviewQueue`: filter, sample, scorecard, reviewers, weekly goal.
  definition jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, queue_id)
);
create unique index review_queues_name on review_queues (workspace_id, lower(name));
-- The sessions that were drawn. One is handed to one reviewer at a time.
create table review_items (
  workspace_id uuid not null,
  queue_id uuid not null,
  session_id uuid not null,
  -- The group it was drawn for, in a stratified sample: an agent, an inbox, a team.
  stratum text,
  -- In what order they are handed out: random, so that nobody chooses.
  position integer not null,
  drawn_at timestamptz not null,
  reviewer_id uuid,
  claimed_at timestamptz,
  state text not null default 'waiting' check (state in ('waiting', 'claimed', 'done', 'skipped')),
  done_at timestamptz,
  primary key (workspace_id, queue_id, session_id),
  foreign key (workspace_id, queue_id) references review_queues (workspace_id, queue_id) on delete cascade,
  foreign key (workspace_id, session_id) references sessions (workspace_id, session_id) on delete cascade,
  check ((reviewer_id is null) = (state = 'waiting'))
);
create index review_items_next on review_items (workspace_id, queue_id, position) where state = 'waiting';
create index review_items_claimed on review_items (workspace_id, queue_id, reviewer_id) where state = 'claimed';
create index review_items_done on review_items (workspace_id, queue_id, done_at) where state in ('done', 'skipped');
create index review_items_session on review_items (workspace_id, session_id);

-- Files of sessions that somebody takes out. What goes into one is frozen first; it is written in parts, so that a
-- server that stops goes on where it was.
create table exports (
  workspace_id uuid not null references workspaces (workspace_id),
  export_id uuid not null,
  user_id uuid not null,
  api_key_id uuid,
  -- Which plan made it, if one did.
  plan_id uuid,
  format text not null check (format in ('csv', 'xlsx', 'html', 'jsonl')),
  -- The contract's `ExportOptions`: columns in order, and what of each session.
  options jsonb not null,
  -- What the file is called, without its ending.
  name text not null,
  state text not null default 'running'
    check (state in ('running', 'done', 'failed', 'cancelled', 'expired')),
  total integer not null,
  -- Sessions written; those deleted meanwhile are counted apart.
  done_count integer not null default 0,
  gone_count integer not null default 0,
  bytes bigint not null default 0,
  -- Why it failed, as a code.
  error text,
  -- The finished file in the store, with its ending and its type.
  key text,
  ending text,
  media_type text,
  -- Where whoever works on it now writes: nobody else may say that they have written, and who comes after a crash knows
  -- what was left half done.
  next_key text,
  created_at timestamptz not null,
  finished_at timestamptz,
  -- When its file is thrown away.
  expires_at timestamptz,
  primary key (workspace_id, export_id),
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id)
);
create index exports_user on exports (workspace_id, user_id, created_at desc, export_id desc);
create index exports_running on exports (workspace_id, created_at) where state = 'running';
create index exports_expiring on exports (workspace_id, expires_at) where state = 'done';
create index exports_unswept on exports (workspace_id, finished_at) where state <> 'running' and next_key is not null;
-- Which sessions, as of which version, in the file's order.
create table export_items (
  workspace_id uuid not null,
  export_id uuid not null,
  position integer not null,
  session_id uuid not null,
  version integer not null,
  primary key (workspace_id, export_id, position),
  foreign key (workspace_id, export_id) references exports (workspace_id, export_id) on delete cascade
);
-- The parts that are written: `key` is the file's in the store.
create table export_parts (
  workspace_id uuid not null,
  export_id uuid not null,
  part integer not null,
  -- What it belongs to, where a format has several files: a sheet, a page, an attachment.
  name text not null default '',
  first_position integer not null,
  last_position integer not null,
  gone_count integer not null default 0,
  key text not null,
  bytes bigint not null,
  details jsonb not null default '{}',
  primary key (workspace_id, export_id, part),
  foreign key (workspace_id, export_id) references exports (workspace_id, export_id) on delete cascade
);

-- Exports that are made again and again, of a view.
create table export_plans (
  workspace_id uuid not null references workspaces (workspace_id),
  plan_id uuid not null,
  user_id uuid not null,
  view_id uuid not null,
  name text not null,
  format text not null check (format in ('csv', 'xlsx', 'html', 'jsonl')),
  options jsonb not null,
  -- The domain's `ExportRhythm`: daily, weekly or monthly, at what time, in which zone.
  rhythm jsonb not null,
  next_at timestamptz not null,
  last_at timestamptz,
  -- Why the last time came to nothing, as a code.
  last_error text,
  created_at timestamptz not null,
  primary key (workspace_id, plan_id),
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id),
  foreign key (workspace_id, view_id) references views (workspace_id, view_id) on delete cascade
);
-- Across workspaces: whoever runs what is due asks for all of them at once.
create index export_plans_next on export_plans (next_at);
-- Exports have a lane of their own, so that a large one holds up nobody's work.
alter table jobs drop constraint jobs_lane_check,
  add constraint jobs_lane_check check (lane in ('inside', 'outside', 'exports'));
