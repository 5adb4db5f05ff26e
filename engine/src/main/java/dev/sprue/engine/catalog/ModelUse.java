package dev.sprue.engine.catalog;

/** Keeps a model in memory while it is open. Close it once. */
public interface ModelUse extends AutoCloseable {

    @Override
    void close();
}
