package dev.guildhall.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.identity.Lookalikes.Oddity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikesTest {

  @ParameterizedTest
  @CsvSource({
    "anna,аnna",
    "Anna,ANNA",
    "Arnold,Amold",
    "Iris,lris",
    "Bob,B0b",
    "scope,ѕсоре",
    "Παν,Πav",
    "Anna  Berg,anna berg",
    "Anna,An\u200Bna",
    "Anna,Ａｎｎａ",
    "José,Jose\u0301",
    "bill,BILL"
  })
  void namesThatLookAlikeAreFound(String one, String other) {
    assertThat(Lookalikes.lookAlike(one, other)).isTrue();
    assertThat(Lookalikes.lookAlike(other, one)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Anna,Hanna", "Ivan,Иван", "Marta,Martha", "Jose,Josefa", "王,玉", "Anna,Ana"})
  void othersAreNot(String one, String other) {
    assertThat(Lookalikes.lookAlike(one, other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Anna Berg",
        "Иван Петров",
        "Анна (Anna)",
        "Anna Петрова",
        "田中 たなか タナカ",
        "김철수",
        "محمد الحربي",
        "می‌ترا",
        "राजेश",
        "Jean-Luc",
        "O’Brien",
        "Nguyễn Văn Đức",
        "王小明 Wang"
      })
  void honestNamesAreNotOdd(String name) {
    assertThat(Lookalikes.oddities(name)).isEmpty();
  }

  @Test
  void oddNamesAreToldApart() {
    assertThat(Lookalikes.oddities("Аnna")).containsExactly(Oddity.MIXED_SCRIPTS);
    assertThat(Lookalikes.oddities("Berg-Petrοva")).containsExactly(Oddity.MIXED_SCRIPTS);
    assertThat(Lookalikes.oddities("An\u200Bna")).containsExactly(Oddity.HIDDEN);
    assertThat(Lookalikes.oddities("An\u200Dna")).containsExactly(Oddity.HIDDEN);
    assertThat(Lookalikes.oddities("Anna\u202E")).containsExactly(Oddity.HIDDEN);
    assertThat(Lookalikes.oddities("8৪")).contains(Oddity.MIXED_DIGITS);
  }
}
