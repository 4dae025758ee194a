package dev.guildhall.item;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.item.ImageRepository.Stored;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images that items show. The size is read from the head of the file before anything is decoded,
 * and what is kept is written anew from the pixels, so that neither a bomb nor metadata gets in.
 */
final class ItemImages {

  static final int MOST_BYTES = 2 << 20;
  static final int MOST_PIXELS_A_SIDE = 4_000;
  static final int MOST_PIXELS = 8_000_000;
  static final int MOST_SCANS = 100;
  private static final Set<String> FORMATS = Set.of("png", "jpg", "jpeg");

  private final Database database;
  private final IdSource ids;
  private final Memberships memberships;
  private final Bank bank;
  private final ImageReaders readers;
  // One at a time: a decoded image takes far more memory than its file.
  private final Lock drawing = new ReentrantLock();
  private final ImageRepository repository = new ImageRepository();

  ItemImages(
      Database database, IdSource ids, Memberships memberships, Bank bank, ImageReaders readers) {
    this.database = database;
    this.ids = ids;
    this.memberships = memberships;
    this.bank = bank;
    this.readers = readers;
  }

  /** Keeps an image, given in Base64. */
  Future<Stored> keep(Principal who, OrganisationId organisation, String base64) {
    return memberships
        .require(who, organisation, Role.EDITOR)
        .compose(_ -> Workflows.start(() -> drawn(decoded(base64))))
        .compose(
            drawn ->
                repository.insert(
                    database.client(), ids.next(), organisation, drawn, who.accountId()));
  }

  /** For members of its organisation, and for whom an item shows it. */
  Future<Stored> get(Principal who, UUID id) {
    return repository
        .find(database.client(), id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("image")))
        .compose(
            found ->
                memberships
                    .require(who, found.organisation(), Role.REVIEWER)
                    .recover(refused -> shown(who, id, refused))
                    .map(found));
  }

  private Future<Void> shown(Principal who, UUID id, Throwable refused) {
    if (!(refused instanceof Refusal.NotFound)) {
      return Future.failedFuture(refused);
    }
    return readers
        .shownTo(database.client(), who)
        .compose(shown -> bank.served(database.client(), shown))
        .map(
            items -> {
              if (items.stream().noneMatch(item -> shows(item, id))) {
                throw new Refusal.NotFound("image");
              }
              return null;
            });
  }

  private static boolean shows(ServedItem item, UUID image) {
    return ItemChecks.texts(item.body(), item.key()).values().stream()
        .anyMatch(text -> Markdown.images(text).contains(image));
  }

  private static byte[] decoded(String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64);
      if (bytes.length > MOST_BYTES) {
        throw refused("too_large", "An image may have 2 MiB; make it smaller.");
      }
      return bytes;
    } catch (IllegalArgumentException _) {
      throw refused("base64", "Send the file's bytes in Base64.");
    }
  }

  private static Refusal refused(String code, String detail) {
    return Refusal.Invalid.field("/content", code, detail);
  }

  /** An image as it is kept. */
  record Drawn(String mediaType, int width, int height, Buffer bytes) {}

  private Drawn drawn(byte[] file) {
    drawing.lock();
    try {
      return redrawn(file);
    } finally {
      drawing.unlock();
    }
  }

  static Drawn redrawn(byte[] file) {
    // In memory: the usual one writes what strangers send to a temporary file.
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      var reader = reader(in);
      try {
        reader.setInput(in, true, true);
        return redrawn(reader, file);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof Refusal refusal) {
        throw refusal;
      }
      throw refused("unreadable", "The file cannot be read as an image; save it again.");
    }
  }

  private static ImageReader reader(ImageInputStream in) {
    var readers = ImageIO.getImageReaders(in);
    if (readers.hasNext()) {
      var reader = readers.next();
      if (reader.getOriginatingProvider() != null && FORMATS.contains(format(reader))) {
        return reader;
      }
    }
    throw refused("media_type", "Only PNG and JPEG are taken.");
  }

  private static String format(ImageReader reader) {
    return reader.getOriginatingProvider().getFormatNames()[0].toLowerCase(Locale.ROOT);
  }

  private static Drawn redrawn(ImageReader reader, byte[] file) throws IOException {
    boolean isPng = format(reader).equals("png");
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width > MOST_PIXELS_A_SIDE || height > MOST_PIXELS_A_SIDE || width * height > MOST_PIXELS) {
      throw refused(
          "too_large",
          "An image may have 4,000 pixels a side and 8 million altogether; make it smaller.");
    }
    if (!isPng && scans(file) > MOST_SCANS) {
      throw refused("too_large", "The file has too many scans; save it again.");
    }
    var pixels = reader.read(0);
    boolean isClear = isPng && pixels.getColorModel().hasAlpha();
    var fresh =
        new BufferedImage(
            width, height, isClear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    var graphics = fresh.createGraphics();
    graphics.drawImage(pixels, 0, 0, null);
    graphics.dispose();
    var out = new ByteArrayOutputStream();
    try (var encoded = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(fresh, isPng ? "png" : "jpeg", encoded);
    }
    return new Drawn(
        isPng ? "image/png" : "image/jpeg", width, height, Buffer.buffer(out.toByteArray()));
  }

  /**
   * How often a JPEG goes over all of its pixels. A few bytes are enough for one more time, so that
   * a small file could keep a decoder busy for hours.
   */
  private static int scans(byte[] jpeg) {
    int scans = 0;
    for (int i = 1; i < jpeg.length; i++) {
      if (jpeg[i - 1] == (byte) 0xFF && jpeg[i] == (byte) 0xDA) {
        scans++;
      }
    }
    return scans;
  }
}
