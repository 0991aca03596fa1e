package dev.spike.server.scenario;

import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a case calls grants, holds and requests, and what the ledger calls them. Belongs to one run of one case. */
final class Names {

    /** What the ledger does not know, whatever it is. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Map<String, Bucket> buckets;
    private final Map<GrantId, String> bucketsByGrant;
    private final Set<GrantId> replaced;
    private final Map<String, HoldId> holds;
    private final Map<String, List<String>> debits;
    private final Map<String, String> keys;
    private final Map<String, Integer> carried;

    Names() {
        this(
                new LinkedHashMap<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>());
    }

    private Names(
            Map<String, Bucket> buckets,
            Map<GrantId, String> bucketsByGrant,
            Set<GrantId> replaced,
            Map<String, HoldId> holds,
            Map<String, List<String>> debits,
            Map<String, String> keys,
            Map<String, Integer> carried) {
        this.buckets = buckets;
        this.bucketsByGrant = bucketsByGrant;
        this.replaced = replaced;
        this.holds = holds;
        this.debits = debits;
        this.keys = keys;
        this.carried = carried;
    }

    /** The same names, to go back to when a transaction is rolled back. */
    Names copy() {
        return new Names(
                new LinkedHashMap<>(buckets),
                new HashMap<>(bucketsByGrant),
                new HashSet<>(replaced),
                new HashMap<>(holds),
                new HashMap<>(debits),
                new HashMap<>(keys),
                new HashMap<>(carried));
    }

    /** Goes back to what a copy has kept. */
    void restore(Names kept) {
        back(buckets, kept.buckets);
        back(bucketsByGrant, kept.bucketsByGrant);
        replaced.clear();
        replaced.addAll(kept.replaced);
        back(holds, kept.holds);
        back(debits, kept.debits);
        back(keys, kept.keys);
        back(carried, kept.carried);
    }

    private static <K, V> void back(Map<K, V> names, Map<K, V> kept) {
        names.clear();
        names.putAll(kept);
    }

    List<Bucket> buckets() {
        return List.copyOf(buckets.values());
    }

    Optional<Bucket> bucket(String name) {
        return Optional.ofNullable(buckets.get(name));
    }

    void put(Bucket bucket) {
        buckets.put(bucket.name(), bucket);
        bucket.standing().ifPresent(grant -> bucketsByGrant.put(grant, bucket.name()));
    }

    /** The name of a grant, also of one that no longer stands for its bucket; none for a forgiven debt's. */
    Optional<String> bucketOf(GrantId grant) {
        return Optional.ofNullable(bucketsByGrant.get(grant));
    }

    /** The ledger's grant of the name; one that it does not know where there is none. */
    GrantId grant(String name) {
        return bucket(name).flatMap(Bucket::standing).orElse(new GrantId(UNKNOWN));
    }

    /** The grant was voided only to be granted anew on other terms. */
    void replaced(GrantId grant) {
        replaced.add(grant);
    }

    boolean isReplaced(GrantId grant) {
        return replaced.contains(grant);
    }

    boolean isAnyReplaced() {
        return !replaced.isEmpty();
    }

    /** The ledger's hold of the name; one that it does not know where there is none. */
    HoldId hold(String name) {
        return holds.getOrDefault(name, new HoldId(UNKNOWN));
    }

    void put(String name, HoldId hold) {
        holds.put(name, hold);
    }

    /** The keys of the requests that took credits under the name. */
    List<String> debit(String name) {
        return debits.getOrDefault(name, List.of());
    }

    boolean isDebit(String name) {
        return debits.containsKey(name);
    }

    void addDebit(String name, String key) {
        var all = new ArrayList<>(debit(name));
        if (!all.contains(key)) {
            all.add(key);
        }
        debits.put(name, List.copyOf(all));
    }

    boolean isKeyed(String request) {
        return keys.containsKey(request);
    }

    /** The key of the request of the name; made when first asked for. */
    String key(String request) {
        return keys.computeIfAbsent(request, name -> "request-" + keys.size());
    }

    /** A new key for a name that was used before. */
    String newKey(String request) {
        keys.put("before " + keys.size() + " " + request, String.valueOf(keys.remove(request)));
        return key(request);
    }

    /** The next bucket carried over from the grant: {@code main:r1}, {@code main:r2} and so on. */
    String nextCarried(String name) {
        return name + ":r" + carried.merge(name, 1, Integer::sum);
    }
}
