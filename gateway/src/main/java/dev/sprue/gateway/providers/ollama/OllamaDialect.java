package dev.sprue.gateway.providers.ollama;

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
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.Framing;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.StreamReader;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import java.util.List;

/** Ollama's own API, below {@code /api}. */
public final class OllamaDialect implements Dialect {

    private static final String LINES = "application/x-ndjson";
    private static final List<Header> WHOLE = Outgoing.headers(Headers.JSON);
    private static final List<Header> STREAM = Outgoing.headers(Headers.value(LINES));

    private final Faults faults;
    private final String chatPath;
    private final String embedPath;

    /** The dialect as it is spoken at {@code target}, whose path ends before {@code /api}. */
    public OllamaDialect(UpstreamTarget target) {
        this.faults = target.faults();
        this.chatPath = target.basePath() + "/api/chat";
        this.embedPath = target.basePath() + "/api/embed";
    }

    @Override
    public Outgoing write(ProviderCall call) {
        Operation operation = call.call().operation();
        return switch (operation) {
            case CHAT_COMPLETION ->
                Outgoing.post(
                        chatPath, call.call().stream() ? STREAM : WHOLE, Bodies.of(new OllamaChatWriter(call).write()));
            case EMBEDDINGS -> Outgoing.post(embedPath, WHOLE, Bodies.of(OllamaEmbeddings.request(call)));
            case COMPLETION, IMAGE_EMBEDDINGS, IMAGE_GENERATION, RERANK ->
                throw Failure.of(ErrorCode.OPERATION_NOT_SUPPORTED, operation.capability(), call.modelId())
                        .toException();
        };
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        return call.call().operation() == Operation.EMBEDDINGS
                ? OllamaEmbeddings.answer(call, body, faults)
                : OllamaAnswerReader.read(call, body, faults);
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        return new OllamaStreamReader(call, faults);
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        return OllamaErrorReader.refusal(faults.provider(), head, body);
    }

    @Override
    public Framing framing(int maxBytes, Framing.Handler handler) {
        return Framing.lines(maxBytes, handler);
    }

    @Override
    public boolean isStream(AnswerHead head) {
        return head.isOfType(LINES);
    }
}
