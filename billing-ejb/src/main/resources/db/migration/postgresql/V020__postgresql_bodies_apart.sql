-- An event's row is written anew at each change of its state, its body never changes. So the body lies beside the table
-- as it came: storing costs no compression, and a change of state copies a pointer and not a kilobyte.
alter table webhook_events alter column body set storage external;
