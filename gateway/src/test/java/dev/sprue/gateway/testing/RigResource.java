package dev.sprue.gateway.testing;

import dev.sprue.gateway.auth.Authenticator;
import dev.sprue.gateway.auth.Hosts;
import dev.sprue.gateway.auth.Keyring;
import dev.sprue.gateway.auth.NetworkRules;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.auth.ResourceAccess;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.config.NetworkConfig;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.deployments.ResourceModels;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.tls.CertificateStore;
import dev.sprue.gateway.http.tls.ServerCertificate;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.pipeline.ResourceFacts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The one resource of a {@link Rig}: who may call it, by which names, and what it serves. */
final class RigResource {

    private static final String NAME = "rig";

    private static final Listen LISTEN =
            new Listen("127.0.0.1", 0, 0, "localhost", false, Optional.empty(), Optional.empty());

    private RigResource() {}

    static ServerCertificate certificate(Path folder) {
        return new CertificateStore(folder).obtain(LISTEN, List.of(NAME), folder);
    }

    static Authenticator authenticator() {
        NetworkRules everywhere = new NetworkRules(new NetworkConfig(NetworkConfig.Action.Allow, List.of()));
        return new Authenticator(
                new Hosts(LISTEN, List.of(NAME)),
                new Keyring(Map.of(Rig.KEY, new Principal(NAME, "key1"))),
                Map.of(NAME, new ResourceAccess(true, everywhere)));
    }

    static Map<String, ResourceFacts> facts(List<Deployment> deployments) {
        ResourceModels models = new ResourceModels(
                Instant.now(), deployments.stream().map(Deployment::model).toList(), deployments);
        return Map.of(NAME, new ResourceFacts(Headers.value(Rig.REGION), models));
    }

    static List<Deployment> deployments(RigProviders providers, ProviderTraits traits, ModelAbilities abilities) {
        return List.of(
                deployment("Chat", "upstream-chat", Operation.CHAT_COMPLETION, providers, traits, abilities),
                deployment("Embed", "upstream-embed", Operation.EMBEDDINGS, providers, traits, abilities),
                deployment("Pictures", "upstream-pictures", Operation.IMAGE_EMBEDDINGS, providers, traits, abilities),
                deployment("Painter", "upstream-painter", Operation.IMAGE_GENERATION, providers, traits, abilities),
                deployment("Writer", "upstream-writer", Operation.COMPLETION, providers, traits, abilities),
                deployment("Ranker", "upstream-ranker", Operation.RERANK, providers, traits, abilities));
    }

    private static Deployment deployment(
            String name,
            String id,
            Operation operation,
            RigProviders providers,
            ProviderTraits traits,
            ModelAbilities abilities) {
        CatalogModel model =
                new CatalogModel("Test", name + "-model", "1", Set.of(operation), OptionalInt.empty(), abilities);
        return new Deployment(NAME, name, false, model, "Standard", providers.candidates(id, traits));
    }
}
