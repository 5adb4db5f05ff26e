package dev.sprue.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which processors whom: what is compared never shares one with what measures.
 *
 * @param load the generator's
 * @param upstream the upstream's
 * @param gateway of what is compared
 */
public record CorePlan(List<Integer> load, List<Integer> upstream, List<Integer> gateway) {

    /** The processors, once and in order. */
    public CorePlan {
        load = List.copyOf(load);
        upstream = List.copyOf(upstream);
        gateway = List.copyOf(gateway);
    }

    /**
     * Divides processors: of four or more one for the generator, one for the upstream and two for the gateway; of three
     * one each; of two one for the gateway; one is shared by all.
     *
     * @param available at least one
     */
    public static CorePlan of(List<Integer> available) {
        List<Integer> first = available.subList(0, 1);
        return switch (available.size()) {
            case 1 -> new CorePlan(first, first, first);
            case 2 -> new CorePlan(available.subList(1, 2), available.subList(1, 2), first);
            case 3 -> new CorePlan(first, available.subList(1, 2), available.subList(2, 3));
            default -> new CorePlan(first, available.subList(1, 2), available.subList(2, 4));
        };
    }

    /** Reads a list as the kernel writes it: {@code 0-3,8}. */
    public static List<Integer> parse(String list) {
        List<Integer> processors = new ArrayList<>();
        for (String range : list.strip().split(",", -1)) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            for (int i = first; i <= last; i++) {
                processors.add(i);
            }
        }
        return processors;
    }

    /** Whether generator and upstream have a processor each, so that they may poll and figures are sound. */
    public boolean sound() {
        return !load.equals(upstream) && !upstream.equals(gateway);
    }

    /** A list as {@code taskset} takes it. */
    public static String text(List<Integer> processors) {
        return processors.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
