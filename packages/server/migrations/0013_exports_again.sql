-- An export that came to nothing, or whose file is gone, can be begun anew: so it is kept which sessions were asked for. And a
-- file lies there for a week, in which its maker may lose an inbox: so it is kept what they could see when it was begun.
alter table exports
  -- The sessions or the list as they were asked for, and the name if one was given; null where it was begun before this.
  add column asked jsonb,
  -- The inboxes they saw, and whether it says what reviewers think; null as above.
  add column reach jsonb;
