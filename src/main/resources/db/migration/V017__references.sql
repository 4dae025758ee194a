-- What a claim, a submission and its pay write refers to rows that the same transaction has just written or holds under lock, and
-- that nobody ever removes. To look each of them up and lock it once more cost a fifth of all that PostgreSQL does for a task. An
-- audit examines these references instead, as it does whatever else no constraint can say.
alter table assignment
  drop constraint assignment_task_id_fkey,
  drop constraint assignment_project_id_fkey,
  drop constraint assignment_worker_id_fkey;
alter table submission drop constraint submission_assignment_id_fkey;
alter table verdict
  drop constraint verdict_submission_id_fkey,
  drop constraint verdict_assignment_id_fkey;
alter table earning drop constraint earning_worker_id_fkey;
alter table ledger_transfer
  drop constraint ledger_transfer_debit_account_id_fkey,
  drop constraint ledger_transfer_credit_account_id_fkey;

-- Its counters change with each claim and each verdict: with room on the page the indexes stay as they are for the second.
alter table task set (fillfactor = 85);
