package dev.sprue.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.engine.grammar.Grammar;
import dev.sprue.engine.grammar.GrammarTooLargeException;
import dev.sprue.engine.grammar.Network;
import dev.sprue.engine.grammar.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes grammars of JSON texts: compact, but for one space that may stand behind each comma and colon. */
public final class JsonGrammars {
    private static final int MAX_SCHEMA_CHARS = 500_000;
    private static final int MAX_SCHEMA_DEPTH = 200;

    private JsonGrammars() {}

    /** Returns a grammar of any JSON object, nested at most {@link Network#MAX_DEPTH} levels deep. */
    public static Grammar anyObject() {
        NetworkBuilder network = new NetworkBuilder();
        int start = network.state();
        enter(network, start, new BasicRules(network).any(JsonType.OBJECT));
        return new Grammar(network.build(start));
    }

    /**
     * Returns a grammar of the values that satisfy a schema, in a finite choice of spellings: properties in the schema's
     * order, numbers as plain decimals.
     *
     * @param strict whether keywords that are unknown are refused
     * @throws SchemaException where the schema is invalid, beyond the subset, too large, or satisfied by nothing
     */
    public static Grammar ofSchema(JsonNode schema, boolean strict) {
        return bounded(() -> compile(schema, strict));
    }

    private static Grammar compile(JsonNode schema, boolean strict) {
        NetworkBuilder network = new NetworkBuilder();
        int start = network.state();
        SchemaCompiler compiler = compiler(network, new BasicRules(network), schema, strict);
        enter(network, start, compiler.compile());
        Network built = network.build(start);
        requireSatisfiable(built, start, compiler);
        return new Grammar(built);
    }

    static SchemaCompiler compiler(NetworkBuilder network, BasicRules basics, JsonNode schema, boolean strict) {
        checkDepth(schema);
        int chars = JsonText.of(schema).length();
        if (chars > MAX_SCHEMA_CHARS) {
            throw SchemaException.notSupported(
                    "", "", "has " + chars + " characters; at most " + MAX_SCHEMA_CHARS + " are supported.");
        }
        return new SchemaCompiler(network, basics, schema, strict);
    }

    private static void checkDepth(JsonNode schema) {
        List<JsonNode> level = List.of(schema);
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth > MAX_SCHEMA_DEPTH) {
                throw SchemaException.notSupported("", "", "is nested more than " + MAX_SCHEMA_DEPTH + " levels deep.");
            }
            List<JsonNode> next = new ArrayList<>();
            level.forEach(node -> node.forEach(next::add));
            level = next;
        }
    }

    private static void enter(NetworkBuilder network, int start, List<SchemaCompiler.Alternative> alternatives) {
        int end = network.state();
        alternatives.forEach(alternative -> network.call(start, alternative.rule(), end));
        network.end(end);
    }

    /** Names the last schema, and so the innermost, that nothing satisfies. */
    static void requireSatisfiable(Network network, int rule, SchemaCompiler compiler) {
        if (network.isSatisfiable(rule)) {
            return;
        }
        String pointer = "";
        for (Map.Entry<Integer, SchemaNode> place : compiler.places().entrySet()) {
            if (!network.isSatisfiable(place.getKey())) {
                pointer = place.getValue().pointer();
            }
        }
        throw SchemaException.invalid(
                "",
                pointer,
                "is satisfied by no value (of at most " + Network.MAX_DEPTH
                        + " levels): its limits contradict each other, or a recursion has no end.");
    }

    /** Returns what a compilation gives, with its size exceeded as a refusal of the schema as a whole. */
    static <T> T bounded(Supplier<T> compilation) {
        try {
            return compilation.get();
        } catch (GrammarTooLargeException e) {
            throw SchemaException.notSupported("", "", "makes the grammar too large: " + e.getMessage() + ".");
        }
    }
}
