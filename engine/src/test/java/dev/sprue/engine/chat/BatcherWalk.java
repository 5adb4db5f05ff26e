package dev.sprue.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.engine.sampling.SamplingParameters;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Stepped;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.Team;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A batch of a few generations in very little memory, and everything that happens to it, one thing after the other on one
 * thread: a seed says in which order readers come, read, pause, leave and sleep, between the steps and in the middle of
 * them, and which steps fail.
 */
final class BatcherWalk {
    private static final int CONTEXT = 128;
    private static final int PAGE = 16;
    private static final String BROKEN = "broken on purpose";
    private static final ChatModel MODEL = RandomModel.create(1, CONTEXT);
    private static final Kernels KERNELS = new ScalarKernels();
    /** Steps in which everybody who is read must have come to the end: many times what it takes. */
    private static final int MAX_STEPS = 20_000;

    private final Random random;
    private final Batcher batcher;
    private final List<Reader> readers = new ArrayList<>();
    /** In one of so many calls of a kernel something else happens meanwhile, or the kernel breaks; never where it is 0. */
    private final int meanwhileOneIn;

    private final int brokenOneIn;
    private @Nullable Stepped task;
    private boolean stepDue;
    private boolean stepping;
    private boolean nobodyComes;
    private long clockNs;

    BatcherWalk(long seed) {
        random = new Random(seed);
        meanwhileOneIn = random.nextInt(3) * 100;
        brokenOneIn = random.nextInt(5) == 0 ? 3_000 : 0;
        long bytesPerPage = PAGE * MODEL.newPool(1).bytesPerPosition();
        BatchLimits limits =
                new BatchLimits(1 + random.nextInt(4), random.nextInt(4), (3 + random.nextInt(8)) * bytesPerPage);
        batcher = new Batcher(
                MODEL,
                new Compute(kernels(), new Team(1)),
                limits,
                step -> {
                    task = step;
                    return () -> stepDue = true;
                },
                () -> clockNs += random.nextInt(20_000_000));
    }

    /** Does all of it. */
    void go() {
        for (int left = 100 + random.nextInt(500); left > 0; left--) {
            boolean moved = random.nextBoolean() ? step() : somebodyDoesSomething();
        }
        nobodyComes = true;
        everybodyAwakeComesToTheEnd();
        readers.forEach(reader -> reader.asleep = false);
        everybodyAwakeComesToTheEnd();
        readers.forEach(Reader::check);
        readers.forEach(Reader::close);
        while (step()) {
            // Those who have left are let go of.
        }
        assertThat(batcher.load().running() + batcher.load().waiting())
                .as("generations that nobody reads")
                .isZero();
        batcher.memory().forgetPrefixes();
        assertThat(batcher.memory().bytes()).as("memory that nobody uses").isZero();
    }

    /** As long as they read, whatever the others do. */
    private void everybodyAwakeComesToTheEnd() {
        int steps = 0;
        while (readers.stream().anyMatch(reader -> !reader.asleep && !reader.over)) {
            boolean moved =
                    !readers.isEmpty() && random.nextBoolean() && anyReader().take();
            if (!moved && step()) {
                moved = true;
                assertThat(++steps).as("steps without an end").isLessThan(MAX_STEPS);
            }
            assertThat(moved || readers.stream().anyMatch(Reader::take))
                    .as("somebody goes on")
                    .isTrue();
        }
    }

    private boolean step() {
        if (!stepDue || task == null) {
            return false;
        }
        stepDue = false;
        stepping = true;
        boolean more = task.step() == Stepped.Progress.MORE;
        stepping = false;
        stepDue |= more;
        return true;
    }

    private boolean somebodyDoesSomething() {
        int what = random.nextInt(100);
        if (what < 8 || readers.isEmpty()) {
            return !nobodyComes && start();
        }
        if (what < 10) {
            anyReader().close();
            return true;
        }
        if (what < 12) {
            anyReader().asleep = random.nextBoolean();
        }
        return anyReader().take();
    }

    private Reader anyReader() {
        return readers.get(random.nextInt(readers.size()));
    }

    private boolean start() {
        List<int[]> prompts = new ArrayList<>();
        int longest = 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int[] prompt = new int[1 + random.nextInt(batcher.maxTokens() - 1)];
            // Many begin alike.
            Arrays.fill(prompt, 10 + random.nextInt(2));
            prompts.add(prompt);
            longest = Math.max(longest, prompt.length);
        }
        SamplingParameters sampling = new SamplingParameters(1, 1, 0, 0, Map.of(), OptionalLong.of(random.nextInt(3)));
        // An answer that ends where the memory does would be longer elsewhere.
        int most = 1 + random.nextInt(Math.min(60, batcher.maxTokens() - longest));
        boolean scored = random.nextInt(4) == 0;
        GenerationParameters parameters = new GenerationParameters(
                sampling, most, List.of(), 1 + random.nextInt(3), false, 0, AnswerForm.FREE, scored);
        try {
            readers.add(new Reader(batcher.start(prompts, parameters), prompts, parameters));
            return true;
        } catch (QueueFullException e) {
            return false;
        }
    }

    /** Arithmetic during which other things happen. */
    private Kernels kernels() {
        return (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, arguments) -> {
                    if (stepping && meanwhileOneIn > 0 && random.nextInt(meanwhileOneIn) == 0) {
                        somebodyDoesSomething();
                    }
                    if (stepping && brokenOneIn > 0 && random.nextInt(brokenOneIn) == 0) {
                        throw new IllegalStateException(BROKEN);
                    }
                    return call(method, arguments);
                });
    }

    private static @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(KERNELS, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static final class Reader {
        private final GenerationRun run;
        private final List<int[]> prompts;
        private final GenerationParameters parameters;
        private final Transcript transcript;
        private boolean asleep;
        private boolean over;
        private boolean whole;
        private Optional<GenerationFailedException> failure = Optional.empty();

        Reader(GenerationRun run, List<int[]> prompts, GenerationParameters parameters) {
            this.run = run;
            this.prompts = prompts;
            this.parameters = parameters;
            this.transcript = new Transcript(prompts.size() * parameters.choices());
        }

        /** Takes an event, or sees the end, where there is one to see: who is interrupted does not wait. */
        boolean take() {
            if (asleep || over) {
                return false;
            }
            Thread.currentThread().interrupt();
            try {
                Optional<GenerationEvent> event = run.next();
                event.ifPresent(transcript::add);
                whole = event.isEmpty();
                over = whole;
                return true;
            } catch (InterruptedException e) {
                return false;
            } catch (GenerationFailedException e) {
                failure = Optional.of(e);
                over = true;
                return true;
            } finally {
                boolean interrupted = Thread.interrupted();
            }
        }

        void check() {
            failure.ifPresent(e -> assertThat(e).hasRootCauseMessage(BROKEN));
            if (whole) {
                List<String> alone = new ArrayList<>();
                prompts.forEach(prompt -> alone.addAll(Transcript.alone(MODEL, prompt, parameters)));
                assertThat(transcript.texts()).isEqualTo(alone);
            }
        }

        void close() {
            over = true;
            run.close();
        }
    }
}
