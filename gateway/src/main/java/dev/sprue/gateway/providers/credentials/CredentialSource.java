package dev.sprue.gateway.providers.credentials;

import java.io.IOException;

/**
 * Where credentials of one kind come from: a file, a command, a token endpoint. Asked on a thread of its own, never on an
 * event loop, by one caller at a time.
 */
@FunctionalInterface
public interface CredentialSource<T> {

    /**
     * Fetches the credential anew; may block.
     *
     * @throws IOException where there is none; its message says why and what to do, for the operator, without anything
     *     secret in it
     */
    Expiring<T> fetch() throws IOException, InterruptedException;
}
