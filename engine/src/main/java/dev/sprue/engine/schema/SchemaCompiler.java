package dev.sprue.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.grammar.GrammarTooLargeException;
import dev.sprue.engine.grammar.NetworkBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles one schema into rules of a network.
 *
 * <p>Every type that a schema allows becomes one rule. {@code anyOf} and {@code $ref} make no rules: they are replaced by
 * the rules of what they name, so that recursion always passes through a rule that reads something. Rules are reserved
 * first and filled from a queue, so that neither recursion nor depth of a schema is recursion of the compiler.
 */
final class SchemaCompiler {
    private static final int MAX_SCHEMAS = 20_000;
    private static final int MAX_ALIAS_DEPTH = 100;
    private static final int MAX_ALTERNATIVES = 1_000;

    private final NetworkBuilder network;
    private final JsonNode root;
    private final boolean strict;
    private final References references;
    private final TypeRules rules;
    private final Map<JsonNode, List<Alternative>> compiled = new IdentityHashMap<>();
    private final Deque<Task> tasks = new ArrayDeque<>();
    /** The place and the schema of each rule, in the order in which they were reserved. */
    private final Map<Integer, SchemaNode> places = new LinkedHashMap<>();

    /**
     * Creates a compiler.
     *
     * @param strict whether unknown keywords are refused; otherwise they are annotations, as JSON Schema has it
     */
    SchemaCompiler(NetworkBuilder network, BasicRules basics, JsonNode root, boolean strict) {
        this.network = network;
        this.root = root;
        this.strict = strict;
        this.references = new References(root);
        this.rules = new TypeRules(network, basics, this);
    }

    /** A rule and the type of the values that it reads. */
    record Alternative(JsonType type, int rule) {}

    private record Task(SchemaNode schema, JsonType type, int rule) {}

    /** Compiles the whole schema; the rules of its root are returned. */
    List<Alternative> compile() {
        List<Alternative> alternatives = JsonGrammars.bounded(() -> alternatives(root, ""));
        while (!tasks.isEmpty()) {
            Task task = tasks.remove();
            try {
                rules.fill(task.schema(), task.type(), task.rule());
            } catch (GrammarTooLargeException e) {
                throw task.schema().notSupported("", "makes the grammar too large: " + e.getMessage() + ".");
            }
        }
        return alternatives;
    }

    /** Returns where each rule comes from, in the order in which they were met. */
    Map<Integer, SchemaNode> places() {
        return places;
    }

    /** Returns the rules of a schema; they may yet have to be filled. */
    List<Alternative> alternatives(JsonNode schema, String pointer) {
        List<Alternative> found = new ArrayList<>();
        collect(schema, pointer, Collections.newSetFromMap(new IdentityHashMap<>()), 0, found);
        if (found.size() > MAX_ALTERNATIVES) {
            throw SchemaException.notSupported(
                    "", pointer, "allows more than " + MAX_ALTERNATIVES + " alternatives, by \"anyOf\" and types.");
        }
        return found;
    }

    private void collect(JsonNode schema, String pointer, Set<JsonNode> seen, int depth, List<Alternative> found) {
        if (!seen.add(schema)) {
            return;
        }
        if (depth > MAX_ALIAS_DEPTH) {
            throw SchemaException.notSupported(
                    "", pointer, "is reached by more than " + MAX_ALIAS_DEPTH + " \"$ref\" and \"anyOf\" in a row.");
        }
        if (schema.isBoolean()) {
            if (schema.booleanValue()) {
                found.addAll(rules.anything());
            }
            return;
        }
        if (!(schema instanceof ObjectNode object)) {
            throw SchemaException.invalid(
                    "", pointer, "must be an object, true or false, but is " + SchemaNode.shown(schema) + ".");
        }
        SchemaNode node = new SchemaNode(object, pointer);
        if (node.has("$ref")) {
            node.checkKeywords(strict);
            node.checkAlone("$ref");
            References.Target target =
                    references.resolve(node, node.text("$ref").orElseThrow());
            collect(target.schema(), target.pointer(), seen, depth + 1, found);
        } else if (node.has("anyOf") || node.has("allOf")) {
            String keyword = node.has("anyOf") ? "anyOf" : "allOf";
            node.checkKeywords(strict);
            node.checkAlone(keyword, "type");
            int before = found.size();
            int option = 0;
            for (JsonNode entry : node.list(keyword, false)) {
                collect(entry, node.below(keyword, Integer.toString(option++)), seen, depth + 1, found);
            }
            checkTypes(node, keyword, found.subList(before, found.size()));
        } else {
            found.addAll(concrete(node));
        }
    }

    /** A {@code type} beside {@code anyOf} is fine where it excludes nothing. */
    private static void checkTypes(SchemaNode node, String keyword, List<Alternative> alternatives) {
        if (node.has("type")) {
            Set<JsonType> types = Types.declared(node);
            for (Alternative alternative : alternatives) {
                boolean fits = types.contains(alternative.type())
                        || alternative.type() == JsonType.INTEGER && types.contains(JsonType.NUMBER);
                if (!fits) {
                    throw node.notSupported(
                            "type", "is not supported beside \"" + keyword + "\" where it excludes some of that.");
                }
            }
        }
    }

    private List<Alternative> concrete(SchemaNode node) {
        List<Alternative> known = compiled.get(node.json());
        if (known != null) {
            return known;
        }
        if (compiled.size() == MAX_SCHEMAS) {
            throw SchemaException.notSupported("", "", "contains more than " + MAX_SCHEMAS + " schemas.");
        }
        node.checkKeywords(strict);
        List<Alternative> made = new ArrayList<>();
        for (JsonType type : node.has("enum") || node.has("const") ? rules.literalTypes(node) : Types.of(node)) {
            int rule = network.rule(type == JsonType.OBJECT || type == JsonType.ARRAY);
            made.add(new Alternative(type, rule));
            tasks.add(new Task(node, type, rule));
            places.put(rule, node);
        }
        if (Types.isOpen(node)) {
            made = rules.anything();
        }
        compiled.put(node.json(), made);
        return made;
    }
}
