package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.config.ChatModelConfig;
import dev.sprue.gateway.config.ModelConfig;
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
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import dev.sprue.gateway.providers.upstream.StreamReader;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Anthropic's Messages API, and what is compatible with it. It chats, and does nothing else. */
public final class AnthropicDialect implements Dialect {

    private static final String VERSION = "/v1";
    private static final String PATH = "/messages";
    private static final AsciiString BETA = AsciiString.of("anthropic-beta");

    private static final List<Header> WHOLE = headers(Headers.JSON);
    private static final List<Header> STREAM = headers(Headers.EVENT_STREAM);

    private final String path;
    private final Faults faults;
    private final Map<String, AnthropicModel> models = new HashMap<>();

    /**
     * The dialect as it is spoken at {@code target}, whose path may end in the API's version.
     *
     * @param configured the models that can be called there
     */
    public AnthropicDialect(UpstreamTarget target, List<ModelConfig> configured) {
        boolean versioned = target.basePath().endsWith(VERSION);
        this.path = target.basePath() + (versioned ? "" : VERSION) + PATH;
        this.faults = target.faults();
        for (ModelConfig model : configured) {
            Optional<Integer> most = model.chat().flatMap(ChatModelConfig::maxOutputTokens);
            String id = model.id().orElse(model.name());
            models.put(id, AnthropicModel.of(id, most.isPresent() ? OptionalInt.of(most.get()) : OptionalInt.empty()));
        }
    }

    private static List<Header> headers(CharSequence accepted) {
        return List.of(
                new Header(Headers.CONTENT_TYPE, Headers.JSON),
                new Header(Headers.ACCEPT, accepted),
                new Header(Headers.USER_AGENT, Headers.SPRUE),
                new Header(AsciiString.of("anthropic-version"), AsciiString.of("2023-06-01")));
    }

    @Override
    public Outgoing write(ProviderCall call) {
        if (call.call().operation() != Operation.CHAT_COMPLETION) {
            throw Failure.of(
                            ErrorCode.OPERATION_NOT_SUPPORTED,
                            call.call().operation().capability(),
                            call.modelId())
                    .toException();
        }
        AnthropicRequestWriter.Written written =
                AnthropicRequestWriter.write(call.call(), call.modelId(), model(call.modelId()));
        List<Header> headers = call.call().stream() ? STREAM : WHOLE;
        if (written.beta().isPresent()) {
            headers = new ArrayList<>(headers);
            headers.add(new Header(BETA, AsciiString.of(written.beta().get())));
        }
        return Outgoing.post(path, headers, Bodies.of(written.body()));
    }

    private AnthropicModel model(String id) {
        AnthropicModel known = models.get(id);
        return known != null ? known : AnthropicModel.of(id, OptionalInt.empty());
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        return new AnthropicAnswerReader(faults, call.call().body(), now()).read(body, ProviderErrors.requestId(head));
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        return new AnthropicStreamReader(faults, call.call().body(), now(), ProviderErrors.requestId(head));
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        return AnthropicErrorReader.read(faults.provider(), head, body);
    }

    /** When an answer was made, which the API does not tell. */
    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
