-- What is measured of workers, and how rankings are compared.

-- How far judgements have been looked at for estimates of skill; one row.
create table skill_progress (
  one       boolean primary key default true check (one),
  looked_at timestamptz not null default 'epoch'
);
insert into skill_progress default values;
create index verdict_by_people on verdict (decided_at) where decided_by in ('person', 'appeal');
create index submission_checked on submission (submitted_at) where gold_right is not null;

-- How pools are ordered for a worker: numbers, not code. A version is never changed.
create table ranking_policy (
  version    integer primary key check (version > 0),
  parameters jsonb not null,
  note       text not null,
  created_at timestamptz not null default clock_timestamp()
);
insert into ranking_policy (version, parameters, note) values (
  1,
  '{"pay": 1.0, "quality": 1.0, "exploration": 0.5, "urgency": 0.3, "completion": 0.2, "scarcity": 1.0}',
  'Expected quality with its uncertainty, and pay against the worker''s wish; scarce skill is kept for what needs it.'
);
create trigger ranking_policy_append_only before update or delete on ranking_policy
  for each row execute function refuse_change();

-- The policy of everybody whom no experiment says otherwise of; one row.
create table ranking_default (
  one     boolean primary key default true check (one),
  version integer not null references ranking_policy
);
insert into ranking_default (version) values (1);

-- Comparisons of policies and other variants. A unit keeps its arm for as long as the experiment lives.
create table experiment (
  id         uuid primary key,
  name       text not null check (name ~ '^[a-z][a-z0-9-]{0,59}$'),
  -- [{"name": "…", "permille": n}, …]; what is left of a thousand takes no part.
  arms       jsonb not null,
  started_at timestamptz not null default clock_timestamp(),
  ended_at   timestamptz
);
create unique index experiment_running on experiment (name) where ended_at is null;

-- Who was under which arm, since when: written before the arm has an effect.
create table exposure (
  experiment_id uuid not null references experiment,
  unit_id       uuid not null,
  arm           text not null,
  first_at      timestamptz not null default clock_timestamp(),
  primary key (experiment_id, unit_id)
);
