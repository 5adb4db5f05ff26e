package dev.sprue.gateway.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.Compat;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.StreamLaw;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of servers that speak OpenAI's dialect in their own way: each of its rules, on the wire and on the page. */
class OpenAiVariantsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final UpstreamTarget TARGET =
            UpstreamTarget.of("upstream", "http://localhost/v1", new TimeoutsConfig(1, 1, 1));
    private static final ExtraParameters PASS = new ExtraParameters.PassThrough();
    private static final ExtraParameters DROP = new ExtraParameters.Drop(List.of());
    private static final GeneratedPage PAGE = new GeneratedPage(
            "providers.md",
            "<!-- servers: made by OpenAiVariantsTest, do not edit by hand -->\n",
            "<!-- end of servers -->\n");

    /** Values that say something, of fields that are told apart by more than their name. */
    private static final Map<String, String> VALUES = Map.of(
            "n", "2",
            "logit_bias", "{\"1\":1}",
            "tools", "[{}]",
            "functions", "[{}]",
            "modalities", "[\"text\",\"audio\"]",
            "tool_choice", "\"required\"",
            "parallel_tool_calls", "false");

    private record Rule(OpenAiVariant server, Operation operation, String field, FieldRule rule) {}

    static List<OpenAiVariant> servers() {
        return OpenAiVariants.all();
    }

    private static Stream<Rule> rules(OpenAiVariant server) {
        return server.fields().entrySet().stream().flatMap(operation -> operation.getValue().entrySet().stream()
                .map(field -> new Rule(server, operation.getKey(), field.getKey(), field.getValue())));
    }

    @Test
    void everyServerOfTheConfigurationIsInTheTable() {
        for (Compat compat : Compat.values()) {
            assertThat(OpenAiVariants.named(compat.key()).name()).isEqualTo(compat.key());
        }
        assertThat(OpenAiVariants.named("openai")).isEqualTo(OpenAiVariants.PLAIN);
        assertThatThrownBy(() -> OpenAiVariants.named("none")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void everyRuleOfTheTableIsKept(OpenAiVariant server) throws Exception {
        for (Rule rule : rules(server).toList()) {
            String field = rule.field();
            String value = VALUES.getOrDefault(field, "\"something\"");
            assertThat(sent(rule, "null", PASS).has(field)).as("%s null", rule).isFalse();
            switch (rule.rule()) {
                case FieldRule.Hint hint -> assertThat(sent(rule, value, PASS)).isEqualTo(bare(rule));
                case FieldRule.Named(String theirs) -> {
                    assertThat(sent(rule, value, PASS).path(theirs))
                            .as("%s", rule)
                            .isEqualTo(MAPPER.readTree(value));
                    refused(rule, "\"" + theirs + "\":1,\"" + field + "\":1");
                }
                case FieldRule.Lacking lacking -> {
                    refused(rule, "\"" + field + "\":" + value);
                    assertThat(sent(rule, value, DROP)).isEqualTo(bare(rule));
                }
                case FieldRule.Words words -> {
                    refused(rule, "\"" + field + "\":\"something\"");
                    for (String known : words.known()) {
                        assertThat(sent(rule, "\"" + known + "\"", PASS)
                                        .path(field)
                                        .asText())
                                .isEqualTo(known);
                        assertThat(sent(rule, "{\"type\":\"" + known + "\"}", PASS)
                                        .path(field)
                                        .path("type")
                                        .asText())
                                .isEqualTo(known);
                    }
                }
            }
        }
    }

    private static JsonNode bare(Rule rule) throws Exception {
        return written(rule, "{\"messages\":[]}", PASS);
    }

    private static JsonNode sent(Rule rule, String value, ExtraParameters extras) throws Exception {
        return written(rule, "{\"messages\":[],\"" + rule.field() + "\":" + value + "}", extras);
    }

    private static JsonNode written(Rule rule, String body, ExtraParameters extras) throws Exception {
        DialectRun run = run(rule.server());
        return MAPPER.readTree(run.dialect()
                .write(run.call(rule.operation(), body, extras))
                .body()
                .getBytes());
    }

    private static void refused(Rule rule, String fields) {
        DialectRun run = run(rule.server());
        ProviderCall call = run.call(rule.operation(), "{\"messages\":[]," + fields + "}", PASS);
        assertThatThrownBy(() -> run.dialect().write(call))
                .as("%s", rule)
                .isInstanceOfSatisfying(FailureException.class, thrown -> {
                    assertThat(thrown.failure().status()).isEqualTo(422);
                    assertThat(thrown.failure().details())
                            .anyMatch(fault -> fault.location().contains(rule.field())
                                    && fault.message().contains(rule.server().name()));
                });
    }

    @ParameterizedTest
    @MethodSource("servers")
    void asksForUsageWhereItDoesNotComeByItself(OpenAiVariant server) throws Exception {
        JsonNode sent = run(server).sent("{\"messages\":[],\"stream\":true}");
        assertThat(sent.has("stream_options")).isEqualTo(!server.has(Difference.USAGE_UNASKED));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void changesRolesAndNamesOnlyWhereItMust(OpenAiVariant server) throws Exception {
        JsonNode message = run(server)
                .sent("{\"messages\":[{\"name\":\"ann\",\"role\":\"developer\",\"content\":\"x\",\"n\":1}]}")
                .path("messages")
                .path(0);
        assertThat(message.path("role").asText())
                .isEqualTo(server.has(Difference.NO_DEVELOPER) ? "system" : "developer");
        assertThat(message.has("name")).isEqualTo(!server.has(Difference.NO_NAMES));
        assertThat(message.path("n").asInt()).isEqualTo(1);
    }

    /** Two kinds of edits of the same message: what other APIs' callers say goes first. */
    @ParameterizedTest
    @MethodSource("servers")
    void takesTheBodiesOfOtherApisCallers(OpenAiVariant server) throws Exception {
        String body = "{\"messages\":[{\"role\":\"developer\",\"content\":[{\"type\":\"text\","
                + "\"text\":\"s\",\"cache_control\":{}}],\"name\":\"n\",\"cache_control\":{}}]}";
        JsonNode message = translated(server, body).at("/messages/0");
        assertThat(message.has("cache_control")).isFalse();
        assertThat(message.has("name")).isEqualTo(!server.has(Difference.NO_NAMES));
        assertThat(message.at("/content/0")).isEqualTo(MAPPER.readTree("{\"type\":\"text\",\"text\":\"s\"}"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void takesMessagesBackWithAllThatAnswersHave(OpenAiVariant server) throws Exception {
        String body =
                "{\"messages\":[{\"role\":\"assistant\",\"reasoning_content\":\"r\",\"content\":\"a\",\"reasoning\":\"r\","
                        + "\"reasoning_details\":[{\"type\":\"reasoning.text\"}],\"grounding_metadata\":[],\"stop_sequence\":\"s\"}]}";
        for (boolean translated : new boolean[] {false, true}) {
            JsonNode message = translated
                    ? translated(server, body).at("/messages/0")
                    : run(server).sent(body).at("/messages/0");
            for (String field : List.of("reasoning_content", "reasoning", "reasoning_details")) {
                assertThat(message.has(field)).isEqualTo(!server.has(Difference.NO_REASONING));
            }
            for (String field : List.of("grounding_metadata", "stop_sequence")) {
                assertThat(message.has(field)).isEqualTo(!server.has(Difference.NO_FACTS));
            }
            assertThat(message.path("content").asText()).isEqualTo("a");
        }
    }

    @Test
    void groqRefusesReasoningThatIsGivenBack() {
        assertThat(OpenAiVariants.named("groq").differences()).contains(Difference.NO_REASONING, Difference.NO_FACTS);
    }

    /** What other dialects want back with the next turn stays out after a failover. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            '{"type":"reasoning.mistral"}',                                              false, false
            '{"type":"reasoning.encrypted","format":"google-gemini-v1","data":"x"}',    false, true
            '{"type":"reasoning.text","text":"x"}',                                      true,  true
            '{"type":"thinking","thinking":"x","signature":"y"}',                        false, false
            """)
    void givesBackOnlyItsOwnDetails(String detail, boolean openAi, boolean openRouter) throws Exception {
        String body =
                "{\"messages\":[{\"role\":\"assistant\",\"content\":\"a\",\"reasoning_details\":[" + detail + "]}]}";
        assertThat(translated(OpenAiVariants.PLAIN, body).at("/messages/0").has("reasoning_details"))
                .isEqualTo(openAi);
        assertThat(translated(OpenAiVariants.named("openrouter"), body)
                        .at("/messages/0")
                        .has("reasoning_details"))
                .isEqualTo(openRouter);
    }

    @ParameterizedTest
    @CsvSource({"application/pdf, document.pdf", "text/plain, document.txt", "text/csv, document.csv"})
    void filesWithoutANameGetOne(String type, String name) throws Exception {
        String body =
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_data\":\"data:"
                        + type
                        + ";base64,AAAA\"},\"cache_control\":{}},{\"type\":\"file\",\"file\":{\"file_data\":\"data:"
                        + type
                        + ";base64,AAAA\",\"filename\":\"mine\"}}]}]}";
        JsonNode content = translated(OpenAiVariants.PLAIN, body).at("/messages/0/content");
        assertThat(content.at("/0/file/filename").asText()).isEqualTo(name);
        assertThat(content.at("/0/file/file_data").asText()).isEqualTo("data:" + type + ";base64,AAAA");
        assertThat(content.at("/0").has("cache_control")).isFalse();
        assertThat(content.at("/1/file/filename").asText()).isEqualTo("mine");
    }

    /** A body in a mapped file is not copied: what no edit touches is sent from where it lies. */
    @ParameterizedTest
    @MethodSource("servers")
    void editsLargeBodiesWhereTheyLie(OpenAiVariant server) throws Exception {
        String text = "x".repeat(100_000);
        byte[] body = ("{\"messages\":[{\"role\":\"user\",\"name\":\"n\",\"content\":[{\"type\":\"text\",\"text\":\""
                        + text + "\",\"cache_control\":{}}]}]}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer mapped = ByteBuffer.allocateDirect(body.length).put(body).flip();
        JsonFields fields = JsonFields.scan(new JsonBytes.Mapped(mapped), 64);
        Buffer sent = write(server, fields);
        int at = body.length / 2;
        mapped.put(at, (byte) 'y');
        assertThat(sent.toString()).contains("xyx").doesNotContain("cache_control");
    }

    private static JsonNode translated(OpenAiVariant server, String body) throws Exception {
        return MAPPER.readTree(write(server, JsonFields.scan(body.getBytes(StandardCharsets.UTF_8), 64))
                .getBytes());
    }

    private static Buffer write(OpenAiVariant server, JsonFields body) {
        DialectRun run = run(server);
        ProviderCall plain = run.chat("{\"messages\":[]}");
        InferenceCall of = plain.call();
        InferenceCall translated = new InferenceCall(of.id(), of.operation(), of.model(), body, false, PASS, 1, true);
        return run.dialect().write(plain.with(translated)).body();
    }

    @ParameterizedTest
    @CsvSource({"eos, stop", "model_length, length", "stop, stop", "tool_calls, tool_calls", "their_own, their_own"})
    void endsWithOpenAisWords(String theirs, String ours) throws Exception {
        DialectRun run = run(OpenAiVariants.named("together"));
        String choice = "{\"choices\":[{\"index\":0,\"%s\":{\"content\":\"x\"},\"finish_reason\":\"" + theirs
                + "\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
        byte[] stream =
                ("data: " + choice.formatted("delta") + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
        ProviderCall call = run.chat("{\"stream\":true,\"messages\":[]}");
        String whole = choice.formatted("message");
        assertThat(MAPPER.readTree(run.whole(call, whole))
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo(ours);
        StreamLaw.holds(run, call, DialectRun.head(200, "text/event-stream"), stream, whole, 1, stream.length);
    }

    /** OpenRouter reports an error in the middle of an answer beside a choice that ends with it. */
    @Test
    void anErrorBesideAChoiceIsAnError() throws Exception {
        DialectRun run = run(OpenAiVariants.named("openrouter"));
        String stream = """
                : OPENROUTER PROCESSING

                data: {"id":"g","choices":[{"index":0,"delta":{"content":"So"},"finish_reason":null}]}

                data: {"id":"g","error":{"code":"server_error","message":"Provider disconnected","metadata":{"raw":"boom"}},\
                "choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}

                """;
        DialectRun.Streamed got = run.stream(
                run.chat("{\"stream\":true,\"messages\":[]}"),
                DialectRun.head(200, "text/event-stream"),
                List.of(stream.getBytes(StandardCharsets.UTF_8)));
        assertThat(got.events()).hasSize(1);
        assertThat(got.complete()).isFalse();
        assertThat(got.failure().orElseThrow().upstream().orElseThrow().message())
                .hasValue("Provider disconnected: boom");
    }

    /** The sum of xAI's tokens shows that reasoning is not among the completion's. */
    @Test
    void reasoningIsPartOfTheCompletion() throws Exception {
        DialectRun run = run(OpenAiVariants.named("xai"));
        String answer = "{\"choices\":[{\"index\":0,\"%s\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}],\"usage\":"
                + "{\"prompt_tokens\":32,\"completion_tokens\":9,\"total_tokens\":135,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":94}}}";
        ProviderCall call = run.chat("{\"stream\":true,\"messages\":[]}");
        String whole = answer.formatted("message");
        assertThat(MAPPER.readTree(run.whole(call, whole))
                        .at("/usage/completion_tokens")
                        .asInt())
                .isEqualTo(103);
        byte[] stream =
                ("data: " + answer.formatted("delta") + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
        StreamLaw.holds(run, call, DialectRun.head(200, "text/event-stream"), stream, whole, 7, stream.length);
        String mended = whole.replace("135", "41").replace("94", "5");
        assertThat(MAPPER.readTree(run.whole(call, mended))
                        .at("/usage/completion_tokens")
                        .asInt())
                .isEqualTo(9);
    }

    /** Perplexity marks places in the text by number; the marks may come in pieces. */
    @Test
    void marksOfSourcesBecomeAnnotations() throws Exception {
        DialectRun run = run(OpenAiVariants.named("perplexity"));
        String sources = "\"citations\":[\"https://a\",\"https://b\"],\"search_results\":"
                + "[{\"title\":\"A\",\"url\":\"https://a\"},{\"url\":\"https://b\"}]";
        String usage = "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}";
        String whole = "{" + sources + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + "\"content\":\"é😀[1] x[2][3] [a]\"},\"finish_reason\":\"stop\"}]," + usage + "}";
        String stream = "";
        for (String piece : List.of("é😀[", "1] x", "[2][3] [a]")) {
            stream += "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + piece
                    + "\"},\"finish_reason\":null}]}\n\n";
        }
        stream += "data: {" + sources + ",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]," + usage
                + "}\n\ndata: [DONE]\n\n";
        ProviderCall call = run.chat("{\"stream\":true,\"messages\":[]}");
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        StreamLaw.holds(run, call, DialectRun.head(200, "text/event-stream"), bytes, whole, 7, bytes.length);
        JsonNode annotations = MAPPER.readTree(run.whole(call, whole)).at("/choices/0/message/annotations");
        assertThat(annotations).isEqualTo(MAPPER.readTree("""
                [{"type":"url_citation","url_citation":{"start_index":2,"end_index":5,"url":"https://a","title":"A"}},\
                {"type":"url_citation","url_citation":{"start_index":7,"end_index":10,"url":"https://b","title":""}}]"""));
        List<String> events = run.stream(call, DialectRun.head(200, "text/event-stream"), List.of(bytes))
                .events();
        assertThat(MAPPER.readTree(events.getLast()).at("/choices/0/delta/annotations"))
                .isEqualTo(annotations);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            '{"error":{"message":"m","type":"t","param":"seed","code":"c"}}',            c, m, seed
            '{"object":"error","message":"m","type":"t","param":null,"code":"1000"}',    1000, m,
            '{"code":"The client said so","error":"m"}',                                 The client said so, m,
            '{"error":"m","error_type":"validation"}',                                   , m,
            '{"detail":"m"}',                                                            , m,
            '{"detail":[{"loc":["body","seed"],"msg":"m","type":"int"}]}',               , 'seed: m', seed
            '{"error":{"code":400,"message":"m","metadata":{"raw":"r"}}}',               400, 'm: r',
            """)
    void readsErrorsInEveryShape(String body, String code, String message, String param) {
        DialectRun run = run(OpenAiVariants.PLAIN);
        Failure failure = run.refusal(run.chat("{\"messages\":[],\"seed\":1}"), 400, Map.of(), body);
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.upstream().orElseThrow().code().orElse(null)).isEqualTo(code);
        assertThat(failure.upstream().orElseThrow().message()).hasValue(message);
        assertThat(failure.upstream().orElseThrow().param().orElse(null)).isEqualTo(param);
    }

    @Test
    void inputThatOpenRouterFlagsIsTheCallersMatter() {
        String flagged = "{\"error\":{\"code\":403,\"message\":\"flagged\",\"metadata\":{\"reasons\":[\"hate\"]}}}";
        DialectRun run = run(OpenAiVariants.named("openrouter"));
        assertThat(run.refusal(run.chat("{\"messages\":[]}"), 403, Map.of(), flagged)
                        .status())
                .isEqualTo(400);
        assertThat(run.refusal(run.chat("{\"messages\":[]}"), 403, Map.of(), "{\"error\":{\"message\":\"no\"}}")
                        .status())
                .isEqualTo(502);
        DialectRun plain = run(OpenAiVariants.PLAIN);
        assertThat(plain.refusal(plain.chat("{\"messages\":[]}"), 403, Map.of(), flagged)
                        .status())
                .isEqualTo(502);
    }

    @Test
    void thePageShowsTheTable() throws Exception {
        StringBuilder page = new StringBuilder(
                "| server | operation | 422 | left out | under another name |\n" + "| --- | --- | --- | --- | --- |\n");
        for (OpenAiVariant server : OpenAiVariants.all()) {
            new TreeMap<>(server.fields()).forEach((operation, fields) -> row(page, server, operation, fields));
        }
        PAGE.holds(page.toString());
    }

    private static void row(
            StringBuilder page, OpenAiVariant server, Operation operation, Map<String, FieldRule> fields) {
        List<String> refused = new ArrayList<>();
        List<String> left = new ArrayList<>();
        List<String> named = new ArrayList<>();
        new TreeMap<>(fields).forEach((field, rule) -> {
            String name = "`" + field + "`";
            switch (rule) {
                case FieldRule.Hint hint -> left.add(name);
                case FieldRule.Lacking lacking -> refused.add(name);
                case FieldRule.Named(String theirs) -> named.add(name + ": `" + theirs + "`");
                case FieldRule.Words words ->
                    refused.add(name + " but " + String.join(", ", new TreeSet<>(words.known())));
            }
        });
        page.append(String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %s | %s |%n",
                server.name(),
                operation.capability(),
                String.join(", ", refused),
                String.join(", ", left),
                String.join(", ", named)));
    }

    private static DialectRun run(OpenAiVariant server) {
        return DialectRun.of(new OpenAiDialect(TARGET, server));
    }
}
