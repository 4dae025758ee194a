package dev.guildhall.nemesis;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A Java whose clock is wrong. What tells the time of day in {@code java.time} and {@code
 * java.util.Date} is rewritten to add a constant to what {@code System.currentTimeMillis} and its
 * finer sister say; the machine and everything that counts by {@code nanoTime} know nothing of it.
 */
final class ShiftedClock {

  private static final List<String> CLASSES =
      List.of("java/time/Clock", "java/time/Clock$SystemClock", "java/util/Date");

  private ShiftedClock() {}

  /** The argument by which a Java is started whose clock is so much ahead. */
  static String argument(Path home, Duration ahead) throws IOException {
    var patch = home.resolve("clock" + ahead.toSeconds()).toAbsolutePath();
    for (String name : CLASSES) {
      var file = patch.resolve(name + ".class");
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.write(file, shifted(name, ahead));
      }
    }
    return "--patch-module=java.base=" + patch;
  }

  private static byte[] shifted(String name, Duration ahead) throws IOException {
    try (var in = Object.class.getResourceAsStream("/" + name + ".class")) {
      var classes = ClassFile.of();
      var parsed = classes.parse(in.readAllBytes());
      CodeTransform adding =
          (code, element) -> {
            code.with(element);
            if (tellsMillis(element)) {
              code.loadConstant(ahead.toMillis()).ladd();
            } else if (tellsNanos(element)) {
              code.loadConstant(ahead.toNanos()).ladd();
            }
          };
      return classes.transformClass(parsed, ClassTransform.transformingMethodBodies(adding));
    }
  }

  private static boolean tellsMillis(CodeElement element) {
    return isCall(element, "java/lang/System", "currentTimeMillis");
  }

  /** Nanoseconds since the second that it is given. */
  private static boolean tellsNanos(CodeElement element) {
    return isCall(element, "jdk/internal/misc/VM", "getNanoTimeAdjustment");
  }

  private static boolean isCall(CodeElement element, String owner, String method) {
    return element instanceof InvokeInstruction call
        && call.opcode() == Opcode.INVOKESTATIC
        && call.owner().asInternalName().equals(owner)
        && call.name().equalsString(method);
  }
}
