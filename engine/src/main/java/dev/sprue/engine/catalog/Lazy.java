package dev.sprue.engine.catalog;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made on first use, once, and can be dropped when nobody has used it for a while, to be made again.
 * Whoever comes while it is made waits. A failure is thrown again to everybody.
 */
final class Lazy<T> {
    private final Supplier<T> maker;
    private final Consumer<T> closer;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T value;
    private @Nullable RuntimeException failure;
    private int users;
    private long lastUseNs;

    /** Creates the holder of a value that needs no closing. */
    Lazy(Supplier<T> maker) {
        this(maker, value -> {});
    }

    /** Creates the holder of a value that {@code closer} ends when it is dropped. */
    Lazy(Supplier<T> maker, Consumer<T> closer) {
        this.maker = maker;
        this.closer = closer;
    }

    boolean isMade() {
        return value != null;
    }

    /** Returns the value where it is there. */
    Optional<T> peek() {
        return Optional.ofNullable(value);
    }

    T get() {
        T made = value;
        return made != null ? made : make();
    }

    /** Keeps the value, when it is there, until the returned use is closed. */
    ModelUse use() {
        lock.lock();
        try {
            users++;
        } finally {
            lock.unlock();
        }
        return this::leave;
    }

    /** Drops the value where it is there and nobody has used it for so long; returns whether that was done. */
    boolean drop(long idleNs) {
        lock.lock();
        try {
            T made = value;
            if (made == null || users > 0 || System.nanoTime() - lastUseNs < idleNs) {
                return false;
            }
            value = null;
            closer.accept(made);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            users--;
            lastUseNs = System.nanoTime();
        } finally {
            lock.unlock();
        }
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
            lastUseNs = System.nanoTime();
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
