package dev.sprue.gateway.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Bedrock's runtime is called, and for which region requests to it are signed.
 *
 * @param endpoint its base address
 * @param region the region
 */
public record BedrockPlace(String endpoint, String region) {

    /** AWS's own hosts, public, FIPS and private ones, name the region behind the service. */
    private static final Pattern HOST = Pattern.compile("[/.]bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\.");

    /** What an entry says of it, by its endpoint, its region or both; empty where that does not tell the region. */
    public static Optional<BedrockPlace> of(ProviderConfig provider) {
        Optional<String> endpoint = provider.endpoint();
        Optional<String> region = provider.region().or(() -> endpoint.flatMap(BedrockPlace::regionOf));
        return region.map(name -> new BedrockPlace(
                endpoint.orElseGet(() -> "https://bedrock-runtime." + name + "." + domain(name)), name));
    }

    private static Optional<String> regionOf(String endpoint) {
        Matcher host = HOST.matcher(endpoint);
        return host.find() ? Optional.of(host.group(1)) : Optional.empty();
    }

    /** Partitions of AWS that anybody can reach have domains of their own. */
    private static String domain(String region) {
        if (region.startsWith("cn-")) {
            return "amazonaws.com.cn";
        }
        return region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com";
    }
}
