package dev.guildhall.account;

import io.vertx.core.buffer.Buffer;

/**
 * Where a request comes from, as coarse as providers hand out addresses: the /24 of IPv4, the /48
 * of IPv6.
 */
record Network(String prefix) {

  static Network of(String address) {
    if (address.indexOf(':') < 0) {
      int lastDot = address.lastIndexOf('.');
      return new Network(lastDot < 0 ? address : address.substring(0, lastDot));
    }
    String[] groups = address.split("%")[0].split(":", -1);
    var prefix = new StringBuilder();
    for (int i = 0; i < 3 && i < groups.length && !groups[i].isEmpty(); i++) {
      prefix.append(groups[i]).append(':');
    }
    return new Network(prefix.isEmpty() ? address : prefix.toString());
  }

  Buffer hash() {
    return Hashes.sha256("network " + prefix);
  }
}
