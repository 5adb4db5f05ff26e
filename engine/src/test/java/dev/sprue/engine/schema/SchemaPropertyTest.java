package dev.sprue.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.sprue.engine.Shipped;
import dev.sprue.engine.grammar.Grammar;
import dev.sprue.engine.grammar.TokenTrie;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaPropertyTest {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void tryIt() throws Exception {
        Tokenizer tokenizer = Shipped.tokenizer();
        List<byte[]> bytes = new ArrayList<>();
        for (int id = 0; id < tokenizer.size(); id++)
            bytes.add(tokenizer.isControl(id) ? new byte[0] : tokenizer.bytes(id));
        TokenTrie trie = new TokenTrie(bytes);
        int finished = 0, unsat = 0, cut = 0;
        long compile = 0, mask = 0, masks = 0;
        for (int seed = 0; seed < Integer.getInteger("seeds", 500); seed++) {
            ObjectNode schema = new RandomSchemas(seed).next();
            Grammar grammar;
            long t = System.nanoTime();
            try {
                grammar = JsonGrammars.ofSchema(schema, true);
            } catch (SchemaException e) {
                if (!e.text().contains("satisfied by no value") && !e.text().contains("allow"))
                    System.out.println(seed + " " + e.text() + "\n" + schema);
                unsat++;
                continue;
            }
            compile += System.nanoTime() - t;
            Random random = new Random(seed);
            Grammar.Cursor cursor = grammar.start();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int steps = 0;
            int limit = 1500;
            while (true) {
                t = System.nanoTime();
                BitSet allowed = cursor.tokens(trie);
                mask += System.nanoTime() - t;
                masks++;
                int size = allowed.cardinality();
                assertThat(size > 0 || cursor.isComplete())
                        .as("dead end, seed %d after %s in %s", seed, out, schema)
                        .isTrue();
                if (size == 0 || cursor.isComplete() && random.nextInt(3) == 0) {
                    finished++;
                    break;
                }
                if (++steps > limit) {
                    cut++;
                    out.reset();
                    break;
                }
                int token =
                        allowed.stream().skip(random.nextInt(size)).findFirst().getAsInt();
                // favour what closes
                for (String closing : new String[] {"\"", "}", "]"}) {
                    int id = tokenizer.encode(closing)[0];
                    if (allowed.get(id) && random.nextInt(4) == 0) token = id;
                }
                assertThat(cursor.read(tokenizer.bytes(token))).isTrue();
                out.writeBytes(tokenizer.bytes(token));
            }
            if (out.size() == 0) continue;
            String text = out.toString(StandardCharsets.UTF_8);
            JsonNode value = MAPPER.readTree(text);
            JsonSchema validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(MAPPER.readTree(schema.toString()));
            Set<ValidationMessage> faults = validator.validate(
                    value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
            if (!faults.isEmpty())
                System.out.println("FAULT seed " + seed + "\n" + schema + "\n" + text + "\n" + faults);
        }
        System.out.printf(
                "finished %d cut %d unsat %d compile %.2f ms each, mask %.1f us each of %d%n",
                finished, cut, unsat, compile / 1e6 / (finished + cut), mask / 1e3 / masks, masks);
    }
}
