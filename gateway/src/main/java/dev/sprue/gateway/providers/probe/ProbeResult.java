package dev.sprue.gateway.providers.probe;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import java.util.Optional;

/**
 * What came of one thing that was tried.
 *
 * @param outcome how it ended
 * @param ms milliseconds that it took; 0 where nothing was sent
 * @param detail what an operator wants to know of it, in a few words without a line break
 */
public record ProbeResult(Outcome outcome, long ms, String detail) {

    /** How something that was tried ended. */
    public enum Outcome {
        /** It works. */
        OK,
        /** It does not. */
        FAILED,
        /** It was not tried. */
        SKIPPED
    }

    /** It works. */
    public static ProbeResult ok(long ms, String detail) {
        return new ProbeResult(Outcome.OK, ms, detail);
    }

    /** It was not tried, for that reason. */
    public static ProbeResult skipped(String why) {
        return new ProbeResult(Outcome.SKIPPED, 0, why);
    }

    /** It does not work, in the words of the service's own error and of the provider. */
    public static ProbeResult failed(long ms, Failure failure) {
        Optional<UpstreamFault> fault = failure.upstream();
        String theirs = fault.flatMap(UpstreamFault::message)
                .filter(words -> !failure.message().contains(words))
                .map(words -> " It said: " + words)
                .orElse("");
        String status = fault.filter(said -> said.status() > 0)
                .map(said -> " (status " + said.status() + ")")
                .orElse("");
        String advice = failure.code() == ErrorCode.UPSTREAM_AUTH_FAILED ? " Look at its apiKey or credential." : "";
        return new ProbeResult(Outcome.FAILED, ms, oneLine(failure.message() + status + theirs + advice));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
