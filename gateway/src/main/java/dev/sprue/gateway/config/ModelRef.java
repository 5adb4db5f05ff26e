package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * Names a catalog model.
 *
 * @param format the publisher ({@code Sprue} for the built-in models)
 * @param name the model's name in the catalog
 * @param version its version; absent: the newest in the catalog
 */
public record ModelRef(String format, String name, Optional<String> version) {}
