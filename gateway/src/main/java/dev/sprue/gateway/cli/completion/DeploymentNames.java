package dev.sprue.gateway.cli.completion;

import java.util.Collections;
import java.util.Iterator;

/** Marks an argument that names a deployment, as its {@code completionCandidates}: shells ask the service for the names. */
public final class DeploymentNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Collections.emptyIterator();
    }
}
