package dev.guildhall.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.guildhall.identity.PhotoVault.Opened;
import dev.guildhall.identity.PhotoVault.PersonKey;
import dev.guildhall.identity.PhotoVault.Shows;
import dev.guildhall.platform.image.Redrawn.Picture;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PhotoVaultTest {

  private static final WorkerId ANNA = new WorkerId(new UUID(0, 1));
  private static final WorkerId IVAN = new WorkerId(new UUID(0, 2));
  private static final UUID PHOTO = new UUID(1, 1);
  private static final Buffer PICTURE = Buffer.buffer("a passport, quite readable".repeat(50));
  private static final Opened SAME = new Opened.Photo(PICTURE);
  private static final Opened NOT_THIS = new Opened.NotThis();

  private final PhotoVault vault =
      vault(new KeyRing(Map.of("old", DocumentNumberTest.secret(1, 32)), "old"));
  private final PersonKey key = vault.newKey(ANNA);
  private final Buffer sealed = vault.seal(key, PHOTO, Shows.FRONT, PICTURE);

  private static PhotoVault vault(KeyRing keys) {
    return new PhotoVault(keys, new SecureRandom());
  }

  private static PhotoVault rotated() {
    return vault(
        new KeyRing(
            Map.of(
                "old", DocumentNumberTest.secret(1, 32), "new", DocumentNumberTest.secret(2, 32)),
            "new"));
  }

  private static PhotoVault withoutOld() {
    return vault(new KeyRing(Map.of("new", DocumentNumberTest.secret(2, 32)), "new"));
  }

  @Test
  void aPhotoIsOpenedAsItWas() {
    assertThat(vault.open(key, PHOTO, Shows.FRONT, sealed)).isEqualTo(SAME);
    assertThat(sealed.toString("ISO-8859-1")).doesNotContain("passport");
    assertThat(sealed.length()).isEqualTo(PICTURE.length() + 29);
    assertThat(vault.seal(key, PHOTO, Shows.FRONT, PICTURE)).isNotEqualTo(sealed);
  }

  @Test
  void aPhotoStaysLargeEnoughToBeRead() throws IOException {
    var file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4_000, 3_000, BufferedImage.TYPE_BYTE_GRAY), "png", file);

    assertThat(PhotoVault.INTAKE.redrawn(file.toByteArray()))
        .isInstanceOfSatisfying(
            Picture.class,
            picture -> {
              assertThat(picture.mediaType()).isEqualTo("image/jpeg");
              assertThat(picture.width()).isEqualTo(2_400);
              assertThat(picture.height()).isEqualTo(1_800);
            });
  }

  @Test
  void itOpensInNoOtherPlace() {
    assertThat(vault.open(key, new UUID(1, 2), Shows.FRONT, sealed)).isEqualTo(NOT_THIS);
    assertThat(vault.open(key, PHOTO, Shows.FACE, sealed)).isEqualTo(NOT_THIS);
    assertThat(vault.open(vault.newKey(IVAN), PHOTO, Shows.FRONT, sealed)).isEqualTo(NOT_THIS);
    // Somebody with access to the tables gives one person's key to another.
    var stolen = new PersonKey(IVAN, key.keyId(), key.wrapped());
    assertThat(vault.open(stolen, PHOTO, Shows.FRONT, sealed)).isEqualTo(NOT_THIS);
    assertThat(vault.rewrapped(stolen)).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> vault.seal(stolen, PHOTO, Shows.FRONT, PICTURE));
  }

  @Test
  void whatWasChangedAnywhereIsNotOpened() {
    for (int at = 0; at < sealed.length(); at += at < 40 ? 1 : 37) {
      var changed = sealed.copy();
      changed.setByte(at, (byte) (changed.getByte(at) ^ 1));
      assertThat(vault.open(key, PHOTO, Shows.FRONT, changed)).as("%d", at).isEqualTo(NOT_THIS);
    }
    for (int length : new int[] {0, 1, 12, 28, 29, sealed.length() - 1}) {
      assertThat(vault.open(key, PHOTO, Shows.FRONT, sealed.getBuffer(0, length)))
          .isEqualTo(NOT_THIS);
    }
  }

  @Test
  void withAnotherKeyOfTheSamePersonItStaysShut() {
    // Where the wrapped key was destroyed, a new one does not help.
    assertThat(vault.open(vault.newKey(ANNA), PHOTO, Shows.FRONT, sealed)).isEqualTo(NOT_THIS);
  }

  @Test
  void keysAreRotatedAndPhotosStay() {
    var fresh = rotated().rewrapped(key).orElseThrow();

    assertThat(fresh.keyId()).isEqualTo("new");
    assertThat(withoutOld().open(fresh, PHOTO, Shows.FRONT, sealed)).isEqualTo(SAME);
    assertThat(withoutOld().open(key, PHOTO, Shows.FRONT, sealed))
        .isEqualTo(new Opened.KeyGone("old"));
    assertThat(withoutOld().rewrapped(key)).isEmpty();
  }
}
