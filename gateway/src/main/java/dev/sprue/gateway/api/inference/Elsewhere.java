package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What to say about a path that is no route: batches and realtime sessions, which callers look for here, are elsewhere. */
final class Elsewhere {

    private static final List<String> BATCH = List.of("batch", "batches");
    private static final List<String> REALTIME = List.of("realtime", "realtimeapi");

    private Elsewhere() {}

    /** The refusal of a path, 404. */
    static Failure of(String path) {
        if (!Route.owns(path)) {
            return Failure.of(ErrorCode.RESOURCE_NOT_FOUND);
        }
        List<String> steps = Arrays.asList(path.toLowerCase(Locale.ROOT).split("/"));
        if (steps.stream().anyMatch(REALTIME::contains)) {
            return Failure.of(
                    ErrorCode.REALTIME_ELSEWHERE,
                    "/openai/v1/realtime?model=<deployment> (or /openai/realtime?api-version=...&deployment=<deployment>)");
        }
        if (steps.stream().anyMatch(BATCH::contains)) {
            return Failure.of(ErrorCode.BATCH_ELSEWHERE, "/openai/v1/batches (or /openai/batches?api-version=...)");
        }
        if (steps.contains("files")) {
            return Failure.of(ErrorCode.BATCH_ELSEWHERE, "/openai/v1/files (or /openai/files?api-version=...)");
        }
        return Failure.of(ErrorCode.RESOURCE_NOT_FOUND);
    }
}
