package dev.sprue.gateway.control;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import java.util.List;
import java.util.Optional;

/**
 * On what condition something is changed (RFC 9110, section 13.1).
 *
 * @param ifMatch only where it exists with one of these etags, or at all where the list is empty ({@code *})
 * @param ifNoneMatch only where it does not exist with one of these etags, or at all where the list is empty ({@code *})
 */
public record Conditions(Optional<List<String>> ifMatch, Optional<List<String>> ifNoneMatch) {

    /** In any case. */
    public static final Conditions NONE = new Conditions(Optional.empty(), Optional.empty());

    /**
     * Goes on where the conditions hold. Etags stand in the lists as headers have them, with or without quotation marks; a weak
     * one ({@code W/"..."}) never matches in {@code ifMatch}.
     *
     * @param etag the etag of what there is; empty: it does not exist
     * @throws dev.sprue.gateway.error.FailureException {@code PRECONDITION_FAILED} where they do not hold
     */
    public void require(Optional<String> etag) {
        if (ifMatch.isPresent()) {
            List<String> wanted = ifMatch.get();
            boolean holds = etag.isPresent()
                    && (wanted.isEmpty()
                            || wanted.stream().anyMatch(one -> opaque(one).equals(etag.get())));
            refuseUnless(holds, "If-Match", etag);
        }
        if (ifNoneMatch.isPresent()) {
            List<String> unwanted = ifNoneMatch.get();
            boolean holds = etag.isEmpty()
                    || (!unwanted.isEmpty()
                            && unwanted.stream().noneMatch(one -> opaque(withoutWeakness(one))
                                    .equals(etag.get())));
            refuseUnless(holds, "If-None-Match", etag);
        }
    }

    private static void refuseUnless(boolean holds, String header, Optional<String> etag) {
        if (!holds) {
            String now = etag.map(value -> "its etag is \"" + value + "\"").orElse("it does not exist");
            throw Failure.of(ErrorCode.PRECONDITION_FAILED, header, now).toException();
        }
    }

    private static String withoutWeakness(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }

    private static String opaque(String etag) {
        boolean quoted = etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"");
        return quoted ? etag.substring(1, etag.length() - 1) : etag;
    }
}
