package dev.sprue.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.engine.schema.JsonGrammars;
import dev.sprue.engine.schema.RandomSchemas;
import dev.sprue.engine.schema.SchemaException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrammarTest {

    /** A mask is right when it agrees with reading each token by itself; and two cursors never disturb each other. */
    @Test
    void allowsExactlyTheTokensThatCanBeRead() {
        List<byte[]> vocabulary = vocabulary();
        TokenTrie trie = new TokenTrie(vocabulary);
        Random random = new Random(3);
        int steps = 0;
        for (int seed = 0; seed < 20; seed++) {
            Grammar grammar;
            try {
                grammar = JsonGrammars.ofSchema(new RandomSchemas(seed).next(), true);
            } catch (SchemaException e) {
                continue;
            }
            Grammar.Cursor cursor = grammar.start();
            Grammar.Cursor other = grammar.start();
            List<Integer> path = new ArrayList<>();
            for (int i = 0; i < 60 && cursor.canContinue(); i++) {
                BitSet allowed = cursor.tokens(trie);
                BitSet expected = new BitSet();
                for (int id = 0; id < vocabulary.size(); id++) {
                    Grammar.Cursor probe = grammar.start();
                    path.forEach(token -> probe.read(vocabulary.get(token)));
                    expected.set(id, vocabulary.get(id).length > 0 && probe.read(vocabulary.get(id)));
                }
                assertThat(allowed).isEqualTo(expected);
                int chosen = allowed.nextSetBit(random.nextInt(vocabulary.size()));
                chosen = chosen < 0 ? allowed.nextSetBit(0) : chosen;
                assertThat(cursor.read(vocabulary.get(chosen))).isTrue();
                path.add(chosen);
                steps++;
            }
            assertThat(other.tokens(trie)).isEqualTo(grammar.start().tokens(trie));
        }
        assertThat(steps).isGreaterThan(200);
    }

    /** All bytes, so that nothing is a dead end, and random longer tokens of JSON's characters. */
    private static List<byte[]> vocabulary() {
        List<byte[]> vocabulary = new ArrayList<>();
        vocabulary.add(new byte[0]);
        for (int value = 0; value < 256; value++) {
            vocabulary.add(new byte[] {(byte) value});
        }
        Random random = new Random(1);
        Set<String> longer = new HashSet<>();
        byte[] characters = "{}[]\":,  0123.-truefalsn\\u/aéx".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        while (longer.size() < 300) {
            byte[] token = new byte[random.nextInt(2, 6)];
            for (int i = 0; i < token.length; i++) {
                token[i] = characters[random.nextInt(characters.length)];
            }
            if (longer.add(java.util.Arrays.toString(token))) {
                vocabulary.add(token);
            }
        }
        return vocabulary;
    }
}
