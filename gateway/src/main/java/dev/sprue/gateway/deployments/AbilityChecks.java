package dev.sprue.gateway.deployments;

import dev.sprue.gateway.inference.InferenceCall;

/**
 * Checks a request against what its model can do, before it costs anybody anything. What the catalog does not tell of a
 * model is not checked, and what says nothing ({@code null}, a penalty of 0, {@code tool_choice: none}) is never refused.
 */
public final class AbilityChecks {

    private AbilityChecks() {}

    /** Whether there is anything to check. */
    public static boolean concern(CatalogModel model, InferenceCall call) {
        return model.abilities().restricts(call.operation());
    }

    /**
     * Checks the whole body, which may take a while where it is large.
     *
     * @throws dev.sprue.gateway.error.FailureException 422 naming, place by place, all that the model cannot do
     */
    public static void check(CatalogModel model, InferenceCall call) {
        AbilityFaults faults = new AbilityFaults();
        switch (call.operation()) {
            case CHAT_COMPLETION, COMPLETION ->
                new ChatAbilityChecks(model.abilities().chat(), faults).check(call);
            case EMBEDDINGS, IMAGE_EMBEDDINGS ->
                EmbeddingAbilityChecks.check(model.abilities().embedding(), call.body(), faults);
            case IMAGE_GENERATION -> ImageAbilityChecks.check(model.abilities().image(), call.body(), faults);
            case RERANK -> {}
        }
        faults.refuse();
    }
}
