package dev.sprue.gateway.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a key is worth when the file leaves it out, written as it would stand in the file.
 *
 * <p>A component without it is required, unless its type has an empty value of its own ({@code Optional}, {@code List},
 * {@code Map}, or a record all of whose components may be left out).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

    /** The value, in YAML. */
    String value();
}
