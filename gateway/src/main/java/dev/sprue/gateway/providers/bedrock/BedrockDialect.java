package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.bedrock.BedrockModel.EmbeddingForm;
import dev.sprue.gateway.providers.bedrock.eventstream.EventStreamFraming;
import dev.sprue.gateway.providers.canonical.AnswerWriter;
import dev.sprue.gateway.providers.canonical.ChunkWriter;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.Framing;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import dev.sprue.gateway.providers.upstream.StreamReader;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The runtime of Amazon Bedrock: Converse and ConverseStream for chats, InvokeModel for vectors. */
public final class BedrockDialect implements Dialect {

    private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";
    private static final List<Header> WHOLE = Outgoing.headers(Headers.JSON);
    private static final List<Header> STREAM = Outgoing.headers(Headers.value(EVENT_STREAM));

    private final Faults faults;
    private final BedrockErrorReader errors;
    private final Map<String, BedrockModel> models = new HashMap<>();
    private final String basePath;

    /**
     * The dialect as it is spoken at {@code target}.
     *
     * @param models the provider's models, of which the names tell in which form they are asked
     */
    public BedrockDialect(UpstreamTarget target, List<ModelConfig> models) {
        this.faults = target.faults();
        this.errors = new BedrockErrorReader(target.provider());
        this.basePath = target.basePath();
        for (ModelConfig model : models) {
            String id = model.id().orElse(model.name());
            this.models.put(id, BedrockModel.of(basePath, id, model.name()));
        }
    }

    private BedrockModel model(ProviderCall call) {
        BedrockModel known = models.get(call.modelId());
        return known == null ? BedrockModel.of(basePath, call.modelId(), call.modelId()) : known;
    }

    @Override
    public Outgoing write(ProviderCall call) {
        BedrockModel model = model(call);
        return switch (call.call().operation()) {
            case CHAT_COMPLETION -> {
                boolean stream = call.call().stream();
                JsonWriter request = ConverseRequestWriter.write(call.call(), model);
                yield Outgoing.post(
                        model.path() + (stream ? "/converse-stream" : "/converse"),
                        stream ? STREAM : WHOLE,
                        Bodies.of(request));
            }
            case EMBEDDINGS, IMAGE_EMBEDDINGS -> {
                EmbeddingForm form = model.embedding().orElseThrow(() -> unable(call));
                yield Outgoing.post(
                        model.path() + "/invoke", WHOLE, Bodies.of(EmbeddingRequestWriter.write(call.call(), form)));
            }
            case IMAGE_GENERATION, COMPLETION, RERANK -> throw unable(call);
        };
    }

    private FailureException unable(ProviderCall call) {
        return Failure.of(
                        ErrorCode.OPERATION_NOT_SUPPORTED,
                        call.call().operation().capability(),
                        model(call).shownName())
                .toException();
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        String name = model(call).shownName();
        return call.call().operation().makesVectors()
                ? new EmbeddingAnswerReader(faults).read(head, body, call.call().inputs(), name)
                : new ConverseAnswerReader(new AnswerWriter(id(call, head), seconds(), name), faults).read(body);
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        return new ConverseStreamReader(
                new ChunkWriter(id(call, head), seconds(), model(call).shownName()),
                faults,
                errors,
                ProviderErrors.requestId(head));
    }

    /** Bedrock gives answers no id, but requests. */
    private static String id(ProviderCall call, AnswerHead head) {
        return "chatcmpl-" + head.header("x-amzn-requestid").orElse(call.call().id());
    }

    private static long seconds() {
        return System.currentTimeMillis() / 1_000;
    }

    @Override
    public Framing framing(int maxBytes, Framing.Handler handler) {
        return new EventStreamFraming(maxBytes, handler);
    }

    @Override
    public boolean isStream(AnswerHead head) {
        return head.isOfType(EVENT_STREAM);
    }

    @Override
    public boolean refusesCredential(AnswerHead head) {
        return head.status() == 401
                || BedrockErrorReader.exception(head)
                        .filter(AwsExceptions::refusesCredential)
                        .isPresent();
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        return errors.read(head, body);
    }
}
