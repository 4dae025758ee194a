package dev.guildhall.audit;

import static dev.guildhall.audit.Corruption.of;
import static dev.guildhall.audit.Corruption.past;

import java.util.List;

/** One for each rule, and for some rules several. */
final class Corruptions {

  private Corruptions() {}

  private static final String PAUSED =
      "project_id = (select id from project where state = 'paused')";
  private static final String FOR_TWO = "overlap = 2 and live = 2 and overlap_max is null";

  private static final List<Corruption> GUARDS =
      List.of(
          of(
              "append_only table verdict: found its guard is off; expected a trigger that refuses change and removal",
              "alter table verdict disable trigger verdict_append_only"),
          of(
              "append_only table event_block: found its guard is off; expected a trigger that refuses change and removal",
              "drop trigger event_block_append_only on event_block"),
          of(
              "constraints draft small: found not validated; expected holds for every row",
              "alter table draft add constraint small check (revision < 9) not valid"),
          past(
                  "submission",
                  "references submission <id>: found assignment <id>; expected an assignment that exists",
                  """
              insert into submission (id, assignment_id, revision, fence, output, sha256, seconds)
              values (gen_random_uuid(), gen_random_uuid(), 1, 1, '{}', sha256('{}'), 0)
              """)
              .and(
                  "texts_told submission <id>: found hash <hash> of assignment <id>; expected an event of it"),
          past(
              "ledger_transfer",
              "references transfer <id>: found account <id> to <id>; expected accounts that exist",
              """
              insert into ledger_transfer (id, debit_account_id, credit_account_id, amount_micros, currency, code, phase, cause_id)
              values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'USD', 'fund', 'posted', gen_random_uuid())
              """),
          past(
              "verdict",
              "references verdict <id>: found submission <id> of assignment <id>; expected a submission of that assignment",
              """
              insert into verdict (id, submission_id, assignment_id, kind, decided_by, rule)
              values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'accept', 'rule', 'none')
              """),
          of(
              "references assignment <id>: found task <id>, project <id>, worker <id>; expected all of them exist",
              "update assignment set worker_id = gen_random_uuid() where state = 'returned'"),
          of(
              "durable setting synchronous_commit: found off; expected on",
              """
              do $$ begin
                execute format('alter database %I set synchronous_commit = off', current_database());
              end $$
              """));

  private static final List<Corruption> TASKS =
      List.of(
          of(
              "slots task <id>: found 0 counted; expected 1 that stand",
              "update task set live = 0 where " + PAUSED),
          of(
              "surplus task <id>: found extra 0; expected 1, for 2 live of overlap 1",
              "alter table task drop constraint task_overlap",
              "update task set extra = 0 where extra > 0"),
          of(
              "surplus_decided task <id>: found 0 decisions; expected 1, one for each submission beyond the overlap",
              "update task set overlap = 1, extra = 1 where " + FOR_TWO),
          of(
              "accepted task <id>: found 1 counted; expected 0 accepted",
              "update task set accepted = 1 where " + FOR_TWO),
          of(
              "done task <id>: found done; expected open, for 0 accepted of 1 to be had",
              "update task set state = 'done' where " + PAUSED),
          of(
              "recalled task <id>: found 1 live of overlap 1, 1 in work; expected no free slot and nothing in work: it was called back",
              """
              update task set state = 'cancelled'
              where id = (select task_id from assignment where state = 'claimed' order by id limit 1)
              """),
          of(
              "settled task <id>: found settled with 1 of overlap 1, last decision none; expected a decision that says so, and no free slot",
              """
              update task set settled = true, overlap_max = 2
              where id = (select task_id from assignment where state = 'claimed' order by id limit 1)
              """),
          of(
                  "twice task <id>: found 2 assignments of worker <id>; expected 1",
                  "alter table assignment drop constraint assignment_once",
                  """
                  insert into assignment (id, claim_id, task_id, project_id, worker_id, state, price_micros, currency,
                    guideline_version, ended_at)
                  select gen_random_uuid(), gen_random_uuid(), task_id, project_id, worker_id, state, price_micros,
                    currency, guideline_version, ended_at
                  from assignment where state = 'returned'
                  """)
              .and(
                  "told assignment <id>: found returned under fence 1; expected an event of its claim"),
          of(
              "named assignment <id>: found worker <id>; expected one of the workers named for task <id>",
              "delete from task_worker where task_id = (select id from task where key = 'for one')",
              """
              insert into task_worker (task_id, worker_id, project_id)
              select id, gen_random_uuid(), project_id from task where key = 'for one'
              """),
          of(
              "able task <id>: found 2 counted; expected 1, 2 named less 1 turned down",
              "update task set able = 2 where key = 'for two'"),
          of(
              "loaded project <id>: found 2 tasks counted, 0 gold; expected 1 and 0",
              "update project set tasks = tasks + 1 where state = 'paused'"));

