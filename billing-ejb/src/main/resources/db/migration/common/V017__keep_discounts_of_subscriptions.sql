-- The ids of the discounts that hold, with spaces between.
alter table subscriptions add column discount_ids varchar(5000);
