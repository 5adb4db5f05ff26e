package dev.sprue.gateway.cli.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the service that runs on a data folder is to be found: {@code endpoint.json} in that folder, there from the moment
 * on which calls are accepted until the service stops in order.
 *
 * @param pid the service's process
 * @param https its base URL for HTTPS, as this machine reaches it, without a slash at the end
 * @param http its base URL for plain HTTP; empty where there is none
 * @param ca the authority that signed its certificate; empty where the certificate is the user's own
 * @param adminTokenDeclared whether the configuration declares the admin token, so that {@code admin.token} in the folder is
 *     none or no longer the right one
 */
public record EndpointFile(
        long pid, String https, Optional<String> http, Optional<Path> ca, boolean adminTokenDeclared) {

    private static final String NAME = "endpoint.json";

    /** The file's place. */
    public static Path in(Path dataDir) {
        return dataDir.resolve(NAME);
    }

    /**
     * The endpoint of this process.
     *
     * @param host the address that HTTPS is bound to
     * @param httpPort negative where there is none
     */
    public static EndpointFile of(
            String host, int httpsPort, int httpPort, Optional<Path> ca, boolean adminTokenDeclared) {
        return new EndpointFile(
                ProcessHandle.current().pid(),
                "https://" + reachable(host) + ":" + httpsPort,
                httpPort < 0 ? Optional.empty() : Optional.of("http://127.0.0.1:" + httpPort),
                ca.map(Path::toAbsolutePath),
                adminTokenDeclared);
    }

    /** What this machine calls an address to which a listener is bound. */
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0", "::", "127.0.0.1", "::1", "localhost" -> "localhost";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    /**
     * What a data folder says.
     *
     * @return empty where no service has announced itself
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Optional<EndpointFile> read(Path dataDir) {
        Path file = in(dataDir);
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readString(file));
            if (!json.path("pid").isIntegralNumber() || !json.path("https").isTextual()) {
                throw new IOException("no process or address is in it");
            }
            return Optional.of(new EndpointFile(
                    json.get("pid").longValue(),
                    json.get("https").textValue(),
                    Optional.ofNullable(json.path("http").textValue()),
                    Optional.ofNullable(json.path("ca").textValue()).map(Path::of),
                    json.path("adminTokenDeclared").asBoolean()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    file + " cannot be read; name the service with --endpoint, or remove the file and start it again",
                    unreadable);
        }
    }

    /**
     * The address to call: HTTPS, by which the service shows that it is the one which owns the folder, unless only its owner
     * knows who signed its certificate.
     */
    public String address() {
        return ca.isPresent() ? https : http.orElse(https);
    }

    /** The file's text. */
    String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("pid", pid).put("https", https);
        http.ifPresent(url -> json.put("http", url));
        ca.ifPresent(file -> json.put("ca", file.toString()));
        json.put("adminTokenDeclared", adminTokenDeclared);
        return json.toPrettyString() + "\n";
    }
}
