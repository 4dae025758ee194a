package dev.guildhall.ledger;

import java.util.List;
import java.util.stream.Stream;

/**
 * Movements that belong together. They are carried out in this order, so what is pended here may be
 * resolved here, and what a resolution brings may be posted on.
 *
 * @param pend what is set aside
 * @param resolve which pending transfers end, and how
 * @param post what moves at once
 */
public record Booking(List<Transfer> pend, List<Resolution> resolve, List<Transfer> post) {

  public static final Booking NOTHING = new Booking(List.of(), List.of(), List.of());

  public Booking {
    pend = List.copyOf(pend);
    resolve = List.copyOf(resolve);
    post = List.copyOf(post);
  }

  public static Booking pending(List<Transfer> transfers) {
    return new Booking(transfers, List.of(), List.of());
  }

  public static Booking resolving(List<Resolution> resolutions) {
    return new Booking(List.of(), resolutions, List.of());
  }

  public static Booking posting(List<Transfer> transfers) {
    return new Booking(List.of(), List.of(), transfers);
  }

  /** Both as one. */
  public Booking and(Booking other) {
    return new Booking(
        joined(pend, other.pend), joined(resolve, other.resolve), joined(post, other.post));
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  boolean isEmpty() {
    return pend.isEmpty() && resolve.isEmpty() && post.isEmpty();
  }

  /** What leaves its account; what is resolved was set aside before. */
  List<Transfer> taken() {
    return joined(pend, post);
  }

  /** What reaches its account, to be spent there. */
  List<Transfer> brought() {
    return joined(
        resolve.stream().filter(Resolution::post).map(Resolution::pending).toList(), post);
  }

  /** Every account that something leaves or reaches, once. */
  List<LedgerAccount> accounts() {
    return Stream.of(pend.stream(), resolve.stream().map(Resolution::pending), post.stream())
        .flatMap(transfers -> transfers)
        .flatMap(transfer -> Stream.of(transfer.debit(), transfer.credit()))
        .distinct()
        .toList();
  }
}
