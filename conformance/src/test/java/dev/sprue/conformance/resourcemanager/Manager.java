package dev.sprue.conformance.resourcemanager;

import com.azure.core.credential.AccessToken;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.cognitiveservices.CognitiveServicesManager;
import dev.sprue.conformance.AzureHttp;
import dev.sprue.conformance.BuiltInProduct;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Builds the client the way its documentation does, for a cloud whose resource manager is the product. */
final class Manager {
    static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";
    static final String GROUP = "sprue";
    static final String ACCOUNT = "local";

    private Manager() {}

    static CognitiveServicesManager of(BuiltInProduct product) {
        return of(product, product.process().adminToken());
    }

    static CognitiveServicesManager of(BuiltInProduct product, String token) {
        String base = product.process().https().toString();
        AzureEnvironment cloud = new AzureEnvironment(Map.of(
                "resourceManagerEndpointUrl", base,
                "managementEndpointUrl", base,
                "activeDirectoryEndpointUrl", base));
        return CognitiveServicesManager.configure()
                .withHttpClient(AzureHttp.trusting(product.process().ca()))
                .withDefaultPollInterval(Duration.ofMillis(100))
                .authenticate(
                        request -> Mono.just(
                                new AccessToken(token, OffsetDateTime.now().plusHours(1))),
                        new AzureProfile("tenant", SUBSCRIPTION, cloud));
    }
}
