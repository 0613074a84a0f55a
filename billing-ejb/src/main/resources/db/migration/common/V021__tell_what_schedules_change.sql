-- The phase that comes next, and what is paid for in it as {"items": [{"price": ..., "quantity": ...}]}.
alter table subscription_schedules add next_phase_start timestamp(6) with time zone;
alter table subscription_schedules add next_items text;
