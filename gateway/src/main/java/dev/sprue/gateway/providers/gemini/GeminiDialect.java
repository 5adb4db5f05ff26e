package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.StreamReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Google's Gemini API, at AI Studio or at Vertex AI. */
public final class GeminiDialect implements Dialect {

    /** The header in which both take an API key. */
    public static final CharSequence KEY_HEADER = Headers.value("x-goog-api-key");

    private static final List<Header> WHOLE = Outgoing.headers(Headers.JSON);
    private static final List<Header> STREAM = Outgoing.headers(Headers.EVENT_STREAM);

    private final GeminiPlace place;
    private final Faults faults;
    private final Map<String, Paths> paths = new ConcurrentHashMap<>();

    /** The paths of a model's methods, which are made once. */
    private record Paths(String whole, String stream) {}

    /** The dialect as it is spoken at {@code place}; {@code faults} tells of failures there. */
    public GeminiDialect(GeminiPlace place, Faults faults) {
        this.place = place;
        this.faults = faults;
    }

    @Override
    public Outgoing write(ProviderCall call) {
        return switch (call.call().operation()) {
            case CHAT_COMPLETION -> chat(call);
            case EMBEDDINGS, IMAGE_EMBEDDINGS -> {
                GeminiEmbeddings embeddings = embeddings(call);
                yield Outgoing.post(
                        place.path(call.modelId(), embeddings.method()), WHOLE, Bodies.of(embeddings.write(call)));
            }
            case COMPLETION, IMAGE_GENERATION, RERANK ->
                throw Failure.of(
                                ErrorCode.OPERATION_NOT_SUPPORTED,
                                call.call().operation().capability(),
                                call.call().model().orElse(call.modelId()))
                        .toException();
        };
    }

    private Outgoing chat(ProviderCall call) {
        JsonWriter body = GeminiRequestWriter.write(call);
        Paths known = paths.computeIfAbsent(
                call.modelId(),
                id -> new Paths(
                        place.path(id, "generateContent"), place.path(id, "streamGenerateContent") + "?alt=sse"));
        return call.call().stream()
                ? Outgoing.post(known.stream(), STREAM, Bodies.of(body))
                : Outgoing.post(known.whole(), WHOLE, Bodies.of(body));
    }

    private GeminiEmbeddings embeddings(ProviderCall call) {
        return switch (place) {
            case GeminiPlace.AiStudio studio -> new ContentEmbeddings(place, true);
            case GeminiPlace.Vertex vertex -> {
                String id = call.modelId();
                boolean multimodal = id.contains("multimodalembedding");
                boolean contents = id.contains("gemini-embedding-") && !id.contains("gemini-embedding-001");
                yield contents ? new ContentEmbeddings(place, false) : new PredictEmbeddings(multimodal);
            }
        };
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        return call.call().operation() == Operation.CHAT_COMPLETION
                ? GeminiAnswerReader.read(call, body, faults)
                : embeddings(call).read(call, body, faults);
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        return new GeminiStreamReader(call, faults);
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        return GeminiErrorReader.refusal(faults.provider(), head, body);
    }
}
