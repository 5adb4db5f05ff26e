package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.providers.ProviderCall;

/** Makes calls in the OpenAI dialect. Stateless: where to is the call's own matter. */
public final class OpenAiClient {

    private final int maxAnswerBytes;

    /** Takes whole answers, and single events of streams, of at most {@code maxAnswerMb} megabytes. */
    public OpenAiClient(int maxAnswerMb) {
        this.maxAnswerBytes = Math.toIntExact(Math.min(maxAnswerMb * 1024L * 1024L, Integer.MAX_VALUE - 64));
    }

    /** Makes one call; see {@link dev.sprue.gateway.providers.Provider#infer}. */
    public Flight send(OpenAiTarget target, ProviderCall call, AnswerSink sink) {
        OpenAiFlight flight = new OpenAiFlight(target, call, sink, maxAnswerBytes);
        flight.start();
        return flight;
    }
}
