package dev.sprue.gateway.providers.cohere;

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
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.StreamReader;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Version 2 of Cohere's API, at Cohere or below {@code /providers/cohere} of Azure AI Foundry. */
public final class CohereDialect implements Dialect {

    private static final List<Header> WHOLE = Outgoing.headers(Headers.JSON);
    private static final List<Header> STREAM = Outgoing.headers(Headers.EVENT_STREAM);

    private final Faults faults;
    private final String chatPath;
    private final String embedPath;
    private final String rerankPath;

    /** The dialect as it is spoken at {@code target}, whose path ends before the version. */
    public CohereDialect(UpstreamTarget target) {
        this.faults = target.faults();
        this.chatPath = target.basePath() + "/v2/chat";
        this.embedPath = target.basePath() + "/v2/embed";
        this.rerankPath = target.basePath() + "/v2/rerank";
    }

    @Override
    public Outgoing write(ProviderCall call) {
        Operation operation = call.call().operation();
        return switch (operation) {
            case CHAT_COMPLETION ->
                Outgoing.post(
                        chatPath, call.call().stream() ? STREAM : WHOLE, Bodies.of(new CohereChatWriter(call).write()));
            case EMBEDDINGS -> whole(embedPath, Bodies.of(CohereEmbedWriter.texts(call)));
            case IMAGE_EMBEDDINGS -> whole(embedPath, Bodies.of(CohereEmbedWriter.pictures(call)));
            case RERANK -> whole(rerankPath, CohereRerank.request(call));
            case COMPLETION, IMAGE_GENERATION ->
                throw Failure.of(ErrorCode.OPERATION_NOT_SUPPORTED, operation.capability(), call.modelId())
                        .toException();
        };
    }

    private static Outgoing whole(String path, Buffer body) {
        return Outgoing.post(path, WHOLE, body);
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        return switch (call.call().operation()) {
            case EMBEDDINGS, IMAGE_EMBEDDINGS -> CohereEmbedReader.read(call, head, body, faults);
            case RERANK -> CohereRerank.answer(body, faults);
            case CHAT_COMPLETION, COMPLETION, IMAGE_GENERATION -> CohereAnswerReader.read(call, head, body, faults);
        };
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        return new CohereStreamReader(call, faults);
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        return CohereErrorReader.refusal(faults.provider(), head, body);
    }
}
