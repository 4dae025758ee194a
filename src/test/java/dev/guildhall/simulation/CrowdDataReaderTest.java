package dev.guildhall.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files of a temporary folder, nothing else. */
class CrowdDataReaderTest {

  @TempDir Path folder;

  @Test
  void labelsBecomeAClassificationWithoutDuplicates() throws IOException {
    write(
        "labels.csv",
        "task,worker,label,seconds",
        "7,w1,yes,12.6",
        "7,w2,no,3",
        "7,w1,no,1",
        "9,w2,yes,4");
    write("gold.csv", "task,label", "7,yes");

    var data = CrowdDataReader.read(folder);

    assertThat(data.kind()).isEqualTo("classification");
    assertThat(data.votes()).hasSize(3);
    assertThat(data.duplicates()).isEqualTo(1);
    assertThat(data.votesByWorker().get("w1").get("7").answer()).isEqualTo("yes");
    assertThat(data.votesByWorker().get("w1").get("7").seconds()).isEqualTo(12);
    assertThat(data.workersByTask()).isEqualTo(Map.of("7", Set.of("w1", "w2"), "9", Set.of("w2")));
    assertThat(data.gold()).isEqualTo(Map.of("7", "yes"));
    assertThat(data.template().getJsonArray("labels").getJsonObject(0).getString("value"))
        .isEqualTo("no");
  }

  @Test
  void pairsBecomePreferencesWithReasons() throws IOException {
    write("topics.csv", "topic,name", "t1,tv-is-better-than-books_books");
    write("arguments.csv", "arg,topic,text", "a1,t1,\"Books, always\"", "a2,t1,Cheaper");
    write("pairs.csv", "pair,topic,arg1,arg2,est_label", "p1,t1,a1,a2,a2");
    write(
        "votes.csv",
        "pair,worker,label,hit,accept,submit,reason",
        "p1,w5,a2,h,100,190,It names a price");

    var data = CrowdDataReader.read(folder);

    var task = data.tasks().getFirst().input();
    assertThat(task.getString("prompt")).isEqualTo("Tv is better than books: books");
    assertThat(task.getString("a")).isEqualTo("Books, always");
    var vote = data.votes().getFirst();
    assertThat(vote.output().getString("choice")).isEqualTo("b");
    assertThat(vote.output().getString("reason")).isEqualTo("It names a price");
    assertThat(vote.seconds()).isEqualTo(30);
  }

  @Test
  void aLimitKeepsTheVotesOfItsTasksAlone() throws IOException {
    write("labels.csv", "task,worker,label", "1,w1,a", "2,w1,a", "1,w2,b");

    var data = CrowdDataReader.read(folder).first(1);

    assertThat(data.tasks()).hasSize(1);
    assertThat(data.votes()).extracting(CrowdData.Vote::task).containsOnly("1").hasSize(2);
  }

  @Test
  void aFolderWithoutCrowdDataIsRefused() {
    assertThatThrownBy(() -> CrowdDataReader.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("labels.csv");
  }

  private void write(String file, String... lines) throws IOException {
    Files.writeString(folder.resolve(file), String.join("\n", lines) + "\n");
  }
}
