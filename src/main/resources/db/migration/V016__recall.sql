-- Work that is called back, and tasks that get as many answers as they need.

-- A worker whose app is closed hears of work that was called back.
alter table push
  drop constraint push_kind_check,
  add constraint push_kind_check check (
    kind in ('offer', 'lease_ending', 'accepted', 'revision', 'rejected', 'called_back', 'money'));

-- How far the log was read for answers that settle tasks; one row. position: a snapshot of PostgreSQL, null before the first look.
create table settling_progress (
  one      boolean primary key default true check (one),
  position text
);
insert into settling_progress default values;

-- Tasks whose slots are all taken and of which the rule has not said that they have enough.
create index task_undecided on task (project_id)
  where overlap_max is not null and not settled and live >= overlap;
create index task_by_upload on task (upload_id);
