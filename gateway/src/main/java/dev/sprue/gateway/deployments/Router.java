package dev.sprue.gateway.deployments;

import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.inference.Operation;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        byResource.forEach((resource, all) -> defaults.put(resource, defaultsOf(all.values())));
    }

    private static Map<Operation, Deployment> defaultsOf(Collection<Deployment> all) {
        Map<Operation, Deployment> found = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            Sole able = new Sole();
            Sole mostly = new Sole();
            for (Deployment deployment : all) {
                if (deployment.model().operations().contains(operation)) {
                    able.add(deployment);
                    if (deployment.model().mainOperation() == operation) {
                        mostly.add(deployment);
                    }
                }
            }
            able.marked().or(able::only).or(mostly::only).ifPresent(deployment -> found.put(operation, deployment));
        }
        return found;
    }

    /** Whether some deployments are one, or one of them is marked as default. */
    private static final class Sole {

        private int count;
        private @Nullable Deployment first;
        private @Nullable Deployment marked;

        void add(Deployment deployment) {
            if (count++ == 0) {
                first = deployment;
            }
            if (marked == null && deployment.isDefault()) {
                marked = deployment;
            }
        }

        Optional<Deployment> only() {
            return count == 1 ? Optional.ofNullable(first) : Optional.empty();
        }

        Optional<Deployment> marked() {
            return Optional.ofNullable(marked);
        }
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
