-- Contacts by a part of their name, address or number: the names that are there folded as domain/search folds them, and the
-- indexes on what people remember a part of.

update contacts set folded_name = translate(
  replace(replace(replace(
    regexp_replace(normalize(lower(name), NFKD), '[\u0300-\u036f]', '', 'g'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
  'øłđħıς', 'oldhiσ')
where name is not null;

create index contacts_folded_name on contacts using gin (workspace_id, folded_name gin_trgm_ops);
create index contacts_email_part on contacts using gin (workspace_id, email gin_trgm_ops) where email is not null;
create index contacts_phone_part on contacts using gin (workspace_id, phone gin_trgm_ops) where phone is not null;
-- A phone number however it is written: by its digits alone.
create index contacts_phone_digits on contacts
  using gin (workspace_id, regexp_replace(phone, '\D', '', 'g') gin_trgm_ops) where phone is not null;
create index contacts_tags on contacts using gin (workspace_id, tag_ids) where tag_ids <> '{}';
