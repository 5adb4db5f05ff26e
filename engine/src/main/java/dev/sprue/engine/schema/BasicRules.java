package dev.sprue.engine.schema;

import dev.sprue.engine.grammar.GrammarTooLargeException;
import dev.sprue.engine.grammar.NetworkBuilder;
import dev.sprue.engine.pattern.CharAutomaton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What all schemas of one network share: characters, free values, and how objects and arrays are punctuated. */
final class BasicRules {
    /** States of automata of characters, over all strings: a bound on the time that patterns take. */
    private static final int MAX_PATTERN_WORK = 4 * CharAutomaton.MAX_STATES;

    private final NetworkBuilder network;
    private final Strings strings;
    private final Numbers numbers;
    private int patternWork;
    private List<SchemaCompiler.Alternative> anything = List.of();
    private Optional<Integer> anyString = Optional.empty();

    BasicRules(NetworkBuilder network) {
        this.network = network;
        this.strings = new Strings(network, new CharRules(network));
        this.numbers = new Numbers(network);
    }

    Strings strings() {
        return strings;
    }

    Numbers numbers() {
        return numbers;
    }

    /**
     * Makes an automaton of characters.
     *
     * @throws GrammarTooLargeException where all patterns together take too much work
     */
    CharAutomaton automaton(Supplier<CharAutomaton> maker) {
        if (patternWork > MAX_PATTERN_WORK) {
            throw new GrammarTooLargeException("more than " + MAX_PATTERN_WORK + " states for patterns");
        }
        patternWork += CharAutomaton.MAX_STATES; // what one that fails may take
        CharAutomaton made = maker.get();
        patternWork += made.size() - CharAutomaton.MAX_STATES;
        return made;
    }

    /** Returns the rule of a string without limits. */
    int anyString() {
        if (anyString.isEmpty()) {
            int rule = network.rule(false);
            anyString = Optional.of(rule);
            strings.counted(rule, 0, NetworkBuilder.UNBOUNDED);
        }
        return anyString.get();
    }

    /** Returns the rules of every JSON value. */
    List<SchemaCompiler.Alternative> anything() {
        if (anything.isEmpty()) {
            int object = network.rule(true);
            int array = network.rule(true);
            int number = network.rule(false);
            int logical = network.rule(false);
            int nothing = network.rule(false);
            anything = List.of(
                    new SchemaCompiler.Alternative(JsonType.OBJECT, object),
                    new SchemaCompiler.Alternative(JsonType.ARRAY, array),
                    new SchemaCompiler.Alternative(JsonType.STRING, anyString()),
                    new SchemaCompiler.Alternative(JsonType.NUMBER, number),
                    new SchemaCompiler.Alternative(JsonType.BOOLEAN, logical),
                    new SchemaCompiler.Alternative(JsonType.NULL, nothing));
            new ObjectRule(network, object).add(List.of(), anyString(), anything);
            array(array, anything, 0, NetworkBuilder.UNBOUNDED);
            numbers.fill(number, NumberBounds.ANY_NUMBER);
            literals(logical, List.of("true", "false"));
            literals(nothing, List.of("null"));
        }
        return anything;
    }

    /** Returns those of the rules of every JSON value that read a type. */
    List<SchemaCompiler.Alternative> any(JsonType type) {
        return anything().stream().filter(a -> a.type() == type).toList();
    }

    /** Fills a rule with texts, each read as it is; what they begin with is shared. */
    void literals(int rule, List<String> texts) {
        LiteralTree tree = new LiteralTree();
        List<Integer> ends = new ArrayList<>();
        for (String text : texts) {
            ends.add(tree.add(network, rule, text.getBytes(StandardCharsets.UTF_8)));
        }
        ends.forEach(network::end);
    }

    /** Fills a rule with an array of {@code min} to {@code max} items. */
    void array(int rule, List<SchemaCompiler.Alternative> items, int min, int max) {
        int opened = network.state();
        int first = network.state();
        int item = network.state();
        int after = network.state();
        int more = network.state();
        int full = network.state();
        int end = network.state();
        network.read(rule, '[', '[', opened);
        network.begin(opened, first, min, max);
        if (min == 0) {
            network.leave(first, full);
        }
        network.enter(first, item);
        items.forEach(alternative -> network.call(item, alternative.rule(), after));
        network.leave(after, full);
        network.enter(after, more);
        separator(more, ',', item);
        network.read(full, ']', ']', end);
        network.end(end);
    }

    /** Reads a comma or colon, and one space at the most. */
    private void separator(int from, char mark, int to) {
        separator(network, from, mark, to);
    }

    static void separator(NetworkBuilder network, int from, char mark, int to) {
        int marked = network.state();
        network.read(from, mark, mark, marked);
        network.read(marked, ' ', ' ', to);
        network.skip(marked, to);
    }
}
