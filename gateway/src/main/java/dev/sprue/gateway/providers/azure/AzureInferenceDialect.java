package dev.sprue.gateway.providers.azure;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.openai.OpenAiDialect;
import dev.sprue.gateway.providers.openai.OpenAiVariant;
import dev.sprue.gateway.providers.openai.OpenAiVariants;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.StreamReader;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The Azure AI Model Inference API: OpenAI's dialect with a version, fields of its own for vectors and pictures, and a header that
 * says what to do with fields which it does not define. They have been let through by the caller, so they are let through there.
 */
public final class AzureInferenceDialect implements Dialect {

    /** The version that is asked for where none is configured: the one that Microsoft's clients ask for. */
    public static final String DEFAULT_VERSION = "2024-05-01-preview";

    private static final int MAX_DEPTH = 64;
    private static final Header PASS_THROUGH =
            new Header(Headers.value("extra-parameters"), Headers.value("pass-through"));

    private static final Set<String> CHAT = Set.of(
            "messages",
            "model",
            "frequency_penalty",
            "presence_penalty",
            "temperature",
            "top_p",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "stream",
            "stream_options",
            "response_format",
            "tools",
            "tool_choice",
            "seed",
            "modalities");
    private static final Set<String> VECTORS = Set.of("input", "model", "dimensions", "encoding_format", "input_type");
    private static final Set<String> PICTURES = Set.of(
            "prompt", "model", "size", "n", "negative_prompt", "image_prompt", "output_format", "quality", "seed");

    private final OpenAiDialect dialect;

    /** The API as it is spoken at {@code target}, in a version. */
    public AzureInferenceDialect(UpstreamTarget target, String apiVersion) {
        OpenAiVariant variant = OpenAiVariants.named("azure-inference");
        this.dialect =
                new OpenAiDialect(target, variant, OpenAiDialect.below(base(target), "?api-version=" + apiVersion));
    }

    /** A resource has the API below {@code /models}; endpoints of one model have it at their root, others where they say. */
    static String base(UpstreamTarget target) {
        String host = target.endpoint().host();
        boolean ofOneModel = host.endsWith(".models.ai.azure.com") || host.endsWith(".inference.ml.azure.com");
        return target.basePath().isEmpty() && !ofOneModel ? "/models" : target.basePath();
    }

    @Override
    public Outgoing write(ProviderCall call) {
        Outgoing written = dialect.write(call);
        if (!hasExtras(call.call())) {
            return written;
        }
        List<Header> headers = new ArrayList<>(written.headers());
        headers.add(PASS_THROUGH);
        return new Outgoing(written.method(), written.uri(), headers, written.body());
    }

    private static boolean hasExtras(InferenceCall call) {
        JsonFields body = call.body();
        Set<String> defined =
                switch (call.operation()) {
                    case CHAT_COMPLETION -> CHAT;
                    case EMBEDDINGS, IMAGE_EMBEDDINGS -> VECTORS;
                    case IMAGE_GENERATION -> PICTURES;
                    case COMPLETION, RERANK -> Set.of();
                };
        for (int i = 0; i < body.count(); i++) {
            if (!call.extraParameters().drops(i) && !defined.contains(body.name(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        return dialect.whole(call, head, call.call().operation() == Operation.IMAGE_GENERATION ? asOpenAi(body) : body);
    }

    /** Pictures in {@code image} are {@code b64_json} to OpenAI. */
    private static HeapBytes asOpenAi(HeapBytes body) throws JsonSyntaxException {
        JsonFields answer = JsonFields.scanAnswer(body.array(), body.from(), body.to(), MAX_DEPTH);
        OptionalInt data = answer.find("data");
        if (data.isEmpty() || answer.kind(data.getAsInt()) != JsonKind.ARRAY) {
            return body;
        }
        JsonSplicer edits = new JsonSplicer(answer);
        for (JsonFields picture : answer.objects(data.getAsInt())) {
            JsonSplicer renamed = new JsonSplicer(picture);
            picture.find("image").ifPresent(field -> renamed.rename(field, "b64_json"));
            edits.include(renamed);
        }
        return HeapBytes.whole(edits.splice());
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        return dialect.stream(call, head);
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        return dialect.refusal(call, head, body);
    }
}
