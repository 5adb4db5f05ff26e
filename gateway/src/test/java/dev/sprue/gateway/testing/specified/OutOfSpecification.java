package dev.sprue.gateway.testing.specified;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The upstream of these tests answers with less than the API specifies, or with other things, which the gateway hands on
 * as they are: answers with status 200 are not held to the specification here. The gateway's own refusals are, even so.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OutOfSpecification {

    /** Why the upstream does so. */
    String value();
}
