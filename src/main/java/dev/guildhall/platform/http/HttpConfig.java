package dev.guildhall.platform.http;

import java.util.Map;

/**
 * The public port.
 *
 * @param host the address to listen on
 * @param port 0 chooses a free one
 * @param publicUrl what links in mail start with; empty: made of host and port
 * @param proxies how many proxies of ours a request passes before it comes here
 * @param bodyDeadlineMs how long a JSON body may take to arrive
 * @param uploadDeadlineMs how long an upload may take, from its head to the end of the answer, and
 *     so any request
 * @param limits rate limits by the contract's {@code x-limit}
 */
public record HttpConfig(
    String host,
    int port,
    String publicUrl,
    int proxies,
    int bodyDeadlineMs,
    int uploadDeadlineMs,
    Map<String, LimitConfig> limits) {

  public HttpConfig {
    if (proxies < 0) {
      throw new IllegalArgumentException("http.proxies must not be negative");
    }
  }
}
