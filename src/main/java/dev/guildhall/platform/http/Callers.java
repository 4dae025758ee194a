package dev.guildhall.platform.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;

/**
 * Who sends requests, by network address. Behind proxies every connection comes from the last of
 * them, and it adds to {@code X-Forwarded-For} who came to it. What stands there before our own
 * proxies' part is the caller's word, which anybody can make up, and is not believed.
 *
 * @param proxies how many proxies of ours a request passes
 */
record Callers(int proxies) {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  String address(HttpServerRequest request) {
    if (proxies > 0) {
      var told =
          request.headers().getAll(FORWARDED_FOR).stream()
              .flatMap(line -> Arrays.stream(line.split(",")))
              .map(String::strip)
              .toList();
      if (told.size() >= proxies && isAddress(told.get(told.size() - proxies))) {
        return told.get(told.size() - proxies);
      }
    }
    var peer = request.remoteAddress();
    return peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
  }

  private static boolean isAddress(String text) {
    return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
  }
}
