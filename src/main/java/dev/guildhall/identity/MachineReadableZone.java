package dev.guildhall.identity;

import dev.guildhall.identity.ZoneFormat.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document's machine-readable zone says, read without a fault.
 *
 * @param code what kind of document it is, such as {@code P} or {@code ID}; its second letter is
 *     the issuer's own
 * @param issuer three letters, or fewer; see {@link States}
 * @param number without filler
 * @param surname the name's first part, its words parted by spaces
 * @param givenNames the rest; empty where there is none
 * @param cut whether the name fills its place, and may be longer
 * @param optional what is left to the issuer, without filler, from the first line that has it
 */
record MachineReadableZone(
    ZoneFormat format,
    String code,
    String issuer,
    String number,
    String nationality,
    PartialDate birth,
    Sex sex,
    @Nullable PartialDate expiry,
    String surname,
    String givenNames,
    boolean cut,
    String optional) {

  /** As Doc 9303 writes it. */
  enum Sex {
    FEMALE('F'),
    MALE('M'),
    UNSPECIFIED('<');

    private static final Map<Character, Sex> BY_LETTER =
        Map.of('F', FEMALE, 'M', MALE, '<', UNSPECIFIED);
    private final char letter;

    Sex(char letter) {
      this.letter = letter;
    }

    char letter() {
      return letter;
    }

    static @Nullable Sex of(char letter) {
      return BY_LETTER.get(letter);
    }
  }

  /**
   * Something that cannot be so.
   *
   * @param line from 1
   * @param column from 1; 0: the line as a whole
   * @param field where it is in; null: in no single one
   * @param code for programs
   * @param detail what was read, and how to mend it, in one or two sentences
   */
  record Fault(int line, int column, @Nullable Field field, String code, String detail) {}
}
