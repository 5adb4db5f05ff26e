package dev.sprue.gateway.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of rewriting: a stream gives what the whole answer gives, wherever it was cut, and no text is lost. */
class ReasoningRewriterTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TAGGED = Pattern.compile("^[ \\n\\r\\t]{0,64}<think>\\n?", Pattern.DOTALL);
    private static final Pattern THOUGHT = Pattern.compile("^(.*?)\\n?</think>\\n{0,2}(.*)$", Pattern.DOTALL);

    private static final String[] FRAGMENTS = {
        "<think>",
        "</think>",
        "<think>\n",
        "\n</think>\n\n",
        "<",
        "</",
        "think>",
        "<thin",
        "\n",
        "\n\n",
        " ",
        "\t",
        "a",
        "word ",
        "\"",
        "\\",
        "\\n",
        "/",
        "é",
        "😀",
        "{\"content\":",
        ">"
    };

    /** The texts of one choice, as a reader sees them. */
    private record Read(String reasoning, String content) {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tagsBecomeAFieldWhereverTheyAreCut(boolean opened) throws Exception {
        Random random = new Random(20_250_401);
        for (int i = 0; i < Tries.of(4_000, 200_000); i++) {
            List<Read> texts = new ArrayList<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                texts.add(new Read("", tagged(random)));
            }
            List<Read> wanted = texts.stream()
                    .map(text -> separated(text.content(), opened))
                    .toList();
            String label = i + ": " + texts;
            assertThat(whole(ReasoningRewriter.toField(opened), texts, random))
                    .as(label)
                    .isEqualTo(wanted);
            assertThat(streamed(ReasoningRewriter.toField(opened), texts, random))
                    .as(label)
                    .isEqualTo(wanted);
        }
    }

    @Test
    void aFieldBecomesTagsWhereverItIsCut() throws Exception {
        Random random = new Random(20_240_501);
        for (int i = 0; i < Tries.of(4_000, 200_000); i++) {
            List<Read> texts = new ArrayList<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                texts.add(new Read(
                        random.nextInt(4) == 0 ? "" : text(random), random.nextInt(4) == 0 ? "" : text(random)));
            }
            List<Read> wanted = texts.stream()
                    .map(text -> new Read("", joined(text.reasoning(), text.content())))
                    .toList();
            String label = i + ": " + texts;
            assertThat(whole(ReasoningRewriter.toTags(), texts, random))
                    .as(label)
                    .isEqualTo(wanted);
            assertThat(streamed(ReasoningRewriter.toTags(), texts, random))
                    .as(label)
                    .isEqualTo(wanted);
        }
    }

    @Test
    void thereAndBackIsTheSame() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < Tries.of(1_000, 50_000); i++) {
            Read text = new Read("a" + text(random).replace("</think>", "") + "b", "c" + text(random));
            byte[] tagged = bytes(ReasoningRewriter.toTags().whole(answer(List.of(text), random)));
            WholeAnswer back = ReasoningRewriter.toField(false).whole(answer(tagged));
            assertThat(read(bytes(back), "message")).as(i + ": " + text).isEqualTo(List.of(text));
        }
    }

    @Test
    void whatHoldsNoReasoningIsNotTouched() throws Exception {
        for (String answer : List.of(
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a <think> b\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"x\"}]}}]}",
                "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"<think>\"}]}}]}",
                "{ \"choices\" : [ ] }",
                "{\"choices\":[{}]}",
                "{\"choices\":[null,7]}",
                "{\"choices\":{}}")) {
            WholeAnswer whole = answer(answer.getBytes(StandardCharsets.UTF_8));
            assertThat(ReasoningRewriter.toTags().whole(whole)).isSameAs(whole);
            assertThat(ReasoningRewriter.toField(false).whole(whole)).isSameAs(whole);
        }
    }

    @Test
    void everythingElseKeepsItsBytes() throws Exception {
        String before = "{ \"z\":1.0e5, \"choices\":[ {\"index\":0 ,\"message\": {\"role\":\"assistant\",\"content\":"
                + "\"\\u003cthink\\u003e\\u000a\\u00e9\\/\\n<\\/think>\\n\\nh\\u00e9é\\/\" , \"x\":[1, 2]},\"y\":null} ], \"a\":{} }";
        assertThat(new String(
                        bytes(ReasoningRewriter.toField(false).whole(answer(before.getBytes(StandardCharsets.UTF_8)))),
                        StandardCharsets.UTF_8))
                .isEqualTo(
                        "{ \"z\":1.0e5, \"choices\":[ {\"index\":0 ,\"message\": {\"role\":\"assistant\",\"content\":"
                                + "\"h\\u00e9é\\/\" , \"x\":[1, 2],\"reasoning_content\":\"\\u00e9\\/\"},\"y\":null} ], \"a\":{} }");
    }

    @Test
    void brokenEscapesDoNotBreakIt() throws Exception {
        for (String text :
                List.of("<think>\\u00\"", "\\u12", "<think>a</think>\\uZZZZ", "<think>\\ud83d", "\\q<think>")) {
            String tail = text.endsWith("\"") ? "" : "\"";
            String before = "{\"choices\":[{\"message\":{\"content\":\"" + text + tail + "}}]}";
            WholeAnswer whole = answer(before.getBytes(StandardCharsets.UTF_8));
            String after = new String(bytes(ReasoningRewriter.toField(true).whole(whole)), StandardCharsets.UTF_8);
            assertThat(JsonFields.scanAnswer(
                                    after.getBytes(StandardCharsets.UTF_8),
                                    0,
                                    after.getBytes(StandardCharsets.UTF_8).length,
                                    9)
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void toolCallsEndThinking() throws Exception {
        ReasoningRewriter tags = ReasoningRewriter.toTags();
        assertThat(events(
                        tags,
                        chunk("{\"reasoning_content\":\"r\",\"content\":null}", "null"),
                        chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"c\"}]}", "null"),
                        chunk("{\"content\":\"said\"}", "null"),
                        chunk("{}", "\"tool_calls\"")))
                .containsExactly(
                        chunk("{\"content\":\"<think>\\nr\"}", "null"),
                        chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"c\"}],\"content\":\"\\n</think>\"}", "null"),
                        chunk("{\"content\":\"\\n\\nsaid\"}", "null"),
                        chunk("{}", "\"tool_calls\""));
    }

    @Test
    void aStreamThatStopsWithoutAnEndKeepsWhatWasHeld() throws Exception {
        assertThat(events(ReasoningRewriter.toField(false), chunk("{\"content\":\"<think>a\\n</thi\"}", "null")))
                .containsExactly(
                        chunk("{\"content\":\"\",\"reasoning_content\":\"a\"}", "null"),
                        chunk("{\"reasoning_content\":\"\\n</thi\"}", "null"));
        assertThat(events(ReasoningRewriter.toTags(), chunk("{\"reasoning_content\":\"a\"}", "null")))
                .containsExactly(
                        chunk("{\"content\":\"<think>\\na\"}", "null"), chunk("{\"content\":\"\\n</think>\"}", "null"));
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"s\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}";
    }

    private static List<String> events(ReasoningRewriter rewriter, String... chunks) {
        List<StreamEvent> out = new ArrayList<>();
        for (String chunk : chunks) {
            out.add(rewriter.event(event(chunk.getBytes(StandardCharsets.UTF_8), chunk.contains("_reason\":\""))));
        }
        rewriter.rest().ifPresent(out::add);
        return out.stream()
                .map(event ->
                        new String(event.bytes(), event.start(), event.end() - event.start(), StandardCharsets.UTF_8))
                .toList();
    }

    // The oracle: what a person with a regular expression does to the whole text.

    private static Read separated(String text, boolean opened) {
        Matcher open = TAGGED.matcher(text);
        boolean tagged = open.find();
        if (!tagged && !opened) {
            return new Read("", text);
        }
        String rest = tagged ? text.substring(open.end()) : text;
        Matcher closed = THOUGHT.matcher(rest);
        return closed.find() ? new Read(closed.group(1), closed.group(2)) : new Read(rest, "");
    }

    private static String joined(String reasoning, String content) {
        if (reasoning.isEmpty()) {
            return content;
        }
        String text = "<think>" + (reasoning.startsWith("\n") ? "" : "\n") + reasoning
                + (reasoning.endsWith("\n") ? "" : "\n") + "</think>";
        return text + (content.isEmpty() ? "" : (content.startsWith("\n") ? "" : "\n\n") + content);
    }

    // Texts, and the answers and streams that carry them.

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
        }
        return text.toString();
    }

    private static String tagged(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> text(random);
            case 1 -> " ".repeat(random.nextInt(80)) + "<think>" + text(random) + "</think>" + text(random);
            case 2 -> text(random) + "</think>" + text(random);
            default -> "<think>" + text(random) + "</think>" + text(random);
        };
    }

    private List<Read> whole(ReasoningRewriter rewriter, List<Read> texts, Random random) throws Exception {
        return read(bytes(rewriter.whole(answer(texts, random))), "message");
    }

    private static WholeAnswer answer(List<Read> texts, Random random) throws JsonSyntaxException {
        StringBuilder json = new StringBuilder("{\"choices\":[");
        for (int i = 0; i < texts.size(); i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"index\":" + i + ",\"message\":")
                    .append(message(texts.get(i), random))
                    .append("}");
        }
        return answer(json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Empty texts are sent as empty, as null, or not at all. */
    private static String message(Read text, Random random) {
        List<String> fields = new ArrayList<>();
        field("reasoning_content", text.reasoning(), random, fields);
        field("content", text.content(), random, fields);
        if (random.nextBoolean()) {
            fields = fields.reversed();
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static void field(String name, String text, Random random, List<String> fields) {
        int form = text.isEmpty() ? random.nextInt(3) : 0;
        if (form < 2) {
            fields.add("\"" + name + "\":" + (form == 0 ? quoted(text, random) : "null"));
        }
    }

    /** One of the many spellings of a JSON string, also of half a character. */
    private static String quoted(String text, Random random) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c) || random.nextInt(8) == 0) {
                json.append(String.format("\\u%04x", (int) c));
            } else if (c == '/' && random.nextBoolean()) {
                json.append("\\/");
            } else {
                json.append(
                        switch (c) {
                            case '\n' -> "\\n";
                            case '\t' -> "\\t";
                            case '"' -> "\\\"";
                            case '\\' -> "\\\\";
                            default -> String.valueOf(c);
                        });
            }
        }
        return json.append('"').toString();
    }

    /** Cuts every text anywhere, mixes the choices, and folds what the rewriter makes of it. */
    private static List<Read> streamed(ReasoningRewriter rewriter, List<Read> texts, Random random) throws Exception {
        TreeMap<Integer, Read> folded = new TreeMap<>();
        boolean finishes = random.nextInt(8) > 0;
        List<Integer> open = new ArrayList<>();
        List<Read> left = new ArrayList<>(texts);
        for (int i = 0; i < texts.size(); i++) {
            open.add(i);
            folded.put(i, new Read("", ""));
        }
        while (!open.isEmpty()) {
            int choice = open.get(random.nextInt(open.size()));
            Read piece = piece(left.get(choice), random);
            Read rest = new Read(
                    left.get(choice).reasoning().substring(piece.reasoning().length()),
                    left.get(choice).content().substring(piece.content().length()));
            left.set(choice, rest);
            boolean last = rest.reasoning().isEmpty() && rest.content().isEmpty() && random.nextBoolean();
            if (last) {
                open.remove(Integer.valueOf(choice));
            }
            String chunk = "{\"choices\":[{\"index\":" + choice + ",\"delta\":" + message(piece, random)
                    + ",\"finish_reason\":" + (last && finishes ? "\"stop\"" : "null") + "}]}";
            fold(rewriter.event(event(chunk.getBytes(StandardCharsets.UTF_8), last && finishes)), folded);
        }
        Optional<StreamEvent> rest = rewriter.rest();
        if (finishes) {
            assertThat(rest).isEmpty();
        }
        if (rest.isPresent()) {
            fold(rest.get(), folded);
        }
        return List.copyOf(folded.values());
    }

    /** Content begins when reasoning is over, which can be in one piece. */
    private static Read piece(Read left, Random random) {
        int reasoning = random.nextInt(left.reasoning().length() + 1);
        if (random.nextInt(3) > 0) {
            reasoning = Math.min(reasoning, 3);
        }
        boolean over = reasoning == left.reasoning().length();
        int content = over ? random.nextInt(left.content().length() + 1) : 0;
        if (random.nextInt(3) > 0) {
            content = Math.min(content, 2);
        }
        return new Read(left.reasoning().substring(0, reasoning), left.content().substring(0, content));
    }

    private static void fold(StreamEvent event, TreeMap<Integer, Read> folded) throws JsonProcessingException {
        String json = new String(event.bytes(), event.start(), event.end() - event.start(), StandardCharsets.UTF_8);
        for (JsonNode choice : MAPPER.readTree(json).get("choices")) {
            Read delta = read(choice.get("delta"));
            folded.merge(
                    choice.get("index").asInt(),
                    delta,
                    (before, more) ->
                            new Read(before.reasoning() + more.reasoning(), before.content() + more.content()));
        }
    }

    private static List<Read> read(byte[] json, String messageField) throws JsonProcessingException {
        List<Read> texts = new ArrayList<>();
        for (JsonNode choice :
                MAPPER.readTree(new String(json, StandardCharsets.UTF_8)).get("choices")) {
            texts.add(read(choice.get(messageField)));
        }
        return texts;
    }

    private static Read read(JsonNode message) {
        return new Read(
                message.path("reasoning_content").asText(""),
                message.path("content").asText(""));
    }

    private static StreamEvent event(byte[] json, boolean finishes) {
        return new StreamEvent(json, 0, json.length, true, finishes, true, Optional.empty(), -1, -1);
    }

    private static WholeAnswer answer(byte[] json) throws JsonSyntaxException {
        return new WholeAnswer(
                json, 0, json.length, JsonFields.scanAnswer(json, 0, json.length, Integer.MAX_VALUE), Usage.NONE);
    }

    private static byte[] bytes(WholeAnswer answer) {
        return java.util.Arrays.copyOfRange(answer.bytes(), answer.from(), answer.to());
    }
}
