package dev.sprue.engine.chat;

import dev.sprue.engine.llama.Feed;
import dev.sprue.engine.llama.ForwardPass;
import dev.sprue.engine.llama.KvCache;
import dev.sprue.engine.llama.KvPool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one prompt, a short step at a time. Several answers to one prompt grow side by side; the first one reads the
 * prompt, the others share what it read. Not thread-safe.
 */
public final class Generation implements AutoCloseable {
    /** Prompt tokens of a step of {@link #step}. */
    private static final int PROMPT_TOKENS_PER_STEP = 32;

    private final ChatModel model;
    private final int promptTokens;
    private final List<Track> tracks = new ArrayList<>();
    private @Nullable ForwardPass pass;

    Generation(ChatModel model, int[] prompt, GenerationParameters parameters, KvPool pool) {
        this.model = model;
        this.promptTokens = prompt.length;
        for (int choice = 0; choice < parameters.choices(); choice++) {
            Answer answer = model.newAnswer(choice, parameters);
            tracks.add(new Track(model, prompt, answer, new KvCache(pool), pool.maxPositions()));
        }
    }

    /** Returns whether all answers are complete. */
    public boolean isDone() {
        return tracks.stream().allMatch(Track::isDone);
    }

    /** Returns the tokens taken so far. */
    public Usage usage() {
        return new Usage(
                promptTokens, tracks.stream().mapToInt(Track::answerTokens).sum());
    }

    /** Returns the answers on which there is something to do now. */
    List<Track> ready() {
        if (!tracks.getFirst().hasBegun()) {
            return tracks.subList(0, 1);
        }
        return tracks.stream().filter(track -> !track.isDone()).toList();
    }

    /**
     * Reads a piece of the prompt, or goes on by one token in each answer, with no other work beside it. Returns what
     * became visible, in order; often nothing.
     */
    public List<GenerationEvent> step() {
        if (isDone()) {
            throw new IllegalStateException("the generation is done");
        }
        if (pass == null) {
            pass = model.newPass();
        }
        List<Track> ready = ready();
        List<Feed> feeds = new ArrayList<>();
        for (Track track : ready) {
            if (!track.reserve()) {
                throw new IllegalStateException("there is no memory for the keys and values of this generation");
            }
            feeds.add(track.feed(PROMPT_TOKENS_PER_STEP));
        }
        float[][] logits = pass.run(feeds);
        List<GenerationEvent> events = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            events.addAll(ready.get(i).take(logits[i]));
        }
        return events;
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        tracks.forEach(Track::yieldMemory);
    }
}
