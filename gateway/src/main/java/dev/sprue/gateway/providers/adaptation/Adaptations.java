package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.config.ChatModelConfig.Reasoning;
import dev.sprue.gateway.config.ChatModelConfig.SystemRole;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.egress.Egress;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.providers.Provider;
import java.util.Optional;

/** Decides which adaptations a model needs, and in which order they stand around its provider. */
public final class Adaptations {

    private final BodyEditor bodies;
    private final HeavyWork heavy;
    private final Egress egress;

    /**
     * @param bodies makes edited bodies
     * @param heavy does what would hold an event loop up
     * @param egress fetches what callers name by URL
     */
    public Adaptations(BodyEditor bodies, HeavyWork heavy, Egress egress) {
        this.bodies = bodies;
        this.heavy = heavy;
        this.egress = egress;
    }

    /**
     * The provider of a model, adapted to the server's traits; the plain provider itself where there is nothing to adapt.
     * Closing it is the affair of whoever made the plain one.
     *
     * @param plain calls the server
     * @param model the model that is called
     * @param traits what its server takes and gives
     */
    public Provider around(Provider plain, CatalogModel model, ProviderTraits traits) {
        Provider adapted = plain;
        if (model.operations().contains(Operation.CHAT_COMPLETION) && !traits.remoteMedia()) {
            // Next to the provider, since it makes bodies large.
            adapted = new RemoteMedia(adapted, egress, heavy, bodies);
        }
        if (model.operations().contains(Operation.CHAT_COMPLETION) && traits.systemRole() == SystemRole.USER) {
            adapted = new SystemAsUser(adapted, bodies);
        }
        Optional<Reasoning> reasoning = traits.reasoning().filter(form -> form != Reasoning.field);
        if (reasoning.isPresent()) {
            adapted = new ThinkTags(adapted, reasoning.get() == Reasoning.openThinkTags);
        }
        if (model.operations().stream().anyMatch(Operation::makesVectors)) {
            adapted = new EmbeddingEncodings(adapted, traits.encodings(), bodies, heavy);
            if (traits.maxInputs() < Integer.MAX_VALUE) {
                adapted = new EmbeddingBatches(adapted, traits.maxInputs(), bodies, heavy);
            }
        }
        return adapted;
    }
}
