-- Which operation has the turn, so that whoever concludes it for a dead process can end the turn as well.
alter table subject_leases add column principal varchar(255);
alter table subject_leases add column operation_id varchar(255);
