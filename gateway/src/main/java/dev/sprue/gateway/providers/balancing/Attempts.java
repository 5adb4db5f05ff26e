package dev.sprue.gateway.providers.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has been tried for one call, in order, and what may be tried once more. */
final class Attempts {

    private final List<Attempt> all = new ArrayList<>(2);

    /**
     * An attempt that may be made again.
     *
     * @param attempt the one that failed
     * @param waitMs milliseconds until it may
     */
    record Repetition(Attempt attempt, long waitMs) {}

    void add(Attempt attempt) {
        all.add(attempt);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether one of them may still answer. */
    boolean anyLive() {
        return all.stream().anyMatch(Attempt::isLive);
    }

    void forEach(Consumer<Attempt> action) {
        all.forEach(action);
    }

    /** Who has been asked. */
    List<Member> tried() {
        return all.stream().map(Attempt::member).toList();
    }

    /** Who has been asked as often as may be. */
    List<Member> exhausted() {
        return all.stream()
                .filter(attempt -> !mayRepeat(attempt))
                .map(Attempt::member)
                .toList();
    }

    /** The one that may be made again soonest; null where none may. */
    @Nullable
    Repetition soonest(RandomGenerator random) {
        Repetition found = null;
        for (Attempt attempt : all) {
            if (mayRepeat(attempt)) {
                long ms = attempt.waitMs(repetitions(attempt.member()), random);
                if (ms < (found == null ? Attempt.NEVER : found.waitMs)) {
                    found = new Repetition(attempt, ms);
                }
            }
        }
        return found;
    }

    private boolean mayRepeat(Attempt attempt) {
        Member member = attempt.member();
        return attempt.passes()
                && repetitions(member) < member.health().settings().retries().max();
    }

    private int repetitions(Member member) {
        int calls = 0;
        for (Attempt attempt : all) {
            calls += attempt.member() == member ? 1 : 0;
        }
        return calls - 1;
    }

    /** What {@code x-sprue-attempts} says of them. */
    String trace() {
        return all.size() == 1
                ? all.getFirst().trace()
                : all.stream().map(Attempt::trace).collect(Collectors.joining(", "));
    }
}
