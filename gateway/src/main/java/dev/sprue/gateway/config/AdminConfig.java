package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * Access to the management API.
 *
 * @param token sent as a bearer token, it may do everything; absent: made at first start and kept in {@code admin.token} in the
 *     data folder
 */
public record AdminConfig(@Matches(Form.RESOURCE_KEY) Optional<Secret> token) {}
