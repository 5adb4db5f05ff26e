package dev.sprue.gateway.deployments;

/**
 * A deployment that cannot be called, since no provider serves its model any more. It is kept: the provider may come back.
 *
 * @param resource the resource that it belongs to
 * @param name as written; compared without case
 * @param model its model, in words
 */
public record UnservedDeployment(String resource, String name, String model) {}
