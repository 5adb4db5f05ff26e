package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Puts one answer of the stand-in on the wire. */
final class Answering {
    /** Seconds that a refusal for too many requests asks to wait. */
    static final int RETRY_AFTER_S = 7;

    private static final int MOMENT_MS = 20;
    private static final int FIRST_CHUNKS = 2;

    private final HttpExchange exchange;

    Answering(HttpExchange exchange) {
        this.exchange = exchange;
        exchange.getResponseHeaders().set("x-request-id", "req_stand_in");
    }

    void json(int status, JsonNode body) throws IOException {
        bytes(status, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    void error(int status, String code, String message) throws IOException {
        json(status, errorBody(code, message));
    }

    void stream(List<ObjectNode> chunks, Framing framing) throws IOException {
        List<String> events = Stream.concat(chunks.stream().map(ObjectNode::toString), Stream.of("[DONE]"))
                .map(framing::frame)
                .toList();
        try (OutputStream out = startStream()) {
            for (byte[] write : framing.writes(events)) {
                out.write(write);
                out.flush();
            }
        }
    }

    void odd(Oddity oddity, ChatAnswers answers) throws IOException {
        if (oddity == Oddity.WHOLE_ANSWER) {
            json(200, answers.whole(Scripts.named("plain").orElseThrow()));
            return;
        }
        List<String> events =
                oddity.events(answers).stream().map(Framing.PLAIN::frame).toList();
        OutputStream out = startStream();
        for (byte[] write : Framing.PLAIN.writes(events)) {
            out.write(write);
            out.flush();
        }
        if (oddity == Oddity.SILENT) {
            keepSilent();
        }
        out.close();
    }

    void fail(Fault fault, boolean stream) throws IOException {
        switch (fault) {
            case GARBAGE -> bytes(200, "<html>not what you asked for</html>".getBytes(StandardCharsets.UTF_8));
            case EMPTY -> exchange.sendResponseHeaders(200, -1);
            case CUT -> cut(stream);
            case ERROR_EVENT ->
                brokenStream(errorBody("stand_in_broke", "the stand-in broke while it spoke")
                        .toString());
            case GARBAGE_EVENT -> brokenStream("{\"id\":\"chatcmpl-garbage\",\"choices\":[{\"delta\":{{{");
            case HALF_EVENT -> halfEvent();
            case HANG_UP -> exchange.close();
            case SILENCE -> keepSilent();
            default -> {
                if (fault == Fault.TOO_MANY) {
                    exchange.getResponseHeaders().set("retry-after", Integer.toString(RETRY_AFTER_S));
                }
                error(fault.status(), "stand_in_" + fault.status(), "the stand-in's own words: " + fault.trigger());
            }
        }
    }

    /** Asks the caller to come again in a moment. */
    void busy() throws IOException {
        exchange.getResponseHeaders().set("retry-after", "1");
        exchange.getResponseHeaders().set("retry-after-ms", Integer.toString(MOMENT_MS));
        error(429, "stand_in_busy", "the stand-in is busy; come again in a moment");
    }

    private void cut(boolean stream) throws IOException {
        if (stream) {
            OutputStream out = startStream();
            write(out, firstChunks());
        } else {
            byte[] half = "{\"id\":\"chatcmpl-cut\",\"object\":\"chat.comp".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, half.length * 2L);
            exchange.getResponseBody().write(half);
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    /** A stream with something else between its first content and the rest, which would be a good answer by itself. */
    private void brokenStream(String event) throws IOException {
        List<ObjectNode> chunks = plainChunks();
        try (OutputStream out = startStream()) {
            write(out, firstChunks());
            out.write(Framing.PLAIN.frame(event).getBytes(StandardCharsets.UTF_8));
            write(out, chunks.subList(FIRST_CHUNKS, chunks.size()));
            out.write(Framing.PLAIN.frame("[DONE]").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void halfEvent() throws IOException {
        String event = Framing.PLAIN.frame(plainChunks().get(FIRST_CHUNKS).toString());
        try (OutputStream out = startStream()) {
            write(out, firstChunks());
            out.write(event.substring(0, event.length() / 2).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Says nothing until the stand-in is closed, which interrupts this thread. */
    private static void keepSilent() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What comes before a stream breaks: the role, and the first content. */
    static List<ObjectNode> firstChunks() {
        return plainChunks().subList(0, FIRST_CHUNKS);
    }

    private static List<ObjectNode> plainChunks() {
        Script script = Scripts.named("plain").orElseThrow();
        return new ChatAnswers(OpenAiUpstream.CHAT_MODEL, OpenAiUpstream.PROMPT_TOKENS).chunks(script, false);
    }

    OutputStream startStream() throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private void bytes(int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    static void write(OutputStream out, List<ObjectNode> events) throws IOException {
        for (ObjectNode event : events) {
            out.write(Framing.PLAIN.frame(event.toString()).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static ObjectNode errorBody(String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", "stand_in_error")
                .putNull("param")
                .put("code", code);
        return body;
    }
}
