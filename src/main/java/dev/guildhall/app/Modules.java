package dev.guildhall.app;

import dev.guildhall.account.AccountModule;
import dev.guildhall.account.Memberships;
import dev.guildhall.assignment.AssignmentModule;
import dev.guildhall.attempt.AttemptModule;
import dev.guildhall.calibration.CalibrationModule;
import dev.guildhall.correction.CorrectionModule;
import dev.guildhall.delivery.DeliveryModule;
import dev.guildhall.delivery.ProjectAccess;
import dev.guildhall.eligibility.EligibilityModule;
import dev.guildhall.exam.ExamModule;
import dev.guildhall.experiment.Experiments;
import dev.guildhall.experiment.Lots;
import dev.guildhall.grading.GradingModule;
import dev.guildhall.item.ItemModule;
import dev.guildhall.lease.LeaseModule;
import dev.guildhall.ledger.Ledger;
import dev.guildhall.matching.MatchingModule;
import dev.guildhall.notification.NotificationModule;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Authenticator;
import dev.guildhall.platform.http.Contract;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.ProjectModule;
import dev.guildhall.push.PushModule;
import dev.guildhall.qualification.QualificationModule;
import dev.guildhall.quality.QualityModule;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.recall.RecallModule;
import dev.guildhall.requester.RequesterModule;
import dev.guildhall.review.ReviewModule;
import dev.guildhall.sandbox.SandboxModule;
import dev.guildhall.settling.SettlingModule;
import dev.guildhall.task.TaskModule;
import dev.guildhall.worker.WorkerModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Every feature, wired by hand in tier order; a feature is given those above it. */
final class Modules implements AutoCloseable {

  private static final Duration EXPERIMENTS = Duration.ofSeconds(5);

  private final AccountModule account;
  private final NotificationModule notification;
  private final SandboxModule sandbox;
  private final List<Routes> routes = new ArrayList<>();

  Modules(
      Platform platform,
      Configuration configuration,
      Contract contract,
      Secret secret,
      String publicUrl) {
    var work = configuration.work();
    var ledger = new Ledger();
    var queue = new TaskQueue(platform);
    var worker = new WorkerModule(platform, ledger, work.holdDays());
    account =
        new AccountModule(
            platform,
            configuration.accounts().withSecret(secret),
            publicUrl,
            List.of(worker.workers()),
            List.of(worker.workers()));
    var memberships = account.memberships();
    var requester =
        new RequesterModule(platform, memberships, ledger, configuration.demo().enabled());
    sandbox = new SandboxModule(platform, configuration.sandbox());
    var lots = new Lots(secret);
    var experiments = new Experiments(platform, lots);
    platform.jobs().repeat("read experiments", EXPERIMENTS, experiments::refresh);
    var qualification = new QualificationModule(platform, memberships);
    var project =
        new ProjectModule(
            platform,
            memberships,
            qualification.qualifications(),
            account.notices(),
            requester.wallet());
    var item =
        new ItemModule(
            platform,
            memberships,
            sandbox.sandbox(),
            Objects.requireNonNull(contract.operation("createItem").body()),
            AttemptModule.uses(),
            AttemptModule.imageReaders().and(GradingModule.imageReaders()));
    var exam = new ExamModule(platform, qualification.qualifications(), item.bank());
    var task = new TaskModule(platform, project, queue);
    var attempt =
        new AttemptModule(
            platform,
            qualification.qualifications(),
            requester.wallet(),
            worker.earnings(),
            item,
            exam,
            GradingModule.lines(),
            CorrectionModule.appeals(work));
    var eligibility =
        new EligibilityModule(
            platform, memberships, project.projects(), qualification.qualifications());
    var matching =
        new MatchingModule(
            platform,
            eligibility,
            requester.wallet(),
            project.projects(),
            task.launches(),
            queue,
            experiments,
            lots,
            work::leaseSeconds,
            work.heldPerWorker(),
            Duration.ofSeconds(work.offerSeconds()));
    var grading =
        new GradingModule(
            platform,
            memberships,
            qualification.qualifications(),
            item.bank(),
            exam.tests(),
            attempt.attempts(),
            worker.earnings(),
            lots,
            secret);
    var calibration =
        new CalibrationModule(
            platform,
            account.notices(),
            qualification.qualifications(),
            item.bank(),
            exam.tests(),
            grading.reviewers(),
            secret,
            configuration.calibration());
    var assignment =
        new AssignmentModule(
            platform,
            queue,
            eligibility,
            matching.matching(),
            project.projects(),
            worker.earnings(),
            lots,
            work);
    var lease = new LeaseModule(platform, assignment.assignments(), work);
    var review =
        new ReviewModule(
            platform,
            assignment,
            project.projects(),
            task.tasks(),
            worker.earnings(),
            requester.wallet(),
            secret,
            work);
    var recall =
        new RecallModule(
            platform,
            queue,
            project.projects(),
            task.launches(),
            assignment.cancellations(),
            worker.earnings());
    var correction =
        new CorrectionModule(
            platform,
            memberships,
            account.notices(),
            qualification.qualifications(),
            item.bank(),
            attempt.attempts(),
            grading.papers(),
            secret,
            work);
    new SettlingModule(platform, queue, project.projects(), requester.wallet());
    var delivery = new DeliveryModule(platform, ProjectAccess.of(project.projects()), secret);
    new QualityModule(platform);
    this.notification =
        new NotificationModule(
            platform, matching.matching(), matching.offerRounds(), eligibility.facts());
    var push =
        new PushModule(
            platform, configuration.push(), secret, contact(publicUrl), matching.invitees());
    routes.addAll(account.routes());
    routes.addAll(worker.routes());
    routes.addAll(requester.routes());
    routes.addAll(qualification.routes());
    routes.addAll(project.routes());
    routes.addAll(item.routes());
    routes.addAll(exam.routes());
    routes.addAll(task.routes());
    routes.addAll(attempt.routes());
    routes.addAll(eligibility.routes());
    routes.addAll(matching.routes());
    routes.addAll(grading.routes());
    routes.addAll(calibration.routes());
    routes.addAll(assignment.routes());
    routes.addAll(lease.routes());
    routes.addAll(review.routes());
    routes.addAll(recall.routes());
    routes.addAll(correction.routes());
    routes.addAll(delivery.routes());
    routes.addAll(notification.routes());
    routes.addAll(push.routes());
  }

  /** Whom a push service may turn to. It takes no address that is not encrypted. */
  private static String contact(String publicUrl) {
    return publicUrl.startsWith("https://") ? publicUrl : "mailto:operator@localhost";
  }

  List<Routes> routes() {
    return List.copyOf(routes);
  }

  Authenticator authenticator() {
    return account.authenticator();
  }

  Memberships memberships() {
    return account.memberships();
  }

  /** Ends what would go on for as long as its readers like. */
  void endStreams() {
    notification.endStreams();
  }

  @Override
  public void close() {
    sandbox.close();
    account.close();
  }
}
