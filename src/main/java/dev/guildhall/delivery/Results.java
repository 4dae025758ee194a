package dev.guildhall.delivery;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Cursor;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Running results: the aggregated answers of a project's tasks in loading order, gold left out. */
final class Results {

  private static final UUID FIRST = new UUID(0, 0);

  // The long texts of an output are not needed to aggregate it.
  private static final Sql PAGE =
      Sql.of(
          """
          select p.kind, t.id, t.position, t.key, t.state, t.input, accepted.outputs
          from project p
          join lateral (
            select id, position, key, state, input from task
            where project_id = p.id and gold is null
              and position >= #{position} and (position, id) > (#{position}, #{id})
            order by position, id
            limit #{limit}) t on true
          cross join lateral (
            select coalesce(
              jsonb_agg(coalesce(v.fixed_output, s.output) - array['response', 'reason', 'comment']), '[]') as outputs
            from assignment a
            join lateral (
              select submission_id, kind, fixed_output from verdict
              where assignment_id = a.id
              order by decided_at desc, id desc
              limit 1) v on v.kind in ('accept', 'accept_with_fix')
            join submission s on s.id = v.submission_id
            where a.task_id = t.id and a.state in ('accepted', 'accepted_with_fix')) accepted
          where p.id = #{project}
          order by t.position, t.id
          """);

  private final Platform platform;
  private final ProjectAccess access;

  Results(Platform platform, ProjectAccess access) {
    this.platform = platform;
    this.access = access;
  }

  /** One result with its place in the list. */
  record Placed(long position, UUID task, Result result) {}

  /** One more than {@code limit} where there are more. */
  Future<List<Placed>> page(Principal who, UUID project, Optional<Cursor> after, int limit) {
    return access
        .mayRead(who, project)
        .compose(
            _ ->
                PAGE.run(
                    platform.database().client(),
                    "project",
                    project,
                    "position",
                    after.map(cursor -> cursor.number(0)).orElse(Long.MIN_VALUE),
                    "id",
                    after.map(cursor -> cursor.uuid(1)).orElse(FIRST),
                    "limit",
                    limit + 1))
        .map(rows -> Rows.list(rows, Results::placed));
  }

  private static Placed placed(Row row) {
    String kind = row.getString("kind");
    var answer = TaskAnswer.of(kind);
    JsonArray outputs = row.getJsonArray("outputs");
    for (int i = 0; i < outputs.size(); i++) {
      answer.add(outputs.getJsonObject(i));
    }
    return new Placed(
        row.getLong("position"),
        row.getUUID("id"),
        result(
            row.getUUID("id"),
            row.getString("key"),
            row.getString("state"),
            row.getJsonObject("input"),
            kind,
            answer));
  }

  private static Result result(
      UUID task,
      @Nullable String key,
      String state,
      JsonObject input,
      String kind,
      TaskAnswer answer) {
    boolean hasAnswer = TaskAnswer.answerField(kind).isPresent();
    return new Result(
        IdText.print("tsk", task),
        Optional.ofNullable(key),
        state,
        input,
        answer.outputs(),
        answer.majority(),
        hasAnswer ? Optional.of(answer.distribution()) : Optional.empty(),
        kind.equals("rubric") ? Optional.of(answer.meanScores()) : Optional.empty());
  }
}
