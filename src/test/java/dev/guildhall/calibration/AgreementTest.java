package dev.guildhall.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.calibration.Agreement.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

  @Test
  void withoutGradesThereIsNone() {
    assertThat(Agreement.of(List.of())).isEmpty();
  }

  @Test
  void sharesAreOfAllGradesAndKappaOfTheUsualScale() {
    var found =
        Agreement.of(
                List.of(
                    new Cell(4, 4, 4, 5),
                    new Cell(4, 1, 1, 5),
                    new Cell(4, 3, 1, 2),
                    new Cell(1, 0, 1, 4)))
            .orElseThrow();

    assertThat(found.exact()).isEqualTo(10.0 / 16);
    assertThat(found.adjacent()).isEqualTo(14.0 / 16);
    assertThat(found.kappa().papers()).isEqualTo(12);
    assertThat(found.kappa().value()).isBetween(0.5, 0.99);
  }

  @Test
  void fewGradesHaveSharesButNoKappa() {
    var found = Agreement.of(List.of(new Cell(4, 2, 2, 3), new Cell(4, 1, 3, 1))).orElseThrow();

    assertThat(found.kappa()).isNull();
    assertThat(found.exact()).isEqualTo(0.75);
  }
}
