package dev.guildhall.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A device that is told of things, and the push service of its maker, which cannot read them. */
final class PushDevice implements AutoCloseable {

  private static final int POINT = 65;

  private final HttpServer service;
  private final KeyPair keys;
  private final byte[] auth = new byte[16];
  private final String address = "/push/" + UUID.randomUUID();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private volatile int status = 201;

  private record Arrival(String authorization, byte[] body) {}

  PushDevice() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
    new java.security.SecureRandom().nextBytes(auth);
    service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    service.createContext(address, this::take);
    service.start();
  }

  /** What the service answers from now on. */
  void answers(int next) {
    status = next;
  }

  /** What a browser gives its page to hand on. */
  JsonObject subscription() {
    return new JsonObject()
        .put("endpoint", "http://127.0.0.1:" + service.getAddress().getPort() + address)
        .put(
            "keys",
            new JsonObject()
                .put("p256dh", base64(point((ECPublicKey) keys.getPublic())))
                .put("auth", base64(auth)));
  }

  void listenFor(Person person) {
    person.send("PUT", "/v1/push/subscription", subscription());
  }

  /** The next message within ten seconds, as only the device can read it. */
  JsonObject next() throws Exception {
    return new JsonObject(new String(opened(arrival().body()), StandardCharsets.UTF_8));
  }

  /** Who the server says it is with the next message, which is dropped. */
  String nextAuthorization() throws Exception {
    return arrival().authorization();
  }

  private Arrival arrival() throws InterruptedException {
    var arrival = arrivals.poll(20, TimeUnit.SECONDS);
    if (arrival == null) {
      throw new AssertionError("nothing was pushed");
    }
    return arrival;
  }

  boolean hearsNothing() throws InterruptedException {
    return arrivals.poll(2, TimeUnit.SECONDS) == null;
  }

  private void take(HttpExchange exchange) throws IOException {
    int answer = status;
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      arrivals.add(
          new Arrival(headers.getFirst("Authorization"), exchange.getRequestBody().readAllBytes()));
      exchange.getResponseHeaders().add("Retry-After", "1");
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  /** RFC 8291, section 3.4, read backwards. */
  private byte[] opened(byte[] body) throws GeneralSecurityException {
    var in = ByteBuffer.wrap(body);
    var salt = new byte[16];
    in.get(salt);
    in.getInt();
    var sender = new byte[in.get()];
    in.get(sender);
    var sealed = new byte[in.remaining()];
    in.get(sealed);

    byte[] own = point((ECPublicKey) keys.getPublic());
    byte[] secret =
        derived(hmac(auth, agreed(sender)), joined(text("WebPush: info\0"), own, sender), 32);
    byte[] random = hmac(salt, secret);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(derived(random, text("Content-Encoding: aes128gcm\0"), 16), "AES"),
        new GCMParameterSpec(128, derived(random, text("Content-Encoding: nonce\0"), 12)));
    byte[] padded = cipher.doFinal(sealed);
    int end = padded.length - 1;
    while (padded[end] == 0) {
      end--;
    }
    return Arrays.copyOf(padded, end);
  }

  private byte[] agreed(byte[] sender) throws GeneralSecurityException {
    var point =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(sender, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(sender, 33, POINT)));
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(keys.getPrivate());
    agreement.doPhase(
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, ((ECPublicKey) keys.getPublic()).getParams())),
        true);
    return agreement.generateSecret();
  }

  private static byte[] derived(byte[] key, byte[] info, int length)
      throws GeneralSecurityException {
    return Arrays.copyOf(hmac(key, joined(info, new byte[] {1})), length);
  }

  private static byte[] hmac(byte[] key, byte[] content) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(content);
  }

  private static byte[] point(ECPublicKey key) {
    return joined(
        new byte[] {4}, unsigned(key.getW().getAffineX()), unsigned(key.getW().getAffineY()));
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] signed = number.toByteArray();
    var bytes = new byte[32];
    int length = Math.min(32, signed.length);
    System.arraycopy(signed, signed.length - length, bytes, 32 - length, length);
    return bytes;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    try {
      for (byte[] part : parts) {
        out.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    service.stop(0);
  }
}
