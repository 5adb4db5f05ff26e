package dev.sprue.engine.chat;

import dev.sprue.engine.grammar.Grammar;
import dev.sprue.engine.sampling.TokenConstraint;
import dev.sprue.engine.sampling.TokenMask;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.Optional;

/**
 * Holds an answer to its form. The turn can end only where the form is complete, and must end where nothing else may follow.
 *
 * <p>Calls: text, then {@code <tool_call>}, the grammar of a call, {@code </tool_call>}; then, where several are allowed, a
 * line break and the next. A free text becomes a call as soon as the model begins one.
 */
final class FormConstraint implements TokenConstraint {
    /** The most calls of one answer. */
    private static final int MAX_CALLS = 128;

    private final AnswerForm form;
    private final FormTokens tokens;
    private final Tokenizer tokenizer;
    private Optional<Grammar.Cursor> cursor;
    private Phase phase;
    private int calls;

    /** Creates a constraint; {@code form} has tools only where the vocabulary can call. */
    FormConstraint(AnswerForm form, FormTokens tokens, Tokenizer tokenizer) {
        this.form = form;
        this.tokens = tokens;
        this.tokenizer = tokenizer;
        boolean required = form.tools().map(AnswerForm.ToolUse::required).orElse(false);
        this.phase = required ? Phase.BEFORE_CALL : Phase.BEGINNING;
        this.cursor = form.text().map(Grammar::start);
    }

    private enum Phase {
        /** Nothing was written; text or a call may come. */
        BEGINNING,
        /** In the text. */
        TEXT,
        /** A call must begin. */
        BEFORE_CALL,
        /** In a call. */
        CALL,
        /** Behind a call. */
        AFTER_CALL
    }

    @Override
    public Optional<TokenMask> allowed() {
        return switch (phase) {
            case BEGINNING, TEXT -> cursor.map(this::text);
            case BEFORE_CALL -> Optional.of(only(tokens.callStart()));
            case CALL -> Optional.of(call(cursor.orElseThrow()));
            case AFTER_CALL -> Optional.of(afterCall());
        };
    }

    private TokenMask text(Grammar.Cursor at) {
        BitSet allowed = at.tokens(tokens.trie());
        boolean mayCall = phase == Phase.BEGINNING && form.tools().isPresent();
        if (at.isComplete() || mayCall) {
            allowed = (BitSet) allowed.clone();
            if (at.isComplete()) {
                allowed.or(tokens.ends());
            }
            if (mayCall) {
                allowed.set(tokens.callStart());
            }
        }
        return new TokenMask(allowed);
    }

    private TokenMask call(Grammar.Cursor at) {
        return at.isComplete() ? only(tokens.callEnd()) : new TokenMask(at.tokens(tokens.trie()));
    }

    private TokenMask afterCall() {
        BitSet allowed = (BitSet) tokens.ends().clone();
        if (form.tools().orElseThrow().parallel() && calls < MAX_CALLS) {
            allowed.set(tokens.lineBreak());
        }
        return new TokenMask(allowed);
    }

    private static TokenMask only(int token) {
        BitSet allowed = new BitSet();
        allowed.set(token);
        return new TokenMask(allowed);
    }

    @Override
    public void accept(int token) {
        boolean begins = token == tokens.callStart() && form.tools().isPresent();
        switch (phase) {
            case BEGINNING, TEXT, BEFORE_CALL -> {
                if (begins) {
                    phase = Phase.CALL;
                    cursor = Optional.of(form.tools().orElseThrow().call().start());
                } else {
                    phase = Phase.TEXT;
                    read(token);
                }
            }
            case CALL -> {
                if (token == tokens.callEnd()) {
                    phase = Phase.AFTER_CALL;
                    calls++;
                } else {
                    read(token);
                }
            }
            case AFTER_CALL -> phase = Phase.BEFORE_CALL;
        }
    }

    private void read(int token) {
        if (cursor.isPresent() && !cursor.get().read(tokenizer.bytes(token))) {
            throw new IllegalStateException("token " + token + " was not allowed");
        }
    }
}
