package dev.sprue.engine.sampling;

import java.util.Optional;

/**
 * Decides, token by token, what one answer may consist of. One answer, one constraint, one thread.
 *
 * <p>To be used in turns: {@link #allowed} before a token is chosen, {@link #accept} with the chosen one, unless that
 * ends the turn. There is always at least one allowed token.
 */
public interface TokenConstraint {
    /** Lets every token through. */
    TokenConstraint NONE = new TokenConstraint() {
        @Override
        public Optional<TokenMask> allowed() {
            return Optional.empty();
        }

        @Override
        public void accept(int token) {}
    };

    /** Returns the tokens that may come next; empty where all may. */
    Optional<TokenMask> allowed();

    /** Takes the token that was chosen: an allowed one that does not end the turn. */
    void accept(int token);
}
