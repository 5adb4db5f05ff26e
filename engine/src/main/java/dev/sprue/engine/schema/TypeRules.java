package dev.sprue.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sprue.engine.grammar.NetworkBuilder;
import dev.sprue.engine.pattern.CharAutomaton;
import dev.sprue.engine.pattern.PatternException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fills the rules of one schema's types from its keywords. */
final class TypeRules {
    private static final int MAX_PATTERN_CHARS = 10_000;
    private static final int MAX_NAME_CHARS = 1_000;
    private static final int MAX_OPTIONAL = 1_000;

    private final NetworkBuilder network;
    private final BasicRules basics;
    private final SchemaCompiler compiler;

    TypeRules(NetworkBuilder network, BasicRules basics, SchemaCompiler compiler) {
        this.network = network;
        this.basics = basics;
        this.compiler = compiler;
    }

    List<SchemaCompiler.Alternative> anything() {
        return basics.anything();
    }

    List<JsonType> literalTypes(SchemaNode node) {
        return new Literals(node).types();
    }

    void fill(SchemaNode node, JsonType type, int rule) {
        if (node.has("enum") || node.has("const")) {
            basics.literals(rule, new Literals(node).of(type));
            return;
        }
        switch (type) {
            case OBJECT -> object(node, rule);
            case ARRAY -> array(node, rule);
            case STRING -> string(node, rule);
            case NUMBER, INTEGER -> number(node, type, rule);
            case BOOLEAN -> basics.literals(rule, List.of("true", "false"));
            case NULL -> basics.literals(rule, List.of("null"));
        }
    }

