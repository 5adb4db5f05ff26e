package dev.sprue.gateway.control;

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
}
