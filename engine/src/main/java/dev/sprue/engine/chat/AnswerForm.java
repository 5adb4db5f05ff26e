package dev.sprue.engine.chat;

import dev.sprue.engine.grammar.Grammar;
import java.util.Optional;

/**
 * What form an answer must have.
 *
 * @param text the grammar of the text; absent: the text is free
 * @param tools the calls that the answer may or must consist of; absent: none
 */
public record AnswerForm(Optional<Grammar> text, Optional<ToolUse> tools) {
    /** Text without limits. */
    public static final AnswerForm FREE = new AnswerForm(Optional.empty(), Optional.empty());

    /**
     * How an answer may call tools.
     *
     * @param call the grammar of one call, between its control tokens
     * @param required whether the answer must consist of calls; otherwise the model decides
     * @param parallel whether several calls are allowed
     * @param finish why an answer with calls has ended, as callers are told
     */
    public record ToolUse(Grammar call, boolean required, boolean parallel, FinishReason finish) {}
}
