package dev.sprue.engine.chat;

import dev.sprue.engine.llama.Feed;
import dev.sprue.engine.llama.KvCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One answer on its way: the tokens known so far, how many of them were read, and the answer that they make. Reading the
 * prompt, going on by a token and reading everything again after the memory was given away are the same thing: whatever is
 * known and not read is read, and what follows the last of it is the next token.
 */
final class Track {
    private final ChatModel model;
    private final Answer answer;
    private final KvCache cache;
    private final PromptScores scores;
    private final int maxTokens;
    private int[] tokens;
    private int known;
    private boolean begun;
    private boolean done;

    /**
     * Begins an answer.
     *
     * @param maxTokens the most tokens that prompt and answer can have together
     */
    Track(ChatModel model, int[] prompt, Answer answer, KvCache cache, PromptScores scores, int maxTokens) {
        this.model = model;
        this.answer = answer;
        this.cache = cache;
        this.scores = scores;
        this.maxTokens = maxTokens;
        this.tokens = prompt.clone();
        this.known = prompt.length;
    }

    boolean isDone() {
        return done;
    }

    /** Returns the number of tokens of the answer so far. */
    int answerTokens() {
        return answer.tokens();
    }

    /** Returns whether the prompt was read. */
    boolean hasBegun() {
        return begun;
    }

    /** Returns whether the answer has memory for all of it but its last token, and goes on when that is read. */
    boolean isGrowing() {
        return begun && unread() == 1;
    }

    /** Returns how many known tokens are not read yet: 1 while the answer grows, more before and after a loss of memory. */
    int unread() {
        return known - cache.length();
    }

    /** Makes sure that there is memory for everything that is known; takes over what others have read already. */
    boolean reserve() {
        // What others have read says nothing of how likely it was.
        cache.adopt(tokens, scores.complete() ? known : scores.next() + 1);
        return cache.reserve(unread());
    }

    /** Returns whether this answer holds memory. */
    boolean holdsMemory() {
        return cache.bytes() > 0;
    }

    /** Gives all memory back; what was read is read again when there is memory again. */
    void yieldMemory() {
        cache.close();
    }

    /** Returns what to read next: at most {@code count} tokens, for which {@link #reserve} has found memory. */
    Feed feed(int count) {
        int next = Math.min(count, unread());
        int last = next == unread() ? 1 : 0;
        int wanted = scores.complete() ? last : Math.clamp(cache.length() + next - scores.next(), last, next);
        return new Feed(cache, tokens, next, wanted);
    }

    /**
     * Takes what a pass over {@link #feed} has found; returns what became visible, in order. Several answers may do so at
     * once, on threads of their own: the memory that all share is left alone until each of them {@linkplain #settle settles}.
     */
    List<GenerationEvent> take(float[] logits) {
        int vocabulary = model.tokenizer().size();
        scores.add(logits, vocabulary, cache.length());
        if (unread() > 0) {
            return List.of();
        }
        List<GenerationEvent> events = new ArrayList<>();
        if (!begun && scores.wanted()) {
            events.add(new GenerationEvent.PromptRead(answer.choice(), scores.tokens()));
        }
        begun = true;
        if (answer.isFull()) {
            events.addAll(finish(FinishReason.LENGTH));
            return events;
        }
        float[] last = logits.length == vocabulary
                ? logits
                : Arrays.copyOfRange(logits, logits.length - vocabulary, logits.length);
        int token = answer.choose(last);
        if (model.endsTurn(token)) {
            events.addAll(finish(FinishReason.STOP));
            return events;
        }
        events.addAll(answer.add(token, last));
        if (answer.stopped() || answer.isFull() || known + 1 >= maxTokens) {
            events.addAll(finish(FinishReason.LENGTH));
            return events;
        }
        if (known == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.min(maxTokens, 2 * known));
        }
        tokens[known++] = token;
        return events;
    }

    /** Lets sequences to come have what was read, and gives the memory back where the answer is complete. */
    void settle() {
        cache.share(tokens);
        if (done) {
            cache.close();
        }
    }

    private List<GenerationEvent> finish(FinishReason reason) {
        done = true;
        return answer.finish(reason);
    }
}
