-- The person who works, and what they earned.

create table worker (
  id                  uuid primary key,
  account_id          uuid not null unique references account,
  country             text check (country ~ '^[A-Z]{2}$'),
  wished_pay_micros   bigint check (wished_pay_micros >= 0),
  wished_pay_currency text,
  version             integer not null default 1,
  created_at          timestamptz not null default clock_timestamp()
);

create table worker_language (
  worker_id uuid not null references worker,
  language  text not null,
  level     text not null check (level in ('basic', 'fluent', 'native')),
  primary key (worker_id, language)
);

-- What a submission earns. The ledger holds the money; this row says where it stands and why.
create table earning (
  id            uuid primary key,
  assignment_id uuid not null unique,
  project_id    uuid not null,
  worker_id     uuid not null references worker,
  amount_micros bigint not null check (amount_micros > 0),
  currency      text not null,
  state         text not null check (state in (
    'pending', 'void', 'accrued', 'held', 'payable', 'in_batch', 'sent', 'settled', 'returned', 'clawed_back')),
  hold_reason   text check (hold_reason in ('holding_time')),
  hold_until    timestamptz,
  -- How often it began: work that was sent, taken back and is sent again earns under a transfer of its own.
  round         integer not null default 1 check (round > 0),
  earned_at     timestamptz not null default clock_timestamp(),
  moved_at      timestamptz not null default clock_timestamp(),
  check ((state = 'held') = (hold_reason is not null and hold_until is not null))
);
create index earning_by_worker on earning (worker_id, earned_at desc, id desc);
create index earning_held on earning (hold_until) where state = 'held';
create index earning_held_by_worker on earning (worker_id, currency, hold_until) where state = 'held';
