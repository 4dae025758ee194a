package dev.guildhall.account;

/**
 * What a device gets when it signs in or trades its refresh token.
 *
 * @param expiresIn seconds that the access token is good for
 */
record Tokens(String accessToken, RefreshToken refreshToken, long expiresIn) {

  @Override
  public String toString() {
    return "Tokens[" + refreshToken.session() + "]";
  }
}
