package dev.sprue.engine.schema;

import dev.sprue.engine.grammar.NetworkBuilder;
import dev.sprue.engine.pattern.CharAutomaton;
import dev.sprue.engine.pattern.CharSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Fills the rules of JSON strings. */
final class Strings {
    private final NetworkBuilder network;
    private final CharRules characters;

    Strings(NetworkBuilder network, CharRules characters) {
        this.network = network;
        this.characters = characters;
    }

    /** Fills a rule with the strings of {@code min} to {@code max} characters. */
    void counted(int rule, int min, int max) {
        int quoted = network.state();
        int head = network.state();
        int character = network.state();
        network.read(rule, '"', '"', quoted);
        network.begin(quoted, head, min, max);
        network.enter(head, character);
        characters.read(character, CharSet.ALL, head);
        int full = network.state();
        network.leave(head, full);
        close(full);
    }

    /** Fills a rule with the strings that an automaton accepts. */
    void accepted(int rule, CharAutomaton automaton) {
        int[] states = new int[automaton.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = network.state();
        }
        network.read(rule, '"', '"', states[0]);
        int end = network.state();
        network.end(end);
        for (int i = 0; i < states.length; i++) {
            for (CharAutomaton.Edge edge : automaton.edges(i)) {
                characters.read(states[i], edge.set(), states[edge.to()]);
            }
            if (automaton.accepts(i)) {
                network.read(states[i], '"', '"', end);
            }
        }
    }

    /** Fills a rule with the strings that are none of {@code others}. */
    void except(int rule, Collection<String> others) {
        Branch root = new Branch();
        others.forEach(root::add);
        int quoted = network.state();
        network.read(rule, '"', '"', quoted);
        int free = network.state();
        characters.read(free, CharSet.ALL, free);
        close(free);
        branch(root, quoted, free);
    }

    private void branch(Branch branch, int state, int free) {
        CharSet listed = CharSet.NONE;
        for (Map.Entry<Integer, Branch> child : branch.children.entrySet()) {
            CharSet one = CharSet.range(child.getKey(), child.getKey());
            listed = listed.or(one);
            int next = network.state();
            characters.read(state, one, next);
            branch(child.getValue(), next, free);
        }
        characters.read(state, listed.not(), free);
        if (!branch.listed) {
            close(state);
        }
    }

    private void close(int state) {
        int end = network.state();
        network.read(state, '"', '"', end);
        network.end(end);
    }

    /** A tree of the characters of names. */
    private static final class Branch {
        private final Map<Integer, Branch> children = new HashMap<>();
        private boolean listed;

        void add(String name) {
            Branch at = this;
            for (int c : name.codePoints().toArray()) {
                at = at.children.computeIfAbsent(c, key -> new Branch());
            }
            at.listed = true;
        }
    }
}
