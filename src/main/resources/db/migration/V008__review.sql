-- Appeals against verdicts.

create table appeal (
  id            uuid primary key,
  assignment_id uuid not null references assignment,
  verdict_id    uuid not null unique references verdict,
  text          text not null,
  state         text not null default 'open' check (state in ('open', 'upheld', 'overturned')),
  filed_at      timestamptz not null default clock_timestamp(),
  due_at        timestamptz not null,
  decided_by    uuid,
  decision_text text,
  decided_at    timestamptz,
  check ((state = 'open') = (decided_at is null))
);
create index appeal_open on appeal (due_at) where state = 'open';
create index appeal_by_assignment on appeal (assignment_id);
