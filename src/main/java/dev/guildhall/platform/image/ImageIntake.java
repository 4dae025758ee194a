package dev.guildhall.platform.image;

import dev.guildhall.platform.image.Redrawn.Picture;
import dev.guildhall.platform.image.Redrawn.Unfit;
import io.vertx.core.buffer.Buffer;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Takes PNG and JPEG. The size is read from the head of the file before anything is decoded, and
 * what is kept is written anew from the pixels, so that neither a bomb nor metadata gets in. Of
 * several pictures in one file the first is kept. It is turned upright, and made smaller if need
 * be.
 *
 * @param mostBytes of the file
 * @param mostSide width and height of the picture that is sent, in pixels
 * @param mostPixels of the picture that is sent, at most 2<sup>31</sup>
 * @param longestSide of the picture that is kept, in pixels
 * @param output what the picture is kept as
 */
public record ImageIntake(
    int mostBytes, int mostSide, int mostPixels, int longestSide, Output output) {

  /** What a picture is kept as. */
  public enum Output {
    /** As what it came: drawings stay sharp, and clear where they are. */
    SAME,
    /** What is clear becomes white. */
    JPEG
  }

  static final int MOST_SCANS = 100;

  // More are thinned out while they are decoded. A pixel may take 8 bytes, so this is 100 MB.
  private static final int MOST_DECODED = 12_600_000;
  private static final float QUALITY = 0.85f;
  // What a picture is that says nothing of how it was taken.
  private static final JpegHead UPRIGHT = new JpegHead(1, 3, JpegHead.Inks.CMYK, 1, true);
  private static final Set<String> FORMATS = Set.of("png", "jpg", "jpeg");
  // One at a time in a node: a decoded picture takes far more memory than its file.
  private static final Lock DRAWING = new ReentrantLock();

  /** Reads a file and writes its picture anew. Takes a while, and waits for others. */
  public Redrawn redrawn(byte[] file) {
    if (file.length > mostBytes) {
      return tooLarge(
          "An image may have %d MiB; make it smaller.".formatted(mostBytes / (1 << 20)));
    }
    DRAWING.lock();
    // In memory: the usual one writes what strangers send to a temporary file.
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      return redrawn(file, in);
    } catch (IOException | RuntimeException _) {
      return unreadable();
    } finally {
      DRAWING.unlock();
    }
  }

  private Redrawn redrawn(byte[] file, ImageInputStream in) throws IOException {
    var readers = ImageIO.getImageReaders(in);
    var reader = readers.hasNext() ? readers.next() : null;
    if (reader == null || !FORMATS.contains(format(reader))) {
      return new Unfit("media_type", "Only PNG and JPEG are taken.");
    }
    try {
      reader.setInput(in, true, true);
      return redrawn(file, reader);
    } finally {
      reader.dispose();
    }
  }

  private static String format(ImageReader reader) {
    var provider = reader.getOriginatingProvider();
    return provider == null ? "" : provider.getFormatNames()[0].toLowerCase(Locale.ROOT);
  }

  private Redrawn redrawn(byte[] file, ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width > mostSide || height > mostSide || (long) width * height > mostPixels) {
      return tooLarge(
          String.format(
              Locale.ROOT,
              "An image may have %,d pixels a side and %d million altogether; make it smaller.",
              mostSide,
              mostPixels / 1_000_000));
    }
    if (format(reader).equals("png")) {
      var pixels = reader.read(0, thinned(reader, width, height));
      return written(pixels, UPRIGHT, output == Output.SAME);
    }
    var head = JpegHead.of(file);
    if (head.scans() > MOST_SCANS) {
      // A few bytes are enough for one more, so that a small file could keep a decoder for hours.
      return tooLarge("The file has too many scans; save it again.");
    }
    if (!head.whole()) {
      return unreadable();
    }
    return written(pixels(reader, head, thinned(reader, width, height)), head, false);
  }

  private ImageReadParam thinned(ImageReader reader, int width, int height) {
    var param = reader.getDefaultReadParam();
    int step =
        Math.max(
            (int) Math.ceil(Math.sqrt((double) width * height / MOST_DECODED)),
            Math.max(width, height) / (2 * longestSide));
    if (step > 1) {
      param.setSourceSubsampling(step, step, 0, 0);
    }
    return param;
  }

  private static BufferedImage pixels(ImageReader reader, JpegHead head, ImageReadParam param)
      throws IOException {
    return head.components() == 4
        ? printed(reader.readRaster(0, param), head.inks())
        : reader.read(0, param);
  }

  /** What inks look like on paper, near enough to read: the profile of the press is left out. */
  private static BufferedImage printed(Raster inks, JpegHead.Inks meaning) {
    var image = new BufferedImage(inks.getWidth(), inks.getHeight(), BufferedImage.TYPE_INT_RGB);
    var ink = new int[4];
    for (int y = 0; y < inks.getHeight(); y++) {
      for (int x = 0; x < inks.getWidth(); x++) {
        inks.getPixel(x, y, ink);
        image.setRGB(x, y, rgb(ink, meaning));
      }
    }
    return image;
  }

  private static int rgb(int[] ink, JpegHead.Inks meaning) {
    return switch (meaning) {
      case CMYK -> rgb(255 - ink[0], 255 - ink[1], 255 - ink[2], 255 - ink[3]);
      case INVERTED_CMYK -> rgb(ink[0], ink[1], ink[2], ink[3]);
      case INVERTED_YCCK -> {
        // ITU-T T.871, clause 7.
        double blue = ink[1] - 128.0;
        double red = ink[2] - 128.0;
        yield rgb(
            level(ink[0] + 1.402 * red),
            level(ink[0] - 0.344136 * blue - 0.714136 * red),
            level(ink[0] + 1.772 * blue),
            ink[3]);
      }
    };
  }

  /** What is left of white behind each ink, and of that behind black. */
  private static int rgb(int red, int green, int blue, int black) {
    return ((red * black / 255) << 16) | ((green * black / 255) << 8) | (blue * black / 255);
  }

  private static int level(double value) {
    return Math.clamp(Math.round(value), 0, 255);
  }

  private Picture written(BufferedImage pixels, JpegHead head, boolean png) throws IOException {
    var drawn = drawn(pixels, head, png && pixels.getColorModel().hasAlpha());
    var out = new ByteArrayOutputStream();
    try (var encoded = new MemoryCacheImageOutputStream(out)) {
      if (png) {
        ImageIO.write(drawn, "png", encoded);
      } else {
        writeJpeg(drawn, encoded);
      }
    }
    return new Picture(
        png ? "image/png" : "image/jpeg",
        drawn.getWidth(),
        drawn.getHeight(),
        Buffer.buffer(out.toByteArray()));
  }

  private BufferedImage drawn(BufferedImage pixels, JpegHead head, boolean clear) {
    double scale =
        Math.min(1, (double) longestSide / Math.max(pixels.getWidth(), pixels.getHeight()));
    int width = scaled(pixels.getWidth(), scale);
    int height = scaled(pixels.getHeight(), scale);
    var upright =
        new BufferedImage(
            head.liesOnItsSide() ? height : width,
            head.liesOnItsSide() ? width : height,
            clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    var place = turn(head.orientation(), width, height);
    place.scale((double) width / pixels.getWidth(), (double) height / pixels.getHeight());
    var graphics = upright.createGraphics();
    if (!clear) {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, upright.getWidth(), upright.getHeight());
    }
    if (scale < 1) {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }
    graphics.drawImage(pixels, place, null);
    graphics.dispose();
    return upright;
  }

  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.round(side * scale));
  }

  /** From where the camera put a pixel to where it belongs (Exif 2.3, 4.6.4, Orientation). */
  private static AffineTransform turn(int orientation, int width, int height) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }

  private static void writeJpeg(BufferedImage image, MemoryCacheImageOutputStream out)
      throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try {
      var param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  private static Unfit tooLarge(String detail) {
    return new Unfit("too_large", detail);
  }

  private static Unfit unreadable() {
    return new Unfit("unreadable", "The file cannot be read as an image; save it again.");
  }
}
