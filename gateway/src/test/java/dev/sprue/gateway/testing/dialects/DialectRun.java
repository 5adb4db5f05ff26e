package dev.sprue.gateway.testing.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.UnreadableValueException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.BadFrameException;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.Framing;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.StreamOut;
import dev.sprue.gateway.providers.upstream.StreamReader;
import dev.sprue.gateway.testing.Folded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One dialect without a network: what it makes of a canonical request, and of an upstream's answers given as bytes.
 *
 * @param dialect the dialect
 * @param model what is called
 */
public record DialectRun(Dialect dialect, ProviderModel model) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_EVENT_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 64;

    /** A stream as a caller's client sees it: its events, and how it ended. */
    public record Streamed(List<String> events, boolean complete, Optional<Failure> failure) {

        /** Its events put together. */
        public JsonNode folded() throws IOException {
            return Folded.stream(events);
        }
    }

    /** A dialect that calls the model {@code the-model} of the provider {@code upstream}. */
    public static DialectRun of(Dialect dialect) {
        return new DialectRun(dialect, new ProviderModel("upstream", "the-model", ProviderTraits.PLAIN));
    }

    /** A call with that canonical body; {@code stream} is read from it. */
    public ProviderCall call(Operation operation, String body, ExtraParameters extras) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            JsonFields fields = JsonFields.scanAnswer(bytes, 0, bytes.length, MAX_DEPTH);
            boolean stream = fields.find("stream").stream().anyMatch(fields::isTrue);
            InferenceCall call = new InferenceCall("id", operation, Optional.empty(), fields, stream, extras, 1);
            // No dialect has anything to do with the loop.
            @SuppressWarnings("NullAway")
            ProviderCall made = new ProviderCall(call, model, null);
            return made;
        } catch (JsonSyntaxException wrong) {
            throw new IllegalArgumentException(body, wrong);
        }
    }

    /** A chat whose extra fields go to the provider. */
    public ProviderCall chat(String body) {
        return call(Operation.CHAT_COMPLETION, body, new ExtraParameters.PassThrough());
    }

    /** What goes to the provider. */
    public Outgoing outgoing(String body) {
        return dialect.write(chat(body));
    }

    /** The JSON that goes to the provider. */
    public JsonNode sent(String body) throws IOException {
        return MAPPER.readTree(outgoing(body).body().getBytes());
    }

    /** The canonical whole answer that a provider's answer becomes. */
    public String whole(ProviderCall call, String answer) throws JsonSyntaxException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        WholeAnswer whole = dialect.whole(call, head(200, "application/json"), new HeapBytes(bytes, 0, bytes.length));
        return new String(whole.bytes(), whole.from(), whole.to() - whole.from(), StandardCharsets.UTF_8);
    }

    /** What a refusal becomes. */
    public Failure refusal(ProviderCall call, int status, Map<String, String> headers, String body) {
        return dialect.refusal(call, head(status, headers), body.getBytes(StandardCharsets.UTF_8));
    }

    /** What a stream becomes that comes in those pieces. */
    public Streamed stream(ProviderCall call, AnswerHead head, List<byte[]> pieces) throws BadFrameException {
        Out out = new Out();
        StreamReader reader = dialect.stream(call, head);
        boolean[] half = {false};
        Framing framing = dialect.framing(MAX_EVENT_BYTES, (data, from, to) -> {
            if (out.over()) {
                return;
            }
            try {
                if (half[0]) {
                    reader.remainder(data, from, to, out);
                } else {
                    reader.event(data, from, to, out);
                }
            } catch (JsonSyntaxException | UnreadableValueException garbage) {
                out.failed(Failure.ofProvider("upstream", String.valueOf(garbage.getMessage())));
            }
        });
        for (byte[] piece : pieces) {
            framing.feed(piece, 0, piece.length);
        }
        if (framing.hasRemainder()) {
            half[0] = true;
            framing.finish();
        }
        if (!out.over() && !half[0] && reader.endsHere(out)) {
            out.completed();
        }
        return new Streamed(List.copyOf(out.events), out.complete, Optional.ofNullable(out.failure));
    }

    /** The same in two pieces, cut behind {@code at} bytes. */
    public Streamed stream(ProviderCall call, AnswerHead head, byte[] stream, int at) throws BadFrameException {
        return stream(call, head, List.of(Arrays.copyOf(stream, at), Arrays.copyOfRange(stream, at, stream.length)));
    }

    /** The head of an answer of that type. */
    public static AnswerHead head(int status, String contentType) {
        return head(status, Map.of("content-type", contentType));
    }

    /** The head of an answer. */
    public static AnswerHead head(int status, Map<String, String> headers) {
        return new AnswerHead() {
            @Override
            public int status() {
                return status;
            }

            @Override
            public Optional<String> header(String name) {
                return Optional.ofNullable(headers.get(name));
            }
        };
    }

    private static final class Out implements StreamOut {

        private final List<String> events = new ArrayList<>();
        private boolean complete;
        private @Nullable Failure failure;

        boolean over() {
            return complete || failure != null;
        }

        @Override
        public void event(StreamEvent event) {
            if (over()) {
                throw new AssertionError("an event after the end");
            }
            String text = new String(event.bytes(), event.start(), event.end() - event.start(), StandardCharsets.UTF_8);
            if (text.indexOf('\n') >= 0) {
                throw new AssertionError("a line break in " + text);
            }
            agrees(event, text);
            events.add(text);
        }

        /** What the event says of itself is what its bytes say. */
        private static void agrees(StreamEvent event, String text) {
            try {
                JsonNode json = MAPPER.readTree(text);
                boolean finishes = false;
                boolean reasons = false;
                for (JsonNode choice : json.path("choices")) {
                    finishes |= choice.path("finish_reason").isTextual();
                    reasons |= choice.path("delta").path("reasoning_content").isTextual();
                }
                if (finishes != event.finishes()
                        || reasons != event.reasons()
                        || json.path("choices").isEmpty() == event.hasChoices()
                        || json.path("usage").isObject() != event.usage().isPresent()
                        || json.has("usage") != event.usageStart() >= 0) {
                    throw new AssertionError("the event tells otherwise than its bytes: " + event + " " + text);
                }
            } catch (IOException garbage) {
                throw new AssertionError(text, garbage);
            }
        }

        @Override
        public void completed() {
            complete = true;
        }

        @Override
        public void failed(Failure why) {
            failure = why;
        }
    }
}
