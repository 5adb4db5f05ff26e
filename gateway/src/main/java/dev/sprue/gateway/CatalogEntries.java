package dev.sprue.gateway;

import dev.sprue.gateway.config.ChatModelConfig;
import dev.sprue.gateway.config.ChatModelConfig.Modality;
import dev.sprue.gateway.config.ChatModelConfig.ResponseFormat;
import dev.sprue.gateway.config.DimensionsConfig;
import dev.sprue.gateway.config.EmbeddingModelConfig;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputType;
import dev.sprue.gateway.config.ImageModelConfig;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.ChatAbilities;
import dev.sprue.gateway.deployments.EmbeddingAbilities;
import dev.sprue.gateway.deployments.ImageAbilities;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.deployments.VectorLengths;
import dev.sprue.gateway.inference.Operation;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** From a model's entry in the configuration to what routing, checks and providers go by; what is left out is decided here. */
final class CatalogEntries {

    private CatalogEntries() {}

    static CatalogModel model(ModelConfig config, String version) {
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        config.capabilities().forEach(capability -> operations.add(operation(capability)));
        return new CatalogModel(
                config.format(),
                config.name(),
                version,
                Set.copyOf(operations),
                config.contextLength().map(OptionalInt::of).orElseGet(OptionalInt::empty),
                new ModelAbilities(
                        config.chat().map(CatalogEntries::chat).orElse(ChatAbilities.ANY),
                        config.embedding().map(CatalogEntries::embedding).orElse(EmbeddingAbilities.ANY),
                        config.imageGeneration().map(CatalogEntries::image).orElse(ImageAbilities.OPENAI)));
    }

    /** What can be deployed: each version of a model once, with all that any of its servers can do. */
    static List<CatalogModel> catalogue(List<ModelConfig> models) {
        Map<String, CatalogModel> byId = new LinkedHashMap<>();
        for (ModelConfig config : models) {
            CatalogModel model = model(config, config.version());
            byId.merge(model.id().toLowerCase(Locale.ROOT), model, (first, next) -> first.and(next.operations()));
        }
        return List.copyOf(byId.values());
    }

    static ProviderModel at(String provider, ModelConfig config) {
        return new ProviderModel(
                provider, config.id().orElse(config.name()), traits(config), config.weight(), config.priority());
    }

    static Operation operation(ModelConfig.Capability capability) {
        return switch (capability) {
            case chatCompletion -> Operation.CHAT_COMPLETION;
            case imageEmbeddings -> Operation.IMAGE_EMBEDDINGS;
            case embeddings -> Operation.EMBEDDINGS;
            case imageGeneration -> Operation.IMAGE_GENERATION;
            case completion -> Operation.COMPLETION;
            case rerank -> Operation.RERANK;
        };
    }

    private static ChatAbilities chat(ChatModelConfig config) {
        ChatAbilities any = ChatAbilities.ANY;
        return new ChatAbilities(
                config.tools().orElse(any.tools()),
                config.parallelTools().orElse(any.parallelTools()),
                with(ResponseFormat.text, config.responseFormats(), any.responseFormats()),
                config.images().orElse(any.maxImages()),
                config.audio().orElse(any.audio()),
                with(Modality.text, config.modalities(), any.modalities()),
                config.maxTemperature().orElse(any.maxTemperature()),
                config.penalties().orElse(any.penalties()),
                config.seed().orElse(any.seed()),
                config.stop().orElse(any.stop()),
                config.maxOutputTokens().orElse(any.maxOutputTokens()));
    }

    /** What is listed and what needs no mention; everything where there is no list. */
    private static <T> Set<T> with(T always, Optional<List<T>> listed, Set<T> any) {
        if (listed.isEmpty()) {
            return any;
        }
        Set<T> all = new HashSet<>(listed.get());
        all.add(always);
        return all;
    }

    private static EmbeddingAbilities embedding(EmbeddingModelConfig config) {
        EmbeddingAbilities any = EmbeddingAbilities.ANY;
        // From floats, in either form, all other encodings are made.
        Set<Encoding> encodings = config.encodings()
                .filter(given -> !given.contains(Encoding.FLOAT) && !given.contains(Encoding.BASE64))
                .map(CatalogEntries::set)
                .orElse(any.encodings());
        return new EmbeddingAbilities(
                config.dimensions().map(CatalogEntries::lengths).orElse(any.dimensions()),
                encodings,
                with(InputType.text, config.inputTypes(), any.inputTypes()));
    }

    private static ImageAbilities image(ImageModelConfig config) {
        return new ImageAbilities(
                set(config.sizes()),
                config.maxImages().orElse(ImageAbilities.OPENAI.maxImages()),
                config.family() == ImageModelConfig.Family.GPT_IMAGE,
                config.negativePrompt(),
                config.imagePrompt(),
                config.seed());
    }

    private static VectorLengths lengths(DimensionsConfig config) {
        return config.values()
                .<VectorLengths>map(VectorLengths.OneOf::new)
                .orElseGet(() -> new VectorLengths.Between(
                        config.min().orElse(1), config.max().orElse(Integer.MAX_VALUE)));
    }

    private static ProviderTraits traits(ModelConfig config) {
        ProviderTraits plain = ProviderTraits.PLAIN;
        Optional<ChatModelConfig> chat = config.chat();
        Optional<EmbeddingModelConfig> embedding = config.embedding();
        return new ProviderTraits(
                chat.map(ChatModelConfig::systemRole).orElse(plain.systemRole()),
                chat.flatMap(ChatModelConfig::reasoning),
                chat.flatMap(ChatModelConfig::maxTokensField),
                chat.map(ChatModelConfig::remoteMedia).orElse(plain.remoteMedia()),
                config.imageGeneration().map(ImageModelConfig::family).orElse(plain.imageFamily()),
                embedding
                        .flatMap(EmbeddingModelConfig::encodings)
                        .map(CatalogEntries::set)
                        .orElse(plain.encodings()),
                embedding.map(EmbeddingModelConfig::inputTypeField).orElse(plain.inputTypeField()),
                embedding.flatMap(EmbeddingModelConfig::maxInputs).orElse(plain.maxInputs()));
    }

    private static <T> Set<T> set(Collection<T> values) {
        return Set.copyOf(values);
    }
}
