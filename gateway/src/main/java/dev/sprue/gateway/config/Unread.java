package dev.sprue.gateway.config;

/** The type of a {@link Pending} key whose inside is not looked at: it is present, and that is all that is known. */
public record Unread() {}
