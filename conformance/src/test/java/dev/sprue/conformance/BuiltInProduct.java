package dev.sprue.conformance;

import java.util.Map;
import java.util.Optional;

/**
 * The product as it starts without a configuration: resource {@code local}, deployments {@value #CHAT},
 * {@value #EMBED} and {@value #IMAGE_EMBED}, answered by the models built into it.
 *
 * @param process the running product
 */
public record BuiltInProduct(SprueProcess process) implements AutoCloseable {
    /** The deployment of the built-in chat model. */
    public static final String CHAT = "sprue-chat";

    /** The deployment of the built-in embedding model. */
    public static final String EMBED = "sprue-embed";

    /** The deployment of the built-in model for pictures and texts. */
    public static final String IMAGE_EMBED = "sprue-image-embed";

    static final String KEY = "key-of-the-default-resource-0123456789";

    static BuiltInProduct start(String name) {
        return new BuiltInProduct(SprueProcess.start(name, Optional.empty(), Map.of("SPRUE_KEY1", KEY)));
    }

    /** The resource, called over HTTPS with its key. */
    public Endpoint endpoint() {
        return new Endpoint(process.https(), KEY, process.ca());
    }

    @Override
    public void close() {
        process.close();
    }
}
