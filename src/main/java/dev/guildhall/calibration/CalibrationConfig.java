package dev.guildhall.calibration;

/**
 * How often is measured what has news.
 *
 * @param itemSeconds between two estimates of the items of a bank in a domain
 * @param reviewerSeconds between two estimates of the reviewers of a qualification; much less than
 *     an hour lets a reviewer guess which papers have known grades
 */
public record CalibrationConfig(int itemSeconds, int reviewerSeconds) {

  public CalibrationConfig {
    if (itemSeconds < 1 || reviewerSeconds < 1) {
      throw new IllegalArgumentException(
          "calibration.item_seconds and calibration.reviewer_seconds have to be 1 or more");
    }
  }
}
