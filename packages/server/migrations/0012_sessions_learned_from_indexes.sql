-- The indexes of what 0011 added to sessions, apart from it: building them lets everybody read meanwhile.

-- Ended sessions that wait for a summary, the newest first: whoever makes them walks this.
create index sessions_unsummarised on sessions (workspace_id, started_at desc, session_id desc)
  where state = 'ended' and summarised_by is null;

create index sessions_sentiment on sessions (workspace_id, sentiment, started_at desc) where sentiment is not null;
create index sessions_qa_score on sessions (workspace_id, qa_score, started_at desc) where qa_score is not null;