  private static final List<Corruption> ASSIGNMENTS =
      List.of(
          of(
              "held worker <id>: found 2 counted; expected 1 claimed",
              "update worker_load set held = held + 1 where worker_id = (select worker_id from worker_load limit 1)"),
          of(
              "held worker <id>: found 0 counted; expected 1 claimed",
              "delete from worker_load where worker_id = (select worker_id from worker_load where held > 0 limit 1)"),
          of(
              "project assignment <id>: found project <id>, EUR; expected project <id>, USD",
              "update assignment set currency = 'EUR' where state = 'returned'"),
          of(
              "lease assignment <id>: found revision_requested, leased <time>, until <time>, grace <time>; expected a lease, then a grace, of what is open alone",
              "update assignment set leased_at = lease_until + interval '1 hour' where state = 'revision_requested'"),
          of(
              "times assignment <id>: found submitted, sent <time>; expected the times of its state and no others",
              "update assignment set auto_accept_at = null where state = 'submitted' and "
                  + PAUSED),
          of(
              "lease_over assignment <id>: found revision_requested, grace ended <time>; expected ended by a node soon after",
              """
              update assignment
              set leased_at = now() - interval '3 hours', lease_until = now() - interval '2 hours',
                  grace_until = now() - interval '1 hour'
              where state = 'revision_requested'
              """),
          of(
              "unjudged assignment <id>: found submitted, to be accepted <time>; expected accepted by a node soon after",
              "update assignment set auto_accept_at = now() - interval '1 hour' where state = 'submitted' and "
                  + PAUSED),
          of(
              "claim_ids claim <id>: found assignments <id> and <id>; expected one",
              """
              insert into former_claim (claim_id, assignment_id)
              select a.claim_id, b.id from assignment a, assignment b
              where a.state = 'returned' and b.state = 'skipped'
              """),
          of(
              "answers idempotency_key <id> fundWallet first-money: found no answer, since <time>; expected the answer that was given",
              "update idempotency_key set status = null where ctid = (select min(ctid) from idempotency_key)"));

  private static final List<Corruption> WORK =
      List.of(
          past(
              "submission",
              "revisions submission <id>: found revision 2 under fence 1; expected revision 1 under a fence above 0, at most 1",
              "update submission set revision = 2 where " + ofOne("rejected")),
          past(
              "submission",
              "revisions submission <id>: found revision 1 under fence 7; expected revision 1 under a fence above 0, at most 1",
              "update submission set fence = 7 where " + ofOne("rejected")),
          past(
                  "submission",
                  "sent assignment <id>: found submitted, nothing sent; expected a submission",
                  "delete from submission where assignment_id = (select id from assignment where state = 'submitted' and "
                      + PAUSED
                      + ")")
              .and(
                  "texts_told submission <id>: found no such row; expected hash <hash> of assignment <id>"),
          past(
              "submission",
              "gold submission <id>: found measured; expected not measured: the task is not gold",
              "update submission set gold_right = false where " + ofOne("rejected")),
          past(
              "verdict",
              "verdicts assignment <id>: found soft_rejected, latest verdict reject; expected a state that this verdict leads to",
              "update verdict set kind = 'reject' where kind = 'soft_reject'"),
          past(
              "verdict",
              "judges verdict <id>: found of assignment <id> by account <id>; expected of assignment <id>, by another than its worker",
              """
              update verdict v set person_id = w.account_id
              from assignment a join worker w on w.id = a.worker_id
              where a.id = v.assignment_id and a.state = 'soft_rejected'
              """),
          of(
              "disputed assignment <id>: found disputed, 0 open appeals; expected 1 open appeal",
              "delete from appeal where state = 'open'"),
          of(
              "appeals appeal <id>: found overturned by account <id>; expected decided by neither the judge nor the worker",
              """
              update appeal e set decided_by = w.account_id
              from assignment a join worker w on w.id = a.worker_id
              where a.id = e.assignment_id and e.state = 'overturned'
              """),
          past(
              "delivery_item",
              "delivered delivery <id>: found 0 submissions kept; expected 1, as it says",
              "delete from delivery_item where part = 'submission'"));

