package dev.sprue.engine.schedule;

/** Work that is done in short steps, so that several pieces of work can share a core in turn. */
public interface Stepped {

    /** What a step left behind. */
    enum Progress {
        /** More steps are due; the work goes to the end of the line. */
        MORE,
        /** Nothing can be done until {@link Scheduler.Job#resume()}. */
        WAIT,
        /** The work is finished. */
        DONE
    }

    /** Does one step: a few milliseconds at most. Must not throw; never runs on two threads at once. */
    Progress step();
}
