package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The stand-in: an OpenAI-compatible server on loopback with one chat model and one embedding model.
 *
 * <p>A chat is answered by the {@link Script}, the {@link Act} or the {@link Fault} that its last message names, any
 * other message by itself. Requests are recorded and judged.
 */
public final class OpenAiUpstream implements AutoCloseable {
    /** The id of its chat model. */
    public static final String CHAT_MODEL = "stand-in-chat-2026-01-01";

    /** The id of its embedding model. */
    public static final String EMBED_MODEL = "stand-in-embed-2026-01-01";

    /** The only credential that it accepts, as a bearer token. */
    public static final String API_KEY = "credential-of-the-gateway-itself";

    /** Tokens that every prompt counts as. */
    public static final int PROMPT_TOKENS = 11;

    /** A message that begins so is refused with 429 the first time, and answered when it comes again. */
    public static final String BUSY_ONCE = "busy once ";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ResettingServer resetting;
    private final RequestJudge judge;
    private final Set<String> busyWith = ConcurrentHashMap.newKeySet();
    private final LongStreams longStreams = new LongStreams();
    private final List<ReceivedRequest> received = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    private OpenAiUpstream(HttpServer server, ResettingServer resetting, RequestJudge judge) {
        this.server = server;
        this.resetting = resetting;
        this.judge = judge;
        server.setExecutor(executor);
        server.createContext("/", this::handle);
    }

    /** Starts one on a free port. */
    public static OpenAiUpstream start(RequestJudge judge) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            List<String> events = Answering.firstChunks().stream()
                    .map(chunk -> Framing.PLAIN.frame(chunk.toString()))
                    .toList();
            OpenAiUpstream upstream = new OpenAiUpstream(server, ResettingServer.start(events), judge);
            server.start();
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its base address, with the version path. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** The base address of a second server, which resets each connection after the stream's first content. */
    public URI resettingEndpoint() {
        return URI.create("http://127.0.0.1:" + resetting.port() + "/v1");
    }

    /** Its streams that do not end by themselves. */
    public LongStreams longStreams() {
        return longStreams;
    }

    /** The requests since the last call, oldest first. */
    public synchronized List<ReceivedRequest> takeReceived() {
        List<ReceivedRequest> taken = List.copyOf(received);
        received.clear();
        return taken;
    }

    /** What was wrong with requests since the last call. */
    public synchronized List<String> takeViolations() {
        List<String> taken = List.copyOf(violations);
        violations.clear();
        return taken;
    }

    @Override
    public void close() {
        server.stop(0);
        resetting.close();
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            ReceivedRequest request = record(exchange, text);
            Answering answering = new Answering(exchange);
            String path = exchange.getRequestURI().getPath();
            if (!request.header("authorization").equals(Optional.of("Bearer " + API_KEY))) {
                answering.error(401, "invalid_api_key", "Incorrect API key provided.");
                return;
            }
            switch (request.method() + " " + path) {
                case "POST /v1/chat/completions" -> chat(answering, request);
                case "POST /v1/embeddings" -> embeddings(answering, request);
                case "GET /v1/models" -> answering.json(200, models());
                default -> answering.error(404, "unknown_url", "Unknown request URL: " + path);
            }
        }
    }

    private void chat(Answering answering, ReceivedRequest request) throws IOException {
        JsonNode body = request.body();
        String last = lastText(body.path("messages"));
        Optional<Fault> fault = Fault.triggeredBy(last);
        boolean stream = body.path("stream").asBoolean(false);
        ChatAnswers answers = new ChatAnswers(CHAT_MODEL, PROMPT_TOKENS);
        if (fault.isPresent()) {
            answering.fail(fault.get(), stream);
        } else if (!body.path("model").asText().equals(CHAT_MODEL)) {
            answering.error(
                    404, "model_not_found", "The model `" + body.path("model").asText() + "` does not exist");
        } else if (last.startsWith(BUSY_ONCE) && busyWith.add(last)) {
            answering.busy();
        } else if (Oddity.triggeredBy(last).isPresent()) {
            answering.odd(Oddity.triggeredBy(last).get(), answers);
        } else if (LongStreams.isOne(last)) {
            longStreams.answer(last, answering, answers);
        } else {
            Optional<Script> script = Scripts.named(last);
            Reply reply = Act.of(body, last).orElseGet(() -> Reply.of(script.orElseGet(() -> Scripts.echo(last))));
            if (stream) {
                boolean includeUsage =
                        body.path("stream_options").path("include_usage").asBoolean(false);
                answering.stream(
                        answers.chunks(reply, includeUsage),
                        script.map(Script::framing).orElse(Framing.PLAIN));
            } else {
                answering.json(200, answers.whole(reply));
            }
        }
    }

    /** The text of the last message; of several parts, that of its text parts. */
    private static String lastText(JsonNode messages) {
        JsonNode content = messages.path(messages.size() - 1).path("content");
        if (!content.isArray()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }

    private void embeddings(Answering answering, ReceivedRequest request) throws IOException {
        JsonNode body = request.body();
        Optional<Fault> fault = Fault.triggeredBy(
                EmbeddingAnswers.texts(body.path("input")).stream().findFirst().orElse(""));
        if (fault.isPresent()) {
            answering.fail(fault.get(), false);
        } else if (!body.path("model").asText().equals(EMBED_MODEL)) {
            answering.error(
                    404, "model_not_found", "The model `" + body.path("model").asText() + "` does not exist");
        } else {
            answering.json(200, EmbeddingAnswers.answer(EMBED_MODEL, body));
        }
    }

    private static ObjectNode models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (String id : List.of(CHAT_MODEL, EMBED_MODEL)) {
            data.addObject()
                    .put("id", id)
                    .put("object", "model")
                    .put("created", 1_767_225_600)
                    .put("owned_by", "stand-in");
        }
        return list;
    }

    private synchronized ReceivedRequest record(HttpExchange exchange, String text) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        JsonNode body = MissingNode.getInstance();
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST")) {
            try {
                body = JSON.readTree(text);
                violations.addAll(judge.violations(path, body));
            } catch (JsonProcessingException e) {
                violations.add(path + ": not JSON: " + e.getOriginalMessage());
            }
        }
        ReceivedRequest request = new ReceivedRequest(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, text, body);
        received.add(request);
        return request;
    }
}
