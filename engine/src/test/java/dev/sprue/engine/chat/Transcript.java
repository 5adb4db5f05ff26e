package dev.sprue.engine.chat;

import java.util.ArrayList;
import java.util.List;

/** The texts of a generation's answers as their reader sees them, each with the reason for its end. */
final class Transcript {
    private final List<StringBuilder> texts = new ArrayList<>();

    Transcript(int choices) {
        for (int i = 0; i < choices; i++) {
            texts.add(new StringBuilder());
        }
    }

    void add(GenerationEvent event) {
        switch (event) {
            case GenerationEvent.Delta delta -> texts.get(event.choice()).append(delta.text());
            case GenerationEvent.PromptRead read ->
                texts.get(event.choice()).append(read.tokens().size()).append('>');
            case GenerationEvent.CallStarted started -> throw new AssertionError(started);
            case GenerationEvent.CallArguments arguments -> throw new AssertionError(arguments);
            case GenerationEvent.Finished finished ->
                texts.get(event.choice()).append('/').append(finished.reason());
        }
    }

    List<String> texts() {
        return texts.stream().map(StringBuilder::toString).toList();
    }

    /** What somebody gets who asks when nobody else does. */
    static List<String> alone(ChatModel model, int[] prompt, GenerationParameters parameters) {
        Transcript transcript = new Transcript(parameters.choices());
        try (Generation generation = model.generate(prompt, parameters)) {
            while (!generation.isDone()) {
                generation.step().forEach(transcript::add);
            }
        }
        return transcript.texts();
    }
}
