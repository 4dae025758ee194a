package dev.guildhall.matching;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.job.Workflows;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.queue.Proposal;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.testing.Stores;
import dev.guildhall.testing.TestPlatform;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue's index follows PostgreSQL, whatever it missed. */
class QueueLoadJobIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static ProjectFixture world;
  private final MatchingRepository repository = new MatchingRepository();
  private TaskQueue queue;
  private PoolIndex index;
  private QueueLoadJob job;
  private QueueReviewJob reviewJob;
  private Project project;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
  }

  @BeforeEach
  void aLiveProjectWithOneTaskInTheQueue() {
    project = world.draft();
    task();
    move("live");
    queue = new TaskQueue(test.platform());
    index =
        new PoolIndex(
            test.platform().database(),
            world.module().projects(),
            test.platform().time(),
            repository,
            new LivePools());
    job =
        new QueueLoadJob(
            test.platform().database(), test.platform().meters(), queue, index, repository);
    reviewJob = new QueueReviewJob(test.platform().database(), queue, index, repository);
    look();
    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void oneTaskThatIsMissingIsFoundWhenItStaysMissing() {
    task();

    look();
    assertThat(waiting()).isEqualTo(1);

    look(QueueLoadJob.SETTLED);
    assertThat(waiting()).isEqualTo(2);
  }

  @Test
  void aDifferenceThatChangesIsWorkUnderWay() {
    for (int i = 0; i < 2 * QueueLoadJob.SETTLED; i++) {
      task();
      look();
    }

    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void aSlotThatIsTakenInPostgresqlOnlyIsFoundAsWell() {
    task();
    queue.changed(project.id().value());
    job.loadChanged();
    test.sql(
        "update task set live = overlap where project_id = $1 and position = 2",
        project.id().value());

    look(QueueLoadJob.SETTLED);

    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void whatAgreesIsNotLoadedAgain() {
    look(3 * QueueLoadJob.SETTLED);

    assertThat(indexed().epoch()).contains(1L);
  }

  @Test
  void aChangedPoolIsLoadedAtOnceAndOnce() {
    task();

    queue.changed(project.id().value());
    job.loadChanged();

    assertThat(waiting()).isEqualTo(2);
    job.loadChanged();
    assertThat(indexed().epoch()).contains(2L);
  }

  @Test
  void aChangeIsKeptWhileAnotherNodeLoads() {
    task();
    queue.changed(project.id().value());
    await(
        test.platform()
            .database()
            .inTransaction(
                tx ->
                    tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 1))")
                        .execute(Tuple.of(project.id().value().toString()))
                        .compose(_ -> Workflows.start(() -> job.loadChanged()))));
    assertThat(waiting()).isEqualTo(1);

    job.loadChanged();

    assertThat(waiting()).isEqualTo(2);
  }

  @Test
  void whatChangedWhileAPoolWasPausedIsThereWhenItGoesOn() {
    move("paused");
    refresh();
    task();
    queue.changed(project.id().value());
    job.loadChanged();
    move("live");

    look();

    assertThat(waiting()).isEqualTo(2);
  }

  @Test
  void aCompletedPoolLeavesNothingInRedis() {
    UUID worker = world.worker();
    UUID pool = project.id().value();
    await(queue.remember(pool, worker, List.of(test.newId())));
    await(queue.propose(pool, worker, test.newId()));
    test.sql(
        """
        insert into assignment (
          id, claim_id, task_id, project_id, worker_id, state, price_micros, currency, guideline_version)
        select $1, $1, t.id, t.project_id, $2, 'accepted', 1, 'USD', 1 from task t where t.project_id = $3
        """,
        test.newId(),
        worker,
        pool);
    assertThat(keys(pool)).isNotEmpty();
    move("completed");

    look();

    assertThat(keys(pool)).isEmpty();
    assertThat(test.sql("select 1 from queue_epoch where pool_id = $1", pool)).isEmpty();
  }

  @Test
  void aStrangerInPlaceOfATaskIsFoundThoughTheCountsAgree() {
    task();
    queue.changed(project.id().value());
    job.loadChanged();
    String waiting = key("waiting");
    redis(
        redis -> {
          redis.zremrangebyrank(waiting, 0, 0);
          return redis.zadd(waiting, 1, test.newId().toString());
        });

    review();
    assertThat(indexed().epoch()).as("once it may be on its way out").contains(2L);
    review();

    assertThat(indexed().epoch()).contains(3L);
    assertThat(Set.copyOf(redis(redis -> redis.zrange(waiting, 0, -1)))).isEqualTo(tasks());
    review();
    review();
    assertThat(indexed().epoch()).contains(3L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoch", "waiting", "more", "offered", "offers", "cursors"})
  void anIndexWithAKeyOfAWrongKindIsLoadedAgain(String name) {
    String key = key(name);
    redis(
        redis -> {
          redis.del(key);
          return redis.rpush(key, "not of this kind");
        });

    assertThat(await(queue.propose(project.id().value(), world.worker(), test.newId())))
        .isNotInstanceOf(Proposal.Task.class);
    job.loadChanged();
    look();

    assertThat(await(queue.propose(project.id().value(), world.worker(), test.newId())))
        .isInstanceOf(Proposal.Task.class);
  }

  /** A round over all pools, and what follows from it. */
  private void review() {
    refresh();
    reviewJob.run();
    job.loadChanged();
  }

  private String key(String name) {
    return "{pool:" + project.id().value() + "}:" + name;
  }

  private Set<String> tasks() {
    return test
        .sql("select id::text as id from task where project_id = $1", project.id().value())
        .stream()
        .map(row -> row.getString("id"))
        .collect(Collectors.toSet());
  }

  private void look() {
    look(1);
  }

  /** As the jobs do it, with facts that are fresh each time. */
  private void look(int times) {
    for (int i = 0; i < times; i++) {
      refresh();
      job.run();
    }
  }

  private void refresh() {
    test.time().advance(Duration.ofMinutes(1));
    await(index.refresh());
  }

  private void task() {
    test.sql(
        """
        insert into task (id, project_id, upload_id, position, input, overlap)
        select $1, $2, $1, count(*) + 1, '{"text": "Rain"}', 1 from task where project_id = $2
        """,
        test.newId(),
        project.id().value());
  }

  private void move(String state) {
    test.sql(
        """
        update project
        set state = $2::text, pause_reason = case when $2 = 'paused' then 'by_requester' end
        where id = $1
        """,
        project.id().value(),
        state);
  }

  private long waiting() {
    return indexed().waiting();
  }

  private TaskQueue.Look indexed() {
    return await(queue.look(List.of(project.id().value()))).get(project.id().value());
  }

  private static List<String> keys(UUID pool) {
    return redis(redis -> redis.keys("{pool:" + pool + "}:*"));
  }

  private static <T> T redis(Function<RedisCommands<String, String>, T> words) {
    var config = Stores.redis();
    var uri =
        RedisURI.builder()
            .withHost(config.host())
            .withPort(config.port())
            .withPassword(config.password().reveal().toCharArray())
            .build();
    try (var client = RedisClient.create(uri);
        var connection = client.connect()) {
      return words.apply(connection.sync());
    }
  }
}
