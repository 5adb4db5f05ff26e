package dev.sprue.conformance.resourcemanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.cognitiveservices.CognitiveServicesManager;
import com.azure.resourcemanager.cognitiveservices.models.AccountModel;
import com.azure.resourcemanager.cognitiveservices.models.ApiKeys;
import com.azure.resourcemanager.cognitiveservices.models.Deployment;
import com.azure.resourcemanager.cognitiveservices.models.DeploymentModel;
import com.azure.resourcemanager.cognitiveservices.models.DeploymentModelVersionUpgradeOption;
import com.azure.resourcemanager.cognitiveservices.models.DeploymentProperties;
import com.azure.resourcemanager.cognitiveservices.models.DeploymentProvisioningState;
import com.azure.resourcemanager.cognitiveservices.models.KeyName;
import com.azure.resourcemanager.cognitiveservices.models.RegenerateKeyParameters;
import com.azure.resourcemanager.cognitiveservices.models.Sku;
import dev.sprue.conformance.AzureHttp;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts, deployments, models and keys, by way of Microsoft's own client, and inference with what was made. */
@ExtendWith(Products.class)
class DeploymentsTest {

    private static final DeploymentModel MODEL =
            new DeploymentModel().withFormat("Sprue").withName("sprue-embed").withVersion("1");

    @Test
    void aDeploymentIsMadeUsedChangedListedAndDeleted(BuiltInProduct product) {
        CognitiveServicesManager manager = Manager.of(product);
        Deployment made = manager.deployments()
                .define("sdk-embed")
                .withExistingAccount(Manager.GROUP, Manager.ACCOUNT)
                .withSku(new Sku().withName("GlobalStandard").withCapacity(5))
                .withProperties(new DeploymentProperties()
                        .withModel(MODEL)
                        .withRaiPolicyName("Microsoft.DefaultV2")
                        .withVersionUpgradeOption(DeploymentModelVersionUpgradeOption.NO_AUTO_UPGRADE))
                .withTags(Map.of("team", "search"))
                .create();
        assertThat(made.properties().provisioningState()).isEqualTo(DeploymentProvisioningState.SUCCEEDED);
        assertThat(made.properties().capabilities()).containsEntry("embeddings", "true");
        assertThat(made.properties().rateLimits()).hasSize(2);
        assertThat(made.resourceGroupName()).isEqualTo(Manager.GROUP);
        assertThat(made.systemData().createdAt()).isNotNull();
        assertThat(statusOfInference(product.endpoint(), "SDK-EMBED")).isEqualTo(200);

        // The client changes its object in place.
        String first = made.etag();
        Deployment larger = made.update()
                .withSku(new Sku().withName("GlobalStandard").withCapacity(7))
                .apply();
        assertThat(larger.sku().capacity()).isEqualTo(7);
        assertThat(larger.tags()).containsEntry("team", "search");
        assertThat(larger.etag()).isNotEqualTo(first);
        assertThat(larger.refresh().sku().capacity()).isEqualTo(7);

        assertThat(manager.deployments().list(Manager.GROUP, Manager.ACCOUNT).stream()
                        .map(Deployment::name))
                .contains("sdk-embed", BuiltInProduct.CHAT);
        assertThat(manager.deployments().listSkus(Manager.GROUP, Manager.ACCOUNT, "sdk-embed").stream()
                        .map(sku -> sku.sku().name()))
                .contains("GlobalStandard");

        manager.deployments().deleteById(made.id());
        assertThat(statusOfInference(product.endpoint(), "sdk-embed")).isEqualTo(404);
        assertThat(status(() -> manager.deployments().getById(made.id()))).isEqualTo(404);
        // Once more changes nothing and is no error.
        manager.deployments().deleteById(made.id());
    }

    @Test
    void whatTheConfigurationDeclaresIsNotChanged(BuiltInProduct product) {
        CognitiveServicesManager manager = Manager.of(product);
        Deployment declared = manager.deployments().get(Manager.GROUP, Manager.ACCOUNT, BuiltInProduct.CHAT);
        assertThatExceptionOfType(ManagementException.class)
                .isThrownBy(() -> declared.update()
                        .withSku(new Sku().withName("Standard").withCapacity(2))
                        .apply())
                .satisfies(refused -> {
                    assertThat(refused.getResponse().getStatusCode()).isEqualTo(409);
                    assertThat(refused.getValue().getCode()).isEqualTo("OwnedByConfiguration");
                });
    }

    @Test
    void accountsAndTheirModelsAreListed(BuiltInProduct product) {
        CognitiveServicesManager manager = Manager.of(product);
        assertThat(manager.accounts().list().stream().map(account -> account.name()))
                .containsExactly(Manager.ACCOUNT);
        var account = manager.accounts().getByResourceGroup(Manager.GROUP, Manager.ACCOUNT);
        assertThat(account.properties().endpoints())
                .containsEntry("Azure AI Model Inference API", product.process().https() + "/");
        List<AccountModel> models = manager.accounts().listModels(Manager.GROUP, Manager.ACCOUNT).stream()
                .toList();
        assertThat(models).extracting(AccountModel::name).contains("sprue-chat", "sprue-embed", "sprue-image-embed");
        assertThat(models.getFirst().skus()).isNotEmpty();
        assertThat(manager.models().list(account.location()).stream()
                        .map(model -> model.model().name()))
                .containsExactlyElementsOf(
                        models.stream().map(AccountModel::name).toList());
    }

    @Test
    void aKeyIsMadeAnewAndTheOtherOneGoesOnWorking(BuiltInProduct product) {
        CognitiveServicesManager manager = Manager.of(product);
        ApiKeys before = manager.accounts().listKeys(Manager.GROUP, Manager.ACCOUNT);
        Endpoint endpoint = product.endpoint();
        assertThat(before.key1()).isEqualTo(endpoint.key());
        ApiKeys after = manager.accounts()
                .regenerateKey(Manager.GROUP, Manager.ACCOUNT, new RegenerateKeyParameters().withKeyName(KeyName.KEY2));
        assertThat(after.key1()).isEqualTo(before.key1());
        assertThat(after.key2()).isNotEqualTo(before.key2());
        assertThat(statusOfInference(endpoint, BuiltInProduct.EMBED)).isEqualTo(200);
        assertThat(statusOfInference(endpoint.withKey(after.key2()), BuiltInProduct.EMBED))
                .isEqualTo(200);
        assertThat(statusOfInference(endpoint.withKey(before.key2()), BuiltInProduct.EMBED))
                .isEqualTo(401);
    }

    @Test
    void keysOfAResourceDoNotAdminister(BuiltInProduct product) {
        CognitiveServicesManager manager =
                Manager.of(product, product.endpoint().key());
        assertThat(status(() -> manager.accounts().list().forEach(account -> {})))
                .isEqualTo(401);
    }

    private static int status(Runnable call) {
        try {
            call.run();
        } catch (ManagementException refused) {
            return refused.getResponse().getStatusCode();
        }
        return 200;
    }

    private static int statusOfInference(Endpoint endpoint, String deployment) {
        try {
            new OpenAIClientBuilder()
                    .endpoint(endpoint.base().toString())
                    .credential(new AzureKeyCredential(endpoint.key()))
                    .httpClient(AzureHttp.trusting(endpoint.ca()))
                    .buildClient()
                    .getEmbeddings(deployment, new EmbeddingsOptions(List.of("a text")));
        } catch (HttpResponseException refused) {
            return refused.getResponse().getStatusCode();
        }
        return 200;
    }
}
