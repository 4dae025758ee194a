package dev.guildhall.assignment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.project.ProjectId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was claimed on this node lately and has not been sent: whoever sends it soon, as most do,
 * saves the record from being asked again what it has just said. Nothing is decided by it: the
 * version of the assignment tells whether it is still true.
 */
final class FreshClaims {

  private static final Duration SOON = Duration.ofMinutes(30);
  private static final long MAX_CHARACTERS = 16_000_000;

  private final Cache<AssignmentId, Fresh> claims =
      Caffeine.newBuilder()
          .expireAfterWrite(SOON)
          .maximumWeight(MAX_CHARACTERS)
          .weigher((AssignmentId _, Fresh fresh) -> fresh.characters())
          .build();

  /**
   * A claim as it was answered.
   *
   * @param projectVersion of the terms that it was made under
   * @param gold the known answer, if the task has one
   */
  record Fresh(
      AssignmentView view, ProjectId project, int projectVersion, @Nullable JsonObject gold) {

    private static final int FRAME = 500;

    private int characters() {
      return FRAME + lengthOf(view.task().input()) + lengthOf(gold);
    }

    private static int lengthOf(@Nullable Object json) {
      return switch (json) {
        case null -> 0;
        case String text -> text.length();
        case JsonObject object -> lengthOf(object.getMap());
        case Map<?, ?> map -> map.values().stream().mapToInt(Fresh::lengthOf).sum();
        case Iterable<?> items -> {
          int length = 0;
          for (Object item : items) {
            length += lengthOf(item);
          }
          yield length;
        }
        default -> Long.BYTES;
      };
    }
  }

  void add(Fresh claim) {
    claims.put(claim.view().id(), claim);
  }

  Optional<Fresh> find(AssignmentId id) {
    return Optional.ofNullable(claims.getIfPresent(id));
  }

  void forget(AssignmentId id) {
    claims.invalidate(id);
  }
}
