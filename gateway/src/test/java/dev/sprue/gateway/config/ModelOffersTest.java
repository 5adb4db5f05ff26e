package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which model, in which version and from whom, a deployment gets. */
class ModelOffersTest {

    private static final ModelOffers OFFERS = ModelOffers.of(config("""
            providers:
              - name: one
                type: openai
                endpoint: http://one/v1
                models:
                  - {format: Acme, name: large, version: "9", capabilities: [chatCompletion]}
                  - {format: Acme, name: large, version: "10", capabilities: [chatCompletion], skus: [Standard]}
              - name: two
                type: openai
                endpoint: http://two/v1
                models:
                  - {format: Acme, name: large, version: "9", capabilities: [completion]}
                  - {format: Other, name: large, capabilities: [chatCompletion]}
            """));

    private static SprueConfig config(String text) {
        return ConfigReader.read(text, Map.of()).config().orElseThrow();
    }

    private static Resolution resolve(String format, String name, Optional<String> version, String sku) {
        return OFFERS.resolve(new ModelRef(format, name, version), sku);
    }

    @Test
    void withoutAVersionItIsTheNewestThatIsServedToThatCapacityType() {
        assertThat(resolve("Acme", "large", Optional.empty(), "Standard"))
                .isInstanceOfSatisfying(Resolution.Found.class, found -> {
                    assertThat(found.version()).isEqualTo("10");
                    assertThat(found.offers()).extracting(ModelOffer::provider).containsExactly("one");
                });
        assertThat(resolve("Acme", "large", Optional.empty(), "GlobalStandard"))
                .isInstanceOfSatisfying(Resolution.Found.class, found -> {
                    assertThat(found.version()).isEqualTo("9");
                    assertThat(found.offers()).extracting(ModelOffer::provider).containsExactly("one", "two");
                });
    }

    @Test
    void whatCannotBeDeployedIsToldApart() {
        assertThat(resolve("Acme", "lage", Optional.empty(), "Standard"))
                .isEqualTo(new Resolution.UnknownModel(List.of()));
        assertThat(OFFERS.nearest("lage")).contains("large");
        assertThat(resolve("acme", "large", Optional.empty(), "Standard"))
                .isInstanceOfSatisfying(Resolution.UnknownModel.class, unknown -> assertThat(unknown.sameName())
                        .extracting(offer -> offer.model().format())
                        .containsOnly("Acme", "Other"));
        assertThat(resolve("Acme", "large", Optional.of("11"), "Standard"))
                .isInstanceOfSatisfying(Resolution.UnknownVersion.class, unknown -> assertThat(unknown.others())
                        .hasSize(3));
        assertThat(resolve("Acme", "large", Optional.of("10"), "GlobalStandard"))
                .isInstanceOfSatisfying(
                        Resolution.SkuNotServed.class, unserved -> assertThat(ModelOffers.skus(unserved.others()))
                                .containsExactly("Standard"));
    }

    @Test
    void listsEachVersionOnceWithAllThatAnybodyCanDo() {
        assertThat(OFFERS.models())
                .filteredOn(model -> model.format().equals("Acme"))
                .containsExactly(
                        new OfferedModel(
                                "Acme",
                                "large",
                                "9",
                                false,
                                List.of(ModelConfig.Capability.chatCompletion, ModelConfig.Capability.completion),
                                Form.SKUS),
                        new OfferedModel(
                                "Acme",
                                "large",
                                "10",
                                true,
                                List.of(ModelConfig.Capability.chatCompletion),
                                List.of("Standard")));
        assertThat(OFFERS.models()).extracting(OfferedModel::name).contains("sprue-chat", "sprue-embed");
    }
}
