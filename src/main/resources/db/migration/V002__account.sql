-- Logins, sessions, organisations. email is lower-case NFC.

create table account (
  id                uuid primary key,
  email             text not null unique check (email = lower(email)),
  email_verified_at timestamptz,
  password_hash     text not null,
  display_name      text not null,
  locale            text not null default 'en',
  time_zone         text not null default 'UTC',
  state             text not null default 'active' check (state in ('active', 'disabled')),
  -- When the person was last told that somebody tried to register the address again.
  told_known_at     timestamptz,
  version           integer not null default 1,
  created_at        timestamptz not null default clock_timestamp()
);

-- Tokens sent by mail; only their SHA-256 is kept.
create table email_token (
  token_hash bytea primary key,
  account_id uuid not null references account,
  purpose    text not null check (purpose in ('verify_email', 'reset_password')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index email_token_by_account on email_token (account_id);
create index email_token_by_expiry on email_token (expires_at);

-- One per signed-in device. The refresh token rotates; a token that is neither the current one nor, within the grace,
-- the previous one ends the session.
create table session (
  id              uuid primary key,
  account_id      uuid not null references account,
  device_name     text not null,
  -- SHA-256 of the network it was signed in from: a network that the account is known from is not slowed by strangers' guesses.
  network_hash    bytea not null,
  token_hash      bytea not null,
  previous_hash   bytea,
  rotated_at      timestamptz not null default clock_timestamp(),
  created_at      timestamptz not null default clock_timestamp(),
  last_seen_at    timestamptz not null default clock_timestamp(),
  expires_at      timestamptz not null,
  ended_at        timestamptz,
  end_reason      text check (end_reason in ('sign_out', 'sign_out_everywhere', 'password_change', 'password_reset', 'token_reuse', 'expired')),
  check ((ended_at is null) = (end_reason is null))
);
create index session_by_account on session (account_id) where ended_at is null;
create index session_by_expiry on session (expires_at) where ended_at is null;
create index session_ended on session (ended_at) where ended_at is not null;

-- Failed sign-ins by account, by network and by both together, for throttling. The subject is a hash.
create table sign_in_failure (
  subject  bytea primary key,
  failures integer not null check (failures >= 0),
  last_at  timestamptz not null
);
create index sign_in_failure_by_age on sign_in_failure (last_at);

create table organisation (
  id         uuid primary key,
  name       text not null,
  kind       text not null check (kind in ('requester', 'vendor', 'platform')),
  created_at timestamptz not null default clock_timestamp()
);

create table membership (
  organisation_id uuid not null references organisation,
  account_id      uuid not null references account,
  role            text not null check (role in ('owner', 'editor', 'reviewer', 'viewer')),
  since           timestamptz not null default clock_timestamp(),
  primary key (organisation_id, account_id)
);
create index membership_by_account on membership (account_id);

create table invitation (
  id              uuid primary key,
  organisation_id uuid not null references organisation,
  email           text not null,
  role            text not null check (role in ('owner', 'editor', 'reviewer', 'viewer')),
  token_hash      bytea not null unique,
  created_by      uuid not null references account,
  created_at      timestamptz not null default clock_timestamp(),
  expires_at      timestamptz not null,
  accepted_at     timestamptz
);
create unique index invitation_open on invitation (organisation_id, email) where accepted_at is null;

create table api_key (
  id              uuid primary key,
  organisation_id uuid not null references organisation,
  name            text not null,
  prefix          text not null,
  secret_hash     bytea not null unique,
  scopes          text[] not null,
  created_by      uuid not null references account,
  created_at      timestamptz not null default clock_timestamp(),
  last_used_at    timestamptz,
  expires_at      timestamptz,
  revoked_at      timestamptz
);
create index api_key_by_organisation on api_key (organisation_id);

-- Keys that sign access tokens. The private half is encrypted with the server's secret.
create table signing_key (
  kid            text primary key,
  public_key     bytea not null,
  private_sealed bytea not null,
  created_at     timestamptz not null default clock_timestamp(),
  signs_until    timestamptz not null,
  verifies_until timestamptz not null
);
