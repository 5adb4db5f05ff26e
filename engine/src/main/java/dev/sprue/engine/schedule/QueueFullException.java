package dev.sprue.engine.schedule;

/** Says that more work is waiting than the scheduler accepts. */
public final class QueueFullException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says how much is running and waiting. */
    public QueueFullException(int running, int waiting) {
        super("the engine is busy: " + running + " requests are running and " + waiting + " are waiting");
    }
}
