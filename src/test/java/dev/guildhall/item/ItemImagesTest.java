package dev.guildhall.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.platform.error.Refusal;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemImagesTest {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final String SECRET = "taken at 51.5 N 0.1 W";

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void aPictureIsKeptAndNothingElse(String format) throws IOException {
    var file = file(format, picture());
    var withMetadata = format.equals("png") ? withText(file) : withComment(file);
    assertThat(text(withMetadata)).contains(SECRET);

    var drawn = ItemImages.redrawn(withMetadata);

    assertThat(drawn.mediaType()).isEqualTo("image/" + format);
    assertThat(drawn.width()).isEqualTo(40);
    assertThat(drawn.height()).isEqualTo(30);
    assertThat(text(drawn.bytes().getBytes())).doesNotContain(SECRET);
    var shown = ImageIO.read(new ByteArrayInputStream(drawn.bytes().getBytes()));
    assertThat(new Color(shown.getRGB(5, 5)).getRed()).isGreaterThan(200);
    assertThat(new Color(shown.getRGB(30, 20)).getBlue()).isGreaterThan(200);
  }

  @Test
  void whatIsBehindThePictureIsCutOff() throws IOException {
    var file = file("png", picture());
    var longer = Arrays.copyOf(file, file.length + SECRET.length());
    System.arraycopy(
        SECRET.getBytes(StandardCharsets.US_ASCII), 0, longer, file.length, SECRET.length());

    assertThat(text(ItemImages.redrawn(longer).bytes().getBytes())).doesNotContain(SECRET);
  }

  @Test
  void aBombIsRefusedByItsHead() throws IOException {
    // Nothing but a head, so that whoever decodes first would say that it is unreadable.
    assertThat(code(png(60_000, 60_000, new byte[0]))).isEqualTo("too_large");
    assertThat(code(png(4_001, 1, new byte[0]))).isEqualTo("too_large");
    assertThat(code(png(4_000, 3_000, new byte[0]))).isEqualTo("too_large");
    assertThat(code(png(65_536, 65_536, new byte[1_000_000]))).isEqualTo("too_large");
    assertThat(code(png(40, 30, new byte[0]))).isEqualTo("unreadable");
  }

  @Test
  void aJpegThatIsGoneOverTooOftenIsRefused() throws IOException {
    var file = file("jpeg", picture());
    var scan = new byte[] {(byte) 0xFF, (byte) 0xDA};
    var many = new ByteArrayOutputStream();
    many.write(file, 0, file.length - 2);
    for (int i = 0; i < ItemImages.MOST_SCANS; i++) {
      many.write(scan);
    }

    assertThat(code(many.toByteArray())).isEqualTo("too_large");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertThat(code(file("gif", picture()))).isEqualTo("media_type");
    assertThat(code(file("bmp", picture()))).isEqualTo("media_type");
    assertThat(code("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("media_type");
    assertThat(code(new byte[0])).isEqualTo("media_type");
    assertThat(code(Arrays.copyOf(file("jpeg", picture()), 300))).isEqualTo("unreadable");
  }

  private static String code(byte[] file) {
    return catchThrowableOfType(Refusal.Invalid.class, () -> ItemImages.redrawn(file))
        .errors()
        .getFirst()
        .code();
  }

  private static BufferedImage picture() {
    var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, 0, 40, 30);
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 16, 16);
    graphics.dispose();
    return image;
  }

  private static byte[] file(String format, BufferedImage image) throws IOException {
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] withText(byte[] png) throws IOException {
    int headed = SIGNATURE.length + 25;
    var out = new ByteArrayOutputStream();
    out.write(png, 0, headed);
    out.write(chunk("tEXt", ("Comment\0" + SECRET).getBytes(StandardCharsets.US_ASCII)));
    out.write(png, headed, png.length - headed);
    return out.toByteArray();
  }

  private static byte[] withComment(byte[] jpeg) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (SECRET.length() + 2)});
    out.write(SECRET.getBytes(StandardCharsets.US_ASCII));
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static byte[] png(int width, int height, byte[] pixels) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(SIGNATURE);
    var head = ByteBuffer.allocate(13).putInt(width).putInt(height);
    out.write(chunk("IHDR", head.put(new byte[] {1, 0, 0, 0, 0}).array()));
    if (pixels.length > 0) {
      var packed = new ByteArrayOutputStream();
      try (var deflater = new DeflaterOutputStream(packed)) {
        deflater.write(pixels);
      }
      out.write(chunk("IDAT", packed.toByteArray()));
      out.write(chunk("IEND", new byte[0]));
    }
    return out.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    var typed = ByteBuffer.allocate(4 + data.length);
    typed.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    var check = new CRC32();
    check.update(typed.array());
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(typed.array())
        .putInt((int) check.getValue())
        .array();
  }
}
