package dev.sprue.gateway.control;

import java.time.Instant;

/**
 * Something that the management API did. It is recorded with the change that it made, so there are none that failed.
 *
 * @param id its id, a UUID
 * @param resource the resource's folded name
 * @param target the name of what was changed
 * @param kind what was done ({@code putDeployment}, {@code regenerateKey}, ...)
 * @param actor who asked for it
 * @param startedAt when it began
 * @param endedAt when it was done
 */
public record Operation(
        String id, String resource, String target, String kind, String actor, Instant startedAt, Instant endedAt) {}
