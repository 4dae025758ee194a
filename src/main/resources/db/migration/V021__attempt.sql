-- Tests of qualifications, and workers' attempts at them.

alter table qualification
  -- The field that it is a proof of; as of projects.
  add column domain text check (domain ~ '^[a-z0-9]+([/_-][a-z0-9]+)*$'),
  -- How long what a test grants is valid; null: it does not expire.
  add column valid_days integer check (valid_days between 1 and 3650),
  -- How long before the end the test may be taken again, to keep it.
  add column renew_days integer check (renew_days between 1 and 365),
  -- Whether workers find it among what they can qualify for.
  add column listed boolean not null default true;

create table test (
  id               uuid primary key,
  qualification_id uuid not null references qualification,
  version          integer not null check (version > 0),
  state            text not null default 'draft' check (state in ('draft', 'published', 'retired')),
  -- As the contract's TestPlan; never changed once published.
  plan             jsonb not null,
  created_by       uuid not null references account,
  created_at       timestamptz not null default clock_timestamp(),
  published_at     timestamptz,
  -- By section, as they were at the publication: the mean difficulty that every form has; null of an adaptive one.
  targets          double precision[],
  graded_by_people boolean not null default false,
  changes          integer not null default 1,
  check ((state = 'draft') = (published_at is null)),
  unique (qualification_id, version)
);
create unique index test_published on test (qualification_id) where state = 'published';

-- More time in tests; known to the worker and to operators only.
create table accommodation (
  worker_id       uuid primary key references worker,
  time_multiplier numeric(3, 2) not null check (time_multiplier between 1 and 4),
  note            text,
  given_by        uuid not null references account,
  given_at        timestamptz not null default clock_timestamp()
);

create table attempt (
  id               uuid primary key,
  claim_id         uuid not null unique,
  qualification_id uuid not null references qualification,
  test_id          uuid not null references test,
  worker_id        uuid not null references worker,
  number           integer not null check (number > 0),
  state            text not null check (state in (
    'open', 'submitted', 'auto_graded', 'in_grading', 'adjudicated', 'passed', 'failed', 'abandoned', 'voided')),
  time_multiplier  numeric(3, 2) not null default 1,
  -- Of the whole; null: nothing bounds it. A pause moves both.
  ends_at          timestamptz,
  section          integer not null default 0 check (section >= 0),
  section_ends_at  timestamptz,
  paused_at        timestamptz,
  -- What adaptive sections choose from, as it was when the attempt began: [{section, items: [{item, version, a, b}]}].
  pools            jsonb not null default '[]',
  submission_id    uuid unique,
  started_at       timestamptz not null default clock_timestamp(),
  submitted_at     timestamptz,
  decided_at       timestamptz,
  score            double precision check (score between 0 and 1),
  level            integer check (level between 1 and 5),
  ability          double precision,
  ability_error    double precision,
  retry_from       timestamptz,
  -- How often it was decided; what was decided before stays in attempt_decision.
  decisions        integer not null default 0,
  feedback_rating  integer check (feedback_rating between 1 and 5),
  feedback_text    text,
  changes          integer not null default 1,
  unique (qualification_id, worker_id, number),
  check ((state in ('passed', 'failed')) = (decided_at is not null) or state = 'voided'),
  check ((state = 'passed') <= (level is not null))
);
-- Nobody has two open attempts at one test.
create unique index attempt_open on attempt (qualification_id, worker_id) where state = 'open';
create index attempt_by_worker on attempt (worker_id, started_at desc, id desc);
create index attempt_by_test on attempt (test_id, started_at desc);
create index attempt_ending on attempt (ends_at) where state = 'open' and paused_at is null;
create index attempt_forgotten on attempt (started_at) where state = 'open';

-- The form that was drawn, and what was answered.
create table attempt_item (
  attempt_id uuid not null references attempt,
  item_id    uuid not null,
  version    integer not null,
  section    integer not null check (section >= 0),
  position   integer not null check (position >= 0),
  -- An item under trial counts for nothing; nor does one that was taken out.
  counts     boolean not null default true,
  -- In this order the options are shown; null: as they stand.
  options    text[],
  answer     jsonb,
  -- What came after the end of the time; whether it counts is the test's rule.
  late_answer jsonb,
  revision   integer not null default 0 check (revision >= 0),
  seconds    integer,
  shown_at   timestamptz,
  saved_at   timestamptz,
  -- 0 to 1; null: not marked yet.
  score      double precision check (score between 0 and 1),
  -- The part that the key marked, where people grade it too.
  closed     double precision check (closed between 0 and 1),
  -- The part that people graded.
  graded     double precision check (graded between 0 and 1),
  parts      jsonb,
  key_revision integer,
  primary key (attempt_id, item_id),
  unique (attempt_id, section, position),
  foreign key (item_id, version) references item_version
);
create index attempt_item_by_item on attempt_item (item_id, version);

-- Every decision about an attempt, with its reason; a later one holds.
create table attempt_decision (
  attempt_id  uuid not null references attempt,
  number      integer not null check (number > 0),
  passed      boolean not null,
  level       integer check (level between 1 and 5),
  score       double precision not null,
  -- {sections: [{key, score}], rule}
  detail      jsonb not null,
  -- Of the correction or appeal that led to it; null: the first.
  cause_id    uuid,
  reason      text,
  at          timestamptz not null default clock_timestamp(),
  primary key (attempt_id, number)
);
create trigger attempt_decision_append_only before update or delete on attempt_decision
  for each row execute function refuse_change();

alter table qualification_grant
  alter column granted_by drop not null,
  -- The attempt that earned it; null: it was granted by hand.
  add column attempt_id uuid references attempt;

-- What is paid is work of an assignment, an attempt at a test, or a grading.
alter table earning rename column assignment_id to cause_id;
alter table earning
  alter column project_id drop not null,
  -- Who pays for tests and gradings.
  add column organisation_id uuid,
  drop constraint earning_basis_check,
  add constraint earning_basis_check check (basis in ('submission', 'cancellation', 'test', 'grading')),
  add constraint earning_payer check ((basis in ('test', 'grading')) = (project_id is null)),
  add constraint earning_organisation check ((project_id is null) = (organisation_id is not null));
