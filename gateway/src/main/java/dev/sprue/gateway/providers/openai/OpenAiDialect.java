package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.error.Failure;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** OpenAI's API and everything compatible with it: the canonical form itself, but for the little that some servers want. */
public final class OpenAiDialect implements Dialect {

    private static final List<Header> WHOLE = headers(Headers.JSON);
    private static final List<Header> STREAM = headers(Headers.EVENT_STREAM);

    private final Faults faults;
    private final Map<Operation, String> paths = new EnumMap<>(Operation.class);

    /** The dialect as it is spoken at {@code target}, whose path ends in the API's version. */
    public OpenAiDialect(UpstreamTarget target) {
        this.faults = target.faults();
        for (Operation operation : Operation.values()) {
            paths.put(operation, target.basePath() + operation.openAiPath());
        }
    }

    private static List<Header> headers(CharSequence accepted) {
        return List.of(
                new Header(Headers.CONTENT_TYPE, Headers.JSON),
                new Header(Headers.ACCEPT, accepted),
                new Header(Headers.USER_AGENT, Headers.SPRUE));
    }

    @Override
    public Outgoing write(ProviderCall call) {
        String path = Objects.requireNonNull(paths.get(call.call().operation()));
        List<Header> headers = call.call().stream() ? STREAM : WHOLE;
        return Outgoing.post(path, headers, OpenAiRequestWriter.write(call.call(), call.model()));
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        return OpenAiAnswerReader.read(call, body, faults);
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        return new OpenAiStreamReader(faults.provider());
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        return OpenAiErrorReader.read(faults.provider(), head, body, call.call().body());
    }
}
