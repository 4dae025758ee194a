-- Units of work.

create table upload (
  id         uuid primary key,
  project_id uuid not null references project,
  format     text not null check (format in ('ndjson', 'csv')),
  sha256     bytea not null,
  lines      integer not null,
  accepted   integer not null,
  rejected   integer not null,
  gold       integer not null,
  errors     jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null default clock_timestamp()
);
create index upload_by_project on upload (project_id, created_at desc);

-- live counts the slots taken, by work under way and by submissions that stand. It passes overlap by extra alone: the
-- submissions that a recorded decision let count although others had their slots by then.
-- A gold task is answered by as many workers as it meets, so its overlap is the largest there is.
-- able counts the workers named for the task who have not been turned down on it; null where it is for anybody. The part of
-- overlap beyond that is closed: nobody is left to do it.
-- The project is referenced by the upload; checking it again for each row of a million took half of the time of a load.
create table task (
  id         uuid primary key,
  project_id uuid not null,
  upload_id  uuid not null,
  position   bigint not null,
  key        text,
  input      jsonb not null,
  metadata   jsonb,
  gold       jsonb,
  named      boolean not null default false,
  priority   integer not null default 0,
  overlap    integer not null check (overlap between 1 and 1000000),
  live       integer not null default 0,
  accepted   integer not null default 0,
  extra      integer not null default 0 check (extra >= 0),
  able       integer check (able >= 0),
  state      text not null default 'open' check (state in ('open', 'done')),
  created_at timestamptz not null default clock_timestamp(),
  constraint task_overlap check (live between 0 and overlap + extra),
  constraint task_accepted check (accepted between 0 and live),
  constraint task_able check ((able is not null) = named and (able is null or live <= able))
);
create unique index task_key on task (project_id, key) where key is not null;
create index task_by_project on task (project_id, position);
create index task_waiting on task (project_id, priority desc, position)
  where live < overlap and gold is null and not named;
create index task_named on task (project_id) where named and live < least(overlap, able);
create index task_gold on task (project_id, position) where gold is not null and live < overlap and not named;

-- The only workers who may do a named task.
create table task_worker (
  task_id    uuid not null,
  worker_id  uuid not null,
  project_id uuid not null,
  primary key (task_id, worker_id)
);
create index task_worker_by_worker on task_worker (worker_id, project_id, task_id);

-- Rows of an upload under way, by the line they stand in. Unlogged: an upload that a crash cut short starts again.
create unlogged table task_staging (
  upload_id uuid not null,
  task_id   uuid not null,
  position  bigint not null,
  key       text,
  input     jsonb not null,
  metadata  jsonb,
  gold      jsonb,
  priority  integer not null,
  overlap   integer,
  workers   uuid[] not null,
  staged_at timestamptz not null default clock_timestamp()
);
create index task_staging_by_upload on task_staging (upload_id, position);
