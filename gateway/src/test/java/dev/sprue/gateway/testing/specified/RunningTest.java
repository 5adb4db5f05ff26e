package dev.sprue.gateway.testing.specified;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Knows which test is running, for whoever looks at what it does, and which have run. JUnit finds it by itself. */
public final class RunningTest implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    private static final Set<String> STARTED = ConcurrentHashMap.newKeySet();
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable ExtensionContext current;

    @Override
    public void beforeAll(ExtensionContext context) {
        current = context;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        current = context;
        STARTED.add(name(context));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            FAILED.add(name(context));
        }
        current = context.getParent().orElse(null);
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "."
                + context.getTestMethod().map(method -> method.getName()).orElse("*");
    }

    /** The running test, {@code Class.method}. */
    public static Optional<String> name() {
        return Optional.ofNullable(current).map(RunningTest::name);
    }

    /** The tests that have begun in this JVM, {@code Class.method}. */
    public static Set<String> started() {
        return Set.copyOf(STARTED);
    }

    /** Those of which a try has failed. */
    public static Set<String> failed() {
        return Set.copyOf(FAILED);
    }

    /** What the running test and its class say of themselves. */
    public static <A extends Annotation> List<A> said(Class<A> annotation) {
        ExtensionContext running = current;
        if (running == null) {
            return List.of();
        }
        return Stream.concat(
                        AnnotationSupport.findAnnotation(running.getElement(), annotation).stream(),
                        running.getTestMethod().isPresent()
                                ? AnnotationSupport.findAnnotation(running.getTestClass(), annotation).stream()
                                : Stream.empty())
                .toList();
    }
}
