-- Leases that are told of, stand still, run out and are called back; quotas; and how many answers a task gets.

-- What a device said last, under the lease of that fence. Apart from the assignment, for it is written every half minute.
create table heartbeat (
  assignment_id  uuid primary key references assignment,
  fence          bigint not null,
  -- Never more than the time under the lease.
  active_seconds integer not null check (active_seconds >= 0),
  seen_at        timestamptz not null default clock_timestamp()
) with (fillfactor = 70);

-- A pause moves the lease by its length in the moment it begins: leased_at, lease_until and grace_until. Until pause_until the
-- lease's clock stands there. paused is the sum of all pauses of all leases, the one that runs counted to its end.
alter table assignment
  add column pauses integer not null default 0 check (pauses >= 0),
  add column paused interval not null default '0',
  add column pause_until timestamptz,
  add constraint assignment_pause check (pause_until is null or lease_until is not null);

-- The time under the lease of that fence when the draft was saved.
alter table draft
  add column fence bigint,
  add column seconds integer check (seconds >= 0),
  add constraint draft_time check ((fence is null) = (seconds is null));

-- Leases that ended without a submission and held a place for nothing: what expired, or was returned late.
create table lapse (
  assignment_id uuid not null references assignment,
  fence         bigint not null,
  worker_id     uuid not null references worker,
  kind          text not null check (kind in ('returned', 'expired')),
  at            timestamptz not null default clock_timestamp(),
  primary key (assignment_id, fence)
);
create index lapse_by_worker on lapse (worker_id, at desc);

-- sent_at: the last submission, from which expiries are counted anew. Until cooldown_until no claim is granted.
alter table worker_load
  add column sent_at timestamptz,
  add column cooldown_until timestamptz;

-- max_per_worker: how many tasks of the project one worker may do; null: as many as there are.
-- overlap_rule decides, while answers arrive, whether a task gets more than overlap, up to overlap_max; it asks for a probability
-- (of a thousand) of the answer that leads, or for a margin of votes.
alter table project
  add column max_per_worker integer check (max_per_worker between 1 and 100000),
  add column overlap_max integer check (overlap_max between 2 and 100),
  add column overlap_rule text check (overlap_rule in ('majority_margin')),
  add column overlap_permille integer check (overlap_permille between 501 and 999),
  add column overlap_margin integer check (overlap_margin between 1 and 100),
  add constraint project_overlap_plan check (
    case when overlap_rule is null then num_nonnulls(overlap_max, overlap_permille, overlap_margin) = 0
         else overlap_max > overlap and num_nonnulls(overlap_permille, overlap_margin) = 1 end);
create index assignment_of_worker on assignment (worker_id, project_id);

-- A cancelled task wants what it has: overlap follows live.
-- overlap_max: how far the project's rule may raise overlap; null where no rule decides. settled: the rule has stopped.
alter table task
  add column overlap_max integer,
  add column settled boolean not null default false,
  drop constraint task_state_check,
  add constraint task_state_check check (state in ('open', 'done', 'cancelled')),
  drop constraint task_overlap_check,
  add constraint task_overlap_check check (overlap between case when state = 'cancelled' then 0 else 1 end and 1000000),
  add constraint task_overlap_max check (overlap_max between overlap and 100 or overlap_max is null);

-- Work that its requester called back, with what was paid for it and on what evidence.
create table cancellation (
  assignment_id uuid primary key references assignment,
  reason        text not null check (reason in (
    'not_needed', 'faulty_input', 'duplicate', 'guideline_changed', 'project_completed', 'other')),
  note          text,
  -- The time that was spent, and what says so.
  seconds       integer not null check (seconds >= 0),
  evidence      text not null check (evidence in ('heartbeat', 'draft', 'submission', 'lease')),
  pay_micros    bigint not null check (pay_micros >= 0),
  rule          text not null,
  person_id     uuid not null,
  cancelled_at  timestamptz not null default clock_timestamp()
);
create trigger cancellation_append_only before update or delete on cancellation
  for each row execute function refuse_change();

-- What an earning is for.
alter table earning
  add column basis text not null default 'submission' check (basis in ('submission', 'cancellation'));

alter table ledger_transfer
  drop constraint ledger_transfer_code_check,
  add constraint ledger_transfer_code_check check (code in (
    'fund', 'reserve', 'release_reserve', 'accrue', 'earn', 'compensate', 'hold', 'release_hold'));
