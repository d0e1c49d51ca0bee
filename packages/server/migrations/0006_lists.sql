-- What lists need after years: whoever filters by inbox, or works a few of them, walks those alone; the live sessions
-- are found in the table's order without meeting the ended ones. No column here changes with a message.

create index sessions_live_started on sessions (workspace_id, started_at desc, session_id desc) where state <> 'ended';
create index sessions_inbox_started on sessions (workspace_id, inbox_id, started_at desc, session_id desc);
create index sessions_inbox_ended_activity on sessions (workspace_id, inbox_id, last_activity_at desc, session_id desc)
  where state = 'ended';
