-- The two tables that grow with every request become many smaller ones, so that indexes stay shallow and vacuum works on pieces.

-- The event log by ranges of twenty million ids, numbered. What was written so far is the first of them; a job makes the next ones ahead
-- of time. The last resort takes what nobody has made a place for, for no request may fail for want of one.
alter table outbox drop constraint outbox_event_id_fkey;
alter table event rename to event_first;
alter table event_first alter column id drop identity;
drop trigger event_append_only on event_first;
alter index event_pkey rename to event_first_pkey;
alter index event_by_commit rename to event_first_by_commit;
alter index event_by_subject rename to event_first_by_subject;

create table event (
  id         bigint generated always as identity primary key,
  xid        xid8 not null default pg_current_xact_id(),
  type       text not null,
  subject_id uuid not null,
  actor_id   uuid,
  payload    jsonb not null,
  at         timestamptz not null default clock_timestamp(),
  constraint event_type_check check (type ~ '^[a-z]+(\.[a-z_]+)+$')
) partition by range (id);
create index event_by_commit on event (xid, id);
create index event_by_subject on event (subject_id, id);

do $$
declare
  last   bigint := coalesce((select max(id) from event_first), 0);
  number bigint := last / 20000000;
begin
  execute format('alter table event_first rename to event_%s', number);
  execute format('alter table event attach partition event_%s for values from (minvalue) to (%s)',
    number, (number + 1) * 20000000);
  perform setval(pg_get_serial_sequence('event', 'id'), last + 1, false);
end $$;
create table event_last_resort partition of event default;

create trigger event_append_only before update or delete on event
  for each row execute function refuse_change();
alter table outbox add foreign key (event_id) references event;

-- Answers that may be asked for again, by the caller.
alter table idempotency_key rename to idempotency_key_old;
alter index idempotency_key_pkey rename to idempotency_key_old_pkey;
alter index idempotency_key_expiry rename to idempotency_key_old_expiry;

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
) partition by hash (principal);
create index idempotency_key_expiry on idempotency_key (expires_at);

do $$
begin
  for part in 0..15 loop
    execute format('create table idempotency_key_%s partition of idempotency_key for values with (modulus 16, remainder %s)',
      part, part);
  end loop;
end $$;
insert into idempotency_key select * from idempotency_key_old;
drop table idempotency_key_old;
