package dev.guildhall.qualification;

import dev.guildhall.account.Memberships;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import java.util.List;

/** Wires the feature. */
public final class QualificationModule {

  private final Qualifications qualifications;

  public QualificationModule(Platform platform, Memberships memberships) {
    this.qualifications = new Qualifications(platform, memberships);
  }

  public Qualifications qualifications() {
    return qualifications;
  }

  public List<Routes> routes() {
    return List.of(new QualificationRoutes(qualifications));
  }
}
