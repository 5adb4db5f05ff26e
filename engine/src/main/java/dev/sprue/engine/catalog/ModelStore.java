package dev.sprue.engine.catalog;

import dev.sprue.engine.chat.BatchLimits;
import dev.sprue.engine.chat.Batcher;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.clip.ClipModel;
import dev.sprue.engine.embedding.EmbeddingModel;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.KernelChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Holds the built-in models: loads each when it is first asked for, and can let go of those that nobody uses. Thread-safe. */
public final class ModelStore {
    private static final String CHAT_RESOURCE = "/dev/sprue/engine/models/sprue-chat.gguf";
    private static final String IMAGE_RESOURCE = "/dev/sprue/engine/models/sprue-image-embed.gguf";

    private final Lazy<Chat> chat;
    private final Lazy<ClipModel> imageEmbedding;
    private final Lazy<EmbeddingModel> embedding = new Lazy<>(ModelStore::loadEmbedding);

    /** A model and what runs its generations. */
    private record Chat(ChatModel model, Batcher batcher) {}

    /** Creates a store that has loaded nothing; its models will compute with and take turns on what is given. */
    public ModelStore(Compute compute, Scheduler scheduler, BatchLimits limits) {
        this(compute, scheduler, limits, Optional.empty());
    }

    /** As above, with a chat model from a GGUF file in the place of the built-in one, where a file is named. */
    public ModelStore(Compute compute, Scheduler scheduler, BatchLimits limits, Optional<Path> chatFile) {
        this.chat = new Lazy<>(() -> {
            byte[] bytes = chatFile.isPresent() ? read(chatFile.get()) : resource(CHAT_RESOURCE);
            ChatModel model = ChatModel.load(bytes, compute.kernels());
            return new Chat(model, new Batcher(model, compute, scheduler, limits));
        });
        this.imageEmbedding = new Lazy<>(() -> ClipModel.load(resource(IMAGE_RESOURCE), compute.kernels()));
    }

    /** Returns the chat model. */
    public ChatModel chat() {
        return chat.get().model();
    }

    /** Returns what runs the generations of the chat model. */
    public Batcher chatBatcher() {
        return chat.get().batcher();
    }

    /** Returns what runs the generations of the chat model where that is in memory; loads nothing. */
    public Optional<Batcher> loadedChatBatcher() {
        return chat.peek().map(Chat::batcher);
    }

    /**
     * Returns the embedding model.
     *
     * @throws dev.sprue.engine.embedding.EmbeddingUnavailableException where this machine cannot run it
     */
    public EmbeddingModel embedding() {
        return embedding.get();
    }

    /** Returns the model for pictures and texts. */
    public ClipModel imageEmbedding() {
        return imageEmbedding.get();
    }

    /** Keeps a model in memory, if it is there or comes, until the returned use is closed. */
    public ModelUse use(CatalogModel model) {
        return of(model).use();
    }

    /** Returns whether a model is in memory. */
    public boolean isLoaded(CatalogModel model) {
        return of(model).isMade();
    }

    /** Lets go of the models that nobody has used for so long; returns them. They are loaded again when they are asked for. */
    public List<CatalogModel> unloadIdle(Duration idle) {
        return ModelCatalog.models().stream()
                .filter(model -> of(model).drop(idle.toNanos()))
                .toList();
    }

    private Lazy<?> of(CatalogModel model) {
        return switch (model.kind()) {
            case CHAT -> chat;
            case EMBEDDING -> embedding;
            case IMAGE_EMBEDDING -> imageEmbedding;
        };
    }

    private static EmbeddingModel loadEmbedding() {
        EmbeddingModel model = EmbeddingModel.load(KernelChoice.bestEncoder());
        model.warmInBackground();
        return model;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + " failed", e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = ModelStore.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the class path has no " + name + "; the installation is incomplete");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + " failed", e);
        }
    }
}