  private static final List<Corruption> GRADING =
      List.of(
          of(
              "papers paper <id>: found 1 counted; expected 2 claimed, or sent and not set aside",
              "update paper set live = live - 1 where outcome = 'mean'"),
          of(
                  "graders grading <id>: found by account <id>, of worker <id>; expected by neither the writer nor a colleague or linked person",
                  """
                  update grading g set reviewer_id = w.account_id
                  from paper p join worker w on w.id = p.worker_id
                  where p.id = g.paper_id and g.state = 'claimed'
                  """)
              .and(
                  "gradings grading <id>: found claimed and pending, 800000 USD; expected pending, 800000 USD"),
          of(
              "graders grading <id>: found by account <id>, of worker <id>; expected by neither the writer nor a colleague or linked person",
              """
              insert into linked_workers (worker_id, other_id, reason, linked_at)
              select least(p.worker_id, w.id), greatest(p.worker_id, w.id), 'one device', '2020-01-01'
              from grading g join paper p on p.id = g.paper_id join worker w on w.account_id = g.reviewer_id
              where g.state = 'claimed'
              """),
          of(
              "graders grading <id>: found by account <id>, of worker <id>; expected by neither the writer nor a colleague or linked person",
              """
              update worker set vendor_id = (select min(id::text)::uuid from organisation)
              where id in (
                select unnest(array[p.worker_id, w.id])
                from grading g join paper p on p.id = g.paper_id join worker w on w.account_id = g.reviewer_id
                where g.state = 'claimed')
              """),
          of(
              "graded paper <id>: found adjudicator of 2 graders and 0 adjudicators; expected two graders for a mean, a third person for an adjudication",
              "update paper set outcome = 'adjudicator' where outcome = 'mean'"),
          of(
              "marks paper <id>: found final, and no mark in attempt <id>; expected the mark that its grades give",
              """
              update attempt_item i set graded = null
              from paper p where p.attempt_id = i.attempt_id and p.item_id = i.item_id and p.outcome = 'mean'
              """),
          of(
              "gradings grading <id>: found returned and void, 800001 USD; expected void, 800000 USD",
              """
              update earning set amount_micros = amount_micros + 1
              where cause_id = (select id from grading where state = 'returned')
              """),
          of(
              "grading_over grading <id>: found claimed, until <time>; expected ended by a node soon after",
              "update grading set lease_until = now() - interval '1 hour' where state = 'claimed'"),
          of(
              "ungraded attempt <id>: found in_grading, and nobody is to grade item <id>; expected a paper that wants graders",
              "update paper set state = 'retired' where state = 'open'"),
          of(
              "corrected attempt <id>: found item <id> marked by key 0; expected marked by key 1, or a correction under way",
              """
              update attempt_item i set key_revision = 0
              from paper p where p.attempt_id = i.attempt_id and p.item_id = i.item_id and p.outcome = 'mean'
              """),
          of(
              "unanswered appeal <id>: found open, due <time>; expected granted by a node soon after",
              """
              insert into attempt_appeal (id, attempt_id, item_id, against, text, due_at)
              select gen_random_uuid(), attempt_id, item_id, 'grade', 'Read it again.', now() - interval '1 hour'
              from paper where outcome = 'mean'
              """));

