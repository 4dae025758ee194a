-- What every feature stands on: the event log, the outbox, jobs, idempotency, mail.

-- The event log. Append-only: the trigger below refuses change and removal.
-- xid is kept so that the chain can be sealed in commit-safe order (id order is not commit order).
create table event (
  id         bigint generated always as identity primary key,
  xid        xid8 not null default pg_current_xact_id(),
  type       text not null check (type ~ '^[a-z]+(\.[a-z_]+)+$'),
  subject_id uuid not null,
  actor_id   uuid,
  payload    jsonb not null,
  at         timestamptz not null default clock_timestamp()
);
create index event_by_commit on event (xid, id);
create index event_by_subject on event (subject_id, id);

-- Blocks of the hash chain over the event log: hash = sha256(previous hash || canonical rows).
create table event_block (
  number    bigint primary key check (number > 0),
  first_xid xid8 not null,
  first_id  bigint not null,
  last_xid  xid8 not null,
  last_id   bigint not null,
  events    integer not null check (events > 0),
  hash      bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null default clock_timestamp()
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger event_append_only before update or delete on event
  for each row execute function refuse_change();
create trigger event_block_append_only before update or delete on event_block
  for each row execute function refuse_change();

-- Deliveries of events to their handlers: a row is removed once its handler has answered.
create table outbox (
  event_id  bigint not null references event,
  handler   text not null,
  attempts  integer not null default 0,
  run_after timestamptz not null default clock_timestamp(),
  error     text,
  primary key (event_id, handler)
);
create index outbox_due on outbox (run_after, event_id);

-- Durable work for later. Enqueued in the caller's transaction, done at least once, and removed when it is done.
-- attempts counts those that began; its value is the fence of the one that is under way.
create table job (
  id         uuid primary key,
  kind       text not null,
  payload    jsonb not null,
  state      text not null default 'waiting' check (state in ('waiting', 'running', 'failed')),
  attempts   integer not null default 0,
  run_after  timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  error      text,
  created_at timestamptz not null default clock_timestamp()
);
create index job_due on job (run_after) where state in ('waiting', 'running');

-- Answers already given, by the client's key. Written in the transaction of the effect.
create table idempotency_key (
  principal    uuid not null,
  operation    text not null,
  key          text not null,
  request_hash bytea not null,
  status       integer,
  body         bytea,
  etag         text,
  headers      jsonb,
  created_at   timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  primary key (principal, operation, key)
);
create index idempotency_key_expiry on idempotency_key (expires_at);

-- Mail to send; in the demo this table is the mailbox that the local page shows. A message that is being sent is under a lease,
-- for the node may die. attempts counts those that began; its value is the fence of the one that is under way.
create table mail (
  id         uuid primary key,
  recipient  text not null,
  subject    text not null,
  body       text not null,
  state      text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
  attempts   integer not null default 0,
  run_after  timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  sent_at    timestamptz
);
create index mail_due on mail (run_after) where state in ('waiting', 'sending');
create index mail_by_recipient on mail (recipient, created_at desc);
