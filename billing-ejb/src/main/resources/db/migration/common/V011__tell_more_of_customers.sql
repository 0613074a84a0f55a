-- What a customer's object says beside name and email; filled at the next writing, or by a re-projection.
alter table customers add column timezone varchar(64);
alter table customers add column tax_exempt varchar(32);
alter table customers add column tax_country varchar(64);