  private static final List<Corruption> MONEY =
      List.of(
          of(
              "earnings assignment <id>: found rejected and an earning that is missing; expected void",
              "delete from earning where state = 'void' and " + earnedBy("rejected")),
          of(
              "pay earning <id>: found 250001 USD, worker <id>, project <id>; expected 250000 USD, worker <id>, project <id>",
              "update earning set amount_micros = amount_micros + 1 where state = 'void' and "
                  + earnedBy("rejected")),
          past(
                  "cancellation",
                  "called_back assignment <id>: found cancelled, 1 micros decided, 25000 micros earned; expected what was decided, earned once",
                  "update cancellation set pay_micros = 1, seconds = 60 where evidence = 'submission'")
              .and(
                  "pro_rata assignment <id>: found 1 micros for 60 seconds; expected 250000, by pro_rata/1")
              .and(
                  "committed project <id>: found 300000 micros committed; expected 275001 promised by its assignments"),
          of(
              "tests attempt <id>: found abandoned and void, 750001 USD; expected void, 750000 USD",
              "update earning set amount_micros = amount_micros + 1 where basis = 'test' and state = 'void'"),
          of(
              "price assignment <id>: found 250001 micros; expected 250000, as claimed",
              "update assignment set price_micros = price_micros + 1 where state = 'returned'"),
          of(
              "committed project <id>: found 249999 micros committed; expected 250000 promised by its assignments",
              "update project set committed_micros = committed_micros - 1 where state = 'paused'"),
          of(
                  "completed project <id>: found 250001 micros reserved; expected 250000, what it spent: it is completed",
                  "update project set reserved_micros = reserved_micros + 1 where state = 'completed'")
              .and(
                  "reserved project <id>: found 0 micros on its account, 0 of them set aside; expected 1 and 0"),
          of(
              "reserved project <id>: found 250000 micros on its account, 250000 of them set aside; expected 250001 and 250000",
              "update project set reserved_micros = reserved_micros + 1 where state = 'paused'"),
          of(
                  "wallets worker <id> USD: found accounts of {<micros>} micros pending, accrued, held, payable; expected {<micros>} by the earnings",
                  """
                  update earning set state = 'payable', hold_reason = null, hold_until = null
                  where id = (select id from earning where state = 'held' and project_id is not null limit 1)
                  """)
              .and(
                  "transfers assignment <id>: found transfers of {<micros>} micros set aside, earned, held, released; expected {<micros>} by its earning"),
          // The sums stay what they are.
          of(
                  "transfers assignment <id>: found transfers of {<micros>} micros set aside, earned, held, released; expected {<micros>} by its earning",
                  """
                  update earning set state = case when state = 'held' then 'payable' else 'held' end,
                    hold_reason = case when state = 'held' then null else 'holding_time' end,
                    hold_until = case when state = 'held' then null else now() + interval '1 day' end
                  where id in (
                    select p.id from earning p where p.state = 'payable'
                    union all
                    (select h.id from earning h join earning p on p.worker_id = h.worker_id and p.state = 'payable'
                     where h.state = 'held' and h.project_id is not null limit 1))
                  """)
              .and(
                  "transfers assignment <id>: found transfers of {<micros>} micros set aside, earned, held, released; expected {<micros>} by its earning"),
          of(
              "hold_over earning <id>: found held until <time>; expected released by a node soon after",
              "update earning set hold_until = now() - interval '1 hour' where id = (select id from earning where state = 'held' limit 1)"),
          of(
              "ledger account <id> (funding_source of <id>, USD): found stored debits 1000000001 posted 0 pending, credits 1 posted 0 pending; expected debits 1000000000 posted 0 pending, credits 0 posted 0 pending, as its transfers add up to",
              """
              update ledger_account set debits_posted = debits_posted + 1, credits_posted = credits_posted + 1
              where kind = 'funding_source'
              """));

