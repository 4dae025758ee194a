package dev.guildhall.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.id.IdText;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

  private static final UUID ID = new UUID(7, 9);
  private static final String OWN = "image:" + IdText.print("img", ID);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Use this data: 1, 2, 3. In javascript: what is `NaN === NaN`?",
        "If a < b and c > d, then 3 < 4.",
        "`<script>alert(1)</script>` and `![x](http://evil.example/x.png)`",
        "```html\n<a href='javascript:alert(1)'>[x](http://evil.example)</a>\n```",
        "| a | b |\n|---|---|\n| **1** | *2* |",
        "We {{one}} and {{two}}.",
        "See [1] and [the table] below.",
        "https://example.org is written out."
      })
  void ordinaryTextIsTaken(String text) {
    assertThat(Markdown.fault(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>bold</b>",
        "a <img src=x onerror=alert(1)> b",
        "<!-- nothing -->",
        "<script>\nalert(1)\n</script>",
        "[click](https://example.org)",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt&colon;alert(1))",
        "<https://example.org>",
        "[click][there]\n\n> [there]: https://example.org",
        "![x](https://evil.example/x.png)",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "![a\\]b](https://evil.example/x.png)",
        "![a [b] c](https://evil.example/x.png)",
        "\\` ![x](https://evil.example/x.png) \\`",
        "a ``` ![x](https://evil.example/x.png)",
        "![x][r]\n\n- [r]: https://evil.example/x.png",
        "![x](\nhttps://evil.example/x.png)",
        "![x](image:img_1)",
        "![x](image:img_00000000000000000000000000/../../v1/me)"
      })
  void whatLeadsOutOfATestIsRefused(String text) {
    assertThat(Markdown.fault(text)).isPresent();
  }

  @Test
  void imagesOfTheOrganisationAreFoundHoweverTheyAreNamed() {
    var text = "![one](" + OWN + ")\n\n![two][r]\n\n[r]: " + OWN + "\n\n`![code](" + OWN + "x)`";

    assertThat(Markdown.fault(text)).isEmpty();
    assertThat(Markdown.images(text)).containsExactly(ID);
    assertThat(Markdown.images("`![code](" + OWN + ")`")).isEmpty();
  }

  @Test
  void deepNestingIsReadLikeAnyOther() {
    assertThat(Markdown.fault(">".repeat(5_000) + " a")).isEmpty();
    assertThat(Markdown.fault("*a **b ".repeat(2_800))).isEmpty();
    assertThat(Markdown.fault("*a **b ".repeat(1_000) + "c** d*".repeat(1_000))).isEmpty();
  }
}
