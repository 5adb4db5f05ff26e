package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one deployment's model, and the choice between them. Immutable, but for what its members learn.
 *
 * <p>Those with the lowest priority come first, others only when none of these can answer. Among equals two are drawn by
 * their weights, and the first one gets the call unless the second has clearly less to do: the power of two choices
 * (Mitzenmacher 2001), where what a provider has to do is the calls under way times the time that its answers take to
 * begin, for its weight. "Clearly", so that equal providers share by weight and not by noise. A call that belongs
 * together with others goes to the highest of a weighted rendezvous hash (Thaler and Ravishankar 1998) that has not far
 * more than its share to do (bounded loads, Mirrokni et al. 2018).
 */
final class Pool {

    /** How much more the first one drawn must have to do to lose the call to the second. */
    private static final double CLEARLY = 1.5;

    /** How much more than its share a provider may have to do and still get the calls that belong to it. */
    private static final double FULL = 1.5;

    /** One list a priority. */
    private final List<List<Member>> tiers;

    private final List<Member> members;
    private final Affinity affinity;

    /**
     * Where a call goes.
     *
     * @param member there
     * @param trial where it is the call that finds out whether the provider works again
     */
    record Choice(Member member, Breaker.@Nullable Trial trial) {}

    Pool(List<Member> members, Affinity affinity) {
        SortedMap<Integer, List<Member>> byPriority = new TreeMap<>();
        for (Member member : members) {
            byPriority
                    .computeIfAbsent(member.model().priority(), priority -> new ArrayList<>())
                    .add(member);
        }
        this.tiers = byPriority.values().stream().map(List::copyOf).toList();
        this.members = tiers.stream().flatMap(List::stream).toList();
        this.affinity = affinity;
    }

    /** What keeps calls together. */
    Affinity affinity() {
        return affinity;
    }

    /** All members, those of the lowest priority first. */
    List<Member> members() {
        return members;
    }

    /**
     * Chooses who gets a call.
     *
     * @param tried who has had it
     * @param stream whether a stream is wanted
     * @param key what it has in common with calls that it belongs together with
     * @return null where nobody is left who can take it
     */
    @Nullable
    Choice choose(List<Member> tried, boolean stream, OptionalLong key, long nowNanos, RandomGenerator random) {
        for (List<Member> tier : tiers) {
            Choice trial = trial(tier, tried, nowNanos);
            if (trial != null) {
                return trial;
            }
            List<Member> ready = new ArrayList<>(tier.size());
            for (Member member : tier) {
                if (member.health().isReady(nowNanos) && !tried.contains(member)) {
                    ready.add(member);
                }
            }
            if (!ready.isEmpty()) {
                return new Choice(among(ready, stream, key, nowNanos, random), null);
            }
        }
        return soonest(tried);
    }

    private Member among(List<Member> ready, boolean stream, OptionalLong key, long nowNanos, RandomGenerator random) {
        if (ready.size() == 1) {
            return ready.getFirst();
        }
        return key.isPresent()
                ? belonging(ready, key.getAsLong(), nowNanos)
                : lessBusy(ready, stream, nowNanos, random);
    }

    /** Whoever has to find out about a provider goes there: otherwise it might never be asked again. */
    private static @Nullable Choice trial(List<Member> members, List<Member> tried, long nowNanos) {
        for (Member member : members) {
            if (member.health().isDue(nowNanos) && !tried.contains(member)) {
                Breaker.Trial trial = member.health().trial(nowNanos);
                if (trial != null) {
                    return new Choice(member, trial);
                }
            }
        }
        return null;
    }

    /**
     * Where all that work want to be left in peace, the one that wants it for the shortest time: it will say no itself. Where
     * none works, one on trial: its calls may as well wait with the one that finds out as be refused.
     */
    private @Nullable Choice soonest(List<Member> tried) {
        Member found = null;
        for (Member member : members) {
            if (member.health().isOpenToCalls()
                    && !tried.contains(member)
                    && (found == null
                            || member.health().restsUntil() - found.health().restsUntil() < 0)) {
                found = member;
            }
        }
        return found == null ? onTrial(tried) : new Choice(found, null);
    }

    private @Nullable Choice onTrial(List<Member> tried) {
        for (Member member : members) {
            if (member.health().isOnTrial() && !tried.contains(member)) {
                return new Choice(member, null);
            }
        }
        return null;
    }

    private static Member lessBusy(List<Member> ready, boolean stream, long nowNanos, RandomGenerator random) {
        Member first = drawn(ready, null, nowNanos, random);
        Member second = drawn(ready, first, nowNanos, random);
        // Weights say how calls under way compare, not how fast anybody is: of two that are idle the draw has decided.
        double greater = Math.max(first.weight(nowNanos), second.weight(nowNanos));
        double ones = 1 + first.health().inFlight() * greater / first.weight(nowNanos);
        double twos = 1 + second.health().inFlight() * greater / second.weight(nowNanos);
        if (!first.health().isUnknown(stream) && !second.health().isUnknown(stream)) {
            ones *= first.health().latencyMs(stream, nowNanos);
            twos *= second.health().latencyMs(stream, nowNanos);
        }
        return ones > CLEARLY * twos ? second : first;
    }

    private static Member drawn(List<Member> members, @Nullable Member butNot, long nowNanos, RandomGenerator random) {
        double sum = 0;
        for (Member member : members) {
            sum += member == butNot ? 0 : member.weight(nowNanos);
        }
        double left = random.nextDouble() * sum;
        Member last = members.getFirst();
        for (Member member : members) {
            if (member != butNot) {
                last = member;
                left -= member.weight(nowNanos);
                if (left < 0) {
                    return member;
                }
            }
        }
        return last;
    }

    private static Member belonging(List<Member> ready, long key, long nowNanos) {
        double weights = 0;
        int calls = 1;
        for (Member member : ready) {
            weights += member.weight(nowNanos);
            calls += member.health().inFlight();
        }
        double full = FULL * calls / weights;
        return ready.stream()
                .filter(member -> member.health().inFlight() <= 1 + full * member.weight(nowNanos))
                .max(Comparator.comparingDouble(member -> rank(member, key)))
                .orElseGet(ready::getFirst);
    }

    /** The weight as configured: what is starting slowly has few calls that belong to it, not others each moment. */
    private static double rank(Member member, long key) {
        return member.model().weight() / -Math.log(Hashes.unit(Hashes.mixed(key ^ member.seed())));
    }
}
