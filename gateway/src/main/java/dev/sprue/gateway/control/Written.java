package dev.sprue.gateway.control;

/**
 * What a write made.
 *
 * @param object the object as it is now
 * @param created whether it was not there before
 * @param change which change that was
 * @param <T> its type
 */
public record Written<T>(T object, boolean created, Change change) {}
