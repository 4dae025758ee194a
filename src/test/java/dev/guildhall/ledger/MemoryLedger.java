package dev.guildhall.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The same rules as the ledger's, plain and in memory, to compare with. */
final class MemoryLedger {

  private final Map<LedgerAccount, long[]> accounts = new HashMap<>();
  private final Map<UUID, Transfer> moved = new HashMap<>();
  private final Map<UUID, Boolean> resolved = new HashMap<>();

  /** Moves all or nothing; false when an account does not cover it. */
  boolean move(List<Transfer> transfers, boolean pending) {
    var fresh = new HashMap<UUID, Transfer>();
    transfers.forEach(
        transfer -> {
          if (!moved.containsKey(transfer.id())) {
            fresh.put(transfer.id(), transfer);
          }
        });
    fresh.values().forEach(transfer -> apply(transfer, pending ? 2 : 0, 1));
    boolean covered =
        accounts.entrySet().stream()
            .allMatch(
                entry ->
                    entry.getKey().kind().mayGoBelowZero() || available(entry.getValue()) >= 0);
    if (covered) {
      moved.putAll(fresh);
    } else {
      fresh.values().forEach(transfer -> apply(transfer, pending ? 2 : 0, -1));
    }
    return covered;
  }

  /** Resolves all or nothing; false when one was resolved the other way. */
  boolean resolve(List<Resolution> resolutions) {
    var ways = new HashMap<UUID, Boolean>();
    for (Resolution resolution : resolutions) {
      var before = resolved.get(resolution.pendingId());
      var within = ways.put(resolution.pendingId(), resolution.post());
      if ((before != null && before != resolution.post())
          || (within != null && within != resolution.post())) {
        return false;
      }
    }
    ways.forEach(
        (id, post) -> {
          if (resolved.put(id, post) == null) {
            apply(moved.get(id), 2, -1);
            if (post) {
              apply(moved.get(id), 0, 1);
            }
          }
        });
    return true;
  }

  /** Columns: debits posted, credits posted, debits pending, credits pending. */
  private void apply(Transfer transfer, int column, int sign) {
    long change = sign * transfer.amount().micros();
    of(transfer.debit())[column] += change;
    of(transfer.credit())[column + 1] += change;
  }

  private long[] of(LedgerAccount account) {
    return accounts.computeIfAbsent(account, _ -> new long[4]);
  }

  private static long available(long[] figures) {
    return figures[1] - figures[0] - figures[2];
  }

  Map<LedgerAccount, Balance> balances() {
    var balances = new HashMap<LedgerAccount, Balance>();
    accounts.forEach(
        (account, f) ->
            balances.put(account, new Balance(account.currency(), f[0], f[1], f[2], f[3])));
    return balances;
  }

  List<Transfer> moved() {
    return new ArrayList<>(moved.values());
  }
}
