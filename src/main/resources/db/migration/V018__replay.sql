-- What some claims had to choose from, and a ranking in which expertise counts.

-- A sample of granted claims: the pools that were free to the worker, best first, with the parts that a score is made of.
create table ranking_decision (
  claim_id   uuid primary key,
  at         timestamptz not null default clock_timestamp(),
  worker_id  uuid not null references worker,
  -- What was taken.
  project_id uuid not null references project,
  -- By which version they were ordered.
  policy     integer not null references ranking_policy,
  -- Whether the worker named the project, rather than ask for the best.
  named      boolean not null,
  -- As many claims as this one stands for.
  stands_for double precision not null check (stands_for >= 1),
  -- [{"project", "micros", "currency", "pay", "quality", "exploration", "urgency", "completion", "scarcity", "by_name"}, …]
  pools      jsonb not null
);
create index ranking_decision_by_time on ranking_decision (at);

insert into ranking_policy (version, parameters, note)
select max(version) + 1,
       '{"pay": 1.0, "quality": 5.0, "exploration": 0.5, "urgency": 0.3, "completion": 0.2, "scarcity": 1.0}',
       'A tenth more of expected quality counts as much as half again the pay.'
from ranking_policy;
-- Where somebody has chosen, their choice stands.
update ranking_default set version = (select max(version) from ranking_policy) where version = 1;
