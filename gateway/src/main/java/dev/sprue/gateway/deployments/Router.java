package dev.sprue.gateway.deployments;

import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.inference.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Step two: finds the deployment that answers a call. Immutable; a change of deployments is a new one.
 *
 * <p>Without a name the deployment marked as default answers, or the only one that can do the operation, or the only one
 * that does it before all else.
 */
public final class Router {

    private static final int MAX_SHOWN_CHARS = 200;

    private final Map<String, Map<String, Deployment>> byResource = new HashMap<>();
    private final Map<String, Map<Operation, Deployment>> defaults = new HashMap<>();
    private final Map<String, Map<String, UnservedDeployment>> unserved = new HashMap<>();

    /** Takes the deployments of all resources, which all can be called. */
    public Router(List<Deployment> deployments) {
        this(deployments, List.of());
    }

    /** Takes the deployments of all resources, and those that cannot be called, so that their callers hear why. */
    public Router(List<Deployment> deployments, List<UnservedDeployment> unserved) {
        for (Deployment deployment : deployments) {
            byResource
                    .computeIfAbsent(deployment.resource(), resource -> new HashMap<>())
                    .put(Names.folded(deployment.name()), deployment);
        }
        for (UnservedDeployment deployment : unserved) {
            this.unserved
                    .computeIfAbsent(deployment.resource(), resource -> new HashMap<>())
                    .put(Names.folded(deployment.name()), deployment);
        }
        byResource.forEach((resource, all) -> defaults.put(resource, defaultsOf(List.copyOf(all.values()))));
    }

    private static Map<Operation, Deployment> defaultsOf(List<Deployment> all) {
        Map<Operation, Deployment> found = new HashMap<>();
        for (Operation operation : Operation.values()) {
            List<Deployment> able = all.stream()
                    .filter(deployment -> deployment.model().operations().contains(operation))
                    .toList();
            able.stream()
                    .filter(Deployment::isDefault)
                    .findFirst()
                    .or(() -> only(able))
                    .or(() -> only(able.stream()
                            .filter(deployment -> deployment.model().mainOperation() == operation)
                            .toList()))
                    .ifPresent(deployment -> found.put(operation, deployment));
        }
        return found;
    }

    private static Optional<Deployment> only(List<Deployment> deployments) {
        return deployments.size() == 1 ? Optional.of(deployments.getFirst()) : Optional.empty();
    }

    /**
     * The deployment that answers.
     *
     * @param resource the caller's resource
     * @param name the deployment named by the caller, in any case
     * @throws dev.sprue.gateway.error.FailureException 400 where none is named and none is the default, 404 where the
     *     name is nobody's, or its model cannot do the operation or is served by nobody
     */
    public Deployment route(String resource, Optional<String> name, Operation operation) {
        if (name.isEmpty()) {
            return Optional.ofNullable(defaults.getOrDefault(resource, Map.of()).get(operation))
                    .orElseThrow(() -> Failure.of(ErrorCode.NO_MODEL_NAME).toException());
        }
        Deployment deployment = named(resource, name.get());
        if (!deployment.model().operations().contains(operation)) {
            throw Failure.of(ErrorCode.OPERATION_NOT_SUPPORTED, operation.capability(), deployment.name())
                    .toException();
        }
        return deployment;
    }

    /**
     * The deployment that {@code /info} tells about: the one named, else the one that answers chats without a name, else
     * the one that answers image embeddings, else embeddings without one. Two of the official clients cannot name one there.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where there is none, 404 where the name is nobody's
     */
    public Deployment describe(String resource, Optional<String> name) {
        if (name.isPresent()) {
            return named(resource, name.get());
        }
        Map<Operation, Deployment> unnamed = defaults.getOrDefault(resource, Map.of());
        return Arrays.stream(Operation.values())
                .map(unnamed::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> Failure.of(ErrorCode.NO_MODEL_NAME).toException());
    }

    private Deployment named(String resource, String name) {
        Deployment deployment = byResource.getOrDefault(resource, Map.of()).get(Names.folded(name));
        if (deployment == null) {
            throw unknown(resource, name).toException();
        }
        return deployment;
    }

    private Failure unknown(String resource, String name) {
        UnservedDeployment known = unserved.getOrDefault(resource, Map.of()).get(Names.folded(name));
        return known == null
                ? Failure.of(ErrorCode.UNKNOWN_MODEL, Shown.text(name, MAX_SHOWN_CHARS))
                : Failure.of(ErrorCode.MODEL_NOT_SERVED, known.name(), known.model());
    }
}
