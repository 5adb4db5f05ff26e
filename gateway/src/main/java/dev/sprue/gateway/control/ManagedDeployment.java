package dev.sprue.gateway.control;

/**
 * A deployment as it is managed.
 *
 * @param resource its resource's name, as written
 * @param name its name as written; compared without case
 * @param spec what was decided, with the model's version
 * @param owner where it is changed
 * @param etag another one after each change, without quotation marks; 1 to 64 letters and digits
 * @param systemData who made and changed it
 */
public record ManagedDeployment(
        String resource, String name, DeploymentSpec spec, Owner owner, String etag, SystemData systemData) {}
