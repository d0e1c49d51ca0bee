-- Programs ask for the contacts with one e-mail address before they make another.
create index contacts_email on contacts (workspace_id, email) where email is not null;
