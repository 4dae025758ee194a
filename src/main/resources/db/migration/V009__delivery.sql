-- Versioned data sets. The items freeze what a version holds; the files are made from them and can be made again.

create table delivery (
  id              uuid primary key,
  project_id      uuid not null references project,
  version         integer not null check (version > 0),
  state           text not null default 'building' check (state in ('building', 'ready', 'failed')),
  note            text,
  -- What was decided at cut_at is in. cut_xid: once no transaction before it is under way, no such verdict can still appear.
  cut_at          timestamptz not null,
  cut_xid         xid8,
  -- The facts of the project that the files tell, as they were when the items were frozen.
  facts           jsonb,
  tasks           integer,
  submissions     integer,
  attempts        integer not null default 0,
  manifest        jsonb,
  manifest_sha256 bytea,
  error           text,
  created_by      uuid not null,
  created_at      timestamptz not null default clock_timestamp(),
  unique (project_id, version),
  check ((state = 'ready') = (manifest is not null and manifest_sha256 is not null)),
  check (state <> 'ready' or facts is not null)
);

-- One line of the data set's submissions, answers or training rows, as text so that it is the same for ever.
create table delivery_item (
  delivery_id uuid not null references delivery,
  part        text not null check (part in ('submission', 'answer', 'training')),
  position    bigint not null,
  line        text not null,
  primary key (delivery_id, part, position)
);
create trigger delivery_item_append_only before update or delete on delivery_item
  for each row execute function refuse_change();
