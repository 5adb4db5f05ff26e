package dev.sprue.bench.routing;

import dev.sprue.gateway.auth.Authenticator;
import dev.sprue.gateway.auth.Hosts;
import dev.sprue.gateway.auth.Keyring;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.deployments.Router;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.pipeline.RunningCalls;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.balancing.Backend;
import dev.sprue.gateway.providers.balancing.SoleBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A snapshot of one resource with so many deployments of one model, as the product has it. */
final class Deployments {

    /** The resource. */
    static final String RESOURCE = "contoso";

    private static final ProviderModel PLACE = new ProviderModel("up", "m", ProviderTraits.PLAIN);

    private Deployments() {}

    /** A provider that is never called. */
    private record Uncalled() implements Provider {

        @Override
        public String name() {
            return "up";
        }

        @Override
        public Flight infer(ProviderCall call, AnswerSink sink) {
            return Flight.ENDED;
        }
    }

    static Snapshot snapshot(List<String> names) {
        CatalogModel model = new CatalogModel(
                "F", "m", "1", Set.of(Operation.CHAT_COMPLETION), OptionalInt.empty(), ModelAbilities.ANY);
        Backend backend = new SoleBackend(PLACE, new Uncalled());
        List<Deployment> deployments = new ArrayList<>();
        Map<Deployment, Backend> backends = new HashMap<>();
        for (String name : names) {
            Deployment deployment = new Deployment(RESOURCE, name, false, model, "Standard", List.of(PLACE));
            deployments.add(deployment);
            backends.put(deployment, backend);
        }
        Listen listen = new Listen("127.0.0.1", 0, 0, "localhost", false, Optional.empty(), Optional.empty());
        return new Snapshot(
                new Authenticator(new Hosts(listen, List.of(RESOURCE)), new Keyring(Map.of()), Map.of()),
                Map.of(),
                new Router(deployments),
                backends,
                new RunningCalls());
    }
}
