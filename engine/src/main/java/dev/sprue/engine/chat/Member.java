package dev.sprue.engine.chat;

/** A generation and who reads it. */
record Member(Generation generation, GenerationRun run) {

    /** Gives the memory back where nothing is left to compute, or nobody to compute it for; returns whether that is so. */
    boolean hasLeft() {
        if (!generation.isDone() && !run.isOver()) {
            return false;
        }
        generation.close();
        return true;
    }
}
