package dev.guildhall.exam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tests as those see them who have people take them. */
public final class Tests {

  private static final long MOST_KEPT = 500;

  private final TestRepository repository;
  // What was published is never changed, but for its state.
  private final Cache<TestId, TestVersion> kept =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

  Tests(TestRepository repository) {
    this.repository = repository;
  }

  /** The version that workers begin now, by qualification; none for one without a test. */
  public Future<Map<QualificationId, TestVersion>> published(
      SqlClient client, Collection<QualificationId> qualifications) {
    return qualifications.isEmpty()
        ? Future.succeededFuture(Map.of())
        : repository.published(client, qualifications);
  }

  public Future<Optional<TestVersion>> published(SqlClient client, QualificationId qualification) {
    return repository
        .published(client, List.of(qualification))
        .map(found -> Optional.ofNullable(found.get(qualification)));
  }

  /** A version that was published once; its state may be an old one. */
  public Future<TestVersion> get(SqlClient client, TestId id) {
    var known = kept.getIfPresent(id);
    return known != null
        ? Future.succeededFuture(known)
        : repository
            .find(client, id)
            .map(
                found -> {
                  var test = found.orElseThrow(() -> new Refusal.NotFound("test"));
                  if (test.state() != TestState.DRAFT) {
                    kept.put(id, test);
                  }
                  return test;
                });
  }
}
