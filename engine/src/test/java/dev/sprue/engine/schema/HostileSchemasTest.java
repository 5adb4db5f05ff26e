package dev.sprue.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.Shipped;
import dev.sprue.engine.grammar.Grammar;
import dev.sprue.engine.grammar.TokenTrie;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that are made to take time or memory: refused with a reason, or compiled, and in any case soon. */
@Timeout(60)
class HostileSchemasTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void refusesDepth() {
        ObjectNode schema = NODES.objectNode().put("type", "null");
        for (int i = 0; i < 100_000; i++) {
            ObjectNode outer = NODES.objectNode();
            outer.set("items", schema);
            schema = outer;
        }
        refused(schema, "nested more than 200 levels");
    }

    @Test
    void refusesSize() {
        ArrayNode values = NODES.arrayNode();
        for (int i = 0; i < 100_000; i++) {
            values.add(i);
        }
        ObjectNode schema = NODES.objectNode();
        schema.set("enum", values);
        refused(schema, "characters; at most 500000");
        while (values.size() > 5_001) {
            values.remove(values.size() - 1);
        }
        refused(schema, "has 5001 values");
        values.removeAll();
        values.add("x".repeat(300_000));
        refused(schema, "too large");
    }

    @Test
    void refusesLongChainsOfReferences() {
        ObjectNode schema = NODES.objectNode().put("$ref", "#/$defs/0");
        ObjectNode definitions = schema.putObject("$defs");
        for (int i = 0; i < 10_000; i++) {
            definitions.putObject("" + i).put("$ref", "#/$defs/" + (i + 1));
        }
        definitions.putObject("10000").put("type", "null");
        refused(schema, "more than 100");
    }

    @Test
    void sharesWhatIsReferredToOften() {
        // without sharing, 2^30 copies
        ObjectNode schema = NODES.objectNode().put("$ref", "#/$defs/30");
        ObjectNode definitions = schema.putObject("$defs");
        definitions.putObject("0").put("type", "null");
        for (int i = 1; i <= 30; i++) {
            ObjectNode pair = definitions.putObject("" + i).put("type", "object");
            ObjectNode properties = pair.putObject("properties");
            properties.putObject("a").put("$ref", "#/$defs/" + (i - 1));
            properties.putObject("b").put("$ref", "#/$defs/" + (i - 1));
        }
        walk(JsonGrammars.ofSchema(schema, true));
    }

    static Stream<String> patterns() {
        return Stream.of(
                "^(a|b)*a(a|b){30}$",
                "^(a+)+$",
                "^((a?){50}){50}$",
                "^(a{1000}){1000}$",
                "^((){100000}){100000}$",
                "^(.*a){20}.*$",
                "^(a|b|c|d|e|f|g|h)(?:|){30000}$",
                "(".repeat(3_000) + ")".repeat(3_000),
                "(|".repeat(90) + ")".repeat(90),
                "[\\u0000-\\u{10ffff}]{20000}",
                "a?".repeat(4_000),
                "x".repeat(10_001),
                "(?:" + "a|".repeat(4_000) + "b){20}");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void compilesOrRefusesPatterns(String pattern) {
        for (int most : new int[] {-1, 3, 5_000, 2_000_000_000}) {
            ObjectNode schema = NODES.objectNode().put("type", "string").put("pattern", pattern);
            if (most >= 0) {
                schema.put("maxLength", most);
            }
            compiledOrRefused(schema);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"string\",\"maxLength\":2000000000,\"minLength\":1999999999}",
                "{\"type\":\"string\",\"maxLength\":1e300}",
                "{\"type\":\"array\",\"items\":{},\"minItems\":2000000000}",
                "{\"type\":\"integer\",\"minimum\":1e308}",
                "{\"type\":\"number\",\"minimum\":-1e308,\"maximum\":1e308}",
                "{\"type\":\"number\",\"exclusiveMinimum\":0,\"exclusiveMaximum\":1e-300}",
                "{\"type\":\"number\",\"exclusiveMinimum\":1e-300,\"maximum\":1e300,\"multipleOf\":1e-300}",
                "{\"type\":\"integer\",\"multipleOf\":999983}",
                "{\"type\":\"integer\",\"multipleOf\":2047}",
                "{\"type\":\"integer\",\"multipleOf\":1e300}",
                "{\"type\":\"number\",\"multipleOf\":123.456}",
                "{\"type\":\"number\",\"minimum\":1e999}",
                "{\"const\":1e999}",
                "{\"const\":1e308}"
            })
    void compilesOrRefusesExtremeNumbers(String schema) throws Exception {
        compiledOrRefused(new com.fasterxml.jackson.databind.json.JsonMapper().readTree(schema));
    }

    @Test
    void boundsProperties() {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (int i = 0; i < 5_000; i++) {
            properties.putObject("property" + i).put("type", "boolean");
        }
        refused(schema, "has 5000 properties that are not required");
        ArrayNode required = schema.putArray("required");
        for (int i = 0; i < 4_000; i++) {
            required.add("property" + i);
        }
        walk(JsonGrammars.ofSchema(schema, true));
        required.removeAll();
        while (properties.size() > 1_000) {
            properties.remove("property" + (properties.size() - 1));
        }
        walk(JsonGrammars.ofSchema(schema.put("additionalProperties", true), true));
    }

    /** Without a bound, each step would visit a thousand rules for each token of the vocabulary. */
    @Test
    void boundsAmbiguity() {
        ObjectNode schema = NODES.objectNode();
        ArrayNode options = schema.putArray("anyOf");
        for (int i = 0; i < 1_000; i++) {
            options.addObject().put("type", "string").put("pattern", "^[a-z]*" + i + "?$");
        }
        walk(JsonGrammars.ofSchema(schema, true));
        options.addObject().put("type", "null");
        refused(schema, "more than 1000 alternatives");
    }

    @Test
    void boundsTheWorkOfManyTools() {
        List<ToolFunction> functions = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            ObjectNode schema = NODES.objectNode().put("type", "object");
            schema.putObject("properties")
                    .putObject("p")
                    .put("type", "string")
                    .put("pattern", "^(a|b)*a(a|b){30}$")
                    .put("maxLength", 1_500);
            functions.add(new ToolFunction("f" + i, Optional.of(schema), false));
        }
        Grammar grammar = ToolCallGrammar.compile(functions);
        assertThat(grammar.start()
                        .read("\n{\"name\":\"f127\",\"arguments\":{\"p\":7}}\n".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    private static void compiledOrRefused(JsonNode schema) {
        Grammar grammar;
        try {
            grammar = JsonGrammars.ofSchema(schema, true);
        } catch (SchemaException e) {
            assertThat(e.text()).contains(" at #");
            return;
        }
        walk(grammar);
    }

    /** Takes the first token that is allowed, a few hundred times: no dead end, and no step that does not end. */
    private static void walk(Grammar grammar) {
        Tokenizer tokenizer = Shipped.tokenizer();
        List<byte[]> bytes = new ArrayList<>();
        for (int id = 0; id < tokenizer.size(); id++) {
            bytes.add(tokenizer.isControl(id) ? new byte[0] : tokenizer.bytes(id));
        }
        TokenTrie trie = new TokenTrie(bytes);
        Grammar.Cursor cursor = grammar.start();
        for (int i = 0; i < 300 && cursor.canContinue(); i++) {
            int token = cursor.tokens(trie).nextSetBit(i % 7);
            token = token < 0 ? cursor.tokens(trie).nextSetBit(0) : token;
            assertThat(cursor.read(bytes.get(token))).isTrue();
        }
    }

    private static void refused(JsonNode schema, String words) {
        assertThatThrownBy(() -> JsonGrammars.ofSchema(schema, true))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.text()).contains(words));
    }
}
