package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.reasoning.ReasoningRewriter;

/** For servers that write reasoning into the text, between {@code <think>} and {@code </think>}: puts it into its own field. */
final class ThinkTags implements Provider {

    private final Provider inner;
    private final boolean opened;

    /** @param opened whether the model's prompt ends in the opening tag, so that its text begins as reasoning without one */
    ThinkTags(Provider inner, boolean opened) {
        this.inner = inner;
        this.opened = opened;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Flight infer(ProviderCall call, AnswerSink sink) {
        return call.call().operation() == Operation.CHAT_COMPLETION
                ? inner.infer(call, new Separating(sink, ReasoningRewriter.toField(opened)))
                : inner.infer(call, sink);
    }

    private record Separating(AnswerSink sink, ReasoningRewriter rewriter) implements AnswerSink {

        @Override
        public void whole(WholeAnswer answer) {
            sink.whole(rewriter.whole(answer));
        }

        @Override
        public void opened() {
            sink.opened();
        }

        @Override
        public void event(StreamEvent event) {
            sink.event(rewriter.event(event));
        }

        @Override
        public void flush() {
            sink.flush();
        }

        @Override
        public void completed() {
            rewriter.rest().ifPresent(sink::event);
            sink.completed();
        }

        @Override
        public void failed(Failure failure) {
            // What looked like the beginning of a tag came before the failure, and is good as far as it goes.
            rewriter.rest().ifPresent(sink::event);
            sink.failed(failure);
        }
    }
}
