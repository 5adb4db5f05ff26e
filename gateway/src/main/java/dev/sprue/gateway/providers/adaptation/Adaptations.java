package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.config.ChatModelConfig.Reasoning;
import dev.sprue.gateway.config.ChatModelConfig.SystemRole;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.providers.Provider;
import java.util.Optional;

/** Decides which adaptations a model needs, and in which order they stand around its provider. */
public final class Adaptations {

    private final BodyEditor bodies;

    /**
     * @param bodies makes edited bodies
     */
    public Adaptations(BodyEditor bodies) {
        this.bodies = bodies;
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
        if (model.operations().contains(Operation.CHAT_COMPLETION) && traits.systemRole() == SystemRole.USER) {
            adapted = new SystemAsUser(adapted, bodies);
        }
        Optional<Reasoning> reasoning = traits.reasoning().filter(form -> form != Reasoning.field);
        if (reasoning.isPresent()) {
            adapted = new ThinkTags(adapted, reasoning.get() == Reasoning.openThinkTags);
        }
        return adapted;
    }
}
