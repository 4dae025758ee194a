package dev.guildhall.identity;

import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Codes of issuers and nationalities: ISO 3166-1 alpha-3, and what Doc 9303 part 3, 5, adds. */
final class States {

  /** Of no country, for specimens. */
  static final String UTOPIA = "UTO";

  // Germany's single letter; British statuses; the European Union, the United Nations, banks and
  // courts that issue, and unions of states; refugees and people without a state.
  private static final Set<String> MORE =
      Set.of(
          "D", "GBD", "GBN", "GBO", "GBP", "GBS", "EUE", "UNO", "UNA", "UNK", "RKS", "IAO", "XBA",
          "XIM", "XCC", "XCE", "XCO", "XCT", "XDC", "XEC", "XES", "XMP", "XMS", "XOM", "XPO", "XSP",
          "XXA", "XXB", "XXC", "XXX", UTOPIA);

  private static final Set<String> KNOWN =
      Stream.concat(Locale.getISOCountries(IsoCountryCode.PART1_ALPHA3).stream(), MORE.stream())
          .collect(Collectors.toUnmodifiableSet());

  private States() {}

  static boolean knows(String code) {
    return KNOWN.contains(code);
  }
}
