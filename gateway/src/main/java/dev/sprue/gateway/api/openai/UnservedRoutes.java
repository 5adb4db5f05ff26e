package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells paths that the service has and Sprue does not serve yet from those that nobody has. */
final class UnservedRoutes {

    private static final int MAX_SHOWN_CHARS = 200;
    private static final String OPENAI = "openai";

    /** How they begin, below {@code /openai}, {@code /openai/v1} or a deployment. */
    private static final Set<String> FIRST = Set.of(
            "assistants",
            "audio",
            "batches",
            "containers",
            "conversations",
            "evals",
            "extensions",
            "files",
            "fine_tuning",
            "images",
            "realtime",
            "realtimeapi",
            "responses",
            "threads",
            "uploads",
            "vector_stores",
            "video",
            "videos");

    private UnservedRoutes() {}

    /** What to say of a path that is no route here, 404. */
    static Failure refusal(String path, String method) {
        return isOfService(path, method)
                ? Failure.of(ErrorCode.NOT_SERVED_YET, Shown.text(path, MAX_SHOWN_CHARS))
                : Failure.of(ErrorCode.RESOURCE_NOT_FOUND);
    }

    private static boolean isOfService(String path, String method) {
        List<String> steps = Arrays.stream(path.toLowerCase(Locale.ROOT).split("/"))
                .filter(step -> !step.isEmpty())
                .toList();
        List<String> route = steps.subList(steps.indexOf(OPENAI) + 1, steps.size());
        if (route.isEmpty()) {
            return false;
        }
        if (route.getFirst().equals("v1")) {
            route = route.subList(1, route.size());
        } else if (route.getFirst().equals("deployments") && route.size() > 2) {
            route = route.subList(2, route.size());
        }
        return !route.isEmpty() && (FIRST.contains(route.getFirst()) || isOfStoredChats(route, method));
    }

    /** Chats that the service has stored: their list, one of them, its messages. */
    private static boolean isOfStoredChats(List<String> route, String method) {
        return route.size() >= 2
                && route.get(0).equals("chat")
                && route.get(1).equals("completions")
                && (route.size() > 2 || method.equals("GET"));
    }
}
