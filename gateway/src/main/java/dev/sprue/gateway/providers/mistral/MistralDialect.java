package dev.sprue.gateway.providers.mistral;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.openai.OpenAiDialect;
import dev.sprue.gateway.providers.openai.OpenAiVariants;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.StreamReader;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import java.util.HashSet;

/** Mistral's API (La Plateforme, and servers that speak as it does), after its published specification. */
public final class MistralDialect implements Dialect {

    private static final int MAX_DEPTH = 64;

    private final OpenAiDialect dialect;

    /** The dialect as it is spoken at {@code target}, whose path ends in the API's version. */
    public MistralDialect(UpstreamTarget target) {
        this.dialect = new OpenAiDialect(
                target,
                OpenAiVariants.named("mistral"),
                OpenAiDialect.below(target.basePath(), ""),
                MistralRequests::edit);
    }

    @Override
    public Outgoing write(ProviderCall call) {
        return dialect.write(call);
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        boolean chat = call.call().operation() == Operation.CHAT_COMPLETION;
        if (!chat || !MistralContent.isUnusual(body.array(), body.from(), body.to())) {
            return dialect.whole(call, head, body);
        }
        JsonFields answer = JsonFields.scanAnswer(body.array(), body.from(), body.to(), MAX_DEPTH);
        return dialect.whole(
                call, head, HeapBytes.whole(MistralContent.canonical(answer, "message", new HashSet<>(2))));
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        return new MistralStreamReader(dialect.stream(call, head));
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        return dialect.refusal(call, head, body);
    }
}
