package dev.guildhall.platform.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the segments of a JPEG say of its pixels (ITU-T T.81, annex B).
 *
 * @param orientation how the camera was held, 1 (upright) to 8, by Exif 2.3, 4.6.4
 * @param components 1 grey, 3 colours, 4 printing inks; 0: not said
 * @param inks how four components are meant
 * @param scans how often the file goes over all of its pixels, and perhaps a few more
 * @param whole whether the last scan comes to an end
 */
record JpegHead(int orientation, int components, Inks inks, int scans, boolean whole) {

  /** How printing inks are written; Adobe's files hold what is left of the paper's white. */
  enum Inks {
    CMYK,
    INVERTED_CMYK,
    INVERTED_YCCK
  }

  private static final int ORIENTATION = 0x0112;
  private static final int UPRIGHT = 1;
  private static final int LAST_ORIENTATION = 8;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int EXIF = 0xE1;
  private static final int ADOBE = 0xEE;
  private static final byte[] EXIF_NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE_NAME = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final int ADOBE_TRANSFORM = 11;
  private static final int YCCK = 2;
  private static final int ENTRY_BYTES = 12;

  static JpegHead of(byte[] file) {
    int orientation = UPRIGHT;
    int components = 0;
    var inks = Inks.CMYK;
    for (int at = 2; at + 4 <= file.length; ) {
      int marker = file[at + 1] & 0xFF;
      if ((file[at] & 0xFF) != 0xFF || marker == START_OF_SCAN) {
        break;
      }
      if (marker == 0xFF) {
        at++;
        continue;
      }
      int end = Math.min(file.length, at + 2 + unsigned(file, at + 2));
      var segment = ByteBuffer.wrap(file, at + 4, Math.max(0, end - at - 4)).slice();
      if (isFrame(marker) && segment.limit() > 5) {
        components = segment.get(5);
      } else if (marker == EXIF && begins(segment, EXIF_NAME)) {
        orientation = orientation(segment.slice(EXIF_NAME.length, segment.limit() - 6));
      } else if (marker == ADOBE
          && begins(segment, ADOBE_NAME)
          && segment.limit() > ADOBE_TRANSFORM) {
        inks = segment.get(ADOBE_TRANSFORM) == YCCK ? Inks.INVERTED_YCCK : Inks.INVERTED_CMYK;
      }
      at += 2 + Math.max(2, unsigned(file, at + 2));
    }
    return new JpegHead(
        orientation,
        components,
        inks,
        count(file, START_OF_SCAN),
        last(file, END_OF_IMAGE) > last(file, START_OF_SCAN));
  }

  /** Whether width and height, as people see the picture, are those of the file. */
  boolean liesOnItsSide() {
    return orientation > 4;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean begins(ByteBuffer segment, byte[] name) {
    return segment.limit() >= name.length
        && segment.slice(0, name.length).equals(ByteBuffer.wrap(name));
  }

  /** The entry of the first directory; whatever makes no sense counts as upright. */
  private static int orientation(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return UPRIGHT;
    }
    int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
    for (int i = 0; i < entries; i++) {
      long at = directory + 2 + (long) i * ENTRY_BYTES;
      if (at + ENTRY_BYTES > tiff.limit()) {
        break;
      }
      if (Short.toUnsignedInt(tiff.getShort((int) at)) == ORIENTATION) {
        int value = Short.toUnsignedInt(tiff.getShort((int) at + 8));
        return value >= UPRIGHT && value <= LAST_ORIENTATION ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  private static int unsigned(byte[] file, int at) {
    return ((file[at] & 0xFF) << 8) | (file[at + 1] & 0xFF);
  }

  private static int count(byte[] file, int marker) {
    int count = 0;
    for (int i = 1; i < file.length; i++) {
      count += isMarker(file, i, marker) ? 1 : 0;
    }
    return count;
  }

  private static int last(byte[] file, int marker) {
    for (int i = file.length - 1; i > 0; i--) {
      if (isMarker(file, i, marker)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isMarker(byte[] file, int at, int marker) {
    return file[at - 1] == (byte) 0xFF && file[at] == (byte) marker;
  }
}
