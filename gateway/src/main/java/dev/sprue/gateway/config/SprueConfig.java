package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * The whole of {@code sprue.yaml}.
 *
 * @param listen where the service listens
 * @param admin access to the management API
 * @param resources the resources served; none: the resource {@code local} with the built-in models
 * @param providers the upstreams that serve models; the built-in models need no entry
 * @param identity who issues the tokens that are accepted
 * @param database where state is kept
 * @param redis where limits are counted when several replicas share them
 * @param security where the key that encrypts stored keys is
 * @param blobs where files are kept
 * @param limits bounds on what one caller can cost
 * @param egress what may be fetched from addresses that callers name
 * @param filters which classifier judges which category
 * @param log what is logged, and how
 */
public record SprueConfig(
        Listen listen,
        AdminConfig admin,
        List<ResourceConfig> resources,
        List<ProviderConfig> providers,
        @Pending("only keys are accepted, no tokens") Optional<Unread> identity,
        Optional<DatabaseConfig> database,
        @Pending("there are no shared limits") Optional<Unread> redis,
        SecurityConfig security,
        @Pending("there are no blobs") Optional<Unread> blobs,
        Limits limits,
        EgressConfig egress,
        @Pending("nothing is filtered") Optional<Unread> filters,
        LogConfig log) {

    /** The same configuration with other resources. */
    SprueConfig withResources(List<ResourceConfig> others) {
        return new SprueConfig(
                listen, admin, others, providers, identity, database, redis, security, blobs, limits, egress, filters,
                log);
    }

    /** The same configuration, listening elsewhere. */
    public SprueConfig withListen(Listen other) {
        return new SprueConfig(
                other, admin, resources, providers, identity, database, redis, security, blobs, limits, egress, filters,
                log);
    }

    /** This configuration with what takes effect at once of another one: resources, providers and the admin's access. */
    public SprueConfig takingOver(SprueConfig next) {
        return new SprueConfig(
                listen,
                next.admin,
                next.resources,
                next.providers,
                identity,
                database,
                redis,
                security,
                blobs,
                limits,
                egress,
                filters,
                log);
    }
}
