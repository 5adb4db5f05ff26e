package dev.sprue.conformance;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a user is given to call a resource.
 *
 * @param base scheme, host and port, without a path
 * @param key one of the resource's keys
 * @param ca the certificate authority to trust, PEM
 */
public record Endpoint(URI base, String key, Path ca) {

    /** The base path that the Azure AI Inference clients are given. */
    public String models() {
        return base + "/models";
    }

    /** The base path that clients of OpenAI's API are given. */
    public String openAiV1() {
        return base + "/openai/v1";
    }

    /** The same endpoint, called with another key. */
    public Endpoint withKey(String other) {
        return new Endpoint(base, other, ca);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
