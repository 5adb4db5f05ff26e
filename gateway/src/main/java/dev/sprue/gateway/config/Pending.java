package dev.sprue.gateway.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a key that the file may hold but that this version does not act on yet.
 *
 * <p>Using it is a warning at {@code check} and at start, never silence: nobody may believe in a limit or a filter that
 * is not there.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Pending {

    /** What does not happen, as a sentence without its full stop: "rate limits are not enforced". */
    String value();
}
