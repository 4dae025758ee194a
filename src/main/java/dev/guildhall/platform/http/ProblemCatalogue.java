package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import java.util.Locale;
import java.util.ResourceBundle;

/** The page that every problem's {@code type} leads to. */
final class ProblemCatalogue {

  private ProblemCatalogue() {}

  static String html() {
    var texts = ResourceBundle.getBundle("messages.problems", Locale.ENGLISH);
    var page =
        new StringBuilder(
            "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport"
                + " content='width=device-width'><title>Problems</title><h1>Problems</h1><dl>");
    for (ErrorCode code : ErrorCode.values()) {
      page.append("<dt id=")
          .append(code.wire())
          .append("><code>")
          .append(code.wire())
          .append("</code> (")
          .append(code.status())
          .append("): ")
          .append(texts.getString(code.wire() + ".title"))
          .append("</dt><dd>")
          .append(texts.getString(code.wire() + ".detail"))
          .append("</dd>");
    }
    return page.append("</dl></html>").toString();
  }
}
