package dev.sprue.engine.catalog;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made on first use, once; whoever comes meanwhile waits. A failure is thrown again to everybody. */
final class Lazy<T> {
    private final Supplier<T> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T value;
    private @Nullable RuntimeException failure;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    boolean isMade() {
        return value != null;
    }

    T get() {
        T made = value;
        return made != null ? made : make();
    }

    private T make() {
        lock.lock();
        try {
            T made = value;
            if (made != null) {
                return made;
            }
            if (failure != null) {
                throw failure;
            }
            made = maker.get();
            value = made;
            return made;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            lock.unlock();
        }
    }
}
