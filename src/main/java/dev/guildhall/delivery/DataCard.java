package dev.guildhall.delivery;

import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The data card of a delivery: Markdown under a YAML header as Hugging Face reads it. Made of
 * frozen facts only, so that it stays the same. The licence is for the requester to say.
 */
final class DataCard {

  private final Delivery delivery;
  private final JsonObject facts;
  private final List<Table> tables;

  DataCard(Delivery delivery, JsonObject facts, List<Table> tables) {
    this.delivery = delivery;
    this.facts = facts;
    this.tables = tables;
  }

  String markdown() {
    return String.join(
        "\n", header(), about(), howItWasMade(), files(), people(), limits(), credit());
  }

  private String header() {
    var lines = new ArrayList<String>();
    lines.add("---");
    // A JSON text is a YAML text.
    lines.add("pretty_name: " + json(facts.getString("name")));
    if (!facts.getJsonArray("languages").isEmpty()) {
      lines.add("language: " + facts.getJsonArray("languages").encode());
    }
    lines.add("annotations_creators: [crowdsourced]");
    lines.add("size_categories: [" + json(sizeCategory(facts.getLong("answers"))) + "]");
    lines.add("configs:");
    for (Table table : tables) {
      lines.add("  - config_name: " + table.name());
      lines.add("    data_files: " + table.parquet());
      if (table.part() == Part.ANSWER) {
        lines.add("    default: true");
      }
    }
    lines.add("---\n");
    return String.join("\n", lines);
  }

  private static String sizeCategory(long rows) {
    if (rows < 1_000) {
      return "n<1K";
    }
    if (rows < 10_000) {
      return "1K<n<10K";
    }
    return rows < 100_000 ? "10K<n<100K" : rows < 1_000_000 ? "100K<n<1M" : "1M<n<10M";
  }

  private String about() {
    String note = delivery.note();
    return """
        # %s

        Version %d, cut at %s. Kind: %s. Ordered by %s.
        %s
        | What | How many |
        |---|---:|
        | Tasks loaded at the cut, gold left out | %d |
        | Tasks with an answer | %d |
        | Accepted submissions | %d |
        | of these on gold tasks | %d |
        | of these accepted with a fix | %d |
        | Rows for training | %d |
        | Workers | %d |
        """
        .formatted(
            facts.getString("name").replace("\n", " "),
            delivery.version(),
            delivery.cutAt(),
            facts.getString("kind"),
            facts.getString("organisation").replace("\n", " "),
            note == null ? "" : "\n> " + note.replaceAll("\\R", "\n> ") + "\n",
            facts.getLong("tasks_loaded"),
            facts.getLong("answers"),
            delivery.submissions(),
            facts.getLong("gold_submissions"),
            facts.getLong("fixed_submissions"),
            facts.getLong("training"),
            facts.getLong("workers"));
  }

  private String howItWasMade() {
    return """
        ## How it was made

        The question to the workers: %s

        Each task was to be answered by %d different people (single tasks may say otherwise), for %s %s per submission. Review: %s.
        The guideline in force at the cut is version %d, in `guideline.md`; each submission names the version it was made under.

        A submission is in when its last verdict at the cut is `accept` or `accept_with_fix`. With a fix, `output` is what the
        reviewer made of it and `original_output` what the worker sent. Rejected, soft-rejected (paid, not used), voided and
        undecided work is not in. %s
        """
        .formatted(
            oneLine(facts.getJsonObject("template").getString("question")),
            facts.getInteger("overlap"),
            new java.math.BigDecimal(facts.getLong("price_micros"))
                .movePointLeft(6)
                .stripTrailingZeros()
                .toPlainString(),
            facts.getString("currency"),
            facts.getString("review_mode"),
            facts.getInteger("guideline_version", 1),
            answers());
  }

  private String answers() {
    return switch (facts.getString("kind")) {
      case "classification", "preference" ->
          "An answer is what most accepted submissions say; it is null on a tie, and `distribution` has all the counts.";
      case "rubric" -> "`mean_scores` is the mean of the accepted scores by line.";
      default ->
          "An answer line says how many accepted responses a task has; the responses are in the submissions.";
    };
  }

  private String files() {
    var lines = new ArrayList<>(List.of("## Files\n", "| File | What |", "|---|---|"));
    for (Table table : tables) {
      table.files().forEach((file, what) -> lines.add("| `" + file + "` | " + what + " |"));
    }
    lines.add("| `guideline.md` | The guideline that workers followed |");
    lines.add("| `manifest.json` | Every other file with its bytes and SHA-256 |");
    lines.add(
        "\nThe JSON lines are the truth; CSV and Parquet are made of them, in the same order.");
    lines.add(
        "In CSV a text that a spreadsheet would run as a formula has an apostrophe in front.");
    if (facts.getString("kind").equals("preference")) {
      lines.add(
          "Training pairs follow TRL's explicit-prompt conversational form. A task makes a pair when most votes are for a or for"
              + " b; ties and an equal majority make none. `agreement` is the share of all votes, equal ones counted, that went"
              + " to the chosen side.");
    }
    if (facts.getString("kind").equals("writing")) {
      lines.add(
          "Training dialogues follow TRL's conversational form: the prompt's messages, then the accepted text.");
    }
    return String.join("\n", lines) + "\n";
  }

  private static String people() {
    return """
        ## People

        Workers appear under pseudonyms: a keyed hash that is the same for one person in all deliveries of this project and
        different in every other project. Names, addresses and profiles are not in. What workers wrote is as they wrote it and
        may tell something about them.
        """;
  }

  private static String limits() {
    return """
        ## Known limits

        - Gold tasks are in the submissions, marked `gold`, and in no answers and no training rows.
        - A majority is not a measure of truth: look at `distribution` and at how many answered.
        - `seconds` runs from the claim to the submission and includes pauses, but not the wait for a verdict before a revision;
          `active_seconds` is what the worker's device measured.
        - Tasks without an accepted submission have no line.
        """;
  }

  private String credit() {
    return """
        ## Credit and licence

        Made by the workers of %s on Guildhall, project %s, version %d. The licence of the data is for the requester to state here.
        """
        .formatted(
            oneLine(facts.getString("name")),
            IdText.print("prj", delivery.project()),
            delivery.version());
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ");
  }

  private static String json(String text) {
    return StrictJson.canonical(text);
  }
}
