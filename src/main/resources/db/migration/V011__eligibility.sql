-- Who may do which work: what a project requires, and the facts about workers that this is held against.

alter table project
  -- What a worker must be, have or know (project.Requirements).
  add column requirements jsonb not null default '{}',
  -- The field that skill is measured in, across projects; null: no other work says anything about this.
  add column domain text check (domain ~ '^[a-z0-9]+([/_-][a-z0-9]+)*$');
update project
   set requirements = jsonb_build_object(
     'languages', (select jsonb_agg(jsonb_build_object('language', l, 'level', 'fluent')) from unnest(languages) as l))
 where languages <> '{}';
alter table project drop column languages;

alter table worker
  -- How surely it is known who the person is.
  add column identity text not null default 'email' check (identity in ('email', 'document')),
  -- The organisation that brought them and pays them; null: they came by themselves.
  add column vendor_id uuid references organisation;

-- A named, perhaps expiring proof of skill. Its organisation grants it; any project may require it.
create table qualification (
  id              uuid primary key,
  organisation_id uuid not null references organisation,
  name            text not null,
  description     text not null,
  version         integer not null default 1,
  created_by      uuid not null references account,
  created_at      timestamptz not null default clock_timestamp()
);
create unique index qualification_by_name on qualification (organisation_id, lower(name));

create table qualification_grant (
  worker_id        uuid not null references worker,
  qualification_id uuid not null references qualification,
  level            integer not null check (level between 0 and 100),
  granted_by       uuid not null references account,
  granted_at       timestamptz not null default clock_timestamp(),
  expires_at       timestamptz,
  primary key (worker_id, qualification_id)
);
create index qualification_grant_by_qualification on qualification_grant (qualification_id, granted_at desc, worker_id);

-- What is measured of a worker in a field of work: the probability that the next piece of work is right.
create table skill_estimate (
  worker_id    uuid not null references worker,
  domain       text not null,
  mean         double precision not null check (mean between 0 and 1),
  -- Below this with a probability of one in twenty.
  lower_bound  double precision not null check (lower_bound between 0 and 1),
  observations integer not null check (observations >= 0),
  -- Of the observations, how many were right; half right counts as a half.
  right_sum    double precision not null check (right_sum between 0 and observations),
  rule         text not null,
  estimated_at timestamptz not null default clock_timestamp(),
  primary key (worker_id, domain)
);

-- Who may work on a project that only those who were invited may do.
create table project_invitation (
  project_id uuid not null references project,
  worker_id  uuid not null references worker,
  invited_by uuid not null references account,
  invited_at timestamptz not null default clock_timestamp(),
  primary key (worker_id, project_id)
);
create index project_invitation_by_project on project_invitation (project_id, invited_at desc, worker_id);

-- Which project of a group a worker has had a task of: they get none of any other of its projects.
create table exclusion_group_member (
  worker_id       uuid not null references worker,
  organisation_id uuid not null references organisation,
  name            text not null,
  project_id      uuid not null references project,
  since           timestamptz not null default clock_timestamp(),
  primary key (worker_id, organisation_id, name)
);
