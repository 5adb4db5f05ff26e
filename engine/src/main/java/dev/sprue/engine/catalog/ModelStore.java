package dev.sprue.engine.catalog;

import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.embedding.EmbeddingModel;
import dev.sprue.engine.tensor.KernelChoice;
import dev.sprue.engine.tensor.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Holds the built-in models and loads each when it is first asked for. Thread-safe. */
public final class ModelStore {
    private static final String CHAT_RESOURCE = "/dev/sprue/engine/models/sprue-chat.gguf";

    private final Lazy<ChatModel> chat;
    private final Lazy<EmbeddingModel> embedding = new Lazy<>(() -> EmbeddingModel.load(KernelChoice.bestEncoder()));

    /** Creates a store that has loaded nothing. */
    public ModelStore(Kernels kernels) {
        this.chat = new Lazy<>(() -> ChatModel.load(resource(CHAT_RESOURCE), kernels));
    }

    /** Returns the chat model. */
    public ChatModel chat() {
        return chat.get();
    }

    /**
     * Returns the embedding model.
     *
     * @throws dev.sprue.engine.embedding.EmbeddingUnavailableException where this machine cannot run it
     */
    public EmbeddingModel embedding() {
        return embedding.get();
    }

    /** Returns whether a model is in memory. */
    public boolean isLoaded(CatalogModel model) {
        return switch (model.kind()) {
            case CHAT -> chat.isMade();
            case EMBEDDING -> embedding.isMade();
        };
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
