package dev.sprue.gateway.testing.coverage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test asserts of the API, for {@code docs/api-coverage.md}. It counts as proven for those versions in which the
 * test really sent or got it, and only where the test passes.
 *
 * <p>Each word is a row of that page, such as {@code messages[user].content}, or the beginning of rows with a star at its
 * end; {@code *} is everything that the test sends or gets.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Proves {

    /** Rows of requests that reach the model and are answered. */
    String[] request() default {};

    /** Rows of requests whose wrong values are refused with their place. */
    String[] refused() default {};

    /** Rows of whole answers and events. */
    String[] answer() default {};

    /** Errors, as {@code 404 unknown_model}. */
    String[] errors() default {};
}
