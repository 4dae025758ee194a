-- Item banks: what tests ask, and what is right.

create table item (
  id              uuid primary key,
  organisation_id uuid not null references organisation,
  external_key    text,
  kind            text not null check (kind in (
    'single_choice', 'multiple_choice', 'numeric', 'ordering', 'short_text', 'cloze', 'essay', 'code', 'comparison', 'critique')),
  title           text not null,
  domain          text not null,
  tags            text[] not null default '{}',
  state           text not null default 'draft' check (state in ('draft', 'trial', 'active', 'retired')),
  -- The author's guess, in logits.
  difficulty      double precision check (difficulty between -4 and 4),
  twin_of         uuid references item,
  -- How many attempts have shown it, and may.
  exposures       integer not null default 0 check (exposures >= 0),
  exposure_cap    integer check (exposure_cap > 0),
  version         integer not null default 1 check (version > 0),
  author_id       uuid not null references account,
  -- What is wrong with its numbers, as the last calibration found.
  flags           text[] not null default '{}',
  created_at      timestamptz not null default clock_timestamp(),
  updated_at      timestamptz not null default clock_timestamp(),
  changes         integer not null default 1
);
create unique index item_by_external_key on item (organisation_id, external_key);
create index item_by_organisation on item (organisation_id, created_at desc, id desc);
create index item_drawn on item (organisation_id, domain) where state in ('trial', 'active');

-- What a worker is shown. Attempts keep the version they were given.
create table item_version (
  item_id   uuid not null references item,
  version   integer not null check (version > 0),
  body      jsonb not null,
  note      text,
  author_id uuid not null references account,
  at        timestamptz not null default clock_timestamp(),
  primary key (item_id, version)
);

-- What is right for a version; a correction is another revision. The highest holds.
create table item_key (
  item_id   uuid not null,
  version   integer not null,
  revision  integer not null check (revision > 0),
  key       jsonb not null,
  note      text,
  author_id uuid not null references account,
  at        timestamptz not null default clock_timestamp(),
  primary key (item_id, version, revision),
  foreign key (item_id, version) references item_version
);

create table item_image (
  id              uuid primary key,
  organisation_id uuid not null references organisation,
  media_type      text not null check (media_type in ('image/png', 'image/jpeg')),
  width           integer not null check (width between 1 and 4000),
  height          integer not null check (height between 1 and 4000),
  bytes           bytea not null,
  created_by      uuid not null references account,
  created_at      timestamptz not null default clock_timestamp()
);

-- What was measured of an item's version from attempts.
create table item_statistics (
  item_id              uuid not null,
  version              integer not null,
  answers              integer not null check (answers >= 0),
  proportion_right     double precision,
  discrimination       double precision,
  discrimination_error double precision,
  difficulty           double precision,
  difficulty_error     double precision,
  point_biserial       double precision,
  median_seconds       double precision,
  -- [{option, lower, middle, upper}]
  distractors          jsonb not null default '[]',
  method               text not null,
  measured_at          timestamptz not null default clock_timestamp(),
  primary key (item_id, version),
  foreign key (item_id, version) references item_version
);
