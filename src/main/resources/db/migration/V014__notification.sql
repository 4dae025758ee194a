-- What people are told of, while they look and while the app is closed.

-- The lease that its worker was warned of: it was about to end.
alter table assignment add column warned_fence bigint;

-- The key by which push services know this installation (VAPID, RFC 8292). The private half is sealed with the server's secret.
create table push_key (
  one            boolean primary key default true check (one),
  public_key     bytea not null,
  private_sealed bytea not null,
  created_at     timestamptz not null default clock_timestamp()
);

-- What a worker wants to hear of while the app is closed; who has no row wants all of it. Nothing but the end of a lease
-- is told from quiet_from to quiet_to, hours of the account's own time.
create table push_setting (
  worker_id  uuid primary key references worker,
  offers     boolean not null,
  leases     boolean not null,
  verdicts   boolean not null,
  money      boolean not null,
  quiet_from smallint check (quiet_from between 0 and 23),
  quiet_to   smallint check (quiet_to between 0 and 23),
  check ((quiet_from is null) = (quiet_to is null))
);

-- Where a device is reached: one address per session, and it ends with the session.
create table push_subscription (
  session_id uuid primary key references session,
  worker_id  uuid not null references worker,
  endpoint   text not null unique,
  p256dh     bytea not null,
  auth       bytea not null,
  offered_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);
create index push_subscription_by_worker on push_subscription (worker_id);

-- What is to be sent. Of one topic a device is told once: what is added before that is added up.
create table push (
  id           uuid primary key,
  session_id   uuid not null references push_subscription on delete cascade,
  kind         text not null check (kind in ('offer', 'lease_ending', 'accepted', 'revision', 'rejected', 'money')),
  topic        text not null,
  -- How many things it tells of, and how much money they come to.
  events       integer not null check (events > 0),
  micros       bigint not null,
  currency     text,
  -- What it tells of, if it is one thing: {"title", "path", "until"}.
  facts        jsonb not null,
  state        text not null default 'waiting' check (state in ('waiting', 'sending')),
  attempts     integer not null default 0,
  run_after    timestamptz not null,
  expires_at   timestamptz not null,
  lease_until  timestamptz,
  check ((state = 'sending') = (lease_until is not null))
);
create unique index push_topic on push (session_id, topic) where state = 'waiting';
create index push_due on push (run_after) where state = 'waiting';
create index push_sending on push (lease_until) where state = 'sending';

-- How far the log was read for what is to be sent; one row. position: a snapshot of PostgreSQL, null before the first look.
create table push_progress (
  one      boolean primary key default true check (one),
  position text
);
insert into push_progress default values;