  private static final List<Corruption> LOG =
      List.of(
          of(
              "life assignment <id>: found event <n>, reject after reject; expected a step that may follow, of an assignment that exists",
              """
              insert into event (type, subject_id, payload)
              select type, subject_id, payload from event e
              where type = 'assignment.judged' and subject_id = (select min(id::text)::uuid from assignment where state = 'rejected')
              """),
          of(
              "life assignment <id>: found event <n>, claimed after nothing; expected a step that may follow, of an assignment that exists",
              """
              insert into event (type, subject_id, payload) values ('assignment.claimed', gen_random_uuid(), '{}')
              """),
          of(
              "told assignment <id>: found returned under fence 3; expected what follows from ended under fence 2",
              "update assignment set fence = fence + 1 where state = 'returned'"),
          of(
              "told assignment <id>: found skipped under fence 2; expected what follows from ended under fence 2",
              "update assignment set state = 'skipped' where state = 'returned'"),
          past(
                  "submission",
                  "texts_told submission <id>: found hash <hash> of assignment <id>; expected hash <hash> of assignment <id>",
                  "update submission set sha256 = sha256('x') where " + ofOne("rejected"))
              .and(
                  "texts submission <id>: found a text of hash <hash>; expected <hash>, as it was acknowledged"),
          past(
              "submission",
              "texts submission <id>: found a text of hash <hash>; expected <hash>, as it was acknowledged",
              "update submission set output = output || '{\"choice\": \"b\"}' where "
                  + ofOne("rejected")),
          of(
              "projects_told project <id>: found paused; expected completed by its last event",
              "update project set state = 'paused', pause_reason = 'by_requester' where state = 'completed'"),
          of(
              "uploads_told upload <id>: found 2 tasks; expected 1 told",
              "update upload set accepted = accepted + 1 where " + PAUSED),
          of(
              "unsealed event <n>: found in no block since <time>; expected sealed within seconds",
              """
              insert into event (type, subject_id, payload, at)
              values ('test.planted', gen_random_uuid(), '{}', now() - interval '1 hour')
              """),
          past(
              "event",
              "chain event_block 1: found another hash than its events have; expected that it follows from the block before",
              "update event set payload = '{\"forged\": true}' where id = (select min(id) from event)"),
          past(
              "event",
              "chain event_block 1: found another hash than its events have; expected that it follows from the block before",
              "delete from event where id = (select min(id) from event)"),
          past(
              "event_block",
              "chain event_block 1: found another hash than its events have; expected that it follows from the block before",
              "delete from event_block where number = 1"),
          of(
              "outbox event <n>: found owed to nobody after 0 attempts; expected delivered",
              """
              insert into outbox (event_id, handler, run_after)
              select min(id), 'nobody', now() - interval '1 hour' from event
              """),
          of(
              "jobs job <id>: found weave given up after 8 attempts: the thread is too thin; expected done",
              """
              insert into job (id, kind, payload, state, attempts, error)
              values (gen_random_uuid(), 'weave', '{}', 'failed', 8, 'the thread is too thin')
              """),
          of(
              "jobs_late job <id>: found weave of a node that left it at <time>; expected taken over by another",
              """
              insert into job (id, kind, payload, state, attempts, lease_until)
              values (gen_random_uuid(), 'weave', '{}', 'running', 1, now() - interval '1 hour')
              """));

  static final List<Corruption> ALL =
      List.of(GUARDS, TASKS, ASSIGNMENTS, WORK, GRADING, MONEY, LOG).stream()
          .flatMap(List::stream)
          .toList();

  /** What that assignment has earned. */
  private static String earnedBy(String state) {
    return ofOne(state).replaceFirst("assignment_id", "cause_id");
  }

  /** The rows of the one assignment in that state; the market may have several, so the first. */
  private static String ofOne(String state) {
    return "assignment_id = (select id from assignment where state = '"
        + state
        + "' order by id limit 1)";
  }

  /** The line of a violation; ids, hashes, times, sums and numbers of events vary. */
  static String line(Violation violation) {
    return violation
        .toString()
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>")
        .replaceAll("[0-9a-f]{64}", "<hash>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:[\\d.]+[+-][\\d:]+", "<time>")
        .replaceAll("\\{[\\d,]+}", "{<micros>}")
        .replaceAll("event \\d+", "event <n>");
  }
}
