package dev.sprue.gateway.control;

import java.time.Instant;

/**
 * Who made and last changed an object, as ARM's {@code systemData} tells it.
 *
 * @param createdBy who made it
 * @param createdAt when
 * @param lastModifiedBy who changed it last
 * @param lastModifiedAt when
 */
public record SystemData(String createdBy, Instant createdAt, String lastModifiedBy, Instant lastModifiedAt) {}
