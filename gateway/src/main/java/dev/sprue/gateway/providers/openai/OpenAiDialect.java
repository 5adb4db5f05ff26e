package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.StreamReader;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** OpenAI's API and everything compatible with it: the canonical form itself, but for the little that some servers want. */
public final class OpenAiDialect implements Dialect {

    private static final List<Header> WHOLE = Outgoing.headers(Headers.JSON);
    private static final List<Header> STREAM = Outgoing.headers(Headers.EVENT_STREAM);

    /** None. */
    static final Edits NO_EDITS = (call, splicer) -> {};

    private final Faults faults;
    private final OpenAiVariant variant;
    private final Paths paths;
    private final Edits edits;

    /** Whether the server wants more than edits of top-level fields. */
    private final boolean looksDeep;

    /** Where the operations of a server are. */
    @FunctionalInterface
    public interface Paths {

        /** Path and query of a call. */
        String of(ProviderCall call);
    }

    /** What a server wants otherwise in requests, beyond what its variant says. */
    @FunctionalInterface
    public interface Edits {

        /** Makes the edits; of top-level fields those alone that no rule of the variant is about. */
        void make(InferenceCall call, JsonSplicer splicer);
    }

    /** The dialect as it is spoken by OpenAI at {@code target}, whose path ends in the API's version. */
    public OpenAiDialect(UpstreamTarget target) {
        this(target, OpenAiVariants.PLAIN);
    }

    /** The dialect as it is spoken by such a server, likewise. */
    public OpenAiDialect(UpstreamTarget target, OpenAiVariant variant) {
        this(target, variant, below(target.basePath(), ""));
    }

    /** The dialect as it is spoken by such a server, whose operations have paths of their own. */
    public OpenAiDialect(UpstreamTarget target, OpenAiVariant variant, Paths paths) {
        this(target, variant, paths, NO_EDITS);
    }

    /** The same with more that a server wants otherwise in requests. */
    public OpenAiDialect(UpstreamTarget target, OpenAiVariant variant, Paths paths, Edits edits) {
        this.faults = target.faults();
        this.variant = variant;
        this.paths = paths;
        this.edits = edits;
        this.looksDeep = !variant.equals(OpenAiVariants.PLAIN) || !edits.equals(NO_EDITS);
    }

    /** The paths of operations below {@code base}, with {@code query} behind them. */
    public static Paths below(String base, String query) {
        Map<Operation, String> made = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            made.put(operation, base + operation.openAiPath() + query);
        }
        return call -> Objects.requireNonNull(made.get(call.call().operation()));
    }

    @Override
    public Outgoing write(ProviderCall call) {
        List<Header> headers = call.call().stream() ? STREAM : WHOLE;
        return Outgoing.post(
                paths.of(call), headers, OpenAiRequestWriter.write(call.call(), call.model(), variant, edits));
    }

    @Override
    public boolean rewrites(InferenceCall call) {
        return call.translated() || looksDeep;
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        boolean cited = variant.has(Difference.CITED) && call.call().operation() == Operation.CHAT_COMPLETION;
        return OpenAiAnswerReader.read(call, cited ? CitedAnswers.annotated(body) : body, faults, variant);
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        StreamReader reader = new OpenAiStreamReader(faults, variant);
        return variant.has(Difference.CITED) ? new CitedAnswers(reader) : reader;
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        return OpenAiErrorReader.read(faults.provider(), head, body, call.call().body(), variant);
    }
}
