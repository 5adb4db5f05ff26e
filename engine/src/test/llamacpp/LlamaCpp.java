import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * llama.cpp on the command line, to compare with: natives from npm, called through the C API. A program of its own that is
 * run from its source, since a native library that crashes takes its JVM with it, and since nothing of it is in the product.
 *
 * <pre>
 *   java LlamaCpp.java natives CACHE                            fetches the libraries once; prints their folder
 *   java LlamaCpp.java logits LIBRARIES MODEL THREADS KV        a line of token ids in, the logits after each of them out
 *   java LlamaCpp.java greedy LIBRARIES MODEL THREADS KV COUNT  a line of token ids in, the likeliest next ones out
 *   java LlamaCpp.java speed LIBRARIES MODEL THREADS PROMPT COUNT ROUNDS   prefill and decode, tokens/s, a line a round
 * </pre>
 *
 * KV is f32 or f16. Exit code 3: there are no natives here, and standard error says why.
 */
public final class LlamaCpp {
    private static final String PACKAGE = "@node-llama-cpp/linux-x64";
    private static final String VERSION = "3.22.1";
    private static final int UNAVAILABLE = 3;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final StructLayout BATCH = MemoryLayout.structLayout(
            INT, MemoryLayout.paddingLayout(4), POINTER, POINTER, POINTER, POINTER, POINTER, POINTER);
    /**
     * Larger than the parameter structs are. They are passed on the stack, as the last thing on it, so that what follows them
     * there is never read; the fields that are set are checked by their defaults.
     */
    private static final StructLayout PARAMETERS =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(64, ValueLayout.JAVA_LONG));

    private static final long CONTEXT_N_CTX = 0;
    private static final long CONTEXT_N_BATCH = 4;
    private static final long CONTEXT_N_THREADS = 28;
    private static final long CONTEXT_N_THREADS_BATCH = 32;
    private static final long CONTEXT_TYPE_K = 104;
    private static final long CONTEXT_TYPE_V = 108;
    private static final int DEFAULT_THREADS = 4;
    private static final int DEFAULT_BATCH = 2048;
    private static final int GGML_F32 = 0;
    private static final int GGML_F16 = 1;

    private final Arena arena = Arena.ofShared();
    private final SymbolLookup library;
    private final MemorySegment model;
    private final MemorySegment context;
    private final int vocabulary;
    private final MethodHandle decode;
    private final MethodHandle batchOf;
    private final MethodHandle logitsAt;
    private final MethodHandle synchronize;

    public static void main(String[] args) throws Throwable {
        if (args[0].equals("natives")) {
            System.out.println(natives(Path.of(args[1])));
            return;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        int threads = Integer.parseInt(args[3]);
        switch (args[0]) {
            case "logits" -> new LlamaCpp(args[1], args[2], threads, kv(args[4]), 0).logits(in);
            case "greedy" -> new LlamaCpp(args[1], args[2], threads, kv(args[4]), 0).greedy(in, Integer.parseInt(args[5]));
            case "speed" -> {
                int prompt = Integer.parseInt(args[4]);
                int count = Integer.parseInt(args[5]);
                new LlamaCpp(args[1], args[2], threads, GGML_F16, prompt + count + 64).speed(prompt, count, Integer.parseInt(args[6]));
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        // Threads of the library may live on.
        Runtime.getRuntime().halt(0);
    }

    private static int kv(String name) {
        return name.equals("f32") ? GGML_F32 : GGML_F16;
    }

    private static Path natives(Path cache) throws IOException, InterruptedException {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            throw unavailable("the natives that are used are for Linux on x64, not for " + platform);
        }
        Path libraries = cache.resolve("node_modules/" + PACKAGE + "/bins/linux-x64");
        if (!Files.isDirectory(libraries)) {
            Files.createDirectories(cache);
            Process npm;
            try {
                npm = new ProcessBuilder(
                                "npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts",
                                "--prefix", cache.toString(), PACKAGE + "@" + VERSION)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.to(cache.resolve("npm.log").toFile()))
                        .start();
            } catch (IOException e) {
                throw unavailable("npm cannot be run: " + e.getMessage());
            }
            if (npm.waitFor() != 0 || !Files.isDirectory(libraries)) {
                throw unavailable("npm could not install " + PACKAGE + "; see " + cache.resolve("npm.log"));
            }
        }
        return libraries.toAbsolutePath();
    }

    private static RuntimeException unavailable(String why) {
        System.err.println(why);
        System.exit(UNAVAILABLE);
        return new IllegalStateException(why);
    }

    private LlamaCpp(String libraries, String file, int threads, int kvType, int positions) throws Throwable {
        Path folder = Path.of(libraries);
        library = SymbolLookup.libraryLookup(find(folder, "libllama.v"), arena);
        SymbolLookup ggml = SymbolLookup.libraryLookup(find(folder, "libggml.v"), arena);
        handle(ggml, "ggml_backend_load_all_from_path", FunctionDescriptor.ofVoid(POINTER)).invoke(text(folder.toString()));
        handle(library, "llama_backend_init", FunctionDescriptor.ofVoid()).invoke();
        MemorySegment modelParameters = (MemorySegment)
                handle(library, "llama_model_default_params", FunctionDescriptor.of(PARAMETERS)).invoke((java.lang.foreign.SegmentAllocator) arena);
        model = (MemorySegment) handle(library, "llama_model_load_from_file", FunctionDescriptor.of(POINTER, POINTER, PARAMETERS))
                .invoke(text(file), modelParameters);
        if (model.equals(MemorySegment.NULL)) {
            throw new IllegalStateException("llama.cpp does not load " + file);
        }
        MemorySegment parameters = (MemorySegment)
                handle(library, "llama_context_default_params", FunctionDescriptor.of(PARAMETERS)).invoke((java.lang.foreign.SegmentAllocator) arena);
        set(parameters, CONTEXT_N_BATCH, DEFAULT_BATCH, DEFAULT_BATCH);
        set(parameters, CONTEXT_N_THREADS, DEFAULT_THREADS, threads);
        set(parameters, CONTEXT_N_THREADS_BATCH, DEFAULT_THREADS, threads);
        set(parameters, CONTEXT_TYPE_K, GGML_F16, kvType);
        set(parameters, CONTEXT_TYPE_V, GGML_F16, kvType);
        parameters.set(INT, CONTEXT_N_CTX, positions);
        context = (MemorySegment) handle(library, "llama_init_from_model", FunctionDescriptor.of(POINTER, POINTER, PARAMETERS))
                .invoke(model, parameters);
        MemorySegment vocab = (MemorySegment) handle(library, "llama_model_get_vocab", FunctionDescriptor.of(POINTER, POINTER)).invoke(model);
        vocabulary = (int) handle(library, "llama_vocab_n_tokens", FunctionDescriptor.of(INT, POINTER)).invoke(vocab);
        decode = handle(library, "llama_decode", FunctionDescriptor.of(INT, POINTER, BATCH));
        batchOf = handle(library, "llama_batch_get_one", FunctionDescriptor.of(BATCH, POINTER, INT));
        logitsAt = handle(library, "llama_get_logits_ith", FunctionDescriptor.of(POINTER, POINTER, INT));
        synchronize = handle(library, "llama_synchronize", FunctionDescriptor.ofVoid(POINTER));
    }

    private static void set(MemorySegment parameters, long at, int expected, int value) {
        if (parameters.get(INT, at) != expected) {
            throw new IllegalStateException("llama.cpp's parameters lie elsewhere: " + parameters.get(INT, at) + " at " + at);
        }
        parameters.set(INT, at, value);
    }

    private static Path find(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).findFirst().orElseThrow();
        }
    }

    private static MethodHandle handle(SymbolLookup lookup, String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(lookup.findOrThrow(name), shape);
    }

    private MemorySegment text(String text) {
        return arena.allocateFrom(text);
    }

    /** Reads tokens; returns the logits after the last one, valid until the next call. */
    private MemorySegment read(int[] tokens) throws Throwable {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment ids = once.allocateFrom(INT, tokens);
            MemorySegment batch = (MemorySegment) batchOf.invoke((java.lang.foreign.SegmentAllocator) once, ids, tokens.length);
            int failed = (int) decode.invoke(context, batch);
            if (failed != 0) {
                throw new IllegalStateException("llama_decode failed: " + failed);
            }
            synchronize.invoke(context);
            return ((MemorySegment) logitsAt.invoke(context, -1)).reinterpret(4L * vocabulary);
        }
    }

    private void forget() throws Throwable {
        MemorySegment memory = (MemorySegment) handle(library, "llama_get_memory", FunctionDescriptor.of(POINTER, POINTER)).invoke(context);
        handle(library, "llama_memory_clear", FunctionDescriptor.ofVoid(POINTER, ValueLayout.JAVA_BOOLEAN)).invoke(memory, true);
    }

    private static int[] ids(String line) {
        return Arrays.stream(line.strip().split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private void logits(BufferedReader in) throws Throwable {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            forget();
            for (int id : ids(line)) {
                StringJoiner out = new StringJoiner(" ");
                for (float logit : read(new int[] {id}).toArray(ValueLayout.JAVA_FLOAT)) {
                    out.add(Float.toString(logit));
                }
                System.out.println(out);
            }
            System.out.flush();
        }
    }

    private void greedy(BufferedReader in, int count) throws Throwable {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            forget();
            StringJoiner out = new StringJoiner(" ");
            int[] next = ids(line);
            for (int i = 0; i < count; i++) {
                next = new int[] {likeliest(read(next))};
                out.add(Integer.toString(next[0]));
            }
            System.out.println(out);
        }
    }

    private static int likeliest(MemorySegment logits) {
        int best = 0;
        float[] values = logits.toArray(ValueLayout.JAVA_FLOAT);
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private void speed(int promptTokens, int count, int rounds) throws Throwable {
        int[] prompt = new int[promptTokens];
        Arrays.setAll(prompt, i -> 20 + (i * 7919) % (vocabulary - 20));
        for (int round = 0; round <= rounds; round++) {
            forget();
            long start = System.nanoTime();
            int next = likeliest(read(prompt));
            long middle = System.nanoTime();
            for (int i = 0; i < count; i++) {
                next = likeliest(read(new int[] {next}));
            }
            long end = System.nanoTime();
            if (round > 0) {
                System.out.printf(Locale.ROOT, "%.2f %.2f%n", promptTokens * 1e9 / (middle - start), count * 1e9 / (end - middle));
            }
        }
    }
}
