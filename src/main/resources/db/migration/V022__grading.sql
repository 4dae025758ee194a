-- People grade answers to open items: papers, gradings, and how the reviewers grade.

-- One answer to one open item. A validity paper has known grades and belongs to no attempt.
create table paper (
  id               uuid primary key,
  qualification_id uuid references qualification,
  organisation_id  uuid not null references organisation,
  test_id          uuid references test,
  attempt_id       uuid references attempt,
  item_id          uuid not null,
  version          integer not null,
  -- By whose rubric it is graded, by everybody, whatever becomes of the key meanwhile.
  key_revision     integer not null,
  -- Who wrote it; null of a validity paper.
  worker_id        uuid references worker,
  answer           jsonb not null,
  -- What people grade and evidence spans count in.
  text             text not null,
  state            text not null default 'open' check (state in ('open', 'adjudicating', 'final', 'retired')),
  -- Gradings that are wanted, and those that are claimed or sent and count.
  wanted           integer not null default 2 check (wanted between 0 and 10),
  live             integer not null default 0 check (live >= 0),
  -- {line: grade} of a validity paper.
  known            jsonb,
  note             text,
  -- {line: grade}: the mean, the adjudicator's, or what an appeal decided; and the same corrected for severity.
  final            jsonb,
  corrected        jsonb,
  outcome          text check (outcome in ('mean', 'adjudicator', 'appeal')),
  -- Of the correction that has it graded once more, or the appeal that decided it.
  cause_id         uuid,
  rank             bigint not null generated always as identity,
  -- As the plan of the test says, which is never changed; of a validity paper nothing.
  reviewer_qualification_id uuid references qualification,
  reviewer_level   integer,
  pay_micros       bigint check (pay_micros > 0),
  currency         text,
  same_vendor      boolean not null default false,
  lease_seconds    integer not null default 1800 check (lease_seconds > 0),
  validity_permille integer not null default 0 check (validity_permille between 0 and 500),
  created_by       uuid references account,
  created_at       timestamptz not null default clock_timestamp(),
  finished_at      timestamptz,
  check ((attempt_id is null) = (known is not null)),
  check ((attempt_id is null) = (worker_id is null)),
  check ((attempt_id is null) = (qualification_id is null)),
  check (live <= wanted or known is not null),
  check ((state = 'final') = (final is not null)),
  check ((final is null) = (corrected is null)),
  check ((final is null) = (outcome is null)),
  check ((pay_micros is null) = (currency is null)),
  check ((reviewer_qualification_id is null) = (reviewer_level is null)),
  unique (attempt_id, item_id),
  foreign key (item_id, version, key_revision) references item_key
);
create index test_by_reviewer on test ((plan #>> '{grading,reviewer,qualification_id}')) where state <> 'draft';
create index paper_waiting on paper (qualification_id, rank) where state in ('open', 'adjudicating') and known is null and live < wanted;
create index paper_validity on paper (item_id, version) where known is not null and state = 'open';
create index paper_by_item on paper (item_id, version, qualification_id) where known is null;

create table grading (
  id          uuid primary key,
  claim_id    uuid not null unique,
  paper_id    uuid not null references paper,
  -- The qualification whose test the reviewer grades for; of a validity paper too.
  qualification_id uuid not null references qualification,
  reviewer_id uuid not null references account,
  role        text not null check (role in ('grader', 'adjudicator')),
  state       text not null check (state in ('claimed', 'sent', 'returned', 'expired')),
  fence       bigint not null default 1 check (fence > 0),
  lease_until timestamptz not null,
  -- {line: {grade, reason, evidence}}; a draft until it is sent.
  grades      jsonb not null default '{}',
  comment     text,
  flag        text,
  seconds     integer,
  pay_micros  bigint check (pay_micros > 0),
  currency    text,
  end_reason  text,
  end_note    text,
  -- Set aside by a correction: it counts no more.
  set_aside   uuid,
  claimed_at  timestamptz not null default clock_timestamp(),
  sent_at     timestamptz,
  check ((state = 'sent') = (sent_at is not null)),
  check ((state in ('returned', 'expired')) = (end_reason is not null)),
  check ((pay_micros is null) = (currency is null)),
  check (set_aside is null or state = 'sent')
);
-- Nobody grades a paper twice.
create unique index grading_once on grading (paper_id, reviewer_id) where state in ('claimed', 'sent', 'returned');
create index grading_by_reviewer on grading (reviewer_id, claimed_at desc, id desc);
create index grading_by_paper on grading (paper_id);
create index grading_leases on grading (lease_until) where state = 'claimed';
create index grading_by_qualification on grading (qualification_id, sent_at) where state = 'sent';

-- People who are linked, so that neither grades the other.
create table linked_workers (
  worker_id  uuid not null references worker,
  other_id   uuid not null references worker,
  reason     text not null,
  linked_by  uuid references account,
  linked_at  timestamptz not null default clock_timestamp(),
  primary key (worker_id, other_id),
  check (worker_id < other_id)
);
create index linked_workers_other on linked_workers (other_id);

-- How a reviewer grades for a qualification, as last estimated.
create table reviewer (
  account_id       uuid not null references account,
  qualification_id uuid not null references qualification,
  graded           integer not null default 0,
  validity_papers  integer not null default 0,
  kappa            double precision,
  kappa_low        double precision,
  kappa_high       double precision,
  severity         double precision,
  severity_error   double precision,
  -- In grade points on a typical paper.
  fair_shift       double precision,
  infit            double precision,
  outfit           double precision,
  -- The state of the drift alarm, to go on from.
  drift            jsonb,
  pause_cause      text check (pause_cause in ('severe', 'lenient', 'inconsistent', 'by_hand')),
  pause_text       text,
  paused_at        timestamptz,
  estimated_at     timestamptz,
  primary key (account_id, qualification_id),
  check ((pause_cause is null) = (paused_at is null)),
  check ((pause_cause is null) = (pause_text is null))
);

create table reviewer_history (
  account_id       uuid not null,
  qualification_id uuid not null,
  at               timestamptz not null default clock_timestamp(),
  severity         double precision,
  severity_error   double precision,
  kappa            double precision,
  primary key (account_id, qualification_id, at)
);

-- A worker's challenge of a key, or appeal against a grade.
create table attempt_appeal (
  id            uuid primary key,
  attempt_id    uuid not null references attempt,
  item_id       uuid not null,
  against       text not null check (against in ('key', 'grade')),
  text          text not null,
  state         text not null default 'open' check (state in ('open', 'upheld', 'overturned', 'granted_by_time')),
  filed_at      timestamptz not null default clock_timestamp(),
  due_at        timestamptz not null,
  -- Null: the clock.
  decided_by    uuid references account,
  decision_text text,
  -- {line: {grade, reason, evidence}} of a grade that was overturned by a person.
  grades        jsonb,
  decided_at    timestamptz,
  foreign key (attempt_id, item_id) references attempt_item,
  unique (attempt_id, item_id, against),
  check ((state = 'open') = (decided_at is null)),
  check ((state in ('upheld', 'overturned')) = (decided_by is not null)),
  check (grades is null or against = 'grade' and state = 'overturned')
);
create unique index attempt_appeal_open on attempt_appeal (attempt_id, item_id) where state = 'open';
create index attempt_appeal_due on attempt_appeal (due_at) where state = 'open';

-- A key corrected, an item taken out, a reviewer's grades set aside; with the effect that was previewed and came about.
create table correction (
  id              uuid primary key,
  organisation_id uuid not null references organisation,
  body            jsonb not null,
  effect          jsonb not null,
  reason          text not null,
  made_by         uuid not null references account,
  at              timestamptz not null default clock_timestamp()
);
create trigger correction_append_only before update or delete on correction
  for each row execute function refuse_change();
create index correction_by_organisation on correction (organisation_id, at desc, id desc);
