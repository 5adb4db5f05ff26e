package dev.sprue.gateway.reasoning;

/**
 * Rewrites the texts of one choice from one way of writing reasoning to another, piece by piece: what the pieces give is, put
 * together, what their whole gives.
 */
interface ReasoningForm {

    /** The texts of the next piece, rewritten. */
    ChoiceTexts next(ChoiceTexts piece);

    /** What is still to come where a stream is over and the choice did not end; both texts null where nothing is. */
    ChoiceTexts rest();

    /** Whether the next piece may have to be rewritten although there is no reasoning in it. */
    boolean isPending();
}
