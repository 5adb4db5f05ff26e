package dev.sprue.engine.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Thompson's construction (Communications of the ACM 11, 1968), and then the removal of its empty edges and anchors:
 * {@code ^} can be passed only before the first character, and behind {@code $} no character can follow.
 */
final class Compiler {
    private static final int MAX_PARTS = 100_000;
    /** Bounds the time of a compilation: steps along empty edges, and visits of parts. */
    private static final int MAX_STEPS = 5_000_000;

    private static final int EMPTY = 0;
    private static final int START = 1;
    private static final int END = 2;

    private final List<List<CharAutomaton.Edge>> reads = new ArrayList<>();
    private final List<List<int[]>> empties = new ArrayList<>();

    private int steps;

    private Compiler() {}

    static CharAutomaton compile(Regex regex, boolean search) {
        Compiler compiler = new Compiler();
        int first = compiler.state();
        int from = first;
        if (search) {
            compiler.read(first, CharSet.ALL, first);
            from = compiler.state();
            compiler.empty(first, EMPTY, from);
        }
        int last = compiler.add(regex, from);
        if (search) {
            int rest = compiler.state();
            compiler.empty(last, EMPTY, rest);
            compiler.read(rest, CharSet.ALL, rest);
            last = rest;
        }
        return compiler.withoutEmpties(first, last);
    }

    private int state() {
        if (reads.size() == MAX_PARTS) {
            throw new PatternException("has more than " + MAX_PARTS + " parts, repetitions written out");
        }
        reads.add(new ArrayList<>(1));
        empties.add(new ArrayList<>(1));
        return reads.size() - 1;
    }

    private void step() {
        if (++steps > MAX_STEPS) {
            throw new PatternException("takes too much work: simplify its repetitions and alternatives");
        }
    }

    private void read(int from, CharSet set, int to) {
        reads.get(from).add(new CharAutomaton.Edge(set, to));
    }

    private void empty(int from, int kind, int to) {
        empties.get(from).add(new int[] {kind, to});
    }

    /** Adds an expression behind a state; returns the state behind it. */
    private int add(Regex regex, int from) {
        step();
        return switch (regex) {
            case Regex.Chars chars -> {
                int to = state();
                if (!chars.set().isEmpty()) {
                    read(from, chars.set(), to);
                }
                yield to;
            }
            case Regex.Start start -> anchor(from, START);
            case Regex.End end -> anchor(from, END);
            case Regex.Sequence sequence -> {
                int at = from;
                for (Regex part : sequence.parts()) {
                    at = add(part, at);
                }
                yield at;
            }
            case Regex.Choice choice -> {
                int to = state();
                for (Regex option : choice.options()) {
                    int begin = state();
                    empty(from, EMPTY, begin);
                    empty(add(option, begin), EMPTY, to);
                }
                yield to;
            }
            case Regex.Repeat repeat -> repeat(repeat, from);
        };
    }

    private int anchor(int from, int kind) {
        int to = state();
        empty(from, kind, to);
        return to;
    }

    private int repeat(Regex.Repeat repeat, int from) {
        int at = from;
        for (int i = 0; i < repeat.min(); i++) {
            at = add(repeat.part(), at);
        }
        int to = state();
        if (repeat.max() == Regex.UNBOUNDED) {
            int loop = state();
            empty(at, EMPTY, loop);
            empty(add(repeat.part(), loop), EMPTY, loop);
            empty(loop, EMPTY, to);
            return to;
        }
        for (int i = repeat.min(); i < repeat.max(); i++) {
            empty(at, EMPTY, to);
            at = add(repeat.part(), at);
        }
        empty(at, EMPTY, to);
        return to;
    }

    private CharAutomaton withoutEmpties(int first, int last) {
        Map<Integer, Integer> numbers = new HashMap<>();
        Deque<Integer> work = new ArrayDeque<>();
        List<List<CharAutomaton.Edge>> edges = new ArrayList<>();
        BitSet accepting = new BitSet();
        int edgeCount = 0;
        work.add(first);
        // the first state is numbered by itself, since at it alone ^ can be passed
        int next = 1;
        while (!work.isEmpty()) {
            boolean atStart = edges.isEmpty();
            Closure closure = closure(work.remove(), atStart, last);
            List<CharAutomaton.Edge> out = new ArrayList<>();
            for (CharAutomaton.Edge edge : closure.edges) {
                Integer number = numbers.get(edge.to());
                if (number == null) {
                    number = next++;
                    numbers.put(edge.to(), number);
                    work.add(edge.to());
                }
                out.add(new CharAutomaton.Edge(edge.set(), number));
            }
            accepting.set(edges.size(), closure.accepts);
            edges.add(out);
            edgeCount += out.size();
            CharAutomaton.checkSize(next, edgeCount);
        }
        return new CharAutomaton(edges, accepting);
    }

    private record Closure(List<CharAutomaton.Edge> edges, boolean accepts) {}

    /** Follows empty edges; what lies behind {@code $} counts only for the end. */
    private Closure closure(int from, boolean atStart, int last) {
        BitSet open = new BitSet();
        BitSet ended = new BitSet();
        Deque<Integer> work = new ArrayDeque<>();
        List<CharAutomaton.Edge> edges = new ArrayList<>();
        open.set(from);
        work.add(from);
        while (!work.isEmpty()) {
            int item = work.remove();
            boolean isEnded = item < 0;
            int state = isEnded ? ~item : item;
            if (!isEnded) {
                edges.addAll(reads.get(state));
                CharAutomaton.checkSize(0, edges.size());
            }
            for (int[] empty : empties.get(state)) {
                step();
                if (empty[0] == START && !atStart) {
                    continue;
                }
                boolean ends = isEnded || empty[0] == END;
                BitSet seen = ends ? ended : open;
                if (!seen.get(empty[1])) {
                    seen.set(empty[1]);
                    work.add(ends ? ~empty[1] : empty[1]);
                }
            }
        }
        return new Closure(edges, open.get(last) || ended.get(last));
    }
}
