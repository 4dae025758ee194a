package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.worker.WorkerId;
import java.util.Optional;

/**
 * Who asks for papers.
 *
 * @param worker empty: the person is no worker, and grades as a member of an organisation only
 */
record Asking(AccountId account, Optional<WorkerId> worker) {

  static Asking of(Principal who) {
    return new Asking(new AccountId(who.accountId()), who.attribute("worker").map(WorkerId::new));
  }
}
