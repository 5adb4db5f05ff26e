package dev.sprue.gateway.api.management;

import java.util.Arrays;
import java.util.List;

/**
 * One route of the management API.
 *
 * @param method its method, in upper case
 * @param template its path, with names in braces where a path has values: {@code /subscriptions/{subscription}}
 * @param versions which API versions it has
 * @param handler answers it
 */
public record ArmRoute(String method, String template, ArmVersions versions, Handler handler) {

    /** Answers a call; may block, for it is called on a virtual thread. */
    @FunctionalInterface
    public interface Handler {

        /** Answers; may throw a {@code FailureException}. */
        ArmAnswer answer(ArmRequest request);
    }

    /** A route below a resource group, where {@code path} is what follows {@code providers/Microsoft.CognitiveServices}. */
    static ArmRoute inGroup(String method, String path, Handler handler) {
        return new ArmRoute(
                method,
                "/subscriptions/{subscription}/resourceGroups/{group}/providers/" + ArmId.NAMESPACE + path,
                ArmVersions.COGNITIVE_SERVICES,
                handler);
    }

    /** A route below an account. */
    public static ArmRoute ofAccount(String method, String path, Handler handler) {
        return inGroup(method, "/accounts/{account}" + path, handler);
    }

    /** A route of the whole subscription, likewise. */
    static ArmRoute inSubscription(String method, String path, Handler handler) {
        return new ArmRoute(
                method,
                "/subscriptions/{subscription}/providers/" + ArmId.NAMESPACE + path,
                ArmVersions.COGNITIVE_SERVICES,
                handler);
    }

    /** The parts of the path. */
    List<String> parts() {
        return Arrays.stream(template.split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
