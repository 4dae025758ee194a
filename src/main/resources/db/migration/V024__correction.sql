-- Which attempts a correction has still to decide anew, and what came of those that it has.
create table correction_attempt (
  correction_id uuid not null references correction,
  attempt_id    uuid not null references attempt,
  -- Null: not yet.
  done_at       timestamptz,
  score_before  double precision,
  score         double precision,
  level_before  integer,
  level         integer,
  primary key (correction_id, attempt_id)
);
create index correction_attempt_left on correction_attempt (correction_id, attempt_id) where done_at is null;

create index paper_by_cause on paper (cause_id) where state in ('open', 'adjudicating');

alter table push
  drop constraint push_kind_check,
  add constraint push_kind_check check (kind in (
    'offer', 'lease_ending', 'accepted', 'revision', 'rejected', 'called_back', 'result', 'result_changed', 'appeal_decided', 'money'));
