package dev.guildhall.lease;

import dev.guildhall.lease.HeartbeatRepository.Beat;
import dev.guildhall.lease.HeartbeatRepository.Standing;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.sql.Coalescer;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/** Hears that workers are at work; what arrives together is noted in one commit. */
final class HeartbeatService {

  private final HeartbeatRepository repository = new HeartbeatRepository();
  private final Coalescer<Beat, Optional<Standing>> beats;

  HeartbeatService(Platform platform) {
    this.beats =
        new Coalescer<>(
            platform.vertx(),
            "heartbeats",
            platform.meters(),
            _ -> "heartbeats",
            batch -> platform.database().inTransaction(tx -> heard(tx, batch)));
  }

  /** Notes the beat, unless its lease is over; how the assignment stands in any case. */
  Future<Standing> hear(Beat beat) {
    return beats
        .ask(beat)
        .map(standing -> standing.orElseThrow(() -> new Refusal.NotFound("assignment")));
  }

  private Future<List<Optional<Standing>>> heard(SqlConnection tx, List<Beat> batch) {
    var noting = repository.note(tx, batch);
    var standing =
        repository.standings(tx, batch.stream().map(Beat::assignment).distinct().toList());
    return Future.all(noting, standing)
        .map(
            _ ->
                batch.stream()
                    .map(
                        beat ->
                            Optional.ofNullable(standing.result().get(beat.assignment()))
                                .filter(found -> found.worker().equals(beat.worker())))
                    .toList());
  }
}
