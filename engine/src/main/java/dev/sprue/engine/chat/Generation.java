package dev.sprue.engine.chat;

import dev.sprue.engine.llama.Feed;
import dev.sprue.engine.llama.ForwardPass;
import dev.sprue.engine.llama.KvCache;
import dev.sprue.engine.llama.KvPool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one prompt or several, a short step at a time. Several answers to one prompt grow side by side; the first one
 * reads the prompt, the others share what it read. Not thread-safe.
 */
public final class Generation implements AutoCloseable {
    /** Prompt tokens of a step of {@link #step}. */
    private static final int PROMPT_TOKENS_PER_STEP = 32;
    /** How many answers grow at once; of a generation of many the next ones begin when these end. */
    private static final int SIDE_BY_SIDE = 16;

    private final ChatModel model;
    private final int promptTokens;
    /** Prompt by prompt. */
    private final List<Track> tracks = new ArrayList<>();

    private final int choices;
    private @Nullable ForwardPass pass;

    Generation(ChatModel model, List<int[]> prompts, GenerationParameters parameters, KvPool pool) {
        this.model = model;
        this.promptTokens = prompts.stream().mapToInt(prompt -> prompt.length).sum();
        this.choices = parameters.choices();
        for (int[] prompt : prompts) {
            for (int choice = 0; choice < choices; choice++) {
                AnswerNumber number = new AnswerNumber(tracks.size(), choice);
                PromptScores scores = choice == 0 && parameters.promptProbabilities()
                        ? PromptScores.of(prompt, parameters.topLogProbabilities())
                        : PromptScores.NONE;
                tracks.add(new Track(
                        model,
                        prompt,
                        model.newAnswer(number, parameters),
                        new KvCache(pool),
                        scores,
                        pool.maxPositions()));
            }
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
        List<Track> ready = new ArrayList<>();
        int growing = 0;
        // Whoever is among those that grow stays there until it is done, so no other ever holds memory.
        for (int i = 0; i < tracks.size() && growing < SIDE_BY_SIDE; i++) {
            Track track = tracks.get(i);
            if (track.isDone()) {
                continue;
            }
            growing++;
            Track reader = tracks.get(i - i % choices);
            if (track == reader || reader.hasBegun()) {
                ready.add(track);
            }
        }
        return ready;
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
            ready.get(i).settle();
        }
        return events;
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        tracks.forEach(Track::yieldMemory);
    }
}
