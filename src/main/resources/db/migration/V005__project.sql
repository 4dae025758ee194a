-- What is ordered. Each project is one pool: its tasks share price and requirements.

create table project (
  id                uuid primary key,
  organisation_id   uuid not null references organisation,
  name              text not null,
  kind              text not null check (kind in ('classification', 'preference', 'writing', 'rubric')),
  state             text not null default 'draft' check (state in ('draft', 'live', 'paused', 'completed')),
  pause_reason      text check (pause_reason in ('by_requester', 'budget_exhausted')),
  template          jsonb not null,
  price_micros      bigint not null check (price_micros > 0),
  currency          text not null,
  estimate_seconds  integer not null check (estimate_seconds between 5 and 86400),
  overlap           integer not null check (overlap between 1 and 100),
  languages         text[] not null default '{}',
  gold_permille     integer not null default 0 check (gold_permille between 0 and 500),
  review_mode       text not null check (review_mode in ('automatic', 'manual', 'sample')),
  sample_permille   integer check (sample_permille between 1 and 1000),
  auto_accept_hours integer not null check (auto_accept_hours between 1 and 504),
  budget_micros     bigint check (budget_micros >= 0),
  -- reserved: what the wallet set aside. committed: the part of it that is in work, promised or paid.
  reserved_micros   bigint not null default 0 check (reserved_micros >= 0),
  committed_micros  bigint not null default 0 check (committed_micros between 0 and reserved_micros),
  -- When people were told that the budget is used up; gone once more is set aside.
  told_exhausted_at timestamptz,
  guideline_version integer not null default 1,
  -- Counted up with each load, so that nobody has to count a million rows to show a project.
  tasks             bigint not null default 0,
  gold_tasks        bigint not null default 0 check (gold_tasks between 0 and tasks),
  version           integer not null default 1,
  created_by        uuid not null,
  created_at        timestamptz not null default clock_timestamp(),
  launched_at       timestamptz,
  completed_at      timestamptz,
  check ((state = 'paused') = (pause_reason is not null)),
  check ((review_mode = 'sample') = (sample_permille is not null))
);
create index project_by_organisation on project (organisation_id, created_at desc, id desc);
create index project_live on project (id) where state = 'live';

create table guideline (
  project_id   uuid not null references project,
  version      integer not null check (version > 0),
  markdown     text not null,
  summary      text not null,
  change_note  text,
  published_by uuid not null,
  published_at timestamptz not null default clock_timestamp(),
  primary key (project_id, version)
);

create table guideline_acknowledgement (
  worker_id       uuid not null references worker,
  project_id      uuid not null,
  version         integer not null,
  acknowledged_at timestamptz not null default clock_timestamp(),
  primary key (worker_id, project_id, version),
  foreign key (project_id, version) references guideline
);
