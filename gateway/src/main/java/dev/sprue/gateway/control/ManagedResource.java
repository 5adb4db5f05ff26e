package dev.sprue.gateway.control;

/**
 * A resource as it is managed.
 *
 * @param name its name as written; compared without case
 * @param subscription its subscription's GUID
 * @param resourceGroup its resource group as written; compared without case
 * @param location the region that it claims
 * @param keysDisabled whether keys are refused ({@code disableLocalAuth})
 * @param owner where it is changed
 * @param etag another one after each change, without quotation marks
 * @param systemData who made and changed it
 */
public record ManagedResource(
        String name,
        String subscription,
        String resourceGroup,
        String location,
        boolean keysDisabled,
        Owner owner,
        String etag,
        SystemData systemData) {}