    private void object(SchemaNode node, int rule) {
        JsonNode declared = node.get("properties").orElse(node.json().objectNode());
        if (!(declared instanceof ObjectNode properties)) {
            throw node.invalid("properties", "must be an object.");
        }
        Set<String> required = required(node);
        List<ObjectRule.Property> rules = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String name = property.getKey();
            if (name.length() > MAX_NAME_CHARS) {
                throw node.notSupported("properties", "has a name of more than " + MAX_NAME_CHARS + " characters.");
            }
            rules.add(new ObjectRule.Property(
                    JsonText.of(TextNode.valueOf(name)),
                    required.contains(name),
                    compiler.alternatives(property.getValue(), node.below("properties", name))));
        }
        long optional = rules.stream().filter(property -> !property.required()).count();
        if (optional > MAX_OPTIONAL) {
            throw node.notSupported(
                    "properties",
                    "has " + optional + " properties that are not required; at most " + MAX_OPTIONAL
                            + " are supported.");
        }
        boolean open = !node.has("additionalProperties") && !node.has("properties");
        JsonNode others = node.get("additionalProperties")
                .orElse(open ? node.json().booleanNode(true) : node.json().booleanNode(false));
        List<SchemaCompiler.Alternative> otherValues =
                compiler.alternatives(others, node.below("additionalProperties"));
        for (String name : required) {
            if (!properties.has(name)) {
                rules.add(new ObjectRule.Property(
                        JsonText.of(TextNode.valueOf(name)), true, undeclared(node, name, otherValues)));
            }
        }
        if (otherValues.isEmpty()) {
            new ObjectRule(network, rule).add(rules);
            return;
        }
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        names.addAll(required);
        int keys = names.isEmpty() ? basics.anyString() : network.rule(false);
        if (!names.isEmpty()) {
            basics.strings().except(keys, names);
        }
        new ObjectRule(network, rule).add(rules, keys, otherValues);
    }

    private static Set<String> required(SchemaNode node) {
        Set<String> required = new LinkedHashSet<>();
        for (JsonNode name : node.list("required", true)) {
            if (!name.isTextual() || name.textValue().length() > MAX_NAME_CHARS) {
                throw node.invalid("required", "must contain names of properties only.");
            }
            required.add(name.textValue());
        }
        return required;
    }

    /** A name that must be there without being declared has any value that further properties may have. */
    private List<SchemaCompiler.Alternative> undeclared(
            SchemaNode node, String name, List<SchemaCompiler.Alternative> otherValues) {
        if (!otherValues.isEmpty()) {
            return otherValues;
        }
        if (node.has("additionalProperties")) {
            throw node.invalid(
                    "required",
                    "names " + SchemaNode.shown(TextNode.valueOf(name))
                            + ", which \"properties\" lacks and \"additionalProperties\" excludes.");
        }
        return basics.anything();
    }

    private void array(SchemaNode node, int rule) {
        int min = node.count("minItems", 0);
        int max = node.count("maxItems", NetworkBuilder.UNBOUNDED);
        checkOrder(node, "minItems", min, "maxItems", max);
        List<SchemaCompiler.Alternative> items = node.get("items")
                .map(schema -> compiler.alternatives(schema, node.below("items")))
                .orElseGet(basics::anything);
        basics.array(rule, items, min, max);
    }

    private static void checkOrder(SchemaNode node, String least, int min, String most, int max) {
        if (min > max) {
            throw node.invalid(least, "is larger than \"" + most + "\": no value satisfies both.");
        }
    }

    private void string(SchemaNode node, int rule) {
        int min = node.count("minLength", 0);
        int max = node.count("maxLength", NetworkBuilder.UNBOUNDED);
        checkOrder(node, "minLength", min, "maxLength", max);
        Optional<String> pattern = node.text("pattern");
        Optional<String> format = node.text("format");
        if (pattern.isEmpty() && format.isEmpty()) {
            basics.strings().counted(rule, min, max);
            return;
        }
        try {
            basics.strings().accepted(rule, basics.automaton(() -> automaton(node, pattern, format, min, max)));
        } catch (PatternException e) {
            throw node.notSupported(pattern.isPresent() ? "pattern" : "format", e.text() + ".");
        }
    }

    private static CharAutomaton automaton(
            SchemaNode node, Optional<String> pattern, Optional<String> format, int min, int max) {
        CharAutomaton whole = pattern.isPresent() ? pattern(node, pattern.get()) : format(node, format.orElseThrow());
        if (pattern.isPresent() && format.isPresent()) {
            whole = whole.and(format(node, format.get()));
        }
        return min == 0 && max == NetworkBuilder.UNBOUNDED
                ? whole
                : whole.ofLength(min, max == NetworkBuilder.UNBOUNDED ? -1 : max);
    }

    private static CharAutomaton pattern(SchemaNode node, String pattern) {
        if (pattern.length() > MAX_PATTERN_CHARS) {
            throw node.notSupported("pattern", "has more than " + MAX_PATTERN_CHARS + " characters.");
        }
        return CharAutomaton.search(pattern);
    }

    private static CharAutomaton format(SchemaNode node, String format) {
        return CharAutomaton.whole(Formats.pattern(format)
                .orElseThrow(() -> node.notSupported(
                        "format",
                        "is " + SchemaNode.shown(TextNode.valueOf(format)) + ", which is not supported; supported are "
                                + Formats.names() + ".")));
    }

    private void number(SchemaNode node, JsonType type, int rule) {
        Optional<BigDecimal> closedLow = node.number("minimum");
        Optional<BigDecimal> openLow = node.number("exclusiveMinimum");
        Optional<BigDecimal> closedHigh = node.number("maximum");
        Optional<BigDecimal> openHigh = node.number("exclusiveMaximum");
        Optional<BigDecimal> step = node.number("multipleOf");
        if (step.isPresent() && step.get().signum() <= 0) {
            throw node.invalid("multipleOf", "must be larger than 0.");
        }
        boolean lowOpen = openLow.isPresent()
                && closedLow.map(n -> n.compareTo(openLow.get()) <= 0).orElse(true);
        boolean highOpen = openHigh.isPresent()
                && closedHigh.map(n -> n.compareTo(openHigh.get()) >= 0).orElse(true);
        basics.numbers()
                .fill(
                        rule,
                        new NumberBounds(
                                type == JsonType.INTEGER,
                                lowOpen ? openLow : closedLow,
                                lowOpen,
                                highOpen ? openHigh : closedHigh,
                                highOpen,
                                step));
    }
}
