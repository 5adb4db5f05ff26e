package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The servers that speak OpenAI's dialect in their own way, as {@code servers.txt} lists them, which says how it is read. */
public final class OpenAiVariants {

    /** OpenAI itself, and every server of which nothing else is known. */
    public static final OpenAiVariant PLAIN = new OpenAiVariant("openai", Map.of(), Set.of());

    private static final String FILE = "servers.txt";

    private OpenAiVariants() {}

    /** The table, held only once somebody has needed it. */
    private static final class Table {
        static final Map<String, OpenAiVariant> ALL = read();
    }

    /**
     * The server of that name.
     *
     * @throws IllegalArgumentException where none has it
     */
    public static OpenAiVariant named(String name) {
        OpenAiVariant variant = Table.ALL.get(name);
        if (variant == null) {
            throw new IllegalArgumentException(FILE + " has no server '" + name + "'");
        }
        return variant;
    }

    /** All of them, in the table's order. */
    public static List<OpenAiVariant> all() {
        return List.copyOf(Table.ALL.values());
    }

    private static Map<String, OpenAiVariant> read() {
        Map<String, List<String>> shorts = new HashMap<>();
        Map<String, Draft> drafts = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(OpenAiVariants.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Draft draft = new Draft();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> words = words(line, shorts);
                if (words.isEmpty()) {
                    continue;
                }
                switch (words.getFirst()) {
                    case "let" -> shorts.put("$" + words.get(1), words.subList(2, words.size()));
                    case "server" -> {
                        draft = new Draft();
                        drafts.put(words.get(1), draft);
                    }
                    case "is" -> words.stream().skip(1).forEach(draft::is);
                    default -> draft.rule(words);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Map<String, OpenAiVariant> made = new LinkedHashMap<>();
        drafts.forEach((name, draft) -> made.put(name, draft.made(name)));
        return made;
    }

    private static List<String> words(String line, Map<String, List<String>> shorts) {
        List<String> words = new ArrayList<>();
        if (!line.startsWith("#")) {
            for (String word : line.strip().split("\\s+")) {
                if (word.startsWith("$")) {
                    words.addAll(Objects.requireNonNull(shorts.get(word), word));
                } else if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    /** A server whose lines are being read. */
    private static final class Draft {

        private final Map<Operation, Map<String, FieldRule>> fields = new EnumMap<>(Operation.class);
        private final Set<Difference> differences = EnumSet.noneOf(Difference.class);

        void is(String difference) {
            differences.add(
                    Difference.valueOf(difference.toUpperCase(Locale.ROOT).replace('-', '_')));
        }

        void rule(List<String> words) {
            Map<String, FieldRule> rules = fields.computeIfAbsent(operation(words.getFirst()), none -> new HashMap<>());
            List<String> rest = words.subList(2, words.size());
            switch (words.get(1)) {
                case "lacks" -> rest.forEach(field -> rules.put(field, new FieldRule.Lacking()));
                case "leaves-out" -> rest.forEach(field -> rules.put(field, new FieldRule.Hint()));
                case "calls" -> rules.put(rest.getFirst(), new FieldRule.Named(rest.get(1)));
                case "knows" ->
                    rules.put(rest.getFirst(), new FieldRule.Words(Set.copyOf(rest.subList(1, rest.size()))));
                default -> throw new IllegalStateException(FILE + ": " + words);
            }
        }

        private static Operation operation(String word) {
            return switch (word) {
                case "chat" -> Operation.CHAT_COMPLETION;
                case "completion" -> Operation.COMPLETION;
                case "embeddings" -> Operation.EMBEDDINGS;
                case "images" -> Operation.IMAGE_GENERATION;
                case "rerank" -> Operation.RERANK;
                default -> throw new IllegalStateException(FILE + ": no operation '" + word + "'");
            };
        }

        OpenAiVariant made(String name) {
            return new OpenAiVariant(name, fields, differences);
        }
    }
}
