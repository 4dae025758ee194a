package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.Role;
import dev.guildhall.calibration.FiguresRepository.Figures;
import dev.guildhall.calibration.FiguresRepository.KnownLine;
import dev.guildhall.calibration.FiguresRepository.Of;
import dev.guildhall.grading.Reviewer;
import dev.guildhall.grading.Reviewers;
import dev.guildhall.grading.Reviewers.Past;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.Qualification;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.qualification.Qualifications;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How reviewers grade, as they see it themselves and as those do whose qualification it is. */
final class CalibrationDesk {

  private static final int MOST_HISTORY = 200;
  private static final int MOST_PAPERS = 100;
  private static final int PANEL_GRADINGS = 1_000;
  // Of fewer people, or attempts, a mean says what one of them did.
  private static final int LEAST = 3;

  private final Database database;
  private final Qualifications qualifications;
  private final Reviewers reviewers;
  private final FiguresRepository repository;

  CalibrationDesk(
      Database database,
      Qualifications qualifications,
      Reviewers reviewers,
      FiguresRepository repository) {
    this.database = database;
    this.qualifications = qualifications;
    this.reviewers = reviewers;
    this.repository = repository;
  }

  /**
   * How somebody grades for a qualification.
   *
   * @param agreement with known grades: to the reviewer of papers that are settled, to others of
   *     all
   * @param history newest first
   * @param papers that are over, newest first; none for others
   */
  record Shown(
      Reviewer reviewer,
      String qualification,
      Figures figures,
      Optional<Agreement> agreement,
      Optional<Double> useful,
      OptionalDouble panelSeconds,
      List<Past> history,
      List<KnownLine> papers) {}

  /** The caller's own, by qualification. */
  Future<List<Shown>> own(AccountId account) {
    return database.read(
        client ->
            reviewers
                .of(client, account)
                .compose(
                    all ->
                        Future.all(
                                qualifications.names(
                                    client, all.stream().map(Reviewer::qualificationId).toList()),
                                repository.ownFigures(client, account),
                                repository.ownUseful(client, account, LEAST))
                            .compose(
                                found ->
                                    Future.all(
                                            all.stream()
                                                .map(
                                                    one ->
                                                        own(
                                                            client,
                                                            one,
                                                            found.resultAt(0),
                                                            found.resultAt(1),
                                                            found.resultAt(2)))
                                                .toList())
                                        .map(shown -> shown.<Shown>list()))));
  }

  private Future<Shown> own(
      SqlClient client,
      Reviewer reviewer,
      Map<QualificationId, String> names,
      Map<Of, Figures> figures,
      Map<Of, Double> useful) {
    var of = new Of(reviewer.qualificationId(), reviewer.accountId());
    return Future.all(
            repository.ownAgreement(client, of.qualification(), of.reviewer()),
            repository.panelSeconds(
                client, of.qualification(), of.reviewer(), PANEL_GRADINGS, LEAST),
            reviewers.history(client, of.reviewer(), of.qualification(), MOST_HISTORY),
            repository.papers(client, of.qualification(), of.reviewer(), MOST_PAPERS))
        .map(
            found ->
                new Shown(
                    reviewer,
                    names.getOrDefault(of.qualification(), ""),
                    figures.getOrDefault(of, Figures.NONE),
                    found.resultAt(0),
                    Optional.ofNullable(useful.get(of)),
                    found.resultAt(1),
                    found.resultAt(2),
                    found.resultAt(3)));
  }

  /** Who grades for a qualification, for its editors. */
  Future<List<Shown>> panel(Principal who, QualificationId id) {
    return database.read(
        client ->
            qualifications
                .visible(client, who, id, Role.EDITOR)
                .compose(
                    qualification ->
                        Future.all(
                                reviewers.of(client, id),
                                repository.panelFigures(client, id),
                                repository.panelUseful(client, id, LEAST),
                                repository.agreements(client, id))
                            .map(
                                found ->
                                    panel(
                                        qualification,
                                        found.resultAt(0),
                                        found.resultAt(1),
                                        found.resultAt(2),
                                        found.resultAt(3)))));
  }

  private static List<Shown> panel(
      Qualification qualification,
      List<Reviewer> reviewers,
      Map<Of, Figures> figures,
      Map<Of, Double> useful,
      Map<AccountId, Agreement> agreements) {
    return reviewers.stream()
        .map(
            reviewer -> {
              var of = new Of(qualification.id(), reviewer.accountId());
              return new Shown(
                  reviewer,
                  qualification.name(),
                  figures.getOrDefault(of, Figures.NONE),
                  Optional.ofNullable(agreements.get(reviewer.accountId())),
                  Optional.ofNullable(useful.get(of)),
                  othersSeconds(figures, of),
                  List.of(),
                  List.of());
            })
        .toList();
  }

  /** The median of the others' medians. */
  private static OptionalDouble othersSeconds(Map<Of, Figures> figures, Of of) {
    double[] others =
        figures.entrySet().stream()
            .filter(other -> !other.getKey().equals(of))
            .flatMap(other -> Optional.ofNullable(other.getValue().medianSeconds()).stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return others.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(ItemMeasures.quantile(others, 0.5));
  }
}
