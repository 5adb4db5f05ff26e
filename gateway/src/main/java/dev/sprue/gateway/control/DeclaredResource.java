package dev.sprue.gateway.control;

import dev.sprue.gateway.config.DeploymentConfig;
import dev.sprue.gateway.config.ModelOffers;
import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.ResourceConfig;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A resource that the configuration declares.
 *
 * @param folded its folded name
 * @param config what it declares
 * @param owner the place in the file
 * @param etag another one after each change of it or its deployments in the file; says nothing of its keys
 * @param deployments its declared deployments by their folded names
 */
record DeclaredResource(
        String folded,
        ResourceConfig config,
        Owner.File owner,
        String etag,
        NavigableMap<String, DeclaredDeployment> deployments) {

    static DeclaredResource of(Declared declared, int index, ModelOffers offers) {
        ResourceConfig config = declared.config().resources().get(index);
        String path = "resources[" + index + "]";
        List<DeploymentConfig> configs = config.deployments();
        NavigableMap<String, DeclaredDeployment> deployments = new TreeMap<>();
        for (int i = 0; i < configs.size(); i++) {
            DeclaredDeployment deployment =
                    DeclaredDeployment.of(configs.get(i), offers, declared.owner(path + ".deployments[" + i + "]"));
            deployments.put(Names.folded(deployment.name()), deployment);
        }
        return new DeclaredResource(
                Names.folded(config.name()),
                config,
                declared.owner(path),
                etag(config, deployments),
                Collections.unmodifiableNavigableMap(deployments));
    }

    private static String etag(ResourceConfig config, NavigableMap<String, DeclaredDeployment> deployments) {
        StringBuilder text = new StringBuilder();
        List.of(
                        config.name(),
                        config.location(),
                        config.subscription(),
                        config.resourceGroup(),
                        config.disableLocalAuth(),
                        config.network())
                .forEach(part -> text.append(part).append('\n'));
        deployments.values().forEach(deployment -> text.append(deployment.etag()));
        return Etags.of(text.toString());
    }
}
