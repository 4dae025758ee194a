-- The epoch of each pool's index in Redis. Whoever loads the index takes the next one under this row's lock; an index of any
-- other epoch (an old copy, a half-finished load) is not believed.
create table queue_epoch (
  pool_id   uuid primary key,
  epoch     bigint not null check (epoch > 0),
  loaded_at timestamptz not null default clock_timestamp()
);
