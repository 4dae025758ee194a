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
import java.util.Iterator;
import java.util.Locale;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Images that items show. The size is read from the head of the file before anything is decoded,
 * and what is kept is written anew from the pixels, so that neither a bomb nor metadata gets in.
 */
final class ItemImages {

  static final int MOST_BYTES = 2 << 20;
  static final int MOST_PIXELS_A_SIDE = 4_000;

  private final Database database;
  private final IdSource ids;
  private final Memberships memberships;
  private final ImageRepository repository = new ImageRepository();

  ItemImages(Database database, IdSource ids, Memberships memberships) {
    this.database = database;
    this.ids = ids;
    this.memberships = memberships;
  }

  /** Keeps an image, given in Base64. */
  Future<Stored> keep(Principal who, OrganisationId organisation, String base64) {
    return memberships
        .require(who, organisation, Role.EDITOR)
        .compose(_ -> Workflows.start(() -> redrawn(decoded(base64))))
        .compose(
            drawn ->
                repository.insert(
                    database.client(), ids.next(), organisation, drawn, who.accountId()));
  }

  /** For members of its organisation. */
  Future<Stored> get(Principal who, UUID id) {
    return repository
        .find(database.client(), id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("image")))
        .compose(
            found ->
                memberships
                    .require(who, found.organisation(), Role.REVIEWER)
                    .recover(
                        refused -> Future.failedFuture(Refusal.NotFound.hiding("image", refused)))
                    .map(found));
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

  static Drawn redrawn(byte[] file) {
    try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw refused("media_type", "Only PNG and JPEG are taken.");
      }
      var reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return redrawn(reader);
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

  private static Drawn redrawn(ImageReader reader) throws IOException {
    var format = reader.getFormatName().toLowerCase(Locale.ROOT);
    if (!format.equals("png") && !format.equals("jpeg")) {
      throw refused("media_type", "Only PNG and JPEG are taken.");
    }
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width > MOST_PIXELS_A_SIDE || height > MOST_PIXELS_A_SIDE) {
      throw refused("too_large", "An image may have 4,000 pixels a side; make it smaller.");
    }
    var pixels = reader.read(0);
    boolean isPng = format.equals("png");
    var fresh =
        new BufferedImage(
            width, height, isPng ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    var graphics = fresh.createGraphics();
    graphics.drawImage(pixels, 0, 0, null);
    graphics.dispose();
    var out = new ByteArrayOutputStream();
    ImageIO.write(fresh, format, out);
    return new Drawn("image/" + format, width, height, Buffer.buffer(out.toByteArray()));
  }
}
