-- The indexes of what 0008 added to sessions, apart from it: building them lets everybody read meanwhile.

-- What is still to be made anew; empty when all is done. A later fold takes another index in its place.
create index sessions_unfolded on sessions (workspace_id, session_id) where fold_version < 1;

-- The history by what people filter it by most, each in the table's order. No column here changes with a message.
create index sessions_agent_started on sessions (workspace_id, agent_id, started_at desc, session_id desc)
  where agent_id is not null;
create index sessions_team_started on sessions (workspace_id, team_id, started_at desc, session_id desc)
  where team_id is not null;
create index sessions_ended on sessions (workspace_id, since desc, session_id desc) where state = 'ended';
