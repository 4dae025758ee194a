-- Items and reviewers are measured by what people did.

-- How far the log was read, by reader. Null: from now on.
create table calibration_progress (
  reader   text primary key check (reader in ('items', 'reviewers')),
  position text
);
insert into calibration_progress (reader) values ('items'), ('reviewers');

-- What is measured together: the items of an organisation in a domain, the reviewers of a qualification.
create table measuring (
  kind        text not null check (kind in ('bank', 'panel')),
  -- The organisation, or the qualification.
  id          uuid not null,
  -- Of a bank; empty for a panel.
  domain      text not null default '',
  -- When something was heard last that its figures lack; null: nothing.
  news_at     timestamptz,
  -- A node is at it until then, unless it died.
  taken_until timestamptz,
  measured_at timestamptz,
  primary key (kind, id, domain),
  check ((kind = 'bank') = (domain <> ''))
);
create index measuring_due on measuring (kind, news_at) where news_at is not null;

-- The leak alarm of a version: what was measured before, and where its sum stands.
create table item_watch (
  item_id        uuid not null,
  version        integer not null,
  key_revision   integer not null,
  discrimination double precision not null,
  difficulty     double precision not null,
  -- On so many answers these rest.
  answers        integer not null check (answers > 0),
  sum            double precision not null default 0 check (sum >= 0),
  since          integer not null default 0 check (since >= 0),
  surplus        double precision not null default 0,
  variance       double precision not null default 0,
  raised_at      timestamptz,
  primary key (item_id, version),
  foreign key (item_id, version, key_revision) references item_key
);

-- What the author was told, once for each key.
create table item_flag (
  item_id      uuid not null,
  version      integer not null,
  key_revision integer not null,
  flag         text not null check (flag in (
    'too_easy', 'too_hard', 'weak_discrimination', 'negative_discrimination', 'key_suspect', 'dead_distractor',
    'leak_suspect', 'exposure_reached', 'too_slow')),
  raised_at    timestamptz not null default clock_timestamp(),
  primary key (item_id, version, key_revision, flag),
  foreign key (item_id, version, key_revision) references item_key
);

alter table item_statistics
  -- Why it is suspected of having leaked: {answers, surplus}.
  add column leak jsonb;

alter table reviewer
  -- The fair shift of lines by their highest grade, where a rubric has several: {"4": 0.3}.
  add column fair_shifts jsonb not null default '{}';

create index attempt_decided on attempt (test_id, decided_at desc) where state in ('passed', 'failed');
