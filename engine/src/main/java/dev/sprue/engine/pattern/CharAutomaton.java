package dev.sprue.engine.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A finite automaton over characters, not deterministic, without empty edges. State 0 is the first. Immutable.
 */
public final class CharAutomaton {
    /** The most states of an automaton. */
    public static final int MAX_STATES = 50_000;

    private static final int MAX_EDGES = 400_000;
    /** Pairs of edges that are compared for an intersection: a bound on its time. */
    private static final long MAX_TRIES = 20_000_000;

    private final List<List<Edge>> edges;
    private final BitSet accepting;

    CharAutomaton(List<List<Edge>> edges, BitSet accepting) {
        this.edges = edges;
        this.accepting = accepting;
    }

    /** A character out of a set leads to a state. */
    public record Edge(CharSet set, int to) {}

    /**
     * Compiles a regular expression that need only match somewhere in a text, as JSON Schema's {@code pattern}.
     *
     * @throws PatternException where it is not understood, not supported or too large
     */
    public static CharAutomaton search(String pattern) {
        return Compiler.compile(RegexParser.parse(pattern), true);
    }

    /** Compiles a regular expression that must match a whole text. */
    public static CharAutomaton whole(String pattern) {
        return Compiler.compile(RegexParser.parse(pattern), false);
    }

    /** Returns the number of states. */
    public int size() {
        return edges.size();
    }

    /** Returns the edges that leave a state. */
    public List<Edge> edges(int state) {
        return edges.get(state);
    }

    /** Returns whether a text may end in a state. */
    public boolean accepts(int state) {
        return accepting.get(state);
    }

    /** Returns an automaton for the texts that both accept. */
    public CharAutomaton and(CharAutomaton other) {
        long[] tries = {0};
        return product((a, b, next) -> {
            tries[0] += (long) edges(a).size() * other.edges(b).size();
            if (tries[0] > MAX_TRIES) {
                throw new PatternException("takes too much work together with what else limits the string");
            }
            for (Edge left : edges(a)) {
                for (Edge right : other.edges(b)) {
                    CharSet both = left.set().and(right.set());
                    if (!both.isEmpty()) {
                        next.add(both, left.to(), right.to());
                    }
                }
            }
            return accepts(a) && other.accepts(b);
        });
    }

    /** Returns an automaton for the accepted texts of {@code min} to {@code max} characters; {@code max} -1: no limit. */
    public CharAutomaton ofLength(int min, int max) {
        int top = max < 0 ? min : max;
        return product((state, count, next) -> {
            if (count < top || max < 0) {
                for (Edge edge : edges(state)) {
                    next.add(edge.set(), edge.to(), Math.min(top, count + 1));
                }
            }
            return accepts(state) && count >= min;
        });
    }

    private interface Next {
        void add(CharSet set, int first, int second);
    }

    private interface Visit {
        /** Adds the edges of a pair of states; returns whether the pair accepts. */
        boolean edges(int first, int second, Next next);
    }

    private record Pair(int first, int second) {}

    private static CharAutomaton product(Visit visit) {
        Map<Pair, Integer> numbers = new HashMap<>();
        Deque<Pair> work = new ArrayDeque<>();
        List<List<Edge>> edges = new ArrayList<>();
        BitSet accepting = new BitSet();
        int[] edgeCount = {0};
        Pair start = new Pair(0, 0);
        numbers.put(start, 0);
        work.add(start);
        while (!work.isEmpty()) {
            Pair pair = work.remove();
            List<Edge> out = new ArrayList<>();
            edges.add(out);
            boolean accepts = visit.edges(pair.first(), pair.second(), (set, first, second) -> {
                Pair to = new Pair(first, second);
                Integer number = numbers.get(to);
                if (number == null) {
                    number = numbers.size();
                    numbers.put(to, number);
                    work.add(to);
                }
                out.add(new Edge(set, number));
                edgeCount[0]++;
                checkSize(numbers.size(), edgeCount[0]);
            });
            accepting.set(edges.size() - 1, accepts);
        }
        return new CharAutomaton(edges, accepting);
    }

    static void checkSize(int states, int edges) {
        if (states > MAX_STATES || edges > MAX_EDGES) {
            throw new PatternException("needs an automaton of more than " + MAX_STATES + " states or " + MAX_EDGES
                    + " edges, together with what else limits the string");
        }
    }
}
