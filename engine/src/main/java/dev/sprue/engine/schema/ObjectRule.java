package dev.sprue.engine.schema;

import dev.sprue.engine.grammar.NetworkBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Fills the rule of an object: its properties in their order, those that are not required or left out, then others.
 *
 * <p>Two states stand before each property: one for "nothing was written yet", from which no comma follows.
 */
final class ObjectRule {
    private final NetworkBuilder network;
    private final int rule;

    ObjectRule(NetworkBuilder network, int rule) {
        this.network = network;
        this.rule = rule;
    }

    /**
     * A declared property.
     *
     * @param key the name as a JSON string, with its quotation marks
     * @param values the rules of its value
     */
    record Property(String key, boolean required, List<SchemaCompiler.Alternative> values) {}

    /** Fills the rule of an object that has declared properties only. */
    void add(List<Property> properties) {
        add(properties, -1, List.of());
    }

    /**
     * Fills the rule.
     *
     * @param otherKeys the rule of the names of further properties; not used where {@code otherValues} is empty
     * @param otherValues the rules of their values; empty where there are no further properties
     */
    void add(List<Property> properties, int otherKeys, List<SchemaCompiler.Alternative> otherValues) {
        int empty = network.state();
        int begun = network.state();
        network.read(rule, '{', '{', empty);
        for (Property property : properties) {
            int key = before(empty, begun);
            int emptyAfter = network.state();
            int begunAfter = network.state();
            int named = network.read(key, property.key().getBytes(StandardCharsets.UTF_8));
            value(named, property.values(), begunAfter);
            if (!property.required()) {
                network.skip(empty, emptyAfter);
                network.skip(begun, begunAfter);
            }
            empty = emptyAfter;
            begun = begunAfter;
        }
        if (!otherValues.isEmpty()) {
            int key = before(empty, begun);
            int named = network.state();
            network.call(key, otherKeys, named);
            value(named, otherValues, begun);
        }
        int end = network.state();
        network.read(empty, '}', '}', end);
        network.read(begun, '}', '}', end);
        network.end(end);
    }

    /** Returns a state where a property begins: at once while nothing was written, behind a comma otherwise. */
    private int before(int empty, int begun) {
        int key = network.state();
        network.skip(empty, key);
        BasicRules.separator(network, begun, ',', key);
        return key;
    }

    private void value(int named, List<SchemaCompiler.Alternative> values, int after) {
        int value = network.state();
        BasicRules.separator(network, named, ':', value);
        values.forEach(alternative -> network.call(value, alternative.rule(), after));
    }
}
