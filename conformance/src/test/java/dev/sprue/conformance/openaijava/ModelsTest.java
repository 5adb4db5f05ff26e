package dev.sprue.conformance.openaijava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.errors.NotFoundException;
import com.openai.models.models.Model;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of models, and each of them by itself. */
@ExtendWith(Products.class)
final class ModelsTest {
    @RegisterExtension
    final Clients clients = new Clients();

    /** Among deployments the client looks for one model below a deployment of its name, where no service has models. */
    @ParameterizedTest
    @EnumSource
    void everyModelOfTheListCanBeLookedUp(Way way, RelayProduct relay) throws Exception {
        OpenAIClient client = clients.of(way, relay.endpoint());
        List<Model> models = client.models().list().data();
        assertThat(models).extracting(Model::id).doesNotHaveDuplicates().isNotEmpty();
        for (Model model : models) {
            assertThat(model.created()).isPositive();
            if (way != Way.AZURE_DEPLOYMENTS) {
                assertThat(client.models().retrieve(model.id()).id()).isEqualTo(model.id());
            }
        }
        assertThat(Clients.await(client.async().models().list()).data()).hasSameSizeAs(models);
    }

    /** Programs that offer a choice of models look for deployments there. */
    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"V1", "AZURE_V1"})
    void deploymentsAreInTheListOfV1(Way way, BuiltInProduct builtIn) {
        OpenAIClient client = clients.of(way, builtIn.endpoint());
        assertThat(client.models().list().data())
                .extracting(Model::id)
                .contains(BuiltInProduct.CHAT, BuiltInProduct.EMBED);
        assertThat(client.models().retrieve(BuiltInProduct.CHAT).id()).isEqualTo(BuiltInProduct.CHAT);
    }

    @ParameterizedTest
    @EnumSource
    void nobodysModel(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        assertThatThrownBy(() -> client.models().retrieve("nobody")).isInstanceOf(NotFoundException.class);
    }
}
