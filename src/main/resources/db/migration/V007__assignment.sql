-- Worker x task, from claim to verdict.

create table assignment (
  id                uuid primary key,
  claim_id          uuid not null unique,
  task_id           uuid not null references task,
  project_id        uuid not null references project,
  worker_id         uuid not null references worker,
  state             text not null check (state in (
    'claimed', 'submitted', 'accepted', 'accepted_with_fix', 'revision_requested', 'soft_rejected', 'rejected',
    'returned', 'skipped', 'expired', 'cancelled', 'voided', 'disputed')),
  fence             bigint not null default 1 check (fence > 0),
  -- Of the lease that runs, or ran last: the claim's, or that of a requested revision.
  leased_at         timestamptz not null default clock_timestamp(),
  lease_until       timestamptz,
  grace_until       timestamptz,
  extensions        integer not null default 0 check (extensions between 0 and 2),
  price_micros      bigint not null check (price_micros > 0),
  currency          text not null,
  guideline_version integer not null,
  claimed_at        timestamptz not null default clock_timestamp(),
  submitted_at      timestamptz,
  auto_accept_at    timestamptz,
  ended_at          timestamptz,
  end_reason        text,
  end_note          text,
  changed_at        timestamptz not null default clock_timestamp(),
  version           integer not null default 1,
  -- Nobody gets the same task twice.
  constraint assignment_once unique (task_id, worker_id),
  constraint assignment_lease check (
    (state in ('claimed', 'revision_requested')) = (lease_until is not null and grace_until is not null))
);
create index assignment_by_worker on assignment (worker_id, claimed_at desc, id desc);
create index assignment_by_project on assignment (project_id, state);
create index assignment_recent on assignment (project_id, submitted_at desc) where submitted_at is not null;
create index assignment_unjudged on assignment (project_id, submitted_at) where state = 'submitted';
create index assignment_judged on assignment (project_id, ended_at desc) include (state)
  where state in ('accepted', 'accepted_with_fix', 'soft_rejected', 'rejected', 'disputed');
create index assignment_leases on assignment (grace_until) where state in ('claimed', 'revision_requested');
create index assignment_auto_accept on assignment (auto_accept_at) where state = 'submitted';

-- Claims that got an assignment which expired and was taken up by another claim: repeating them still finds it.
create table former_claim (
  claim_id      uuid primary key,
  assignment_id uuid not null references assignment
);

-- How many tasks a worker holds now; the claim that would pass the cap changes nothing.
create table worker_load (
  worker_id uuid primary key references worker,
  held      integer not null check (held between 0 and 10)
);

create table draft (
  assignment_id uuid primary key references assignment,
  output        jsonb not null,
  revision      integer not null check (revision > 0),
  saved_at      timestamptz not null default clock_timestamp()
);

-- What was sent. Never changed: a revision is another row.
create table submission (
  id             uuid primary key,
  assignment_id  uuid not null references assignment,
  revision       integer not null check (revision > 0),
  fence          bigint not null,
  output         jsonb not null,
  sha256         bytea not null check (length(sha256) = 32),
  -- As the device measured, of this submission alone; and under leases, with the submissions before.
  active_seconds integer,
  seconds        integer not null,
  gold_right     boolean,
  submitted_at   timestamptz not null default clock_timestamp(),
  unique (assignment_id, revision)
);
create trigger submission_append_only before update or delete on submission
  for each row execute function refuse_change();

-- Every judgement of a submission, the latest last.
create table verdict (
  id            uuid primary key,
  submission_id uuid not null references submission,
  assignment_id uuid not null references assignment,
  kind          text not null check (kind in ('accept', 'accept_with_fix', 'revise', 'soft_reject', 'reject')),
  reason_code   text,
  text          text,
  fixed_output  jsonb,
  decided_by    text not null check (decided_by in ('rule', 'timer', 'person', 'appeal')),
  person_id     uuid,
  rule          text not null,
  decided_at    timestamptz not null default clock_timestamp(),
  check ((decided_by in ('person', 'appeal')) = (person_id is not null) or decided_by = 'appeal'),
  check (kind = 'accept' or text is not null),
  check ((kind = 'accept_with_fix') = (fixed_output is not null))
);
create index verdict_by_assignment on verdict (assignment_id, decided_at);
-- One first judgement per submission; an appeal adds another.
create unique index verdict_once on verdict (submission_id) where decided_by <> 'appeal';
create trigger verdict_append_only before update or delete on verdict
  for each row execute function refuse_change();
