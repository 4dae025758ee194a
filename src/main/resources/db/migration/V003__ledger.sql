-- Double entry. A transfer moves one amount from the account it debits to the account it credits, so it balances by
-- construction. Transfers are never changed or deleted; a mistake is another transfer.

create table ledger_account (
  id              uuid primary key,
  kind            text not null check (kind in (
    'funding_source', 'requester_available', 'project_reserved',
    'worker_accrued', 'worker_held', 'worker_payable',
    'vendor_payable', 'platform_fees', 'rounding', 'payout_clearing', 'bank')),
  owner_id        uuid not null,
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  debits_posted   bigint not null default 0 check (debits_posted >= 0),
  credits_posted  bigint not null default 0 check (credits_posted >= 0),
  debits_pending  bigint not null default 0 check (debits_pending >= 0),
  credits_pending bigint not null default 0 check (credits_pending >= 0),
  unique (kind, owner_id, currency),
  -- Only money that comes from outside, or goes there, may leave an account below zero.
  constraint ledger_account_covered check (
    kind in ('funding_source', 'bank', 'rounding')
    or credits_posted - debits_posted - debits_pending >= 0)
);
create index ledger_account_by_owner on ledger_account (owner_id);

-- phase: posted moves money at once; pending sets it aside; post and void end a pending transfer, once.
create table ledger_transfer (
  id                uuid primary key,
  debit_account_id  uuid not null references ledger_account,
  credit_account_id uuid not null references ledger_account,
  amount_micros     bigint not null check (amount_micros > 0),
  currency          text not null,
  code              text not null check (code in (
    'fund', 'reserve', 'release_reserve', 'accrue', 'earn', 'hold', 'release_hold')),
  phase             text not null check (phase in ('posted', 'pending', 'post', 'void')),
  pending_id        uuid unique references ledger_transfer,
  cause_id          uuid not null,
  at                timestamptz not null default clock_timestamp(),
  check (debit_account_id <> credit_account_id),
  check ((phase in ('post', 'void')) = (pending_id is not null))
);
create index ledger_transfer_by_debit on ledger_transfer (debit_account_id, at, id);
create index ledger_transfer_by_credit on ledger_transfer (credit_account_id, at, id);
create index ledger_transfer_by_cause on ledger_transfer (cause_id);

create trigger ledger_transfer_append_only before update or delete on ledger_transfer
  for each row execute function refuse_change();
