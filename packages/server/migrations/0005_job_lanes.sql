-- Work that waits for the world outside (providers, webhooks) has a lane of its own, with workers of its own, so that a
-- slow one never keeps a bot's answer waiting. What was written before stays where it was.

alter table jobs add column lane text not null default 'inside' check (lane in ('inside', 'outside'));

-- The claim: across workspaces, what is due in a lane, oldest first. Future retries lie behind it and are not read.
drop index jobs_due;
create index jobs_due on jobs (lane, run_at, position) where dead_at is null;
