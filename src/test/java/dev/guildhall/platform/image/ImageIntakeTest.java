package dev.guildhall.platform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.platform.image.Redrawn.Picture;
import dev.guildhall.platform.image.Redrawn.Unfit;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageIntakeTest {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final ImageIntake DRAWINGS =
      new ImageIntake(2 << 20, 4_000, 8_000_000, 4_000, ImageIntake.Output.SAME);
  private static final ImageIntake PHOTOS =
      new ImageIntake(12 << 20, 12_000, 64_000_000, 240, ImageIntake.Output.JPEG);
  private static final String SECRET = "taken at 51.5 N 0.1 W";

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void aPictureIsKeptAndNothingElse(String format) throws IOException {
    var file = file(format, picture());
    var withMetadata =
        format.equals("png")
            ? withText(file)
            : withSegment(file, 0xFE, SECRET.getBytes(StandardCharsets.US_ASCII));
    assertThat(text(withMetadata)).contains(SECRET);

    var drawn = picture(DRAWINGS, withMetadata);

    assertThat(drawn.mediaType()).isEqualTo("image/" + format);
    assertThat(drawn.width()).isEqualTo(40);
    assertThat(drawn.height()).isEqualTo(30);
    assertThat(text(drawn.bytes().getBytes())).doesNotContain(SECRET);
    var shown = shown(drawn);
    assertThat(new Color(shown.getRGB(5, 5)).getRed()).isGreaterThan(200);
    assertThat(new Color(shown.getRGB(30, 20)).getBlue()).isGreaterThan(200);
  }

  @Test
  void whatIsBehindThePictureIsCutOff() throws IOException {
    var file = file("png", picture());
    var longer = Arrays.copyOf(file, file.length + SECRET.length());
    System.arraycopy(
        SECRET.getBytes(StandardCharsets.US_ASCII), 0, longer, file.length, SECRET.length());

    assertThat(text(picture(DRAWINGS, longer).bytes().getBytes())).doesNotContain(SECRET);
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
    for (int i = 0; i < ImageIntake.MOST_SCANS; i++) {
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

  @Test
  void aFileThatIsAProgramAsWellIsAPictureAfterwards() throws IOException {
    var program = "<script>alert(1)</script>";
    var jpeg = file("jpeg", picture());
    var inside = withSegment(jpeg, 0xFE, program.getBytes(StandardCharsets.US_ASCII));
    var behind = new ByteArrayOutputStream();
    behind.write(inside);
    behind.write(("PK\3\4" + program).getBytes(StandardCharsets.US_ASCII));

    assertThat(text(picture(PHOTOS, behind.toByteArray()).bytes().getBytes()))
        .doesNotContain("script", "PK\3\4");
    assertThat(code((program + text(jpeg)).getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo("media_type");
  }

  @Test
  void filesThatAreTooLongAreNotLookedInto() {
    assertThat(code(new byte[(2 << 20) + 1])).isEqualTo("too_large");
    assertThat(code(new byte[2 << 20])).isEqualTo("media_type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void aFileThatBreaksOffIsRefused(String format) throws IOException {
    var file = file(format, noise(200, 160));
    for (int part = 1; part < 20; part++) {
      assertThat(code(Arrays.copyOf(file, file.length * part / 20)))
          .as("%d of 20", part)
          .isEqualTo("unreadable");
    }
    assertThat(DRAWINGS.redrawn(file)).isInstanceOf(Picture.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void aFileInWhichAnythingIsWrongIsAPictureOrRefused(String format) throws IOException {
    var file = file(format, noise(24, 20));
    var random = new SplittableRandom(9303);
    for (int i = 0; i < 500; i++) {
      var wrong = file.clone();
      for (int times = random.nextInt(1, 4); times > 0; times--) {
        wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
      }
      switch (DRAWINGS.redrawn(wrong)) {
        case Picture(_, int width, int height, _) ->
            assertThat((long) width * height).isBetween(1L, 8_000_000L);
        case Unfit unfit -> assertThat(unfit.code()).isIn("unreadable", "too_large", "media_type");
      }
    }
  }

  @Test
  void ofMovingPicturesTheFirstIsKept() throws IOException {
    var png = file("png", picture());
    int headed = SIGNATURE.length + 25;
    var out = new ByteArrayOutputStream();
    out.write(png, 0, headed);
    out.write(chunk("acTL", ByteBuffer.allocate(8).putInt(2).putInt(0).array()));
    out.write(png, headed, png.length - headed);
    var jpegs = new ByteArrayOutputStream();
    jpegs.write(file("jpeg", picture()));
    jpegs.write(file("jpeg", noise(64, 64)));

    assertThat(text(picture(DRAWINGS, out.toByteArray()).bytes().getBytes()))
        .doesNotContain("acTL");
    assertThat(picture(DRAWINGS, jpegs.toByteArray()).width()).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPictureIsTurnedUpright(int orientation) throws IOException {
    for (boolean little : new boolean[] {true, false}) {
      var file = withSegment(file("jpeg", held(orientation)), 0xE1, exif(orientation, little));

      var drawn = picture(DRAWINGS, file);

      assertThat(drawn.width()).isEqualTo(40);
      assertThat(drawn.height()).isEqualTo(30);
      var shown = shown(drawn);
      assertThat(new Color(shown.getRGB(5, 5)).getRed()).isGreaterThan(200);
      assertThat(new Color(shown.getRGB(34, 5)).getBlue()).isGreaterThan(200);
      assertThat(new Color(shown.getRGB(5, 24)).getBlue()).isGreaterThan(200);
      assertThat(text(drawn.bytes().getBytes())).doesNotContain("Exif");
    }
  }

  @Test
  void anExifThatMakesNoSenseIsLeftOut() throws IOException {
    var random = new SplittableRandom(6);
    for (int i = 0; i < 200; i++) {
      var exif = exif(6, true);
      for (int at = 6; at < exif.length; at++) {
        exif[at] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : exif[at];
      }
      var cut = Arrays.copyOf(exif, random.nextInt(6, exif.length + 1));
      var drawn = picture(DRAWINGS, withSegment(file("jpeg", picture()), 0xE1, cut));
      assertThat(drawn.width() + drawn.height()).isEqualTo(70);
    }
  }

  @Test
  void aPhotoIsMadeSmallerAndAJpeg() throws IOException {
    var clear = new BufferedImage(1_000, 500, BufferedImage.TYPE_INT_ARGB);
    var graphics = clear.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 500, 500);
    graphics.dispose();

    var drawn = picture(PHOTOS, file("png", clear));

    assertThat(drawn.mediaType()).isEqualTo("image/jpeg");
    assertThat(drawn.width()).isEqualTo(240);
    assertThat(drawn.height()).isEqualTo(120);
    var shown = shown(drawn);
    assertThat(new Color(shown.getRGB(60, 60)).getGreen()).isLessThan(40);
    assertThat(new Color(shown.getRGB(180, 60)).getGreen()).isGreaterThan(230);
    assertThat(picture(PHOTOS, file("png", picture())).width()).isEqualTo(40);
  }

  @Test
  void aVeryLargePhotoIsThinnedOutAsItIsRead() throws IOException {
    var black = png(5_000, 3_000, new byte[(1 + 5_000 / 8) * 3_000]);

    var drawn = picture(PHOTOS, black);

    assertThat(drawn.width()).isEqualTo(240);
    assertThat(drawn.height()).isEqualTo(144);
    assertThat(new Color(shown(drawn).getRGB(239, 143)).getRed()).isLessThan(10);
  }

  @Test
  void printingInksBecomeColours() throws IOException {
    // Cyan and black by half, as a printer means them and as Adobe writes them.
    var plain = inks(255, 0, 0, 128);
    var adobe = withSegment(inks(0, 255, 255, 127), 0xEE, adobe(0));

    for (var file : new byte[][] {plain, adobe}) {
      var colour = new Color(shown(picture(PHOTOS, file)).getRGB(8, 8));
      assertThat(colour.getRed()).isCloseTo(0, within(12));
      assertThat(colour.getGreen()).isCloseTo(127, within(12));
      assertThat(colour.getBlue()).isCloseTo(127, within(12));
    }
  }

  @Test
  void printingInksInBrightnessAndColourBecomeColours() throws IOException {
    // The colour 200, 40, 90 before half of black, by ITU-T T.871.
    var file = withSegment(inks(94, 126, 204, 127), 0xEE, adobe(2));

    var colour = new Color(shown(picture(PHOTOS, file)).getRGB(8, 8));

    assertThat(colour.getRed()).isCloseTo(100, within(12));
    assertThat(colour.getGreen()).isCloseTo(20, within(12));
    assertThat(colour.getBlue()).isCloseTo(45, within(12));
  }

  private static Picture picture(ImageIntake intake, byte[] file) {
    return switch (intake.redrawn(file)) {
      case Picture picture -> picture;
      case Unfit unfit -> throw new AssertionError(unfit);
    };
  }

  private static BufferedImage shown(Picture picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture.bytes().getBytes()));
  }

  private static String code(byte[] file) {
    return switch (DRAWINGS.redrawn(file)) {
      case Picture picture -> throw new AssertionError(picture);
      case Unfit(var code, _) -> code;
    };
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

  /** What a camera that is held so sees of the picture. */
  private static BufferedImage held(int orientation) {
    var upright = picture();
    boolean side = orientation > 4;
    var seen = new BufferedImage(side ? 30 : 40, side ? 40 : 30, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        int rgb = upright.getRGB(x, y);
        switch (orientation) {
          case 2 -> seen.setRGB(39 - x, y, rgb);
          case 3 -> seen.setRGB(39 - x, 29 - y, rgb);
          case 4 -> seen.setRGB(x, 29 - y, rgb);
          case 5 -> seen.setRGB(y, x, rgb);
          case 6 -> seen.setRGB(y, 39 - x, rgb);
          case 7 -> seen.setRGB(29 - y, 39 - x, rgb);
          case 8 -> seen.setRGB(29 - y, x, rgb);
          default -> seen.setRGB(x, y, rgb);
        }
      }
    }
    return seen;
  }

  private static BufferedImage noise(int width, int height) {
    var random = new SplittableRandom(1);
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  private static byte[] exif(int orientation, boolean little) {
    return ByteBuffer.allocate(32)
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
        .put((little ? "II" : "MM").getBytes(StandardCharsets.US_ASCII))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .array();
  }

  private static byte[] adobe(int transform) {
    var segment = Arrays.copyOf("Adobe".getBytes(StandardCharsets.US_ASCII), 12);
    segment[6] = 100;
    segment[11] = (byte) transform;
    return segment;
  }

  /** A JPEG of four components that says nothing of their meaning. */
  private static byte[] inks(int... ink) throws IOException {
    var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        raster.setPixel(x, y, ink);
      }
    }
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var out = new ByteArrayOutputStream();
    try (var encoded = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(encoded);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(new byte[] {(byte) 0xFF, (byte) marker, 0, (byte) (content.length + 2)});
    out.write(content);
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
