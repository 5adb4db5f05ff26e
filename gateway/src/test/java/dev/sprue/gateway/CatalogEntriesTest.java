package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.BuiltinModels;
import dev.sprue.gateway.config.ChatModelConfig.MaxTokensField;
import dev.sprue.gateway.config.ChatModelConfig.Modality;
import dev.sprue.gateway.config.ChatModelConfig.Reasoning;
import dev.sprue.gateway.config.ChatModelConfig.ResponseFormat;
import dev.sprue.gateway.config.ChatModelConfig.SystemRole;
import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputType;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputTypeField;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.ChatAbilities;
import dev.sprue.gateway.deployments.EmbeddingAbilities;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.deployments.VectorLengths;
import dev.sprue.gateway.inference.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model's entry in the file comes to. */
class CatalogEntriesTest {

    @Test
    void whatTheFileDoesNotSayIsNotRestricted() {
        ModelConfig model = read("capabilities: [chatCompletion, embeddings]");
        assertThat(CatalogEntries.model(model, "1").abilities()).isEqualTo(ModelAbilities.ANY);
        assertThat(CatalogEntries.at("p", model).traits()).isEqualTo(ProviderTraits.PLAIN);
        assertThat(CatalogEntries.model(read("{capabilities: [chatCompletion], chat: {systemRole: user}}"), "1")
                        .abilities()
                        .restricts(Operation.CHAT_COMPLETION))
                .isFalse();
    }

    @Test
    void everyKeyOfChatsCounts() {
        ModelConfig model = read("""
                {capabilities: [chatCompletion], contextLength: 8192, chat: {systemRole: user, tools: false,
                parallelTools: false, responseFormats: [json_object], images: 2, audio: false, modalities: [],
                maxTemperature: 0.5, penalties: false, seed: false, stop: false, maxOutputTokens: 300,
                reasoning: thinkTags, maxTokensField: max_completion_tokens, remoteMedia: false}}""");
        CatalogModel entry = CatalogEntries.model(model, "7");
        assertThat(entry.contextLength()).isEqualTo(OptionalInt.of(8192));
        assertThat(entry.version()).isEqualTo("7");
        assertThat(entry.abilities().chat())
                .isEqualTo(new ChatAbilities(
                        false,
                        false,
                        Set.of(ResponseFormat.text, ResponseFormat.json_object),
                        2,
                        false,
                        Set.of(Modality.text),
                        0.5,
                        false,
                        false,
                        false,
                        300));
        assertThat(CatalogEntries.at("p", model).traits())
                .isEqualTo(new ProviderTraits(
                        SystemRole.USER,
                        Optional.of(Reasoning.thinkTags),
                        Optional.of(MaxTokensField.max_completion_tokens),
                        false,
                        ProviderTraits.PLAIN.encodings(),
                        InputTypeField.none,
                        Integer.MAX_VALUE));
    }

    @Test
    void everyKeyOfVectorsCounts() {
        ModelConfig model = read("""
                {capabilities: [embeddings], embedding: {dimensions: {min: 2, max: 8}, encodings: [int8, binary],
                inputTypes: [query], inputTypeField: input_type, maxInputs: 96}}""");
        assertThat(CatalogEntries.model(model, "1").abilities().embedding())
                .isEqualTo(new EmbeddingAbilities(
                        new VectorLengths.Between(2, 8),
                        Set.of(Encoding.INT8, Encoding.BINARY),
                        Set.of(InputType.text, InputType.query)));
        ProviderTraits traits = CatalogEntries.at("p", model).traits();
        assertThat(traits.encodings()).containsExactlyInAnyOrder(Encoding.INT8, Encoding.BINARY);
        assertThat(traits.inputTypeField()).isEqualTo(InputTypeField.input_type);
        assertThat(traits.maxInputs()).isEqualTo(96);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"FLOAT", "BASE64"})
    void fromFloatsAllEncodingsAreMade(Encoding floats) {
        ModelConfig model = read("{capabilities: [embeddings], embedding: {encodings: [" + floats.key() + "]}}");
        assertThat(CatalogEntries.model(model, "1").abilities().embedding().encodings())
                .containsExactlyInAnyOrder(Encoding.values());
        assertThat(CatalogEntries.at("p", model).traits().encodings()).containsExactly(floats);
    }

    @Test
    void lengthsCanBeListedOrNone() {
        assertThat(lengths("{values: [256, 512]}")).isEqualTo(new VectorLengths.OneOf(List.of(256, 512)));
        assertThat(lengths("{values: []}")).isEqualTo(new VectorLengths.OneOf(List.of()));
        assertThat(lengths("{max: 9}")).isEqualTo(new VectorLengths.Between(1, 9));
        assertThat(lengths("{}")).isEqualTo(EmbeddingAbilities.ANY.dimensions());
    }

    @Test
    void builtInModelsTellTheTruthUnderAnyName() {
        ModelConfig named = read("{id: sprue-image-embed, capabilities: [embeddings]}");
        CatalogModel entry = CatalogEntries.model(BuiltinModels.completed(named), "1");
        assertThat(entry.abilities())
                .isEqualTo(CatalogEntries.model(BuiltinModels.IMAGE_EMBED, "1").abilities());
        assertThat(entry.operations()).containsExactly(Operation.EMBEDDINGS);
        assertThat(entry.contextLength()).isEqualTo(OptionalInt.of(64));
        ChatAbilities chat =
                CatalogEntries.model(BuiltinModels.CHAT, "1").abilities().chat();
        assertThat(chat.tools()).isTrue();
        assertThat(chat.maxImages()).isZero();
        assertThat(chat.audio()).isFalse();
        assertThat(chat.responseFormats()).containsExactlyInAnyOrder(ResponseFormat.values());
    }

    private static VectorLengths lengths(String yaml) {
        ModelConfig model = read("{capabilities: [embeddings], embedding: {dimensions: " + yaml + "}}");
        return CatalogEntries.model(model, "1").abilities().embedding().dimensions();
    }

    private static ModelConfig read(String rest) {
        String keys = rest.startsWith("{") ? rest.substring(1, rest.lastIndexOf('}')) : rest;
        ReadResult result = ConfigReader.read(
                "providers: [{name: up, type: openai, endpoint: 'http://127.0.0.1/v1', models: [{format: F, name: m, "
                        + keys + "}]}]",
                Map.of());
        assertThat(result.problems()).isEmpty();
        return result.config().orElseThrow().providers().getFirst().models().getFirst();
    }
}
